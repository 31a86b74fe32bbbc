/**
 * PostgreSQL for Kysely, with SQLite's promises, so that a verb is written once.
 *
 * 1. A transaction is alone: it excludes every other transaction and append of all processes, as BEGIN IMMEDIATE
 *    does in SQLite. Appends go side by side: what they rely on is the compare-and-swap of their section's row.
 * 2. Rows look as SQLite's do: whole numbers are numbers, moments are ISO text, times compare by their bytes.
 * 3. Nobody waits for ever: who is paused within a transaction loses it after limits.transactionIdleMs, who waits for
 *    their turn is refused after limits.turnWaitMs, and a server that says nothing is given up after
 *    limits.statementMs (a fail-over, a stopped disk). All of that passes: see failures.ts. Migrations and the move
 *    from SQLite may take their time.
 * 4. A value that is no SQL value is refused with its place. PostgreSQL's texts hold no NUL, which anybody can send:
 *    it becomes U+FFFD.
 */
import { DatabaseError, Pool, type PoolClient, types } from 'pg'
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
  sql,
} from 'kysely'
import { limits } from '../../shared/limits.ts'
import { type AppendQuery, isAppendQuery } from './append.ts'
import { type AppendRow, appendText, appendValues, sectionAppended } from './append-at-once.ts'
import type { SectionAppended } from './append-steps.ts'
import type { Query } from './prepared.ts'
import type { Tables } from './tables.ts'

/** One lock for the whole database; the number means nothing, it only has to be ours (tg). */
const lock = 0x7467
/** Connections of one process. Verbs wait for each other anyway; appends and reads use the rest. */
const connectionsMost = 10

/** Each session's own; the last is the client's, should the server itself say nothing. */
const bounds = {
  idle_in_transaction_session_timeout: limits.transactionIdleMs,
  lock_timeout: limits.turnWaitMs,
  statement_timeout: limits.statementMs,
  query_timeout: limits.statementMs,
}

/** `isPatient`: without bounds, for what changes tables and is waited for. */
export const postgresDialect = (url: string, { isPatient = false } = {}) =>
  dialectOf(() => new PostgresDriver(url, isPatient ? {} : bounds))

const dialectOf = (createDriver: () => Driver): Dialect => ({
  createDriver,
  createAdapter: () => new PostgresAdapter(),
  createQueryCompiler: () => new PostgresQueryCompiler(),
  createIntrospector: db => new PostgresIntrospector(db),
})

const appending = appendText(lock)

class PostgresDriver implements Driver {
  readonly #pool: Pool

  constructor(url: string, within: Partial<typeof bounds>) {
    this.#pool = new Pool({
      connectionString: url,
      max: connectionsMost,
      connectionTimeoutMillis: limits.databaseConnectMs,
      ...within,
      application_name: 'tonggao',
      types: { getTypeParser: parserOf },
    })
    // An idle connection that the server ends: the next query opens another, and says so if it cannot.
    this.#pool.on('error', () => {})
    // One that is ended in the same breath as it is opened says so before anybody has it who could listen.
    this.#pool.on('connect', client => client.on('error', () => {}))
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<PostgresConnection> {
    return new PostgresConnection(await this.#pool.connect().catch(unreachable))
  }

  async releaseConnection(connection: PostgresConnection): Promise<void> {
    connection.release()
  }

  async beginTransaction(connection: PostgresConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin'))
    await connection.executeQuery(CompiledQuery.raw(`select pg_advisory_xact_lock(${lock})`))
  }

  async commitTransaction(connection: PostgresConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('commit'))
  }

  async rollbackTransaction(connection: PostgresConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('rollback'))
  }

  async destroy(): Promise<void> {
    await this.#pool.end()
  }
}

class PostgresConnection implements DatabaseConnection {
  readonly #client: PoolClient
  #isBroken = false

  constructor(client: PoolClient) {
    this.#client = client
    client.on('error', this.#onError)
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what an AppendQuery is declared to answer
    if (isAppendQuery(query)) return { rows: (await this.#append(query)) as Row[] }
    const { rows, rowCount } = await this.#ask(query)
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what the query was compiled to answer
    return { rows: rows as Row[], numAffectedRows: BigInt(rowCount ?? 0) }
  }

  // Kysely asks for it; no query of ours streams.
  // oxlint-disable-next-line require-yield
  async *streamQuery<Row>(): AsyncIterableIterator<QueryResult<Row>> {
    throw new Error('streaming is not supported')
  }

  /** A connection that broke is not given to anybody else. */
  release(): void {
    this.#client.off('error', this.#onError)
    this.#client.release(this.#isBroken)
  }

  readonly #onError = () => {
    this.#isBroken = true
  }

  async #append({ batch, at }: AppendQuery): Promise<SectionAppended[]> {
    const asked = await this.#ask({ name: 'append', sql: appending, parameters: appendValues(batch, at) })
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what the statement answers
    return (asked.rows as AppendRow[]).map(sectionAppended)
  }

  /** What has a name is read and planned once for each connection. */
  async #ask({ name, sql: text, parameters }: Query & { readonly name?: string }) {
    // A rollback behind a query that was given up would be waited for as long again.
    if (this.#isBroken) return unreachable(undefined)
    const values = parameters.map(toPostgres)
    const query = name === undefined ? { text, values } : { name, text, values }
    const asked = this.#client.query<Record<string, unknown>>(query)
    return asked.catch((error: unknown) => {
      if (error instanceof DatabaseError) throw error
      this.#isBroken = true
      return unreachable(error)
    })
  }
}

/** What is no answer of the server is a line that broke: connection_failure. */
function unreachable(cause: unknown): never {
  if (cause instanceof DatabaseError) throw cause
  throw Object.assign(new Error('the database cannot be reached', { cause }), { code: '08006' })
}

/** int8 and numeric are counts, sums, client ids and checksums here: below 2^53. */
const numbers: ReadonlySet<number> = new Set([types.builtins.INT8, types.builtins.NUMERIC])

function parserOf(oid: number, format?: 'text' | 'binary'): (value: string) => unknown {
  if (numbers.has(oid)) return Number
  return types.getTypeParser(oid, format ?? 'text')
}

function toPostgres(value: unknown, at: number): unknown {
  if (typeof value === 'string') return withoutNul(value)
  if (value === null || typeof value === 'number' || typeof value === 'bigint') return value
  if (typeof value === 'boolean' || value instanceof Date) return value
  if (value instanceof Uint8Array) return Buffer.from(value.buffer, value.byteOffset, value.byteLength)
  if (Array.isArray(value)) return value.map(toPostgres)
  throw new Error(`parameter ${at + 1} is ${value === undefined ? 'undefined' : typeof value}, no SQL value`)
}

/** As a text is kept here. */
export const withoutNul = (text: string) => text.replaceAll('\0', '\uFFFD')

/**
 * Ranks, ids and moments are compared as texts: a database that sorts by a language would order a report's
 * sections otherwise than the program does. Throws a sentence.
 */
export async function checkPostgres(db: Kysely<Tables>): Promise<void> {
  type Found = { name: string; collation: string; encoding: string; provider: string }
  const { rows } = await sql<Found>`
    select datname as name, datcollate as collation, pg_encoding_to_char(encoding) as encoding,
      datlocprovider as provider
    from pg_database where datname = current_database()`.execute(db)
  const [database] = rows
  if (!database) throw new Error('PostgreSQL does not say which database this is')
  const { name, collation, encoding, provider } = database
  // By its own code ("builtin", from version 17) PostgreSQL knows no other order than that of the bytes.
  const isByBytes = provider === 'b' || (provider === 'c' && /^(C|POSIX|C\.UTF-?8)$/i.test(collation))
  if (encoding === 'UTF8' && isByBytes) return
  throw new Error(
    `The database ${name} has encoding ${encoding} and sorts by ${provider === 'i' ? 'ICU' : collation}; make one by ` +
      `CREATE DATABASE ${name} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'.`,
  )
}

/** The one type of the tables that PostgreSQL calls by another name. */
export async function prepareTypes(db: Kysely<Tables>): Promise<void> {
  const { rows } = await sql`select 1 from pg_type where typname = 'blob'`.execute(db)
  if (rows.length > 0) return
  await sql`create domain blob as bytea`.execute(db).catch((error: unknown) => {
    // Another process that starts at the same moment made it.
    if (!isDuplicate(error)) throw error
  })
}

/** duplicate_object, unique_violation in the catalogue. */
const isDuplicate = (error: unknown) =>
  error instanceof Error && 'code' in error && (error.code === '42710' || error.code === '23505')
