/** The worker in which a person's pattern runs: one that never ends is ended with it (run-search.ts). */
import type { FindOrder } from './order.ts'
import { searchLines } from './search.ts'

addEventListener('message', ({ data }: MessageEvent<FindOrder>) => postMessage(searchLines(data)))
