/**
 * Deleting sections and bringing them back.
 *
 * 1. A deletion only marks: the section with all below it gets one deletion id, texts and log stay.
 * 2. What was deleted together comes back together, at its old place; when the parent is gone meanwhile, at
 *    the top level. Figures that it cites and that were deleted meanwhile come with it.
 */
import type { Report } from '../../shared/api.ts'
import { done, type Outcome, refuse } from '../../shared/errors.ts'
import { newId } from '../../shared/ids.ts'
import { limits } from '../../shared/limits.ts'
import { type Actor, mayEditOutline } from '../../shared/permissions.ts'
import { timestamp } from '../ops/deps.ts'
import type { Database } from '../store/store.ts'
import { changingReport } from './changing.ts'
import { bringBackCited } from './cited-figures.ts'
import type { ReportDeps } from './deps.ts'
import { refuseOutline } from './report.ts'
import { type LoadedReport, loadReport, previousSibling, subtree } from './rows.ts'

export async function deleteSection(
  deps: ReportDeps,
  actor: Actor,
  reportId: string,
  sectionId: string,
): Promise<Outcome<Report>> {
  return changingReport(deps, actor, reportId, async (tx, report) => {
    const section = report.sections.find(({ id }) => id === sectionId)
    if (!section) return refuse('not-found')
    if (!mayEditOutline(actor, report)) return refuseOutline(actor)
    const ids = subtree(report, section).map(({ id }) => id)
    await tx
      .updateTable('sections')
      .set({ deleted_at: timestamp(deps.clock), deletion_id: newId(deps.random) })
      .where('id', 'in', ids)
      .execute()
    const { heading, parentId } = section
    const before = { heading, parentId, afterId: previousSibling(report, section), sectionIds: ids }
    return done({
      act: { action: 'section.delete', subjectId: sectionId, before },
      grants: ids,
      value: null,
    })
  })
}

export async function restoreSection(
  deps: ReportDeps,
  actor: Actor,
  reportId: string,
  sectionId: string,
): Promise<Outcome<Report>> {
  return changingReport(deps, actor, reportId, async (tx, report) => {
    const rows = await deletedWith(tx, reportId, sectionId)
    if (rows.length === 0)
      return refuse(report.sections.some(({ id }) => id === sectionId) ? 'conflict' : 'not-found')
    if (!mayEditOutline(actor, report)) return refuseOutline(actor)
    if (report.sections.length + rows.length > limits.sectionsPerReport) return refuse('too-large')
    const ids = rows.map(({ id }) => id)
    await tx
      .updateTable('sections')
      .set({ deleted_at: null, deletion_id: null })
      .where('id', 'in', ids)
      .execute()
    await adopt(tx, report, rows)
    const after = await loadReport(tx, reportId)
    // inOrder shows every restored section once its parents are live; a level too many shows here.
    if (after?.sections.some(({ level }) => level > limits.outlineLevels)) return refuse('outline-too-deep')
    const figures = await bringBackCited(tx, deps, reportId, ids)
    return done({
      act: [{ action: 'section.restore', subjectId: sectionId, after: { sectionIds: ids } }, ...figures],
      grants: ids,
      value: null,
    })
  })
}

type DeletedRow = { readonly id: string; readonly parent_id: string | null }

async function deletedWith(tx: Database, reportId: string, sectionId: string): Promise<DeletedRow[]> {
  return tx
    .selectFrom('sections')
    .select(['id', 'parent_id'])
    .where('report_id', '=', reportId)
    .where('deletion_id', '=', eb =>
      eb
        .selectFrom('sections as asked')
        .select('asked.deletion_id')
        .where('asked.id', '=', sectionId)
        .where('asked.report_id', '=', reportId)
        .where('asked.deleted_at', 'is not', null),
    )
    .execute()
}

/** Those whose parent is neither live nor among the restored go to the top level. */
async function adopt(tx: Database, report: LoadedReport, rows: readonly DeletedRow[]): Promise<void> {
  const present = new Set([...report.sections.map(({ id }) => id), ...rows.map(({ id }) => id)])
  const orphans = rows.filter(row => row.parent_id !== null && !present.has(row.parent_id))
  if (orphans.length === 0) return
  await tx
    .updateTable('sections')
    .set({ parent_id: null })
    .where(
      'id',
      'in',
      orphans.map(({ id }) => id),
    )
    .execute()
}
