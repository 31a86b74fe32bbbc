/**
 * Runs a search: plain words at once, a pattern in a worker that is ended when it takes too long. A newer search
 * ends the one before.
 */
import { limits } from '../../shared/limits.ts'
import type { FindAnswer, FindOrder } from './order.ts'
import { searchLines } from './search.ts'

/** Answers by `heard`, once; what is returned gives up. */
export function runSearch(order: FindOrder, heard: (answer: FindAnswer) => void): () => void {
  if (!order.query.isRegex) {
    heard(searchLines(order))
    return () => {}
  }
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' })
  const end = () => {
    clearTimeout(timer)
    worker.terminate()
  }
  const answer = (said: FindAnswer) => {
    end()
    heard(said)
  }
  const timer = setTimeout(() => answer({ ok: false, code: 'too-slow' }), limits.findMs)
  worker.addEventListener('message', ({ data }: MessageEvent<FindAnswer>) => answer(data))
  worker.addEventListener('error', () => answer({ ok: false, code: 'bad-pattern' }))
  worker.postMessage(order)
  return end
}
