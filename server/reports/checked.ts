/**
 * What the checks found in reports, remembered by what they read: outline and texts as committed, and the house's
 * list. Whoever asks of the same text shares one run.
 *
 * 1. An answer is of the text that was read when it was asked for, never of an older one.
 * 2. At most one run of a report at a time, in a thread of its own; a refused run is not remembered.
 * 3. The memory is an object of the program, and bounded.
 */
import { hash } from 'node:crypto'
import type { MarkedFinding } from '../../shared/checks/ignored.ts'
import type { Outcome } from '../../shared/errors.ts'
import type { ReportToCheck } from '../convert/check-report.ts'
import type { Conversions } from '../ops/conversions.ts'

export type Checked = {
  /** `states`: by section, what changes with its text. */
  of(
    reportId: string,
    order: ReportToCheck,
    states: ReadonlyMap<string, string>,
  ): Promise<Outcome<readonly MarkedFinding[]>>
}

type Run = { readonly key: string; readonly found: Promise<Outcome<readonly MarkedFinding[]>> }

export function createChecked(conversions: Conversions, most = 20): Checked {
  const runs = new Map<string, Run>()
  return {
    async of(reportId, order, states) {
      const key = keyOf(order, states)
      for (;;) {
        const before = runs.get(reportId)
        if (before?.key === key) return before.found
        if (!before) break
        await before.found
        // Somebody else waited for the same run and may have begun the next.
        if (runs.get(reportId) === before) runs.delete(reportId)
      }
      const run: Run = { key, found: conversions.run('check-report', order) }
      runs.set(reportId, run)
      for (const oldest of runs.keys()) {
        if (runs.size <= most) break
        runs.delete(oldest)
      }
      const outcome = await run.found
      if (!outcome.ok && runs.get(reportId) === run) runs.delete(reportId)
      return outcome
    },
  }
}

function keyOf(
  { report, house, figures, earlier }: ReportToCheck,
  states: ReadonlyMap<string, string>,
): string {
  const { title, period, matter, sections } = report
  const outline = sections.map(section => {
    const { id, parentId, heading, role, numbered, floor, ceiling } = section
    return [id, states.get(id), parentId, heading, role, numbered, floor, ceiling]
  })
  return hash('sha256', JSON.stringify([title, period, matter, outline, house, figures, earlier]))
}
