/**
 * What the checks found in the open report, for whoever shows it: the sheet underlines, the panel lists. The
 * runner fills it; it is empty until the first answer.
 */
import type { Finding } from '../../shared/checks/finding.ts'

/** A finding with its explanation in the page's language. */
export type ToldFinding = Finding & {
  readonly key: string
  readonly sentence: string
}

type FindingsSnapshot = {
  readonly list: readonly ToldFinding[]
  /** False until everything has been checked once. */
  readonly isReady: boolean
}

export type Findings = {
  readonly current: () => FindingsSnapshot
  readonly subscribe: (listener: () => void) => () => void
  readonly set: (list: readonly ToldFinding[]) => void
}

export function createFindings(): Findings {
  const listeners = new Set<() => void>()
  let snapshot: FindingsSnapshot = { list: [], isReady: false }
  return {
    current: () => snapshot,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    set(list) {
      snapshot = { list, isReady: true }
      for (const listener of listeners) listener()
    },
  }
}
