/**
 * Runs conversions off the main thread, so that no file holds up those who type, and none takes the process
 * with it. `conversions.run('read-text', {bytes}, {owner, signal, onProgress})` answers the task's outcome.
 *
 * 1. Each conversion has a fresh worker thread, which is ended with it: nothing of one file meets the next.
 * 2. Time and memory are bounded by limits.conversionMs and limits.conversionHeapMb; whatever passes them is
 *    ended and refused with `conversion-stopped`. Bytes outside of the heap are the readers' to count.
 * 3. At most limits.conversionsAtOnce run. One owner's run one after another, so that twenty files of one
 *    person do not hold up the next person's single one.
 * 4. It never rejects: a refusal is a value, and so are a cancelled conversion and a bug in a task.
 */
import { Worker } from 'node:worker_threads'
import { type Outcome, refuse } from '../../shared/errors.ts'
import { limits } from '../../shared/limits.ts'
import type { Order, Report, TaskTable } from '../convert/task.ts'
import type { Tasks } from '../convert/tasks.ts'
import type { Log } from './deps.ts'

export type ConversionOptions = {
  /** Whose turn it is, a person's id; without one a conversion only waits for its place. */
  readonly owner?: string | undefined
  /** Cancels: a waiting one leaves the queue, a running one is ended. */
  readonly signal?: AbortSignal | undefined
  /** How much is done, 0…1. */
  readonly onProgress?: ((done: number) => void) | undefined
}

export type Conversions<Table extends TaskTable = Tasks> = {
  run<Name extends keyof Table & string>(
    name: Name,
    input: Parameters<Table[Name]>[0],
    options?: ConversionOptions,
  ): Promise<Awaited<ReturnType<Table[Name]>> | Refused>
  counts(): { readonly running: number; readonly waiting: number }
  /** Ends what runs and refuses what waits. */
  stop(): Promise<void>
}

type Refused = Extract<Outcome<never>, { readonly ok: false }>

export type ConversionBounds = {
  readonly atOnce: number
  readonly waiting: number
  readonly waitingPerOwner: number
  readonly ms: number
  readonly heapMb: number
}

const bounds: ConversionBounds = {
  atOnce: limits.conversionsAtOnce,
  waiting: limits.conversionsWaiting,
  waitingPerOwner: limits.conversionsWaitingPerPerson,
  ms: limits.conversionMs,
  heapMb: limits.conversionHeapMb,
}

type Job = {
  readonly order: Order
  readonly options: ConversionOptions
  readonly settle: (outcome: Outcome<unknown>) => void
  worker: Worker | undefined
}

/** `worker` is a module that calls serveTask; another one, and tighter bounds, are for tests. */
export function createConversions<Table extends TaskTable = Tasks>(
  log: Log,
  worker: URL = new URL('../convert/worker.ts', import.meta.url),
  { atOnce, waiting: mostWaiting, waitingPerOwner, ms, heapMb }: ConversionBounds = bounds,
): Conversions<Table> {
  const running = new Set<Job>()
  const waiting: Job[] = []
  let stopped = false

  const isTurnOf = ({ options: { owner } }: Job) =>
    owner === undefined || ![...running].some(job => job.options.owner === owner)
  const next = () => {
    const at = stopped || running.size >= atOnce ? -1 : waiting.findIndex(isTurnOf)
    const [job] = at === -1 ? [] : waiting.splice(at, 1)
    if (!job) return
    start(job)
    next()
  }
  const start = (job: Job) => {
    running.add(job)
    const started = new Worker(worker, {
      workerData: job.order,
      env: {},
      resourceLimits: { maxOldGenerationSizeMb: heapMb, maxYoungGenerationSizeMb: 64 },
    })
    job.worker = started
    const timer = setTimeout(() => finish(refuse('conversion-stopped', { limit: 'time' })), ms)
    const finish = (outcome: Outcome<unknown>) => {
      clearTimeout(timer)
      // The next one starts when this thread's memory is given back.
      void started.terminate().then(() => {
        running.delete(job)
        next()
      })
      job.settle(outcome)
    }
    started.on('message', (report: Report) => {
      if ('progress' in report) return job.options.onProgress?.(report.progress)
      if ('outcome' in report) return finish(report.outcome)
      log.error({ conversion: job.order.name, bug: report.bug }, 'a conversion failed')
      finish(refuse('internal'))
    })
    started.on('error', (error: NodeJS.ErrnoException) => {
      const isFull = error.code === 'ERR_WORKER_OUT_OF_MEMORY'
      if (!isFull) log.error({ conversion: job.order.name, err: error }, 'a conversion failed')
      finish(isFull ? refuse('conversion-stopped', { limit: 'memory' }) : refuse('internal'))
    })
    started.on('exit', () => finish(refuse('cancelled')))
  }
  const cancel = (job: Job) => {
    const at = waiting.indexOf(job)
    if (at !== -1) waiting.splice(at, 1)
    job.settle(refuse('cancelled'))
    void job.worker?.terminate()
  }
  const admit = ({ owner, signal }: ConversionOptions): Refused | undefined => {
    if (stopped) return refuse('unavailable')
    if (signal?.aborted) return refuse('cancelled')
    if (waiting.length >= mostWaiting) return refuse('conversions-busy')
    const own = waiting.filter(({ options }) => options.owner === owner)
    return owner !== undefined && own.length >= waitingPerOwner ? refuse('conversions-busy') : undefined
  }
  const run = (order: Order, options: ConversionOptions) =>
    new Promise<Outcome<unknown>>(resolve => {
      const refused = admit(options)
      if (refused) return resolve(refused)
      const abort = () => cancel(job)
      const settle = (outcome: Outcome<unknown>) => {
        options.signal?.removeEventListener('abort', abort)
        resolve(outcome)
      }
      const job: Job = { order, options, settle, worker: undefined }
      options.signal?.addEventListener('abort', abort, { once: true })
      waiting.push(job)
      next()
    })

  return {
    run: (name, input, options = {}) => run({ name, input }, options) as never,
    counts: () => ({ running: running.size, waiting: waiting.length }),
    async stop() {
      stopped = true
      const ending = [...running].map(async job => job.worker?.terminate())
      for (const job of [...waiting, ...running]) cancel(job)
      await Promise.all(ending)
    },
  }
}
