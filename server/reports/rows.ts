/**
 * Reading a report's rows: the report itself and its live sections in document order, with level, number and
 * the departments that really hold each. Deleted reports and sections are not seen here.
 */
import type { BudgetUnit } from '../../shared/budget.ts'
import { ruleNames } from '../../shared/checks/finding.ts'
import type { Gating } from '../../shared/checks/gate.ts'
import { readMatter } from '../../shared/matter.ts'
import { type InPlace, inOrder, type Placed } from '../../shared/outline.ts'
import { holders } from '../../shared/permissions.ts'
import type { Matter, SectionRole, Signoff, Stage, Status } from '../../shared/report.ts'
import type { Database } from '../store/store.ts'
import type { ReportTable, SectionTable } from '../store/tables/reports.ts'

type SectionRow = Placed & {
  readonly heading: string
  readonly role: SectionRole | null
  readonly status: Status
  readonly dueAt: string | null
  readonly floor: number | null
  readonly ceiling: number | null
  readonly guidance: string
  readonly returnReason: string | null
  readonly rounds: number
  readonly head: number
  readonly grants: number
  readonly generation: number
  readonly carriedFromId: string | null
}
export type PlacedSection = InPlace<SectionRow>

export type LoadedReport = {
  readonly id: string
  readonly title: string
  readonly period: string
  readonly stage: Stage
  readonly deadline: string | null
  readonly wordsCeiling: number | null
  readonly budgetUnit: BudgetUnit
  readonly signoff: Signoff
  readonly gating: Gating
  readonly matter: Matter
  readonly revision: number
  readonly updatedAt: string
  /** The report that this one goes back to, deleted or not. */
  readonly earlierId: string | null
  /** In document order. */
  readonly sections: readonly PlacedSection[]
  /** Departments that hold any section: what mayReadReport asks for. */
  readonly departmentIds: readonly string[]
}

export async function loadReport(db: Database, reportId: string): Promise<LoadedReport | undefined> {
  const row = await db
    .selectFrom('reports')
    .selectAll()
    .where('id', '=', reportId)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  if (!row) return undefined
  return assembleRows(row, await readSections(db, reportId))
}

export async function loadReports(db: Database): Promise<LoadedReport[]> {
  const rows = await db
    .selectFrom('reports')
    .selectAll()
    .where('deleted_at', 'is', null)
    .orderBy('updated_at', 'desc')
    .orderBy('id')
    .execute()
  const sections = Map.groupBy(await readSections(db, undefined), section => section.reportId)
  return rows.map(row => assembleRows(row, sections.get(row.id) ?? []))
}

/** A rule that is no more is left out. */
function readGating(json: string | null): Gating {
  if (json === null) return null
  const names: unknown = JSON.parse(json)
  return Array.isArray(names) ? ruleNames.filter(name => names.includes(name)) : null
}

function assembleRows(row: ReportTable, rows: readonly SectionRow[]): LoadedReport {
  const sections = inOrder(rows)
  return {
    id: row.id,
    title: row.title,
    period: row.period,
    stage: row.stage,
    deadline: row.deadline,
    wordsCeiling: row.words_ceiling,
    budgetUnit: row.budget_unit,
    signoff: row.signoff,
    gating: readGating(row.gating),
    matter: readMatter(row.matter),
    revision: row.revision,
    updatedAt: row.updated_at,
    earlierId: row.carried_from_report_id,
    sections,
    departmentIds: [...new Set(sections.flatMap(holders))],
  }
}

/** Live sections of one report, or of all. */
async function readSections(
  db: Database,
  reportId: string | undefined,
): Promise<(SectionRow & { readonly reportId: string })[]> {
  let live = db.selectFrom('sections').selectAll().where('deleted_at', 'is', null)
  let joins = db
    .selectFrom('section_departments')
    .innerJoin('sections', 'sections.id', 'section_departments.section_id')
    .select(['section_id', 'department_id'])
    .orderBy('department_id')
  if (reportId !== undefined) {
    live = live.where('report_id', '=', reportId)
    joins = joins.where('sections.report_id', '=', reportId)
  }
  const coIds = Map.groupBy(await joins.execute(), row => row.section_id)
  return (await live.execute()).map(row => ({
    ...sectionRow(
      row,
      (coIds.get(row.id) ?? []).map(co => co.department_id),
    ),
    reportId: row.report_id,
  }))
}

function sectionRow(row: SectionTable, coIds: string[]): SectionRow {
  return {
    id: row.id,
    parentId: row.parent_id,
    rank: row.rank,
    numbered: row.numbered === 1,
    leadId: row.lead_id,
    coIds,
    heading: row.heading,
    role: row.role,
    status: row.status,
    dueAt: row.due_at,
    floor: row.floor,
    ceiling: row.ceiling,
    guidance: row.guidance,
    returnReason: row.return_reason,
    rounds: row.rounds,
    head: row.head,
    grants: row.grants,
    generation: row.generation,
    carriedFromId: row.carried_from_section_id,
  }
}

/** A section with all below it, in document order. */
export function subtree(report: LoadedReport, root: PlacedSection): PlacedSection[] {
  const from = report.sections.indexOf(root)
  const end = report.sections.findIndex((section, at) => at > from && section.level <= root.level)
  return report.sections.slice(from, end === -1 ? undefined : end)
}

export const siblingsOf = (report: LoadedReport, parentId: string | null) =>
  report.sections.filter(section => section.parentId === parentId)

export function previousSibling(report: LoadedReport, section: PlacedSection): string | null {
  const siblings = siblingsOf(report, section.parentId)
  return siblings[siblings.indexOf(section) - 1]?.id ?? null
}
