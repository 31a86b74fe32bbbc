/**
 * A part of the app that is fetched when it is wanted; otherwise like React's `lazy`, which lets a page break
 * for good when one fetch fails. A page may hold text that is nowhere else.
 *
 * 1. While the server does not answer, the part is asked for again and again; until then it is not there.
 * 2. It fails only when the server answers and has not got it: the program was replaced by another meanwhile.
 * 3. After a page's start the server is asked first whether it is there: before Chrome 156 a browser remembers
 *    that an import failed, and fails it at once as long as the page lives.
 */
import { type ComponentType, lazy as onDemand, type LazyExoticComponent } from 'react'
import { restMs } from './rest.ts'

/** What the outside does: whether the server answers, and a pause of so many milliseconds. */
export type Outside = {
  readonly isStarting: () => boolean
  readonly answers: () => Promise<boolean>
  readonly pause: (ms: number) => Promise<void>
}

const firstPauseMs = 500
const longestPauseMs = 4000
/** A server that has just come back may still have failed a fetch of a moment ago. */
const triesOfAnswering = 3

// oxlint-disable-next-line typescript/no-explicit-any -- as in React's own type: props are inferred, not known
export function lazy<Part extends ComponentType<any>>(
  load: () => Promise<{ default: Part }>,
): LazyExoticComponent<Part> {
  return onDemand(() => untilLoaded(load, outside))
}

/** Code that an act needs, fetched in the same patient way; from then on it is at hand without a line. */
export type Later<Part> = {
  readonly here: () => Part | undefined
  /** Rejects where `lazy` would fail. */
  readonly fetch: () => Promise<Part>
  /** Beforehand: who needs it tells of a failure. */
  readonly prepare: () => void
  /** At once where it is here. */
  readonly use: (act: (part: Part) => void, fail: (error: unknown) => void) => void
}

export function later<Part>(load: () => Promise<Part>): Later<Part> {
  let part: Part | undefined
  let coming: Promise<Part> | undefined
  const fetch = () => {
    coming ??= untilLoaded(load, outside).then(
      loaded => (part = loaded),
      (error: unknown) => {
        coming = undefined
        throw error
      },
    )
    return coming
  }
  return {
    here: () => part,
    fetch,
    prepare: () => void fetch().catch(() => {}),
    use: (act, fail) => (part === undefined ? void fetch().then(act, fail) : act(part)),
  }
}

export async function untilLoaded<Part>(
  load: () => Promise<Part>,
  { isStarting, answers, pause }: Outside,
): Promise<Part> {
  let tries = triesOfAnswering
  for (let ms = firstPauseMs; ; ms = Math.min(2 * ms, longestPauseMs)) {
    if (isStarting() || (await answers()))
      try {
        return await load()
      } catch (error) {
        if (await answers()) tries -= 1
        if (tries === 0) throw error
      }
    await pause(ms)
  }
}

const outside: Outside = {
  isStarting: () => performance.now() < restMs,
  answers: () =>
    fetch('/healthz', { cache: 'no-store' }).then(
      ({ ok }) => ok,
      () => false,
    ),
  async pause(ms) {
    await new Promise(resolve => setTimeout(resolve, ms))
    refetchStyles()
  },
}

/** Vite asks for a part's styles once only; a link whose fetch failed has no sheet. */
function refetchStyles(): void {
  for (const link of document.querySelectorAll<HTMLLinkElement>('link[rel="stylesheet"]'))
    if (!link.sheet) link.replaceWith(link.cloneNode())
}
