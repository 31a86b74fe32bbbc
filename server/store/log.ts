/**
 * The update log: the text of every section as the Yjs updates that made it, append only.
 *
 * 1. (section, seq) is gapless from 1; row 1 is the section's first text, written by the server (firstRow).
 * 2. An append moves `head` by compare-and-swap on head and grants, so two histories cannot arise and a
 *    section locked anywhere cannot be written anywhere.
 * 3. A (section, client id) belongs to one person for ever; bindings are written with the rows they came in.
 * 4. What does not pass its checksum, leaves a gap or ends before the section's head is LogDamage, never an
 *    empty or an older text; a checkpoint that is damaged is passed over for the rows that it stood for.
 */
import { crc32 } from 'node:zlib'
import { sql } from 'kysely'
import { type Checkpoint, findCheckpoint } from './checkpoint-rows.ts'
import { assertSound, LogDamage } from './log-damage.ts'
import type { Database } from './store.ts'
import type { UpdateTable } from './tables.ts'

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

/** What one room wants to append, against the head and grants that it judged by. */
export type Append = {
  readonly sectionId: string
  readonly head: number
  readonly grants: number
  readonly rows: readonly { readonly personId: string; readonly bytes: Uint8Array }[]
  /** Client ids seen for the first time in these rows. */
  readonly bindings: readonly Binding[]
}

export type Binding = { readonly client: number; readonly personId: string }

/** `stale`: head, grants or the section itself changed. `foreign`: a client id belongs to somebody else. */
export type Appended =
  | {
      readonly result: 'stored'
      readonly head: number
      readonly grants: number
      /** The report's new revision, when this append made the section 撰写. */
      readonly began: { readonly reportId: string; readonly revision: number } | undefined
    }
  | { readonly result: 'stale' | 'foreign' }

/** Times as the log writes them; milliseconds since 1970. */
export type Clock = () => number

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
  upTo = Number.MAX_SAFE_INTEGER,
): Promise<LogRow[]> {
  const rows = await db
    .selectFrom('updates')
    .selectAll()
    .where('section_id', '=', sectionId)
    .where('seq', '>', afterSeq)
    .where('seq', '<=', upTo)
    .orderBy('seq')
    .execute()
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
  const texts = new Map<string, StoredUpdates>()
  for (const { id, head } of heads) {
    const stored = await soundOrUndefined(async () => {
      const base = bases.get(id)
      if (base) assertSound(id, base)
      const tail = soundRows(id, base?.seq ?? 0, tails.get(id) ?? [])
      return together(id, head, base, tail, [])
    })
    const text = stored ?? (await soundOrUndefined(() => readUpdates(db, id)))
    if (text) texts.set(id, text)
  }
  return texts
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

/**
 * Appends what several rooms have, in one transaction; answers by section. A section that is not as its
 * room believed leaves the batch, the others commit. Throws when nothing was committed.
 */
export async function appendUpdates(
  db: Database,
  batch: readonly Append[],
  clock: Clock,
): Promise<Map<string, Appended>> {
  const at = new Date(clock()).toISOString()
  // Every process takes the section rows in the same order, so two batches never wait for each other.
  const inIdOrder = [...batch].sort((a, b) => (a.sectionId < b.sectionId ? -1 : 1))
  return db.transaction().execute(async tx => {
    const results = new Map<string, Appended>()
    for (const append of inIdOrder) results.set(append.sectionId, await appendOne(tx, append, at))
    const stored = inIdOrder.filter(append => results.get(append.sectionId)?.result === 'stored')
    await insertRows(
      tx,
      stored.flatMap(append => logRows(append, at)),
    )
    return results
  })
}

async function appendOne(tx: Database, append: Append, at: string): Promise<Appended> {
  if (await hasForeignClient(tx, append)) return { result: 'foreign' }
  const { sectionId } = append
  const moved = await tx
    .updateTable('sections')
    .set({
      head: append.head + append.rows.length,
      grants: sql`case when status = 'not_started' then grants + 1 else grants end`,
      status: sql`case when status = 'not_started' then 'drafting' else status end`,
    })
    .where('id', '=', sectionId)
    .where('head', '=', append.head)
    .where('grants', '=', append.grants)
    .where('deleted_at', 'is', null)
    .returning(['report_id', 'head', 'grants'])
    .executeTakeFirst()
  if (!moved) return { result: 'stale' }
  await bindClients(tx, append)
  const { head, grants } = moved
  const began = grants === append.grants ? undefined : await raiseRevision(tx, moved.report_id, at)
  return { result: 'stored', head, grants, began }
}

async function hasForeignClient(tx: Database, { sectionId, bindings }: Append): Promise<boolean> {
  if (bindings.length === 0) return false
  const owners = new Map(bindings.map(binding => [binding.client, binding.personId]))
  const known = await tx
    .selectFrom('section_clients')
    .select(['client', 'person_id'])
    .where('section_id', '=', sectionId)
    .where('client', 'in', [...owners.keys()])
    .execute()
  return known.some(row => owners.get(row.client) !== row.person_id)
}

async function bindClients(tx: Database, { sectionId, bindings }: Append): Promise<void> {
  if (bindings.length === 0) return
  await tx
    .insertInto('section_clients')
    .values(bindings.map(({ client, personId }) => ({ section_id: sectionId, client, person_id: personId })))
    .onConflict(conflict => conflict.columns(['section_id', 'client']).doNothing())
    .execute()
}

/** The outline shows a section's status, so its first edit is a change of the report. */
async function raiseRevision(tx: Database, reportId: string, at: string) {
  const { revision } = await tx
    .updateTable('reports')
    .set(eb => ({ revision: eb('revision', '+', 1), updated_at: at }))
    .where('id', '=', reportId)
    .returning('revision')
    .executeTakeFirstOrThrow()
  return { reportId, revision }
}

function logRows({ sectionId, head, rows }: Append, at: string): UpdateTable[] {
  return rows.map(({ personId, bytes }, index) => ({
    section_id: sectionId,
    seq: head + index + 1,
    person_id: personId,
    at,
    checksum: crc32(bytes),
    bytes,
  }))
}

/** SQLite takes 32,766 parameters a statement; a row has six. */
const rowsPerInsert = 1000

async function insertRows(tx: Database, rows: readonly UpdateTable[]): Promise<void> {
  for (let from = 0; from < rows.length; from += rowsPerInsert)
    await tx
      .insertInto('updates')
      .values(rows.slice(from, from + rowsPerInsert))
      .execute()
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
