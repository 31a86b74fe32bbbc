/**
 * The merger: hands updates to the merge worker and answers their merged, proved state.
 *
 * 1. The worker is started by the first job and ended after a while without any.
 * 2. A worker that dies fails the jobs that it had; the next job starts another.
 */
import { Worker } from 'node:worker_threads'
import type { Done, Job } from './merge-worker.ts'

/** Updates → their state as one update. Rejects when it could not be made or proved. */
export type Merge = (updates: readonly Uint8Array[]) => Promise<Uint8Array>

export type Merger = { readonly merge: Merge; stop(): Promise<void> }

/** Long enough for a burst of sections, short enough to give the memory back. */
const idleMs = 30_000

type Waiting = { resolve(bytes: Uint8Array): void; reject(error: Error): void }

export function createMerger(): Merger {
  const waiting = new Map<number, Waiting>()
  let worker: Worker | undefined
  let idle: NodeJS.Timeout | undefined
  let lastId = 0

  const end = async () => {
    clearTimeout(idle)
    const ending = worker
    worker = undefined
    await ending?.terminate()
  }
  const settle = (done: Done) => {
    const job = waiting.get(done.id)
    waiting.delete(done.id)
    if ('error' in done) job?.reject(new Error(done.error))
    else job?.resolve(done.bytes)
    if (waiting.size === 0) idle = setTimeout(() => void end(), idleMs).unref()
  }
  const failAll = (error: Error) => {
    for (const job of waiting.values()) job.reject(error)
    waiting.clear()
  }
  const died = (dead: Worker, error: Error) => {
    if (worker !== dead) return
    worker = undefined
    failAll(error)
  }
  const start = () => {
    const started = new Worker(new URL('./merge-worker.ts', import.meta.url))
    started.on('message', settle)
    started.on('error', error => died(started, error))
    started.on('exit', () => died(started, new Error('the merge worker ended')))
    return started
  }

  return {
    merge: updates =>
      new Promise((resolve, reject) => {
        clearTimeout(idle)
        const job: Job = { id: ++lastId, updates }
        waiting.set(job.id, { resolve, reject })
        worker ??= start()
        worker.postMessage(job)
      }),
    async stop() {
      await end()
      failAll(new Error('the merger was stopped'))
    },
  }
}
