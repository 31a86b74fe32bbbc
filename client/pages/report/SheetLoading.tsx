/** The sheet before its text is here: while the report is fetched, and while the editor is. */
import { Skeleton } from '@mantine/core'

export function SheetLoading() {
  return (
    <div className="sheet-loading" aria-hidden="true">
      <Skeleton height={30} width="60%" mx="auto" />
      {[1, 2, 3, 4].map(block => (
        <div key={block}>
          <Skeleton height={18} width="34%" mt={44} />
          <Skeleton height={14} mt={20} />
          <Skeleton height={14} mt={12} />
          <Skeleton height={14} width="72%" mt={12} />
        </div>
      ))}
    </div>
  )
}
