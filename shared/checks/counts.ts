/** How many findings a section has, by gravity, for the outline, the board and the panel's groups. */
import type { Finding } from './finding.ts'

export type Counts = { readonly errors: number; readonly warnings: number; readonly infos: number }

export const noCounts: Counts = { errors: 0, warnings: 0, infos: 0 }

/** By section; one without findings is left out. */
export function countsBySection(
  findings: readonly Pick<Finding, 'place' | 'severity'>[],
): Map<string, Counts> {
  const counts = new Map<string, Counts>()
  for (const { place, severity } of findings) {
    const before = counts.get(place.section) ?? noCounts
    const key = `${severity}s` as const
    counts.set(place.section, { ...before, [key]: before[key] + 1 })
  }
  return counts
}

export const isSameCount = (a: Counts, b: Counts): boolean =>
  a.errors === b.errors && a.warnings === b.warnings && a.infos === b.infos

/** Of several sections together, 协办 and all. */
export function sumCounts(counts: Iterable<Counts | undefined>): Counts {
  let sum = noCounts
  for (const one of counts)
    if (one)
      sum = {
        errors: sum.errors + one.errors,
        warnings: sum.warnings + one.warnings,
        infos: sum.infos + one.infos,
      }
  return sum
}
