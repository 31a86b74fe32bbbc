/**
 * The log as history: a section's text at any past position, and where a past that nobody needs any more is
 * dropped.
 *
 * 1. Nothing is dropped unless it is asked for; a history begins at the checkpoint that stands in for what
 *    was dropped, and every position from there on can be read.
 * 2. A row goes in the transaction that keeps its checkpoint, the rows below it after that, some at a time:
 *    cut off anywhere, all that was readable above the cut is, and the next run goes on.
 */
import { sql } from 'kysely'
import { type Checkpoint, findCheckpoint, insertCheckpoint } from './checkpoint-rows.ts'
import { isSound, LogDamage } from './log-damage.ts'
import { believing, readLog, type StoredUpdates, together } from './log.ts'
import type { Database } from './store.ts'

/**
 * What the section's text was made of when `seq` was its newest row. Undefined: that position is not yet or
 * no longer in the log. Throws LogDamage.
 */
export async function readUpdatesAt(
  db: Database,
  sectionId: string,
  seq: number,
): Promise<StoredUpdates | undefined> {
  return believing(async () => {
    const section = await db
      .selectFrom('sections')
      .select('head')
      .where('id', '=', sectionId)
      .executeTakeFirst()
    if (!section || seq < 1 || seq > section.head) return undefined
    const { checkpoint, damaged } = await findCheckpoint(db, sectionId, seq)
    const from = checkpoint?.seq ?? 0
    if (seq > from && (await isDropped(db, sectionId, from + 1, seq))) return undefined
    return together(sectionId, seq, checkpoint, await readLog(db, sectionId, from, seq), damaged)
  })
}

/** Was the row dropped on purpose: are all rows up to it gone, and does a checkpoint above `seq` stand for them? */
async function isDropped(db: Database, sectionId: string, row: number, seq: number): Promise<boolean> {
  const rows = db.selectFrom('updates').where('section_id', '=', sectionId)
  const left = await rows.select('seq').where('seq', '<=', row).limit(1).executeTakeFirst()
  if (left) return false
  const above = await db
    .selectFrom('checkpoints')
    .select('seq')
    .where('section_id', '=', sectionId)
    .where('seq', '>', seq)
    .limit(1)
    .executeTakeFirst()
  return above !== undefined
}

/** What of a section's log is older than a moment. */
export type Cut = {
  /** The newest row that is older. */
  readonly seq: number
  /** Positions up to it that something names (来稿, 版本): each keeps a checkpoint of its own. Ascending. */
  readonly named: readonly number[]
}

/** Where the history of a section may begin when rows older than `before` may go; undefined: nothing to drop. */
export async function findCut(db: Database, sectionId: string, before: string): Promise<Cut | undefined> {
  const section = await db
    .selectFrom('sections')
    .select('head')
    .where('id', '=', sectionId)
    .executeTakeFirst()
  const rows = db
    .selectFrom('updates')
    .select('seq')
    .where('section_id', '=', sectionId)
    .orderBy('seq')
    .limit(1)
  const younger = await rows.where('at', '>=', before).executeTakeFirst()
  const seq = younger ? younger.seq - 1 : (section?.head ?? 0)
  const oldest = await rows.executeTakeFirst()
  if (!oldest || oldest.seq > seq) return undefined
  const named = await db
    .selectFrom('submissions')
    .select('seq')
    .distinct()
    .where('section_id', '=', sectionId)
    .where('seq', '<', seq)
    .union(
      db
        .selectFrom('version_positions')
        .select('seq')
        .where('section_id', '=', sectionId)
        .where('seq', '<', seq),
    )
    .execute()
  return { seq, named: named.map(row => row.seq).sort((a, b) => a - b) }
}

/** Is there a checkpoint at exactly this position whose row is gone already? */
export async function beginsAt(db: Database, sectionId: string, seq: number): Promise<boolean> {
  const { checkpoint } = await findCheckpoint(db, sectionId, seq)
  if (checkpoint?.seq !== seq) return false
  const row = await db
    .selectFrom('updates')
    .select('seq')
    .where('section_id', '=', sectionId)
    .where('seq', '=', seq)
    .executeTakeFirst()
  return row === undefined
}

/** Makes a checkpoint history: it takes the place of the row at its position. */
export async function replaceRow(db: Database, sectionId: string, checkpoint: Checkpoint): Promise<void> {
  const { seq } = checkpoint
  await db.transaction().execute(async tx => {
    await tx.deleteFrom('checkpoints').where('section_id', '=', sectionId).where('seq', '=', seq).execute()
    await insertCheckpoint(tx, sectionId, checkpoint)
    await tx.deleteFrom('updates').where('section_id', '=', sectionId).where('seq', '=', seq).execute()
  })
}

/** Drops the oldest `most` rows below a history's beginning; answers whether there may be more. */
export async function dropRowsBelow(
  db: Database,
  sectionId: string,
  seq: number,
  most: number,
): Promise<boolean> {
  return db.transaction().execute(async tx => {
    // Another process may have come further: then neither the rows nor what stood in for them is left.
    if (!(await hasRowsBelow(tx, sectionId, seq))) return false
    const base = await tx
      .selectFrom('checkpoints')
      .selectAll()
      .where('section_id', '=', sectionId)
      .where('seq', '=', seq)
      .executeTakeFirst()
    // As of this transaction: what stands in for the rows is there and whole, or they stay.
    if (!base || !isSound(base)) throw new LogDamage(sectionId, seq, base ? 'checksum' : 'missing')
    const { numDeletedRows } = await tx
      .deleteFrom('updates')
      .where('section_id', '=', sectionId)
      .where('seq', 'in', eb =>
        eb
          .selectFrom('updates')
          .select('seq')
          .where('section_id', '=', sectionId)
          .where('seq', '<', seq)
          .orderBy('seq')
          .limit(sql.lit(most)),
      )
      .executeTakeFirstOrThrow()
    return Number(numDeletedRows) >= most
  })
}

async function hasRowsBelow(db: Database, sectionId: string, seq: number): Promise<boolean> {
  const row = await db
    .selectFrom('updates')
    .select('seq')
    .where('section_id', '=', sectionId)
    .where('seq', '<', seq)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** Checkpoints of earlier cuts that nothing names. */
export async function forgetCheckpointsBelow(db: Database, sectionId: string, cut: Cut): Promise<void> {
  await db
    .deleteFrom('checkpoints')
    .where('section_id', '=', sectionId)
    .where('seq', '<', cut.seq)
    .$if(cut.named.length > 0, query => query.where('seq', 'not in', cut.named))
    .execute()
}
