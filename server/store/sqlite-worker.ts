/**
 * The worker that owns the only writing connection to the SQLite file (node:sqlite is synchronous, and an
 * fsync must never hold the event loop). It runs one statement a message, or one whole append, and answers in
 * order.
 *
 * A disk that fails in the middle of a transaction may or may not have ended it: the next one begins on a
 * clean connection either way, and a rollback of what is over already is none.
 */
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import { parentPort, workerData } from 'node:worker_threads'
import { appendSteps } from './append-steps.ts'
import type { Append, AppendStatements } from './append.ts'
import type { Query } from './prepared.ts'

export type WorkerData = { readonly file: string; readonly appending: AppendStatements }

type Statement = { readonly id: number; readonly sql: string; readonly parameters: readonly SQLInputValue[] }
type Appending = { readonly id: number; readonly batch: readonly Append[]; readonly at: string }
export type Message = Statement | Appending | 'close'

type Ran = { readonly rows: readonly unknown[]; readonly changes: number | bigint }
export type Answer =
  | ({ readonly id: number } & Ran)
  | { readonly id: number; readonly error: string; readonly code: string | undefined }

const port = parentPort
if (!port) throw new Error('sqlite-worker.ts runs as a worker thread only')

const { file, appending } = workerData as WorkerData
const database = new DatabaseSync(file, { timeout: 5000 })
// FULL: a commit that was answered has been fsynced and outlives a power cut.
database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON')

type Prepared = { readonly statement: StatementSync; readonly hasRows: boolean }
const prepared = new Map<string, Prepared>()
const preparedMost = 500
/** As server/store/sqlite.ts says them. */
const begin = 'begin immediate'
const rollback = 'rollback'

port.on('message', (message: Message) => {
  if (message === 'close') {
    database.close()
    port.close()
    return
  }
  port.postMessage(answer(message))
})

function answer(message: Statement | Appending): Answer {
  const { id } = message
  try {
    return { id, ...('batch' in message ? append(message) : run(message)) }
  } catch (error) {
    const { message: words, errcode } = error as Error & { errcode?: number }
    return { id, error: words, code: errcode === undefined ? undefined : `SQLITE_${errcode}` }
  }
}

function append({ batch, at }: Appending): Ran {
  run({ sql: begin, parameters: [] })
  try {
    const steps = appendSteps(appending, batch, at)
    let step = steps.next()
    while (!step.done) step = steps.next(step.value.map(query => run(query).rows))
    run({ sql: 'commit', parameters: [] })
    return { rows: step.value, changes: 0 }
  } catch (error) {
    rollBack()
    throw error
  }
}

function rollBack(): void {
  try {
    run({ sql: rollback, parameters: [] })
  } catch {
    // The next begin ends what could not be ended now; the caller hears why the append failed.
  }
}

function run({ sql, parameters }: Query): Ran {
  if (sql === begin && database.isTransaction) database.exec(rollback)
  if (sql === rollback && !database.isTransaction) return { rows: [], changes: 0 }
  const { statement, hasRows } = prepare(sql)
  const values = parameters as SQLInputValue[]
  // A statement without columns (insert, update, begin…) returns no rows but counts its changes.
  if (hasRows) return { rows: statement.all(...values), changes: 0 }
  return { rows: [], changes: statement.run(...values).changes }
}

function prepare(sql: string): Prepared {
  const known = prepared.get(sql)
  if (known) return known
  if (prepared.size >= preparedMost) prepared.clear()
  const statement = database.prepare(sql)
  const made = { statement, hasRows: statement.columns().length > 0 }
  prepared.set(sql, made)
  return made
}
