/**
 * PDF from a page of HTML, by a headless Chromium that is started for each one.
 *
 * 1. The page is ours and says so by its policy; nothing in it can load anything: every name resolves to
 *    nothing, and the profile is new and thrown away.
 * 2. Time and number are bounded by limits, of each person too; whatever takes longer, is cancelled, or is still
 *    there when the program stops, is killed.
 * 3. Chromium's own sandbox is used unless this process is root, for whom there is none.
 * 4. It never rejects: a refusal is a value, and so is a folder for temporary files that takes nothing.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { done, type Outcome, refuse } from '../../shared/errors.ts'
import { limits } from '../../shared/limits.ts'
import type { Log } from '../ops/deps.ts'
import { createPlaces } from '../ops/places.ts'

export type Printing = {
  /** Whether there is a Chromium. */
  readonly available: boolean
  print(html: string, turn?: Turn): Promise<Outcome<Uint8Array>>
  stop(): Promise<void>
}

/** Whose it is, a person's id, and what cancels it. */
type Turn = { readonly owner?: string | undefined; readonly signal?: AbortSignal | undefined }

export type PrintingProgram = {
  readonly executable: string | undefined
  /** How long one may take, milliseconds; limits.pdfMs unless a test is in a hurry. */
  readonly ms?: number
}

export function createPrinting(program: PrintingProgram, log: Log): Printing {
  const { executable } = program
  const running = new Set<Promise<unknown>>()
  const stopping = new AbortController()
  let free: number = limits.pdfAtOnce
  const waiting: (() => void)[] = []
  /** A place that gets free is handed on, so that nobody takes it in between. */
  const leave = () => {
    const next = waiting.shift()
    if (next) next()
    else free += 1
  }
  const enter = async (signal: AbortSignal): Promise<boolean> => {
    if (free === 0) return inTurn(waiting, signal)
    free -= 1
    return true
  }
  const places = createPlaces({ all: limits.pdfAtOnce + limits.pdfWaiting, each: limits.pdfPerPerson })
  const printInTurn = async (
    html: string,
    owner: string | undefined,
    signal: AbortSignal,
  ): Promise<Outcome<Uint8Array>> => {
    if (executable === undefined) return refuse('pdf-unavailable')
    const place = places.enter(owner)
    if (!place) return refuse('conversions-busy')
    try {
      if (!(await enter(signal))) return refuse('cancelled')
      return await printOnce({ ...program, executable }, html, { signal, log }).finally(leave)
    } catch (error) {
      log.error({ error }, 'the folder for temporary files took no PDF')
      return refuse('temporary-full')
    } finally {
      place.leave()
    }
  }
  return {
    available: executable !== undefined,
    print(html, { owner, signal } = {}) {
      const ends = signal ? AbortSignal.any([signal, stopping.signal]) : stopping.signal
      const printing = printInTurn(html, owner, ends)
      running.add(printing)
      return printing.finally(() => running.delete(printing))
    },
    async stop() {
      stopping.abort()
      await Promise.allSettled(running)
    },
  }
}

/** True once a place is handed over; false when `signal` ends first. */
function inTurn(waiting: (() => void)[], signal: AbortSignal): Promise<boolean> {
  return new Promise(resolve => {
    if (signal.aborted) return resolve(false)
    const go = () => {
      signal.removeEventListener('abort', over)
      resolve(true)
    }
    const over = () => {
      waiting.splice(waiting.indexOf(go), 1)
      resolve(false)
    }
    waiting.push(go)
    signal.addEventListener('abort', over, { once: true })
  })
}

type Around = { readonly signal: AbortSignal; readonly log: Log }

async function printOnce(
  program: PrintingProgram & { readonly executable: string },
  html: string,
  { signal, log }: Around,
): Promise<Outcome<Uint8Array>> {
  const folder = await mkdtemp(join(tmpdir(), 'tonggao-pdf-'))
  try {
    const page = join(folder, 'sheet.html')
    const pdf = join(folder, 'sheet.pdf')
    await writeFile(page, html)
    const over = AbortSignal.any([signal, AbortSignal.timeout(program.ms ?? limits.pdfMs)])
    const ended = await runChromium(program.executable, argumentsFor(folder, page, pdf), over)
    if (signal.aborted) return refuse('cancelled')
    if (over.aborted) return refuse('conversion-stopped', { limit: 'time' })
    const bytes = await readFile(pdf).catch(() => undefined)
    if (bytes) return done(new Uint8Array(bytes))
    log.error({ chromium: program.executable, ...ended }, 'Chromium printed no PDF')
    return refuse('pdf-unavailable')
  } finally {
    // Chromium's helpers may still be writing into their profile.
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }).catch(() => {})
  }
}

function argumentsFor(folder: string, page: string, pdf: string): string[] {
  return [
    '--headless',
    ...(userInfo().uid === 0 ? ['--no-sandbox'] : []),
    '--disable-gpu',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-extensions',
    '--disable-sync',
    '--disable-quic',
    '--host-resolver-rules=MAP * ~NOTFOUND',
    `--user-data-dir=${join(folder, 'profile')}`,
    // Fonts and layout are waited for, real time is not.
    '--virtual-time-budget=30000',
    '--no-pdf-header-footer',
    '--generate-pdf-document-outline',
    `--print-to-pdf=${pdf}`,
    pathToFileURL(page).href,
  ]
}

type Ended = { readonly code: number | null; readonly said: string }

function runChromium(executable: string, args: readonly string[], signal: AbortSignal): Promise<Ended> {
  return new Promise(resolve => {
    if (signal.aborted) return resolve({ code: null, said: '' })
    let said = ''
    const started: ChildProcess = spawn(executable, args, {
      stdio: ['ignore', 'ignore', 'pipe'],
      signal,
      killSignal: 'SIGKILL',
    })
    started.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-mostSaid)
    })
    // Also what `signal` does: then there is nothing to say.
    started.on('error', error => resolve({ code: null, said: error.message }))
    started.on('close', code => resolve({ code, said }))
  })
}

/** Of what Chromium says, characters that the log keeps. */
const mostSaid = 2000
