/**
 * The report of another period from an earlier one: what it takes along.
 *
 * 1. Years move as shared/years.ts moves them. Times keep their calendar date; where the coordinator sets
 *    another deadline everything shifts with it, off weekends and never behind it.
 * 2. No text, status or date of signature comes along.
 */
import type { Beginning, NewReport, Report, Section } from './api.ts'
import { nextMatter } from './matter.ts'
import { emptyText } from './schema/text.ts'
import { moveYears, offWeekend, yearOfReport, yearsLater } from './years.ts'

type Earlier = Beginning &
  Pick<Report, 'wordsCeiling' | 'budgetUnit' | 'signoff' | 'gating' | 'matter'> & {
    readonly sections: readonly (Pick<
      Section,
      'heading' | 'level' | 'numbered' | 'role' | 'guidance' | 'floor' | 'ceiling' | 'leadId' | 'dueAt'
    > & { readonly coIds: readonly string[] })[]
  }

/** `isDepartment` tells which departments are still there; the others are left out. */
export function nextReport(
  earlier: Earlier,
  { title, period, deadline }: Beginning,
  isDepartment: (id: string) => boolean,
): NewReport {
  const of = yearOfReport(earlier)
  const to = yearOfReport({ title, period })
  const by = of === undefined || to === undefined ? 1 : to - of
  const move = (text: string) => (of === undefined ? text : moveYears(text, of, by))
  return {
    title,
    period,
    deadline,
    wordsCeiling: earlier.wordsCeiling,
    budgetUnit: earlier.budgetUnit,
    signoff: earlier.signoff,
    gating: earlier.gating,
    matter: nextMatter(earlier.matter),
    sections: earlier.sections.map(section => ({
      heading: move(section.heading),
      level: section.level,
      numbered: section.numbered,
      role: section.role,
      guidance: move(section.guidance),
      floor: section.floor,
      ceiling: section.ceiling,
      leadId: section.leadId !== null && isDepartment(section.leadId) ? section.leadId : null,
      coIds: section.coIds.filter(isDepartment),
      dueAt: section.dueAt === null ? null : dueLater(section.dueAt, earlier.deadline, deadline, by),
      text: emptyText,
    })),
  }
}

function dueLater(dueAt: string, before: string | null, deadline: string | null, by: number): string {
  const moved = yearsLater(dueAt, by)
  if (before === null || deadline === null) return moved
  const shift = Date.parse(deadline) - Date.parse(yearsLater(before, by))
  const shifted = offWeekend(new Date(Date.parse(moved) + shift).toISOString())
  return dueAt <= before && shifted > deadline ? deadline : shifted
}
