/**
 * Checkpoints: a section's merged state, so that opening it reads one row and a short tail.
 * A checkpoint counts only after it was read back into a document of its own and proved equal.
 */
import { isDeepStrictEqual } from 'node:util'
import { updatesToText } from '../../shared/schema/text.ts'
import { readUpdates, writeCheckpoint } from '../store/log.ts'
import type { Database } from '../store/store.ts'
import { LiveText } from './live-text.ts'

/** Rows after the last checkpoint that are worth a new one. */
export const tailMost = 200

/** Writes a checkpoint when the tail has grown long; answers whether it did. */
export async function keepCheckpoint(db: Database, sectionId: string): Promise<boolean> {
  const stored = await readUpdates(db, sectionId)
  if (stored.updates.length <= tailMost) return false
  const bytes = merge(stored.updates)
  assertEqual(bytes, stored.updates, sectionId)
  await writeCheckpoint(db, sectionId, { seq: stored.seq, bytes })
  return true
}

function merge(updates: readonly Uint8Array[]): Uint8Array {
  const text = new LiveText(updates)
  const bytes = text.encode()
  text.destroy()
  return bytes
}

function assertEqual(bytes: Uint8Array, updates: readonly Uint8Array[], sectionId: string): void {
  const [one, all] = [new LiveText([bytes]), new LiveText(updates)]
  const isEqual =
    Buffer.compare(one.stateVector(), all.stateVector()) === 0 &&
    isDeepStrictEqual(updatesToText([bytes]), updatesToText(updates))
  one.destroy()
  all.destroy()
  if (!isEqual) throw new Error(`section ${sectionId}: the checkpoint is not what the log says`)
}
