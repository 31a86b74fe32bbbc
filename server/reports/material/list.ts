/**
 * 材料 as people are shown it: a coordinator all of a report, an author what their departments handed in, each
 * line with what became of it (rules Y11, Y14 of server/reports/desk/SPEC.md). A department that holds no section
 * may not read the report: of it this says the title, and where words went by the sections' numbers.
 */
import type { HandedInMaterial, MaterialList, ResponseOf } from '../../../shared/api.ts'
import { done, type Outcome, refuse } from '../../../shared/errors.ts'
import { shortName } from '../../../shared/outline.ts'
import {
  type Actor,
  departmentsForMaterial,
  mayAskForMaterial,
  mayReadMaterial,
  mayReadReport,
  mayWithdrawMaterial,
} from '../../../shared/permissions.ts'
import { isClosed } from '../../../shared/report.ts'
import type { Database } from '../../store/store.ts'
import type { ReportDeps } from '../deps.ts'
import { readFateTeller } from '../desk/fates.ts'
import { readText } from '../rounds.ts'
import { type LoadedReport, loadReport } from '../rows.ts'
import { type MaterialRow, readMaterialAccess, readMaterials, readTakenIds } from './rows.ts'

type ListDeps = Pick<ReportDeps, 'db' | 'texts'>

export async function listMaterial(
  deps: ListDeps,
  actor: Actor,
  reportId: string,
): Promise<Outcome<MaterialList>> {
  const report = await loadReport(deps.db, reportId)
  if (!report) return refuse('not-found')
  const list = await readMaterialList(deps, actor, report)
  if (list.departments.length === 0 && list.askedIds === null && list.material.length === 0)
    return refuse(mayReadReport(actor, report) ? 'forbidden' : 'not-found')
  return done(list)
}

/** What there is of it for this person; empty for whom it is nothing of. */
export async function readMaterialList(
  deps: ListDeps,
  actor: Actor,
  report: LoadedReport,
): Promise<MaterialList> {
  const access = await readMaterialAccess(deps.db, report)
  const rows = (await readMaterials(deps.db, report.id)).filter(row => mayReadMaterial(actor, accessOf(row)))
  const keeps = mayAskForMaterial(actor, { stage: 'drafting' })
  return {
    reportTitle: report.title,
    open: !isClosed(report.stage),
    departments: await namesOf(deps.db, keeps ? 'all' : departmentsForMaterial(actor, access)),
    askedIds: keeps ? [...access.askedIds] : null,
    material: await present(deps, actor, report, rows),
  }
}

export async function listMyMaterial(
  { db }: Pick<ReportDeps, 'db'>,
  actor: Actor,
): Promise<Outcome<ResponseOf<'listMyMaterial'>>> {
  const own = [...actor.departmentIds].filter(departmentId => mayReadMaterial(actor, { departmentId }))
  if (own.length === 0 || mayReadMaterial(actor, { departmentId: null })) return done([])
  const asked = await db
    .selectFrom('material_asks')
    .select('report_id')
    .where('department_id', 'in', own)
    .execute()
  const handed = await db
    .selectFrom('materials')
    .select('report_id')
    .where('department_id', 'in', own)
    .execute()
  const ids = [...new Set([...asked, ...handed].map(row => row.report_id))]
  if (ids.length === 0) return done([])
  const reports = await db
    .selectFrom('reports')
    .select(['id', 'title', 'stage'])
    .where('id', 'in', ids)
    .where('deleted_at', 'is', null)
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .execute()
  return done(
    reports.map(({ id, title, stage }) => ({
      reportId: id,
      reportTitle: title,
      open: !isClosed(stage),
      handedIn: handed.filter(row => row.report_id === id).length,
    })),
  )
}

export const accessOf = (row: Pick<MaterialRow, 'department_id' | 'person_id'>) => ({
  departmentId: row.department_id,
  personId: row.person_id,
})

async function present(
  deps: ListDeps,
  actor: Actor,
  report: LoadedReport,
  rows: readonly MaterialRow[],
): Promise<HandedInMaterial[]> {
  if (rows.length === 0) return []
  const taken = await readTakenIds(deps.db, report.id)
  const tell = await readFateTeller(deps, report)
  const files = new Map(
    (
      await deps.db
        .selectFrom('attachments')
        .select(['id', 'name'])
        .where('report_id', '=', report.id)
        .where('section_id', 'is', null)
        .execute()
    ).map(({ id, name }) => [id, name]),
  )
  const places = new Map(report.sections.map(section => [section.id, shortName(section)]))
  return rows.map(row => ({
    id: row.id,
    name: row.name,
    departmentId: row.department_id,
    departmentName: row.department_name,
    personName: row.person_name,
    enteredFor: row.entered_for,
    at: row.at,
    words: row.words,
    attachmentId: row.attachment_id,
    fileName: files.get(row.attachment_id) ?? '',
    taken: taken.has(row.id),
    mayWithdraw: !taken.has(row.id) && mayWithdrawMaterial(actor, report, accessOf(row)),
    lines: tell({ id: row.id, text: readText(row.text), homeId: null }).map(({ text, fate, sectionIds }) => ({
      text,
      fate,
      places: sectionIds.flatMap(id => places.get(id) ?? []),
    })),
  }))
}

async function namesOf(
  db: Database,
  ids: 'all' | readonly string[],
): Promise<{ id: string; name: string }[]> {
  const active = db.selectFrom('departments').select(['id', 'name']).where('active', '=', 1).orderBy('rank')
  if (ids === 'all') return active.orderBy('id').execute()
  return ids.length === 0 ? [] : active.where('id', 'in', ids).execute()
}
