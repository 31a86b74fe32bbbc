/**
 * Checkpoints as rows: the merged state of a section up to a seq.
 *
 * 1. The newest one spares the reader the rows below it. It may be lost: the log makes it again.
 * 2. One whose own row is gone from the log is history (history.ts): no other checkpoint replaces it.
 */
import { crc32 } from 'node:zlib'
import { isUnreadable } from './failures.ts'
import { isSound } from './log-damage.ts'
import type { Database } from './store.ts'

/** Above every position of a log; as much as PostgreSQL's integer holds. */
export const newestSeq = 2 ** 31 - 1

export type Checkpoint = { readonly seq: number; readonly bytes: Uint8Array }

/** `damaged`: positions of newer checkpoints that were passed over: their bytes changed or cannot be read. */
export type FoundCheckpoint = {
  readonly checkpoint: Checkpoint | undefined
  readonly damaged: readonly number[]
}

/** The newest sound checkpoint at or below `seq`. */
export async function findCheckpoint(
  db: Database,
  sectionId: string,
  seq = newestSeq,
): Promise<FoundCheckpoint> {
  const damaged: number[] = []
  for (let below = seq; ; ) {
    const newest = checkpointsUpTo(db, sectionId, below)
    const row = await unlessUnreadable(newest.selectAll().executeTakeFirst())
    if (row === undefined) return { checkpoint: undefined, damaged }
    if (row !== 'unreadable' && isSound(row))
      return { checkpoint: { seq: row.seq, bytes: row.bytes }, damaged }
    // The key alone can be read where the bytes cannot; where it cannot either, the log has to do.
    const key = row === 'unreadable' ? await unlessUnreadable(newest.select('seq').executeTakeFirst()) : row
    if (key === undefined || key === 'unreadable') return { checkpoint: undefined, damaged }
    damaged.push(key.seq)
    below = key.seq - 1
  }
}

/** The newest one first, and no other. */
function checkpointsUpTo(db: Database, sectionId: string, seq: number) {
  return db
    .selectFrom('checkpoints')
    .where('section_id', '=', sectionId)
    .where('seq', '<=', seq)
    .orderBy('seq', 'desc')
    .limit(1)
}

async function unlessUnreadable<Value>(reading: Promise<Value>): Promise<Value | 'unreadable'> {
  try {
    return await reading
  } catch (error) {
    if (isUnreadable(error)) return 'unreadable'
    throw error
  }
}

/**
 * Keeps a checkpoint in place of the older ones that are no history, and of the ones known to be damaged.
 * Does nothing where a sound one is as new.
 */
export async function writeCheckpoint(
  db: Database,
  sectionId: string,
  checkpoint: Checkpoint,
  damaged: readonly number[] = [],
): Promise<void> {
  await db.transaction().execute(async tx => {
    for (const seq of damaged)
      await tx.deleteFrom('checkpoints').where('section_id', '=', sectionId).where('seq', '=', seq).execute()
    const newer = await tx
      .selectFrom('checkpoints')
      .select('seq')
      .where('section_id', '=', sectionId)
      .where('seq', '>=', checkpoint.seq)
      .executeTakeFirst()
    if (newer) return
    await tx
      .deleteFrom('checkpoints')
      .where('section_id', '=', sectionId)
      .where(eb =>
        eb.exists(
          eb
            .selectFrom('updates')
            .select('updates.seq')
            .whereRef('updates.section_id', '=', 'checkpoints.section_id')
            .whereRef('updates.seq', '=', 'checkpoints.seq'),
        ),
      )
      .execute()
    await insertCheckpoint(tx, sectionId, checkpoint)
  })
}

export async function insertCheckpoint(
  tx: Database,
  sectionId: string,
  { seq, bytes }: Checkpoint,
): Promise<void> {
  await tx
    .insertInto('checkpoints')
    .values({ section_id: sectionId, seq, checksum: crc32(bytes), bytes })
    .execute()
}
