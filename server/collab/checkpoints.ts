/**
 * Checkpoints: a section's merged state, so that opening it reads one row and a short tail.
 *
 * 1. Made and proved away from the event loop (merger.ts), and only then written: one that could not be
 *    proved does not count, and the log goes on without it.
 */
import { writeCheckpoint } from '../store/checkpoint-rows.ts'
import { readUpdates } from '../store/log.ts'
import type { Database } from '../store/store.ts'
import type { Merge } from './merger.ts'

/** Rows after the last checkpoint that are worth a new one. */
export const tailMost = 200

/** Rows that a section which stays open may gather: its text is in memory, only a restart would read them. */
export const liveTailMost = 2000

/** Writes a checkpoint when the tail has grown long or one is damaged; answers the rows left after the newest. */
export async function keepCheckpoint(db: Database, merge: Merge, sectionId: string): Promise<number> {
  const { seq, updates, damaged } = await readUpdates(db, sectionId)
  if (updates.length <= tailMost && damaged.length === 0) return updates.length - 1
  const bytes = await merge(updates)
  await writeCheckpoint(db, sectionId, { seq, bytes }, damaged)
  return 0
}
