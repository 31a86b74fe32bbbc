/**
 * Templates as data: what of a report becomes one, and the report that one becomes.
 *
 * 1. A template has no text and no date; times stand as minutes before the deadline.
 * 2. Years move from the template's year to that of the new report (shared/years.ts).
 */
import type { Beginning, NewReport, Report, TemplateContent, TemplateSection } from '../api.ts'
import { blankNames } from '../carry-over.ts'
import { formOf } from '../matter.ts'
import { emptyText } from '../schema/text.ts'
import { moveYears, yearOfReport } from '../years.ts'

const minuteMs = 60_000

/** What a template may take its outline from. */
type Source = Pick<
  Report,
  'title' | 'period' | 'deadline' | 'wordsCeiling' | 'signoff' | 'gating' | 'matter' | 'sections'
>

/** `people`: names that guidance and headings must not hand on. */
export function contentOf(
  report: Source,
  keepDepartments: boolean,
  people: readonly string[],
): TemplateContent {
  const { title, period, wordsCeiling, signoff, gating, matter, deadline } = report
  return {
    title,
    period,
    year: yearOfReport(report) ?? null,
    wordsCeiling,
    signoff,
    gating,
    addressee: matter.addressee,
    signature: blankNames(matter.signature, people),
    signaturePlace: matter.signaturePlace,
    form: formOf(matter),
    sections: report.sections.map(section => ({
      heading: blankNames(section.heading, people),
      level: section.level,
      numbered: section.numbered,
      role: section.role,
      guidance: blankNames(section.guidance, people),
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
  const year = yearOfReport({ title, period })
  const by = content.year === null || year === undefined ? 0 : year - content.year
  const move = (text: string) => (content.year === null ? text : moveYears(text, content.year, by))
  const { wordsCeiling, signoff, addressee, signature, signaturePlace, form, gating } = content
  return {
    title,
    period,
    deadline,
    wordsCeiling,
    signoff,
    ...(gating === undefined ? {} : { gating }),
    matter: { addressee, signature, signaturePlace, ...form },
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
