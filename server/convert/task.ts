/**
 * What a conversion is, and the worker's side of running one. A task is a function of data to data: it may
 * take long, use much memory or be led astray by a hostile file, so it runs in a thread of its own, which
 * server/ops/conversions.ts starts, watches and ends.
 *
 * 1. Input and output are data that can be cloned (plain objects, arrays, bytes, maps).
 * 2. A file that cannot be converted is a refusal, a value. A throw is a bug of ours.
 */
import { parentPort, workerData } from 'node:worker_threads'
import type { Outcome } from '../../shared/errors.ts'

export type Reporting = {
  /** How much is done, 0…1; may be called as often as one likes. */
  readonly progress: (done: number) => void
}

/** A method's type, so that tasks of any input stand in one table. */
type Task = {
  run(input: never, reporting: Reporting): Outcome<unknown> | Promise<Outcome<unknown>>
}['run']
export type TaskTable = Readonly<Record<string, Task>>

export type Order = { readonly name: string; readonly input: unknown }
export type Report =
  | { readonly progress: number }
  | { readonly outcome: Outcome<unknown> }
  | { readonly bug: string }

/** The worker's whole life: runs the one task that it was started for and answers. */
export async function serveTask(tasks: TaskTable): Promise<void> {
  const port = parentPort
  if (!port) throw new Error('a conversion runs as a worker thread only')
  const post = (report: Report) => port.postMessage(report)
  const order = workerData as Order
  const task = tasks[order.name]
  if (!task) return post({ bug: `there is no conversion ${order.name}` })
  try {
    const progress = (done: number) => post({ progress: Math.min(1, Math.max(0, done)) })
    post({ outcome: await task(order.input as never, { progress }) })
  } catch (error) {
    post({ bug: error instanceof Error ? (error.stack ?? error.message) : String(error) })
  }
}
