/**
 * The merger: hands updates to the merge worker and answers their merged, proved state; hands drafts to it and
 * answers how they read.
 *
 * 1. The worker is started by the first job and ended after a while without any.
 * 2. A worker that dies fails the jobs that it had; the next job starts another.
 */
import { Worker } from 'node:worker_threads'
import type { Done, Job } from './merge-worker.ts'
import type { Ask, Rendering } from './set-aside-text.ts'

/** Updates → their state as one update. Rejects when it could not be made or proved. */
export type Merge = (updates: readonly Uint8Array[]) => Promise<Uint8Array>

/** A draft → how it reads, and what that cost. Rejects when the worker died of it. */
export type Render = (ask: Ask) => Promise<{ readonly rendering: Rendering; readonly cpuMs: number }>

export type Merger = { readonly merge: Merge; readonly render: Render; stop(): Promise<void> }

/** Long enough for a burst of sections, short enough to give the memory back. */
const idleMs = 30_000

type Answer = Exclude<Done, { readonly error: string }>
type Waiting = { resolve(answer: Answer): void; reject(error: Error): void }
type Work = Job extends infer Of ? (Of extends { readonly id: number } ? Omit<Of, 'id'> : never) : never

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
    else job?.resolve(done)
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

  const run = (work: Work) =>
    new Promise<Answer>((resolve, reject) => {
      clearTimeout(idle)
      const job: Job = { id: ++lastId, ...work }
      waiting.set(job.id, { resolve, reject })
      worker ??= start()
      worker.postMessage(job)
    })

  return {
    async merge(updates) {
      const answer = await run({ is: 'merge', updates })
      if ('bytes' in answer) return answer.bytes
      throw new Error('the merge worker answered something else')
    },
    async render(ask) {
      const answer = await run({ is: 'render', ask })
      if ('rendering' in answer) return answer
      throw new Error('the merge worker answered something else')
    },
    async stop() {
      await end()
      failAll(new Error('the merger was stopped'))
    },
  }
}
