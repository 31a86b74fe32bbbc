/**
 * Keeps the texts that are searched up to date, off the way of whoever types.
 *
 * 1. In the background a section is taken up when it has rested: its log stands where it stood at the look
 *    before. A few at a time, with a pause between.
 * 2. Comments at letters of a text that has rested are put right then (thread-healing.ts).
 * 3. A search takes up what is stale at that moment itself, up to limits.searchRefresh sections.
 */
import { setTimeout as pause } from 'node:timers/promises'
import { limits } from '../../shared/limits.ts'
import { gramsOf } from '../../shared/search.ts'
import type { Duty } from '../ops/duty.ts'
import { LogDamage } from '../store/log-damage.ts'
import {
  countStaleTexts,
  forgetStaleText,
  readStaleTexts,
  type SearchedText,
  type StaleText,
  writeSearchedTexts,
} from '../store/section-texts.ts'
import type { ReportDeps } from './deps.ts'
import { healThreads } from './thread-healing.ts'

/** Takes up to `searchRefresh` stale texts in; answers whether none is left. */
export async function catchUp(deps: ReportDeps): Promise<boolean> {
  const stale = await readStaleTexts(deps.db, limits.searchRefresh)
  await takeUp(deps, stale)
  return stale.length < limits.searchRefresh || (await countStaleTexts(deps.db)) === 0
}

/** Starts looking every so often while it is on duty; stop() waits for the look that is under way. */
export function keepTextIndex(
  deps: ReportDeps,
  duty: Duty,
  everyMs: number = limits.searchIndexMs,
): { stop(): Promise<void> } {
  const stopping = new AbortController()
  const { signal } = stopping
  const run = async () => {
    let seen: ReadonlyMap<string, number> = new Map()
    while (!signal.aborted) {
      if (duty.isMine())
        seen = await look(deps, seen, signal).catch((error: unknown) => {
          deps.log.error({ error }, 'the texts that are searched could not be brought up to date')
          return seen
        })
      await pause(everyMs, undefined, { signal }).catch(() => undefined)
    }
  }
  const running = run()
  return {
    stop: () => {
      stopping.abort()
      return running
    },
  }
}

/** One look: takes up what has rested since the one before, answers where every log stood. */
export async function look(
  deps: ReportDeps,
  seen: ReadonlyMap<string, number>,
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, number>> {
  const stale = await readStaleTexts(deps.db, staleMost)
  const rested = stale.filter(({ sectionId, head }) => head === 1 || seen.get(sectionId) === head)
  for (let from = 0; from < rested.length; from += atOnce) {
    if (signal?.aborted) break
    await takeUp(deps, rested.slice(from, from + atOnce))
    await pause(betweenMs)
  }
  return new Map(stale.map(({ sectionId, head }) => [sectionId, head]))
}

/** A look takes up so many at most; after an upgrade there are as many as there are sections. */
const staleMost = 2000
const atOnce = 10
const betweenMs = 5

async function takeUp(deps: ReportDeps, stale: readonly StaleText[]): Promise<void> {
  const texts: SearchedText[] = []
  for (const section of stale) {
    const text = await readOrForget(deps, section)
    if (text) texts.push(text)
  }
  if (texts.length === 0) return
  await writeSearchedTexts(deps.db, texts)
  await healThreads(
    deps,
    texts.map(({ sectionId }) => sectionId),
  )
}

async function readOrForget(deps: ReportDeps, section: StaleText): Promise<SearchedText | undefined> {
  const { sectionId, reportId, heading, head, generation } = section
  try {
    const { plain } = await deps.texts.ofSection(deps.db, { id: sectionId, head, generation })
    return { sectionId, reportId, heading, head, text: plain, grams: gramsOf(`${heading}\n${plain}`) }
  } catch (error) {
    if (!(error instanceof LogDamage)) throw error
    await forgetStaleText(deps.db, sectionId)
    return undefined
  }
}
