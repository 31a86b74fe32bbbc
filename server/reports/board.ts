/**
 * 分工进度: what the coordinator's board shows beside the report itself, changes of many sections at once, and
 * what an author owes over all reports.
 */
import type { BodyOf, Report, ResponseOf } from '../../shared/api.ts'
import { done, type Outcome, refuse } from '../../shared/errors.ts'
import { type Actor, holders, mayEditOutline, mayReadReport, owes } from '../../shared/permissions.ts'
import { isClosed, statusAfter } from '../../shared/report.ts'
import { departmentsExist } from '../accounts/people.ts'
import { changingReport } from './changing.ts'
import type { ReportDeps } from './deps.ts'
import { refuseOutline } from './report.ts'
import { readProgress } from './rounds.ts'
import { loadReport, loadReports } from './rows.ts'
import { pick, writeSection } from './section.ts'

/** Who changed each section's text last, and when; a text that only the server wrote is left out. */
export async function listActivity(
  { db }: Pick<ReportDeps, 'db'>,
  actor: Actor,
  reportId: string,
): Promise<Outcome<ResponseOf<'listActivity'>>> {
  const report = await loadReport(db, reportId)
  if (!report || !mayReadReport(actor, report)) return refuse('not-found')
  const rows = await db
    .selectFrom('sections')
    .innerJoin('updates', join =>
      join.onRef('updates.section_id', '=', 'sections.id').onRef('updates.seq', '=', 'sections.head'),
    )
    .innerJoin('persons', 'persons.id', 'updates.person_id')
    .select(['sections.id as section_id', 'updates.at', 'persons.name'])
    .where('sections.report_id', '=', reportId)
    .where('sections.deleted_at', 'is', null)
    .execute()
  return done(rows.map(({ section_id: sectionId, at, name: personName }) => ({ sectionId, at, personName })))
}

/** The same change of several sections, in one transaction; an act of the audit for each. */
export async function changeSections(
  deps: ReportDeps,
  actor: Actor,
  reportId: string,
  { sectionIds, change }: BodyOf<'changeSections'>,
): Promise<Outcome<Report>> {
  return changingReport(deps, actor, reportId, async (tx, report) => {
    if (!mayEditOutline(actor, report)) return refuseOutline(actor)
    const named = [...(change.coIds ?? []), ...(change.leadId ? [change.leadId] : [])]
    if (!(await departmentsExist(tx, named))) return refuse('bad-request', { departmentIds: named })
    const chosen = report.sections.filter(({ id }) => sectionIds.includes(id))
    if (chosen.length < new Set(sectionIds).size) return refuse('not-found')
    for (const { id } of chosen) await writeSection(tx, id, change)
    const act = chosen.map(section => ({
      action: 'section.change' as const,
      subjectId: section.id,
      before: pick(section, change),
      after: change,
    }))
    return done({ act, value: null })
  })
}

/** 我的任务: the sections of one's departments that are still to be written, the soonest due first. */
export async function listMyWork(
  { db }: Pick<ReportDeps, 'db'>,
  actor: Actor,
): Promise<Outcome<ResponseOf<'listMyWork'>>> {
  const work: ResponseOf<'listMyWork'> = []
  for (const report of await loadReports(db)) {
    if (isClosed(report.stage) || !mayReadReport(actor, report)) continue
    const mine = report.sections.filter(section => owes(actor, { departmentIds: holders(section) }))
    if (mine.length === 0) continue
    const progress = await readProgress(db, report.id)
    for (const section of mine) {
      const part = progress.get(section.id)
      const own = section.effectiveCoIds.filter(id => actor.departmentIds.includes(id))
      const leads = section.effectiveLeadId !== null && actor.departmentIds.includes(section.effectiveLeadId)
      const said = own.length > 0 && own.every(id => part?.ticks.some(tick => tick.departmentId === id))
      work.push({
        reportId: report.id,
        reportTitle: report.title,
        sectionId: section.id,
        number: section.number,
        heading: section.heading,
        role: section.role,
        status: section.status,
        dueAt: section.dueAt ?? report.deadline,
        returnReason: section.returnReason,
        notes: part?.notes.length ?? 0,
        part: leads ? 'lead' : 'co',
        owed: statusAfter(section.status, 'submit') !== undefined && (leads || !said),
      })
    }
  }
  return done(work.toSorted((a, b) => (a.dueAt ?? '9').localeCompare(b.dueAt ?? '9')))
}
