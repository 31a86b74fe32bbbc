/**
 * The update log: the text of every section as the Yjs updates that made it, append only.
 *
 * 1. (section, seq) is gapless from 1; row 1 is the section's first text, written by the server (firstRow).
 * 2. An append moves `head` by compare-and-swap on head and grants, so two histories cannot arise and a
 *    section locked anywhere cannot be written anywhere.
 * 3. A (section, client id) belongs to one person for ever; bindings are written with the rows they came in.
 * 4. What does not pass its checksum or leaves a gap is an error, never an empty text.
 */
import { crc32 } from 'node:zlib'
import { sql } from 'kysely'
import type { Database } from './store.ts'
import type { UpdateTable } from './tables.ts'

export type LogRow = {
  readonly seq: number
  readonly personId: string | null
  readonly at: string
  readonly bytes: Uint8Array
}

export type Checkpoint = { readonly seq: number; readonly bytes: Uint8Array }

/** A section's committed text: updates to be applied in order; `seq` is the newest row among them. */
export type StoredUpdates = { readonly seq: number; readonly updates: readonly Uint8Array[] }

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

/** Rows after `afterSeq`, in order. Throws where one is damaged or missing. */
export async function readLog(db: Database, sectionId: string, afterSeq: number): Promise<LogRow[]> {
  const rows = await db
    .selectFrom('updates')
    .selectAll()
    .where('section_id', '=', sectionId)
    .where('seq', '>', afterSeq)
    .orderBy('seq')
    .execute()
  return soundRows(sectionId, afterSeq, rows)
}

export async function readCheckpoint(db: Database, sectionId: string): Promise<Checkpoint | undefined> {
  const row = await db
    .selectFrom('checkpoints')
    .selectAll()
    .where('section_id', '=', sectionId)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!row) return undefined
  checkSum(sectionId, row)
  return { seq: row.seq, bytes: row.bytes }
}

/** Keeps the newest checkpoint only, one a section; the log rows below it stay, they are the history. */
export async function writeCheckpoint(
  db: Database,
  sectionId: string,
  { seq, bytes }: Checkpoint,
): Promise<void> {
  await db.transaction().execute(async tx => {
    const newer = await tx
      .selectFrom('checkpoints')
      .select('seq')
      .where('section_id', '=', sectionId)
      .where('seq', '>=', seq)
      .executeTakeFirst()
    if (newer) return
    await tx.deleteFrom('checkpoints').where('section_id', '=', sectionId).execute()
    await tx
      .insertInto('checkpoints')
      .values({ section_id: sectionId, seq, checksum: crc32(bytes), bytes })
      .execute()
  })
}

/** Everything that a section's text is made of: checkpoint and tail. */
export async function readUpdates(db: Database, sectionId: string): Promise<StoredUpdates> {
  const checkpoint = await readCheckpoint(db, sectionId)
  const tail = await readLog(db, sectionId, checkpoint?.seq ?? 0)
  return together(checkpoint, tail)
}

/** readUpdates for every section of a report at once, deleted ones included, by section id. */
export async function readReportUpdates(db: Database, reportId: string): Promise<Map<string, StoredUpdates>> {
  const checkpoints = await db
    .selectFrom('checkpoints')
    .innerJoin('sections', 'sections.id', 'checkpoints.section_id')
    .selectAll('checkpoints')
    .where('sections.report_id', '=', reportId)
    .orderBy('seq')
    .execute()
  const bases = new Map(checkpoints.map(row => [row.section_id, row]))
  const rows = await db
    .selectFrom('updates')
    .innerJoin('sections', 'sections.id', 'updates.section_id')
    .leftJoin('checkpoints', 'checkpoints.section_id', 'updates.section_id')
    .selectAll('updates')
    .where('sections.report_id', '=', reportId)
    .where(sql<boolean>`updates.seq > coalesce(checkpoints.seq, 0)`)
    .orderBy('updates.section_id')
    .orderBy('updates.seq')
    .execute()
  const tails = Map.groupBy(rows, row => row.section_id)
  const ids = new Set([...bases.keys(), ...tails.keys()])
  return new Map(
    [...ids].map(id => {
      const base = bases.get(id)
      if (base) checkSum(id, base)
      return [id, together(base, soundRows(id, base?.seq ?? 0, tails.get(id) ?? []))]
    }),
  )
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

function together(checkpoint: Checkpoint | undefined, tail: readonly LogRow[]): StoredUpdates {
  const updates = tail.map(row => row.bytes)
  return {
    seq: tail.at(-1)?.seq ?? checkpoint?.seq ?? 0,
    updates: checkpoint ? [checkpoint.bytes, ...updates] : updates,
  }
}

function soundRows(sectionId: string, afterSeq: number, rows: readonly UpdateTable[]): LogRow[] {
  return rows.map((row, index) => {
    if (row.seq !== afterSeq + index + 1)
      throw new Error(`section ${sectionId}: log row ${afterSeq + index + 1} is missing`)
    checkSum(sectionId, row)
    return { seq: row.seq, personId: row.person_id, at: row.at, bytes: row.bytes }
  })
}

function checkSum(sectionId: string, row: { seq: number; checksum: number; bytes: Uint8Array }): void {
  if (crc32(row.bytes) !== row.checksum)
    throw new Error(`section ${sectionId}: the bytes at ${row.seq} do not match their checksum`)
}
