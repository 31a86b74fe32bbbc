/**
 * What the store knows about who may write a section: status, stage, effective departments, log head, grants.
 *
 * 1. Deleted, orphaned and unknown sections (and sections of a deleted report) are all `undefined`.
 * 2. Inheritance of departments is shared/outline.ts's; nothing here decides a right (shared/permissions.ts does).
 */
import { inOrder } from '../../shared/outline.ts'
import { accessTo, type SectionAccess } from '../../shared/permissions.ts'
import type { Stage } from '../../shared/report.ts'
import { listed } from './dialect.ts'
import type { Database } from './store.ts'

/** One section's access as stored. `head` and `grants` are what an append must find unchanged. */
export type StoredAccess = SectionAccess & {
  readonly sectionId: string
  readonly reportId: string
  readonly head: number
  readonly grants: number
  readonly generation: number
}

/** A whole report's access. `departmentIds` hold any section of it: what mayReadReport asks for. */
export type ReportAccess = {
  readonly reportId: string
  readonly stage: Stage
  readonly revision: number
  readonly departmentIds: readonly string[]
  /** By section id, in document order. */
  readonly sections: ReadonlyMap<string, StoredAccess>
}

export async function readAccess(db: Database, sectionId: string): Promise<StoredAccess | undefined> {
  const row = await db
    .selectFrom('sections')
    .select('report_id')
    .where('id', '=', sectionId)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  if (!row) return undefined
  return (await readReportAccess(db, row.report_id))?.sections.get(sectionId)
}

export async function readReportAccess(db: Database, reportId: string): Promise<ReportAccess | undefined> {
  const report = await db
    .selectFrom('reports')
    .select(['stage', 'revision'])
    .where('id', '=', reportId)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  if (!report) return undefined
  const placed = inOrder(await readPlaces(db, reportId))
  const sections = placed.map((row): StoredAccess => {
    const { id: sectionId, head, grants, generation } = row
    return { ...accessTo(report, row), sectionId, reportId, head, grants, generation }
  })
  return {
    reportId,
    stage: report.stage,
    revision: report.revision,
    departmentIds: [...new Set(sections.flatMap(section => section.departmentIds))],
    sections: new Map(sections.map(section => [section.sectionId, section])),
  }
}

/**
 * What differs as soon as anything differs that rights in a report rest on: its stage and revision, how many
 * sections it has, and their grants, which only rise. Reports that are gone are left out.
 */
export async function readRightsMarks(
  db: Database,
  reportIds: readonly string[],
): Promise<Map<string, string>> {
  if (reportIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('reports')
    .leftJoin('sections', join =>
      join.onRef('sections.report_id', '=', 'reports.id').on('sections.deleted_at', 'is', null),
    )
    .select(['reports.id', 'stage', 'revision'])
    .select(eb => [eb.fn.count('sections.id').as('sections'), eb.fn.sum('sections.grants').as('grants')])
    .where('reports.id', 'in', reportIds)
    .where('reports.deleted_at', 'is', null)
    .groupBy(['reports.id', 'stage', 'revision'])
    .execute()
  return new Map(
    rows.map(({ id, stage, revision, sections, grants }) => [
      id,
      `${stage} ${revision} ${sections} ${grants}`,
    ]),
  )
}

/** How far the logs of these sections have come. */
export async function readHeads(
  db: Database,
  sectionIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (sectionIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('sections')
    .select(['id', 'head'])
    .where('id', 'in', listed(db, 'text', sectionIds))
    .execute()
  return new Map(rows.map(({ id, head }) => [id, head]))
}

async function readPlaces(db: Database, reportId: string) {
  const rows = await db
    .selectFrom('sections')
    .select(['id', 'parent_id', 'rank', 'numbered', 'lead_id', 'status', 'head', 'grants', 'generation'])
    .where('report_id', '=', reportId)
    .where('deleted_at', 'is', null)
    .execute()
  const joined = await db
    .selectFrom('section_departments')
    .innerJoin('sections', 'sections.id', 'section_departments.section_id')
    .select(['section_id', 'department_id'])
    .where('sections.report_id', '=', reportId)
    .orderBy('department_id')
    .execute()
  const coIds = Map.groupBy(joined, row => row.section_id)
  return rows.map(row => ({
    id: row.id,
    parentId: row.parent_id,
    rank: row.rank,
    numbered: row.numbered === 1,
    leadId: row.lead_id,
    coIds: (coIds.get(row.id) ?? []).map(co => co.department_id),
    status: row.status,
    head: row.head,
    grants: row.grants,
    generation: row.generation,
  }))
}
