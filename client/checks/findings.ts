/**
 * What the checks found in the open report, for whoever shows it: the sheet underlines, the panel lists. The
 * runner fills it; it is empty until the first answer.
 */
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
  let snapshot: FindingsSnapshot = { list: [], ignored: [], isReady: false }
  return {
    current: () => snapshot,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    set(told) {
      snapshot = { ...told, isReady: true }
      for (const listener of listeners) listener()
    },
  }
}
