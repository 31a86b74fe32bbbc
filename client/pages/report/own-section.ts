/** Where an author begins: the section that their department owes, before any other page of the report. */
import type { Report, Section } from '../../../shared/api.ts'
import { accessTo, type Actor, mayWrite } from '../../../shared/permissions.ts'

/** What came back first, then what is begun or not begun yet, in the outline's order; none for others. */
export function ownSection(actor: Actor, report: Pick<Report, 'stage' | 'sections'>): Section | undefined {
  if (actor.role !== 'author') return undefined
  const owed = report.sections.filter(section => mayWrite(actor, accessTo(report, section)))
  return owed.find(({ status }) => status === 'returned') ?? owed[0]
}
