/**
 * Threads whose letters were deleted and came back as others (an undo, a restored text, a paragraph cut in two)
 * are put on the letters that are there now, once a text has rested: from then on they hold on to those.
 *
 * 1. Only where the words tell the place; what is found nowhere stays as it is, an orphan.
 * 2. Nobody's act: it changes no quote and leaves no audit row.
 */
import { anchorAt, locate, readLine, spanOf } from '../../shared/comments/anchor.ts'
import type { Database } from '../store/store.ts'
import type { ReportDeps } from './deps.ts'
import { readDoc } from './text-edit.ts'
import { anchoredOf } from './thread-rows.ts'

export async function healThreads(
  { db, bus }: Pick<ReportDeps, 'db' | 'bus'>,
  sectionIds: readonly string[],
): Promise<void> {
  if (sectionIds.length === 0) return
  const rows = await db
    .selectFrom('threads')
    .selectAll()
    .where('section_id', 'in', sectionIds)
    .where('anchor_start', 'is not', null)
    .execute()
  const healed = new Set<string>()
  for (const [sectionId, own] of Map.groupBy(rows, row => row.section_id)) {
    const read = await readDoc(db, sectionId)
    if (!read.ok) continue
    const reading = readLine(read.value.doc)
    for (const row of own) {
      const anchored = anchoredOf(row)
      if (!anchored.anchor || spanOf(reading, anchored.anchor)?.intact) continue
      const span = locate(reading, anchored)
      const { anchor, quote } = span ? anchorAt(reading, span) : { anchor: null, quote: '' }
      // Only where it stands word for word.
      if (anchor && quote === row.quote && (await move(db, row.id, anchored.anchor.start, anchor)))
        healed.add(row.report_id)
    }
    read.value.doc.destroy()
  }
  for (const reportId of healed) bus.publish({ type: 'threads', reportId })
}

/** Unless somebody moved it meanwhile. */
async function move(
  db: Database,
  threadId: string,
  from: string,
  { start, end }: { readonly start: string; readonly end: string },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('threads')
    .set({ anchor_start: start, anchor_end: end })
    .where('id', '=', threadId)
    .where('anchor_start', '=', from)
    .executeTakeFirstOrThrow()
  return numUpdatedRows > 0n
}
