/**
 * The worker that merges and proves, so that neither holds the event loop: one job a message, answered in
 * order. Started by merger.ts alone.
 */
import { parentPort } from 'node:worker_threads'
import { mergeProved } from './merged-state.ts'

export type Job = { readonly id: number; readonly updates: readonly Uint8Array[] }
export type Done =
  | { readonly id: number; readonly bytes: Uint8Array }
  | { readonly id: number; readonly error: string }

const port = parentPort
if (!port) throw new Error('merge-worker.ts runs as a worker thread only')

port.on('message', ({ id, updates }: Job) => port.postMessage(run(id, updates)))

function run(id: number, updates: readonly Uint8Array[]): Done {
  try {
    return { id, bytes: mergeProved(updates) }
  } catch (error) {
    return { id, error: error instanceof Error ? error.message : String(error) }
  }
}
