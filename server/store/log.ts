/**
 * The update log as it is read: the text of every section as the Yjs updates that made it. append.ts writes it.
 *
 * 1. (section, seq) is gapless from 1; row 1 is the section's first text, written by the server (firstRow).
 * 2. A (section, client id) belongs to one person for ever; bindings are written with the rows they came in.
 * 3. What does not pass its checksum, leaves a gap or ends before the section's head is LogDamage, never an
 *    empty or an older text; a checkpoint that is damaged is passed over for the rows that it stood for.
 */
import { crc32 } from 'node:zlib'
import { sql } from 'kysely'
import { type Checkpoint, findCheckpoint, newestSeq } from './checkpoint-rows.ts'
import { isUnreadable } from './failures.ts'
import { assertSound, LogDamage } from './log-damage.ts'
import type { Database } from './store.ts'
import type { UpdateTable } from './tables/texts.ts'

export type LogRow = {
  readonly seq: number
  readonly personId: string | null
  readonly at: string
  readonly bytes: Uint8Array
}

/** A section's committed text: updates to be applied in order; `seq` is the newest row among them. */
export type StoredUpdates = {
  readonly seq: number
  readonly updates: readonly Uint8Array[]
  /** Checkpoints that were passed over because their bytes changed. */
  readonly damaged: readonly number[]
}

/** The row that the verb which makes a section inserts, together with `head: 1`. */
export function firstRow(sectionId: string, textUpdate: Uint8Array, at: string): UpdateTable {
  return {
    section_id: sectionId,
    seq: 1,
    person_id: null,
    at,
    checksum: crc32(textUpdate),
    bytes: textUpdate,
  }
}

/** Rows after `afterSeq`, up to and including `upTo`, in order. Throws LogDamage where one is not as written. */
export async function readLog(
  db: Database,
  sectionId: string,
  afterSeq: number,
  upTo = newestSeq,
): Promise<LogRow[]> {
  const rows = await db
    .selectFrom('updates')
    .selectAll()
    .where('section_id', '=', sectionId)
    .where('seq', '>', afterSeq)
    .where('seq', '<=', upTo)
    .orderBy('seq')
    .execute()
    .catch((cause: unknown) => {
      throw isUnreadable(cause) ? new LogDamage(sectionId, afterSeq + 1, 'unreadable', { cause }) : cause
    })
  return soundRows(sectionId, afterSeq, rows)
}

/** Everything that a section's text is made of: checkpoint and tail. Throws LogDamage. */
export async function readUpdates(db: Database, sectionId: string): Promise<StoredUpdates> {
  return believing(async () => {
    const section = await db
      .selectFrom('sections')
      .select('head')
      .where('id', '=', sectionId)
      .executeTakeFirst()
    // Before the rows: what is appended meanwhile makes more of them, never fewer.
    const head = section?.head ?? 1
    const { checkpoint, damaged } = await findCheckpoint(db, sectionId)
    return together(sectionId, head, checkpoint, await readLog(db, sectionId, checkpoint?.seq ?? 0), damaged)
  })
}

/**
 * readUpdates for every section of a report at once, deleted ones included, by section id. A section whose
 * log is damaged is left out: readUpdates says what is the matter with it.
 */
export async function readReportUpdates(db: Database, reportId: string): Promise<Map<string, StoredUpdates>> {
  const heads = await db
    .selectFrom('sections')
    .select(['id', 'head'])
    .where('report_id', '=', reportId)
    .execute()
  const rows = await readReportRows(db, reportId)
  const texts = new Map<string, StoredUpdates>()
  for (const { id, head } of heads) {
    const stored = rows && (await soundOrUndefined(async () => rows.of(id, head)))
    const text = stored ?? (await soundOrUndefined(() => readUpdates(db, id)))
    if (text) texts.set(id, text)
  }
  return texts
}

type ReportRows = { of(sectionId: string, head: number): StoredUpdates }

/** Checkpoints and tails in two statements; undefined where one unreadable page fails them for all sections. */
async function readReportRows(db: Database, reportId: string): Promise<ReportRows | undefined> {
  try {
    const newest = await db
      .selectFrom('checkpoints')
      .innerJoin('sections', 'sections.id', 'checkpoints.section_id')
      .selectAll('checkpoints')
      .where('sections.report_id', '=', reportId)
      .orderBy('seq')
      .execute()
    const bases = new Map(newest.map(row => [row.section_id, row]))
    const rows = await db
      .selectFrom('updates')
      .innerJoin('sections', 'sections.id', 'updates.section_id')
      .selectAll('updates')
      .where('sections.report_id', '=', reportId)
      .where(
        sql<boolean>`updates.seq > coalesce((select max(seq) from checkpoints where checkpoints.section_id = updates.section_id), 0)`,
      )
      .orderBy('updates.section_id')
      .orderBy('updates.seq')
      .execute()
    const tails = Map.groupBy(rows, row => row.section_id)
    return {
      of(id, head) {
        const base = bases.get(id)
        if (base) assertSound(id, base)
        return together(id, head, base, soundRows(id, base?.seq ?? 0, tails.get(id) ?? []), [])
      },
    }
  } catch (error) {
    if (isUnreadable(error)) return undefined
    throw error
  }
}

async function soundOrUndefined<Value>(read: () => Promise<Value>): Promise<Value | undefined> {
  try {
    return await read()
  } catch (error) {
    if (error instanceof LogDamage) return undefined
    throw error
  }
}

/**
 * Damage is believed when it is seen twice: between two statements of one reading another process may have
 * dropped rows that a new checkpoint covers.
 */
export async function believing<Value>(read: () => Promise<Value>): Promise<Value> {
  return (await soundOrUndefined(read)) ?? (await read())
}

/** Who each client id of a section belongs to. */
export async function readBindings(db: Database, sectionId: string): Promise<Map<number, string>> {
  const rows = await db
    .selectFrom('section_clients')
    .select(['client', 'person_id'])
    .where('section_id', '=', sectionId)
    .execute()
  return new Map(rows.map(row => [row.client, row.person_id]))
}

/** Throws LogDamage where the rows end before the head that was read before them. */
export function together(
  sectionId: string,
  head: number,
  checkpoint: Checkpoint | undefined,
  tail: readonly LogRow[],
  damaged: readonly number[],
): StoredUpdates {
  const seq = tail.at(-1)?.seq ?? checkpoint?.seq ?? 0
  if (seq < head) throw new LogDamage(sectionId, seq + 1, 'missing')
  const updates = tail.map(row => row.bytes)
  return { seq, updates: checkpoint ? [checkpoint.bytes, ...updates] : updates, damaged }
}

function soundRows(sectionId: string, afterSeq: number, rows: readonly UpdateTable[]): LogRow[] {
  return rows.map((row, index) => {
    const expected = afterSeq + index + 1
    if (row.seq !== expected) throw new LogDamage(sectionId, expected, 'missing')
    assertSound(sectionId, row)
    return { seq: row.seq, personId: row.person_id, at: row.at, bytes: row.bytes }
  })
}
