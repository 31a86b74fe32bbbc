/**
 * What a department holds, and handing all of it over to another at once.
 *
 * 1. Held is what names the department itself as 主办 or 协办; what inherits follows by itself.
 * 2. A hand-over is one transaction: owners, ticks, grants and revision of every report, with an audit row in
 *    each. Nobody is 主办 and 协办 of one section at a time.
 * 3. A transfer leaves closed reports as they are; a merger takes everything, templates too, because the
 *    people move and must still read what they wrote.
 */
import type { Holding, Holdings, TemplateContent } from '../../shared/api.ts'
import { done, type Outcome, refuse } from '../../shared/errors.ts'
import { type Actor, mayKeepPeople, mayTransferSections } from '../../shared/permissions.ts'
import { isClosed } from '../../shared/report.ts'
import type { AuditAction } from '../../shared/audit.ts'
import { writeAudit } from '../ops/audit.ts'
import type { Deps } from '../ops/deps.ts'
import { inTransaction, type Tell } from '../ops/transaction.ts'
import type { Database } from '../store/store.ts'
import { raiseRevision } from './changing.ts'
import type { ReportDeps } from './deps.ts'
import { raiseReportGrants } from './grants.ts'
import { loadReports } from './rows.ts'

export async function listHoldings(
  { db }: Pick<Deps, 'db'>,
  actor: Actor,
  departmentId: string,
): Promise<Outcome<Holdings>> {
  if (!mayKeepPeople(actor)) return refuse('forbidden')
  return (await isDepartment(db, departmentId))
    ? done(await readHoldings(db, departmentId))
    : refuse('not-found')
}

async function readHoldings(db: Database, departmentId: string): Promise<Holdings> {
  const sections: Holding[] = []
  for (const report of await loadReports(db))
    for (const section of report.sections) {
      const isLead = section.leadId === departmentId
      if (!isLead && !section.coIds.includes(departmentId)) continue
      sections.push({
        reportId: report.id,
        reportTitle: report.title,
        closed: isClosed(report.stage),
        sectionId: section.id,
        number: section.number,
        heading: section.heading,
        status: section.status,
        as: isLead ? 'lead' : 'co',
      })
    }
  const invitations = await db
    .selectFrom('invitations')
    .select('id')
    .where('department_id', '=', departmentId)
    .where('revoked_at', 'is', null)
    .execute()
  return { sections, invitations: invitations.length }
}

export async function isDepartment(
  db: Database,
  departmentId: string,
  needs: { active?: boolean } = {},
): Promise<boolean> {
  const row = await db
    .selectFrom('departments')
    .select('active')
    .where('id', '=', departmentId)
    .executeTakeFirst()
  return row !== undefined && (!needs.active || row.active === 1)
}

/** 把本部门的章节全部转给另一部门. Answers what is left with the first: sections of closed reports. */
export async function transferSections(
  deps: Deps,
  actor: Actor,
  fromId: string,
  toId: string,
): Promise<Outcome<Holdings>> {
  if (!mayTransferSections(actor)) return refuse('forbidden')
  return inTransaction(deps, async (tx, tell) => {
    if (!(await isDepartment(tx, fromId))) return refuse('not-found')
    if (fromId === toId || !(await isDepartment(tx, toId, { active: true })))
      return refuse('bad-request', { toId })
    const held = (await readHoldings(tx, fromId)).sections.filter(section => !section.closed)
    await handOver(tx, deps, tell, {
      by: actor.id,
      action: 'report.transfer',
      fromId,
      toId,
      reports: Map.groupBy(held, section => section.reportId),
    })
    await writeAudit(tx, deps, {
      personId: actor.id,
      action: 'department.transfer',
      subjectId: fromId,
      after: { departmentId: toId, sections: held.length },
    })
    return done(await readHoldings(tx, fromId))
  })
}

type HandOver = {
  readonly by: string
  readonly action: AuditAction & `report.${string}`
  readonly fromId: string
  readonly toId: string
  /** The sections of each report. */
  readonly reports: ReadonlyMap<string, readonly { readonly sectionId: string }[]>
}

/** Everything that the department holds, in reports that are deleted or closed too, and in templates. */
export async function handOverAll(
  tx: Database,
  deps: Pick<ReportDeps, 'clock' | 'random' | 'origin'>,
  tell: Tell,
  parties: Pick<HandOver, 'by' | 'fromId' | 'toId'>,
): Promise<number> {
  const rows = await tx
    .selectFrom('sections')
    .select(['id as sectionId', 'report_id'])
    .where(eb =>
      eb.or([
        eb('lead_id', '=', parties.fromId),
        eb(
          'id',
          'in',
          eb
            .selectFrom('section_departments')
            .select('section_id')
            .where('department_id', '=', parties.fromId),
        ),
      ]),
    )
    .execute()
  const reports = Map.groupBy(rows, row => row.report_id)
  await handOver(tx, deps, tell, { ...parties, action: 'report.merge', reports })
  await renameInTemplates(tx, parties)
  return rows.length
}

async function handOver(
  tx: Database,
  deps: Pick<ReportDeps, 'clock' | 'random' | 'origin'>,
  tell: Tell,
  { by, action, fromId, toId, reports }: HandOver,
): Promise<void> {
  for (const [reportId, sections] of reports) {
    const sectionIds = sections.map(({ sectionId }) => sectionId)
    await moveOwners(tx, sectionIds, fromId, toId)
    // What inherits from these has other writers too.
    await raiseReportGrants(tx, reportId)
    await writeAudit(tx, deps, {
      personId: by,
      action,
      reportId,
      subjectId: fromId,
      before: { departmentId: fromId },
      after: { departmentId: toId, sectionIds },
    })
    const revision = await raiseRevision(tx, deps, reportId)
    tell({ type: 'report', reportId, revision })
    tell({ type: 'grants', reportId })
  }
}

async function moveOwners(
  tx: Database,
  sectionIds: readonly string[],
  fromId: string,
  toId: string,
): Promise<void> {
  await tx
    .updateTable('sections')
    .set({ lead_id: toId })
    .where('id', 'in', sectionIds)
    .where('lead_id', '=', fromId)
    .execute()
  for (const table of ['section_departments', 'section_ticks'] as const) {
    const there = tx.selectFrom(table).select('section_id').where('department_id', '=', toId)
    await tx
      .updateTable(table)
      .set({ department_id: toId })
      .where('section_id', 'in', sectionIds)
      .where('department_id', '=', fromId)
      .where('section_id', 'not in', there)
      .execute()
    const asLead = tx.selectFrom('sections').select('id').where('lead_id', '=', toId)
    await tx
      .deleteFrom(table)
      .where('section_id', 'in', sectionIds)
      .where(eb =>
        eb.or([
          eb('department_id', '=', fromId),
          eb.and([eb('department_id', '=', toId), eb('section_id', 'in', asLead)]),
        ]),
      )
      .execute()
  }
}

async function renameInTemplates(
  tx: Database,
  { fromId, toId }: Pick<HandOver, 'fromId' | 'toId'>,
): Promise<void> {
  for (const { id, content: json } of await tx.selectFrom('templates').select(['id', 'content']).execute()) {
    if (!json.includes(fromId)) continue
    const content: TemplateContent = JSON.parse(json)
    const sections = content.sections.map(section => {
      const leadId = section.leadId === fromId ? toId : section.leadId
      const coIds = section.coIds.map(coId => (coId === fromId ? toId : coId))
      return { ...section, leadId, coIds: [...new Set(coIds)].filter(coId => coId !== leadId) }
    })
    await tx
      .updateTable('templates')
      .set({ content: JSON.stringify({ ...content, sections }) })
      .where('id', '=', id)
      .execute()
  }
}
