/** Begins from an outline written as lines, shown numbered while it is written. */
import { Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from '../../i18n.ts'
import type { Beginning } from '../../../shared/api.ts'
import { useCreateReport } from '../../api/queries.ts'
import { BeginningForm } from './BeginningForm.tsx'
import { OutlinePreview } from './OutlinePreview.tsx'
import { readOutline } from './outline-lines.ts'

export function OutlineForm() {
  const { t } = useTranslation()
  const [outline, setOutline] = useState<string>(() => t('reports.outlineStarter'))
  const create = useCreateReport()
  const { lines, tooDeep } = readOutline(outline)
  const begin = async (beginning: Beginning) => {
    // The editor's schema comes along with the workbench that follows.
    const { emptyText } = await import('../../../shared/schema/text.ts')
    const sections = lines.map(({ heading, level }) => ({
      heading,
      level,
      numbered: true,
      role: null,
      text: emptyText,
    }))
    return create.mutateAsync({ ...beginning, sections })
  }
  return (
    <BeginningForm ready={tooDeep === undefined} onBegin={begin}>
      <div className="new-pair">
        <Textarea
          label={t('reports.outline')}
          description={t('reports.outlineHint')}
          value={outline}
          onChange={event => setOutline(event.currentTarget.value)}
          error={tooDeep !== undefined && t('reports.outlineTooDeep', { line: tooDeep })}
          autosize
          minRows={10}
          maxRows={24}
        />
        <OutlinePreview lines={lines} />
      </div>
    </BeginningForm>
  )
}
