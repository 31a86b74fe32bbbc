/**
 * The worker that owns the only writing connection to the SQLite file (node:sqlite is synchronous, and an
 * fsync must never hold the event loop). It runs one statement a message and answers in order.
 *
 * A disk that fails in the middle of a transaction may or may not have ended it: the next one begins on a
 * clean connection either way, and a rollback of what is over already is none.
 */
import { DatabaseSync, type SQLInputValue } from 'node:sqlite'
import { parentPort, workerData } from 'node:worker_threads'

export type Statement = {
  readonly id: number
  readonly sql: string
  readonly parameters: readonly SQLInputValue[]
}
export type Answer =
  | { readonly id: number; readonly rows: readonly unknown[]; readonly changes: number | bigint }
  | { readonly id: number; readonly error: string; readonly code: string | undefined }

const port = parentPort
if (!port) throw new Error('sqlite-worker.ts runs as a worker thread only')

const { file } = workerData as { file: string }
const database = new DatabaseSync(file, { timeout: 5000 })
// FULL: a commit that was answered has been fsynced and outlives a power cut.
database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON')
const prepared = new Map<string, ReturnType<DatabaseSync['prepare']>>()
const preparedMost = 500
/** As server/store/sqlite.ts says them. */
const begin = 'begin immediate'
const rollback = 'rollback'

port.on('message', (message: Statement | 'close') => {
  if (message === 'close') {
    database.close()
    port.close()
    return
  }
  port.postMessage(run(message))
})

function run({ id, sql, parameters }: Statement): Answer {
  try {
    if (sql === begin && database.isTransaction) database.exec('rollback')
    if (sql === rollback && !database.isTransaction) return { id, rows: [], changes: 0 }
    const statement = prepare(sql)
    // A statement without columns (insert, update, begin…) returns no rows but counts its changes.
    if (statement.columns().length > 0) return { id, rows: statement.all(...parameters), changes: 0 }
    return { id, rows: [], changes: statement.run(...parameters).changes }
  } catch (error) {
    const { message, errcode } = error as Error & { errcode?: number }
    return { id, error: message, code: errcode === undefined ? undefined : `SQLITE_${errcode}` }
  }
}

function prepare(sql: string) {
  let statement = prepared.get(sql)
  if (!statement) {
    if (prepared.size >= preparedMost) prepared.clear()
    statement = database.prepare(sql)
    prepared.set(sql, statement)
  }
  return statement
}
