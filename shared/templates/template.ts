/**
 * Templates as data: what of a report becomes one, and the report that one becomes.
 *
 * 1. A template has no text and no date; times stand as minutes before the deadline.
 * 2. Years move from the template's year to that of the new report (shared/years.ts).
 */
import type { Beginning, NewReport, Report, TemplateContent, TemplateSection } from '../api.ts'
import { emptyText } from '../schema/text.ts'
import { moveYears, yearOf } from '../years.ts'

const minuteMs = 60_000

/** What a template may take its outline from. */
type Source = Pick<Report, 'title' | 'period' | 'deadline' | 'wordsCeiling' | 'matter' | 'sections'>

export function contentOf(report: Source, keepDepartments: boolean): TemplateContent {
  const { title, period, wordsCeiling, matter, deadline } = report
  return {
    title,
    period,
    year: yearOf(period) ?? yearOf(title) ?? null,
    wordsCeiling,
    addressee: matter.addressee,
    signature: matter.signature,
    signaturePlace: matter.signaturePlace,
    sections: report.sections.map(section => ({
      heading: section.heading,
      level: section.level,
      numbered: section.numbered,
      role: section.role,
      guidance: section.guidance,
      floor: section.floor,
      ceiling: section.ceiling,
      leadId: keepDepartments ? section.leadId : null,
      coIds: keepDepartments ? [...section.coIds] : [],
      dueBefore: minutesBetween(section.dueAt, deadline),
    })),
  }
}

function minutesBetween(dueAt: string | null, deadline: string | null): number | null {
  if (dueAt === null || deadline === null) return null
  return Math.round((Date.parse(deadline) - Date.parse(dueAt)) / minuteMs)
}

/** The report that a template makes. `isDepartment` tells which departments are still there. */
export function reportFrom(
  content: TemplateContent,
  { title, period, deadline }: Beginning,
  isDepartment: (id: string) => boolean,
): NewReport {
  const year = yearOf(period) ?? yearOf(title)
  const by = content.year === null || year === undefined ? 0 : year - content.year
  const move = (text: string) => (content.year === null ? text : moveYears(text, content.year, by))
  const { wordsCeiling, addressee, signature, signaturePlace } = content
  return {
    title,
    period,
    deadline,
    wordsCeiling,
    matter: { addressee, signature, signaturePlace },
    sections: content.sections.map(section => ({
      heading: move(section.heading),
      level: section.level,
      numbered: section.numbered,
      role: section.role,
      guidance: move(section.guidance),
      floor: section.floor,
      ceiling: section.ceiling,
      leadId: section.leadId !== null && isDepartment(section.leadId) ? section.leadId : null,
      coIds: section.coIds.filter(isDepartment),
      dueAt: dueTime(section, deadline),
      text: emptyText,
    })),
  }
}

function dueTime({ dueBefore }: TemplateSection, deadline: string | null): string | null {
  if (dueBefore === null || deadline === null) return null
  return new Date(Date.parse(deadline) - dueBefore * minuteMs).toISOString()
}
