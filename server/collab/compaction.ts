/**
 * Compaction: drops rows of the log that are older than the administrator's retention rule. Off unless a
 * rule is set: the log is the history.
 *
 * 1. What was dropped is stood in for by a checkpoint that was made from it and proved; positions that a
 *    submission or a version names keep one each.
 * 2. It may be cut off between any two statements (history.ts); a section that fails is left as it is.
 */
import type { Checkpoint } from '../store/checkpoint-rows.ts'
import {
  beginsAt,
  dropRowsBelow,
  findCut,
  forgetCheckpointsBelow,
  readUpdatesAt,
  replaceRow,
} from '../store/history.ts'
import type { Database } from '../store/store.ts'
import type { Merge } from './merger.ts'

/** Rows dropped in one transaction: others wait for no more than that. */
const rowsAtOnce = 500

export type Compaction = {
  readonly db: Database
  readonly merge: Merge
  /** ISO 8601 UTC: rows written before it may go. */
  readonly before: string
  readonly rowsAtOnce?: number
}

/** Compacts every section, one after the other; `failed` hears of those that could not be. */
export async function compactAll(
  compaction: Compaction,
  failed: (sectionId: string, error: unknown) => void,
): Promise<void> {
  const sections = await compaction.db.selectFrom('sections').select('id').orderBy('id').execute()
  for (const { id } of sections)
    await compactSection(compaction, id).catch((error: unknown) => failed(id, error))
}

export async function compactSection(compaction: Compaction, sectionId: string): Promise<void> {
  const { db, before } = compaction
  const cut = await findCut(db, sectionId, before)
  if (!cut) return
  for (const seq of cut.named) await standIn(compaction, sectionId, seq)
  if (!(await standIn(compaction, sectionId, cut.seq))) return
  const most = compaction.rowsAtOnce ?? rowsAtOnce
  while (await dropRowsBelow(db, sectionId, cut.seq, most));
  await forgetCheckpointsBelow(db, sectionId, cut)
}

/** Puts a checkpoint in a row's place; answers whether one stands there now. */
async function standIn({ db, merge }: Compaction, sectionId: string, seq: number): Promise<boolean> {
  if (await beginsAt(db, sectionId, seq)) return true
  const stored = await readUpdatesAt(db, sectionId, seq)
  if (!stored) return false
  const checkpoint: Checkpoint = { seq, bytes: await merge(stored.updates) }
  await replaceRow(db, sectionId, checkpoint)
  return true
}
