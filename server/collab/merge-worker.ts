/**
 * The worker that merges and proves, and renders drafts, so that none of it holds the event loop: one job a
 * message, answered in order. Started by merger.ts alone.
 */
import { parentPort } from 'node:worker_threads'
import { cpuTime } from '../ops/cpu-time.ts'
import { mergeProved } from './merged-state.ts'
import { type Ask, type Rendering, renderSetAside } from './set-aside-text.ts'

export type Job = { readonly id: number } & (
  | { readonly is: 'merge'; readonly updates: readonly Uint8Array[] }
  | { readonly is: 'render'; readonly ask: Ask }
)
export type Done =
  | { readonly id: number; readonly bytes: Uint8Array }
  | { readonly id: number; readonly rendering: Rendering; readonly cpuMs: number }
  | { readonly id: number; readonly error: string }

const port = parentPort
if (!port) throw new Error('merge-worker.ts runs as a worker thread only')

port.on('message', (job: Job) => port.postMessage(run(job)))

function run(job: Job): Done {
  const { id } = job
  try {
    if (job.is === 'merge') return { id, bytes: mergeProved(job.updates) }
    const began = cpuTime()
    const rendering = renderSetAside(job.ask, cpuTime)
    return { id, rendering, cpuMs: cpuTime() - began }
  } catch (error) {
    return { id, error: error instanceof Error ? error.message : String(error) }
  }
}
