/**
 * Asking departments for 材料, and withdrawing it (rules Y12, Y16 of server/reports/desk/SPEC.md).
 */
import type { BodyOf, MaterialList } from '../../../shared/api.ts'
import { done, type Outcome, refuse } from '../../../shared/errors.ts'
import {
  type Actor,
  mayAskForMaterial,
  mayReadMaterial,
  mayReadReport,
  mayWithdrawMaterial,
} from '../../../shared/permissions.ts'
import { isClosed } from '../../../shared/report.ts'
import { readPeople } from '../../accounts/person-rows.ts'
import { writeAudit } from '../../ops/audit.ts'
import { timestamp } from '../../ops/deps.ts'
import { inTransaction } from '../../ops/transaction.ts'
import type { Database } from '../../store/store.ts'
import { raiseRevision } from '../changing.ts'
import type { ReportDeps } from '../deps.ts'
import { activeDepartments } from '../house.ts'
import { deciders, idsBut, writeMessages, writers } from '../messages.ts'
import { refuseOutline } from '../report.ts'
import { type LoadedReport, loadReport } from '../rows.ts'
import { accessOf, readMaterialList } from './list.ts'
import { readAskedIds, readMaterial, readTakenIds } from './rows.ts'

export async function askForMaterial(
  deps: ReportDeps,
  actor: Actor,
  reportId: string,
  { departmentIds }: BodyOf<'askForMaterial'>,
): Promise<Outcome<MaterialList>> {
  const outcome = await inTransaction(deps, async (tx, tell) => {
    const report = await loadReport(tx, reportId)
    if (!report || !mayReadReport(actor, report)) return refuse('not-found')
    if (!mayAskForMaterial(actor, report)) return refuseOutline(actor)
    const before = await readAskedIds(tx, reportId)
    const asked = [...new Set(departmentIds)]
    const active = await activeDepartments(tx)
    const unknown = asked.filter(id => !active.has(id) && !before.includes(id))
    if (unknown.length > 0) return refuse('bad-request', { departmentIds: unknown })
    await tx.deleteFrom('material_asks').where('report_id', '=', reportId).execute()
    if (asked.length > 0)
      await tx
        .insertInto('material_asks')
        .values(asked.map(id => ({ report_id: reportId, department_id: id })))
        .execute()
    await tellAsked(
      tx,
      deps,
      actor,
      report,
      asked.filter(id => !before.includes(id)),
    )
    await writeAudit(tx, deps, {
      personId: actor.id,
      action: 'material.ask',
      reportId,
      before: { recipients: before },
      after: { recipients: asked },
    })
    tell({ type: 'report', reportId, revision: await raiseRevision(tx, deps, reportId) })
    return done(report)
  })
  return outcome.ok ? done(await readMaterialList(deps, actor, outcome.value)) : outcome
}

async function tellAsked(
  tx: Database,
  deps: ReportDeps,
  actor: Actor,
  report: LoadedReport,
  departmentIds: readonly string[],
): Promise<void> {
  if (departmentIds.length === 0) return
  const people = await readPeople(tx)
  await writeMessages(tx, deps, idsBut(writers(people, departmentIds), actor.id), {
    kind: 'materialAsked',
    report,
    moment: timestamp(deps.clock),
    departmentIds,
    params: { by: people.find(({ id }) => id === actor.id)?.name ?? '' },
  })
}

/** It is gone with its original; the audit keeps what it was called. */
export async function withdrawMaterial(
  deps: ReportDeps,
  actor: Actor,
  reportId: string,
  materialId: string,
): Promise<Outcome<MaterialList>> {
  const outcome = await inTransaction(deps, async (tx, tell) => {
    const report = await loadReport(tx, reportId)
    const row = report && (await readMaterial(tx, reportId, materialId))
    if (!report || !row) return refuse('not-found')
    if (!mayReadMaterial(actor, accessOf(row)))
      return refuse(mayReadReport(actor, report) ? 'forbidden' : 'not-found')
    if (!mayWithdrawMaterial(actor, report, accessOf(row)))
      return refuse(isClosed(report.stage) ? 'conflict' : 'forbidden')
    if ((await readTakenIds(tx, reportId)).has(materialId)) return refuse('material-used')
    // Acts that were undone name it no more.
    await tx
      .updateTable('desk_acts')
      .set({ material_id: null })
      .where('material_id', '=', materialId)
      .execute()
    await tx.deleteFrom('materials').where('id', '=', materialId).execute()
    await tx.deleteFrom('attachments').where('id', '=', row.attachment_id).execute()
    const people = await readPeople(tx)
    await writeMessages(tx, deps, idsBut(deciders(people), actor.id), {
      kind: 'materialWithdrawn',
      report,
      moment: materialId,
      params: { by: people.find(({ id }) => id === actor.id)?.name ?? '', material: row.name },
    })
    await writeAudit(tx, deps, {
      personId: actor.id,
      action: 'material.withdraw',
      reportId,
      subjectId: materialId,
      before: {
        name: row.name,
        departmentId: row.department_id,
        enteredFor: row.entered_for,
        words: row.words,
      },
    })
    tell({ type: 'report', reportId, revision: await raiseRevision(tx, deps, reportId) })
    return done(report)
  })
  return outcome.ok ? done(await readMaterialList(deps, actor, outcome.value)) : outcome
}
