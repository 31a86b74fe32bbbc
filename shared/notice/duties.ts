/** What a department has to hand in of a report: each of its sections, as what part, until when, and whether it still owes it. */
import type { Report, Section } from '../api.ts'
import { limits } from '../limits.ts'
import { isOpenForAuthors, type Tick } from '../report.ts'

/** How a 催报 went out: copied by hand, or sent by the program. */
export const reminderWays = ['copied', 'sent'] as const
export type ReminderWay = (typeof reminderWays)[number]

export type DutySection = Pick<
  Section,
  'id' | 'number' | 'heading' | 'role' | 'status' | 'effectiveLeadId' | 'dueAt' | 'floor' | 'ceiling'
> & {
  readonly effectiveCoIds: readonly string[]
  readonly progress: { readonly ticks: readonly Pick<Tick, 'departmentId'>[] }
}

export type NoticedReport = Pick<Report, 'id' | 'title' | 'deadline'> & {
  readonly sections: readonly DutySection[]
}

export type Duty = {
  readonly section: DutySection
  readonly part: 'lead' | 'co'
  readonly dueAt: string | null
  /** Not handed in: a 协办 owes until it has said 已写完 or was passed over. */
  readonly owed: boolean
  readonly when: 'late' | 'soon' | 'later'
}

const dayMs = 24 * 60 * 60 * 1000

/** `now` in milliseconds since 1970; in document order. */
export function dutiesOf(report: NoticedReport, departmentId: string, now: number): Duty[] {
  return report.sections.flatMap(section => {
    const leads = section.effectiveLeadId === departmentId
    if (!leads && !section.effectiveCoIds.includes(departmentId)) return []
    const dueAt = section.dueAt ?? report.deadline
    const said = !leads && section.progress.ticks.some(tick => tick.departmentId === departmentId)
    return {
      section,
      part: leads ? ('lead' as const) : ('co' as const),
      dueAt,
      owed: isOpenForAuthors(section.status) && !said,
      when: nearness(dueAt, now),
    }
  })
}

export function nearness(dueAt: string | null, now: number): Duty['when'] {
  if (dueAt === null) return 'later'
  const left = Date.parse(dueAt) - now
  if (left <= 0) return 'late'
  return left <= limits.dueSoonDays * dayMs ? 'soon' : 'later'
}

/** The departments that hold anything, in the order in which they first appear in the outline. */
export function departmentsOf(report: NoticedReport): string[] {
  return [
    ...new Set(
      report.sections.flatMap(({ effectiveLeadId, effectiveCoIds }) =>
        effectiveLeadId === null ? effectiveCoIds : [effectiveLeadId, ...effectiveCoIds],
      ),
    ),
  ]
}
