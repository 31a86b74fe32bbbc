/**
 * What the checks found in the open report, for whoever shows it: the sheet underlines, the panel lists. The
 * runner fills it; it is empty until the first answer.
 */
import { type Counts, countsBySection, isSameCount } from '../../shared/checks/counts.ts'
import type { IgnoredFinding } from '../../shared/api.ts'
import type { MarkedFinding } from '../../shared/checks/ignored.ts'

/** A finding with its explanation in the page's language. */
export type ToldFinding = MarkedFinding & {
  readonly key: string
  readonly sentence: string
}

export type Told = {
  /** Those that count: underlined and listed. */
  readonly list: readonly ToldFinding[]
  readonly ignored: readonly { readonly finding: ToldFinding; readonly said: IgnoredFinding }[]
}

type FindingsSnapshot = Told & {
  /** Of those that count, by section; the same object as long as a section's numbers are the same. */
  readonly counts: ReadonlyMap<string, Counts>
  /** False until everything has been checked once. */
  readonly isReady: boolean
}

export type Findings = {
  readonly current: () => FindingsSnapshot
  readonly subscribe: (listener: () => void) => () => void
  readonly set: (told: Told) => void
}

export function createFindings(): Findings {
  const listeners = new Set<() => void>()
  let snapshot: FindingsSnapshot = { list: [], ignored: [], counts: new Map(), isReady: false }
  return {
    current: () => snapshot,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    set(told) {
      snapshot = { ...told, counts: kept(countsBySection(told.list), snapshot.counts), isReady: true }
      for (const listener of listeners) listener()
    },
  }
}

function kept(now: ReadonlyMap<string, Counts>, before: ReadonlyMap<string, Counts>): Map<string, Counts> {
  return new Map(
    [...now].map(([section, counts]) => {
      const known = before.get(section)
      return [section, known && isSameCount(known, counts) ? known : counts]
    }),
  )
}
