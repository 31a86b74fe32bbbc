/**
 * SQLite for Kysely, off the main thread.
 *
 * 1. One connection: queries and transactions take turns on it, in the order they asked.
 * 2. Every transaction begins IMMEDIATE, so it never fails half-way for want of the write lock.
 * 3. A value that SQLite cannot hold is refused with its place, never stored as NULL.
 * 4. Migrations run in one transaction: a start that is broken off leaves the store as it was. (Kysely's own adapter
 *    says that SQLite cannot do this; it can, without PRAGMA foreign_keys.)
 * 5. A worker that dies fails what it was asked, and the next statement is asked of a new one.
 */
import { Worker } from 'node:worker_threads'
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  DummyDriver,
  Kysely,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely'
import type { SQLInputValue } from 'node:sqlite'
import { isAppendQuery, prepareAppend } from './append.ts'
import type { Answer, Message, WorkerData } from './sqlite-worker.ts'
import type { Tables } from './tables.ts'

/** A Kysely dialect over one SQLite file; `file` may be `:memory:`. */
export const sqliteDialect = (file: string) => dialectOf(() => new SqliteWorkerDriver(file))

const dialectOf = (createDriver: () => Driver): Dialect => ({
  createDriver,
  createAdapter: () => new TransactionalAdapter(),
  createQueryCompiler: () => new SqliteQueryCompiler(),
  createIntrospector: db => new SqliteIntrospector(db),
})

class TransactionalAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true
  }
}

const compiling = new Kysely<Tables>({ dialect: dialectOf(() => new DummyDriver()) })

class StoreError extends Error {
  readonly code: string | undefined
  constructor(message: string, code: string | undefined) {
    super(message)
    this.code = code
  }
}

class SqliteWorkerDriver implements Driver {
  readonly #file: string
  #connection: WorkerConnection | undefined
  #turn: Promise<void> = Promise.resolve()
  #endTurn: () => void = () => {}

  constructor(file: string) {
    this.#file = file
  }

  async init(): Promise<void> {
    this.#connection = new WorkerConnection(this.#file)
  }

  async acquireConnection(): Promise<DatabaseConnection> {
    if (!this.#connection) throw new StoreError('the store is closed', undefined)
    const previous = this.#turn
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#turn = promise
    await previous
    this.#endTurn = resolve
    return this.#connection
  }

  async releaseConnection(): Promise<void> {
    this.#endTurn()
  }

  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'))
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('commit'))
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('rollback'))
  }

  async destroy(): Promise<void> {
    await this.#connection?.close()
    this.#connection = undefined
  }
}

type Waiting = { resolve(answer: QueryResult<never>): void; reject(error: Error): void }

class WorkerConnection implements DatabaseConnection {
  readonly #file: string
  readonly #waiting = new Map<number, Waiting>()
  #worker: Worker | undefined
  #lastId = 0

  constructor(file: string) {
    this.#file = file
  }

  executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    const id = ++this.#lastId
    const message: Message = isAppendQuery(query)
      ? { id, batch: query.batch, at: query.at }
      : { id, sql: query.sql, parameters: query.parameters.map(toSqlite) }
    const worker = (this.#worker ??= this.#start())
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject })
      worker.postMessage(message)
    })
  }

  // Kysely asks for it; no query of ours streams.
  // oxlint-disable-next-line require-yield
  async *streamQuery<Row>(): AsyncIterableIterator<QueryResult<Row>> {
    throw new StoreError('streaming is not supported', undefined)
  }

  async close(): Promise<void> {
    const worker = this.#worker
    if (!worker) return
    const exited = new Promise<void>(resolve => worker.once('exit', () => resolve()))
    worker.postMessage('close')
    await exited
  }

  #start(): Worker {
    const workerData: WorkerData = { file: this.#file, appending: prepareAppend(compiling) }
    const worker = new Worker(new URL('./sqlite-worker.ts', import.meta.url), { workerData })
    worker.on('message', (answer: Answer) => this.#settle(answer))
    worker.on('error', error => this.#died(worker, error))
    worker.on('exit', () => this.#died(worker, new StoreError('the store was closed', undefined)))
    return worker
  }

  #settle(answer: Answer): void {
    const waiting = this.#waiting.get(answer.id)
    this.#waiting.delete(answer.id)
    if ('error' in answer) waiting?.reject(new StoreError(answer.error, answer.code))
    else waiting?.resolve({ rows: answer.rows as never[], numAffectedRows: BigInt(answer.changes) })
  }

  #died(worker: Worker, error: Error): void {
    // It dies once, and says so twice (error, exit): what waits by then waits for its successor.
    if (this.#worker !== worker) return
    this.#worker = undefined
    for (const waiting of this.#waiting.values()) waiting.reject(error)
    this.#waiting.clear()
  }
}

/** better-auth binds dates and booleans; anything else that is no SQL value is a bug. */
function toSqlite(value: unknown, at: number): SQLInputValue {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint')
    return value
  if (typeof value === 'boolean') return value ? 1 : 0
  if (value instanceof Date) return value.toISOString()
  if (value instanceof Uint8Array) return value
  throw new StoreError(
    `parameter ${at + 1} is ${value === undefined ? 'undefined' : typeof value}, no SQL value`,
    undefined,
  )
}
