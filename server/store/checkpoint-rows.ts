/**
 * Checkpoints as rows: the merged state of a section up to a seq.
 *
 * 1. The newest one spares the reader the rows below it. It may be lost: the log makes it again.
 * 2. One whose own row is gone from the log is history (history.ts): no other checkpoint replaces it.
 */
import { crc32 } from 'node:zlib'
import { isSound } from './log-damage.ts'
import type { Database } from './store.ts'

export type Checkpoint = { readonly seq: number; readonly bytes: Uint8Array }

/** `damaged`: positions of newer checkpoints that were passed over because their bytes changed. */
export type FoundCheckpoint = {
  readonly checkpoint: Checkpoint | undefined
  readonly damaged: readonly number[]
}

/** The newest sound checkpoint at or below `seq`. */
export async function findCheckpoint(
  db: Database,
  sectionId: string,
  seq = Number.MAX_SAFE_INTEGER,
): Promise<FoundCheckpoint> {
  const damaged: number[] = []
  for (let below = seq; ; ) {
    const row = await db
      .selectFrom('checkpoints')
      .selectAll()
      .where('section_id', '=', sectionId)
      .where('seq', '<=', below)
      .orderBy('seq', 'desc')
      .limit(1)
      .executeTakeFirst()
    if (!row || isSound(row)) return { checkpoint: row && { seq: row.seq, bytes: row.bytes }, damaged }
    damaged.push(row.seq)
    below = row.seq - 1
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
