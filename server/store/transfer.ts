/**
 * Moves an installation from SQLite to an empty PostgreSQL database: every row of every table, in one transaction.
 *
 * 1. All or nothing: foreign keys are taken down for the copy and put up again behind it, which proves them.
 * 2. Proved: each table's rows are counted and their checksum taken on both sides; what differs is an error.
 * 3. Only so much is held at once, however many files people handed in.
 * 4. Texts to search are not copied: the copied sections stand on the list of those to be taken up.
 */
import { createHash } from 'node:crypto'
import { type Kysely, sql } from 'kysely'
import { withoutNul } from './postgres.ts'
import type { Database } from './store.ts'

export type Transferred = { readonly table: string; readonly rows: number; readonly checksum: string }

type Row = Record<string, unknown>

/** Made by the migrations of each database, or anew from the sections. */
const notCopied = /^(kysely_migration|sqlite_|section_grams|text_index$|section_texts$|stale_texts$)/
const rowsAtOnce = 200
/** Rows from one line of progress to the next. */
const toldEach = 50_000
const charactersAtOnce = 16 * 1024 * 1024

/** How many rows of a table are there; told now and then, and at its end. */
type Tell = (table: string, rows: number) => void

/** `to` must hold no organisation yet. Throws a sentence. */
export async function transferStore(
  from: Database,
  to: Database,
  tell: Tell = () => {},
): Promise<Transferred[]> {
  const tables = await tablesOf(from)
  return to.transaction().execute(async tx => {
    const taken = await tx.selectFrom('organisation').select('name').executeTakeFirst()
    if (taken) throw new Error(`The database of DATABASE_URL already belongs to ${taken.name}.`)
    const keys = await dropForeignKeys(tx)
    const moved: Transferred[] = []
    for (const table of tables) moved.push(await moveTable(from, tx, table, tell))
    for (const { table, name, definition } of keys)
      await sql`alter table ${sql.table(table)} add constraint ${sql.id(name)} ${sql.raw(definition)}`.execute(
        tx,
      )
    return moved
  })
}

async function tablesOf(db: Database): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select name from sqlite_master where type = 'table' order by name`.execute(db)
  return rows.map(row => row.name).filter(name => !notCopied.test(name))
}

type ForeignKey = { readonly table: string; readonly name: string; readonly definition: string }

async function dropForeignKeys(tx: Database): Promise<ForeignKey[]> {
  const { rows } = await sql<ForeignKey>`
    select relname as "table", conname as name, pg_get_constraintdef(pg_constraint.oid) as definition
    from pg_constraint join pg_class on pg_class.oid = conrelid
    where contype = 'f' and pg_class.relnamespace = current_schema()::regnamespace`.execute(tx)
  for (const { table, name } of rows)
    await sql`alter table ${sql.table(table)} drop constraint ${sql.id(name)}`.execute(tx)
  return rows
}

async function moveTable(from: Database, to: Database, table: string, tell: Tell): Promise<Transferred> {
  // What the migrations wrote by themselves stands in the old database too, as people have it by now.
  await sql`delete from ${sql.table(table)}`.execute(to)
  const read = new Digest()
  let next = toldEach
  const written = new Digest()
  for await (const rows of pagesOf(from, table)) {
    for (const row of rows) read.add(row)
    const kept = await (to as Kysely<Record<string, Row>>)
      .insertInto(table)
      .values(rows)
      .returningAll()
      .execute()
    for (const row of kept) written.add(row)
    if (read.rows >= next) tell(table, read.rows)
    while (read.rows >= next) next += toldEach
  }
  const { rows } = await sql<{ count: number }>`select count(*) as count from ${sql.table(table)}`.execute(to)
  if (read.rows !== rows[0]?.count || read.checksum() !== written.checksum())
    throw new Error(`${table}: ${read.rows} rows were read and ${rows[0]?.count} written, or they differ`)
  tell(table, read.rows)
  return { table, rows: read.rows, checksum: read.checksum() }
}

async function* pagesOf(db: Database, table: string): AsyncIterable<Row[]> {
  const columns = await sql<{ name: string }>`select name from pragma_table_info(${table})`.execute(db)
  const size = sql.join(
    columns.rows.map(({ name }) => sql`coalesce(length(${sql.ref(name)}), 0)`),
    sql` + `,
  )
  for (let last = 0; ; ) {
    const { rows: next } = await sql<{ rowid_: number; size: number }>`
      select rowid as rowid_, ${size} as size from ${sql.table(table)}
      where rowid > ${last} order by rowid limit ${rowsAtOnce}`.execute(db)
    const until = fitting(next)
    if (until === undefined) return
    const { rows } = await sql<Row & { rowid_: number }>`
      select rowid as rowid_, * from ${sql.table(table)}
      where rowid > ${last} and rowid <= ${until} order by rowid`.execute(db)
    last = until
    yield rows.map(row => Object.fromEntries(Object.entries(row).filter(([name]) => name !== 'rowid_')))
  }
}

/** The last row that is taken along with those before it: one at least. */
function fitting(rows: readonly { readonly rowid_: number; readonly size: number }[]): number | undefined {
  let sum = 0
  let last: number | undefined
  for (const { rowid_: rowid, size } of rows) {
    sum += size
    if (last !== undefined && sum > charactersAtOnce) break
    last = rowid
  }
  return last
}

/** Of rows in any order: the sum of their own checksums. */
class Digest {
  rows = 0
  #sum = 0n

  add(row: Row): void {
    this.rows += 1
    const hash = createHash('sha256').update(
      JSON.stringify(
        Object.keys(row)
          .sort()
          .map(name => [name, plain(row[name])]),
      ),
    )
    this.#sum = BigInt.asUintN(256, this.#sum + BigInt(`0x${hash.digest('hex')}`))
  }

  checksum(): string {
    return this.#sum.toString(16).padStart(64, '0')
  }
}

/** The same for both databases: they differ in how they give booleans, moments and bytes. */
function plain(value: unknown): unknown {
  if (typeof value === 'string') return withoutNul(value)
  if (value instanceof Uint8Array) return createHash('sha256').update(value).digest('hex')
  if (typeof value === 'boolean') return value ? 1 : 0
  if (value instanceof Date) return value.toISOString()
  return value
}
