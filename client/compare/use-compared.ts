/** Has two sides compared in a thread of its own; a newer question ends the one before. */
import { useEffect, useState } from 'react'
import { isOldBrowser } from '../ui/old-browser.ts'
import type { CompareAnswer, CompareOrder } from './order.ts'

/** undefined: under way. */
export type Compared = CompareAnswer | 'failed' | undefined

export function useCompared(sides: CompareOrder['sides'] | undefined, language: 'zh' | 'en'): Compared {
  const [answered, setAnswered] = useState<{ of: unknown; language: string; answer: Compared }>()
  useEffect(() => {
    if (!sides) return
    const worker = isOldBrowser()
      ? new Worker(new URL('./old-worker.ts', import.meta.url), { type: 'module' })
      : new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' })
    const answer = (told: Compared) => setAnswered({ of: sides, language, answer: told })
    worker.addEventListener('message', ({ data }: MessageEvent<CompareAnswer>) => answer(data))
    worker.addEventListener('error', () => answer('failed'))
    worker.postMessage({ sides, language } satisfies CompareOrder)
    return () => worker.terminate()
  }, [sides, language])
  if (!answered || answered.of !== sides || answered.language !== language) return undefined
  return answered.answer
}
