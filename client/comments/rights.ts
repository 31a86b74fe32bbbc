/** What shared/permissions.ts asks of a report when it is about threads, from the report as the page has it. */
import type { Report, Section } from '../../shared/api.ts'
import { accessTo, holders, type SectionAccess } from '../../shared/permissions.ts'

export const reportAccess = ({ stage, sections }: Report) => ({
  stage,
  departmentIds: sections.flatMap(holders),
})

/** A deleted section is held by nobody. */
export function threadAccess(report: Report, section: Section | undefined): SectionAccess {
  if (section) return accessTo(report, section)
  return { stage: report.stage, status: 'not_started', leadId: null, departmentIds: [] }
}
