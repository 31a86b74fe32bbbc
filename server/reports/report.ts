/** The verbs of the report as a whole: list, change, stage, delete and restore. */
import type { BodyOf, Report, ReportChange, ReportSummary } from '../../shared/api.ts'
import { needsDecisionsFirst } from '../../shared/consult.ts'
import { done, type Outcome, refuse } from '../../shared/errors.ts'
import { changeMatter } from '../../shared/matter.ts'
import {
  type Actor,
  holders,
  mayDeleteReport,
  mayEditOutline,
  mayMoveStage,
  mayReadReport,
} from '../../shared/permissions.ts'
import { isUncertain } from '../../shared/figures/figure.ts'
import { isClosed, isOpenForAuthors, stageStep } from '../../shared/report.ts'
import { writeAudit } from '../ops/audit.ts'
import { type Deps, timestamp } from '../ops/deps.ts'
import { inTransaction } from '../ops/transaction.ts'
import { freezeAtStage } from './automatic-versions.ts'
import { changingReport, raiseRevision } from './changing.ts'
import { countUndecided } from './consultation-rows.ts'
import { findingsInTheWay } from './checks.ts'
import type { ReportDeps } from './deps.ts'
import { raiseReportGrants } from './grants.ts'
import { readReport } from './present.ts'
import { linkEarlier, titleOfEarlier } from './earlier-link.ts'
import { readFigures } from './figure-rows.ts'
import { followStage } from './publications.ts'
import { type LoadedReport, loadReport, loadReports } from './rows.ts'
import { settleSignatures } from './signing.ts'

/** Reports that the actor may see, the newest change first. */
export async function listReports({ db }: Pick<Deps, 'db'>, actor: Actor): Promise<Outcome<ReportSummary[]>> {
  const visible = (await loadReports(db)).filter(report => mayReadReport(actor, report))
  return done(visible.map(report => summary(report, actor)))
}

function summary(report: LoadedReport, actor: Actor): ReportSummary {
  const { id, title, period, stage, deadline, updatedAt, sections } = report
  const count = (status: string) => sections.filter(section => section.status === status).length
  const owed = sections.filter(
    section =>
      !isClosed(stage) &&
      isOpenForAuthors(section.status) &&
      holders(section).some(departmentId => actor.departmentIds.includes(departmentId)),
  )
  return {
    id,
    title,
    period,
    stage,
    deadline,
    updatedAt,
    sections: sections.length,
    submitted: count('submitted'),
    accepted: count('accepted'),
    mine: owed.length,
  }
}

/** Refusal of who may not edit the outline: the state's fault (conflict) or the person's (forbidden). */
export function refuseOutline(actor: Actor) {
  return refuse(mayEditOutline(actor, { stage: 'drafting' }) ? 'conflict' : 'forbidden')
}

export async function changeReport(
  deps: ReportDeps,
  actor: Actor,
  reportId: string,
  change: ReportChange,
): Promise<Outcome<Report>> {
  return changingReport(deps, actor, reportId, async (tx, report) => {
    if (!mayEditOutline(actor, report)) return refuseOutline(actor)
    const before = { ...facts(report), earlier: await titleOfEarlier(tx, report.earlierId) }
    const earlierId = change.earlierId === undefined ? report.earlierId : change.earlierId
    const linked = await linkEarlier(tx, actor, report, earlierId)
    if (!linked.ok) return linked
    const after = {
      title: change.title ?? before.title,
      period: change.period ?? before.period,
      deadline: change.deadline === undefined ? before.deadline : change.deadline,
      wordsCeiling: change.wordsCeiling === undefined ? before.wordsCeiling : change.wordsCeiling,
      matter: changeMatter(before.matter, change.matter),
      signoff: change.signoff ?? before.signoff,
      budgetUnit: change.budgetUnit ?? before.budgetUnit,
      gating: change.gating === undefined ? before.gating : change.gating,
      earlier: await titleOfEarlier(tx, earlierId),
    }
    await tx
      .updateTable('reports')
      .set({
        title: after.title,
        period: after.period,
        deadline: after.deadline,
        words_ceiling: after.wordsCeiling,
        signoff: after.signoff,
        budget_unit: after.budgetUnit,
        gating: after.gating && JSON.stringify(after.gating),
        matter: JSON.stringify(after.matter),
      })
      .where('id', '=', reportId)
      .execute()
    const grants = await settleSignatures(tx, { ...report, signoff: after.signoff })
    return done({ act: { action: 'report.change', before, after }, grants, value: null })
  })
}

const facts = ({
  title,
  period,
  deadline,
  wordsCeiling,
  budgetUnit,
  matter,
  signoff,
  gating,
}: LoadedReport) => ({
  title,
  period,
  deadline,
  wordsCeiling,
  budgetUnit,
  matter,
  signoff,
  gating,
})

export async function moveStage(
  deps: ReportDeps,
  actor: Actor,
  reportId: string,
  { stage, reason }: BodyOf<'moveStage'>,
): Promise<Outcome<Report>> {
  const way =
    mayMoveStage(actor) && isClosed(stage) ? await findingsInTheWay(deps, actor, reportId) : undefined
  if (way && !way.ok) return way
  return changingReport(deps, actor, reportId, async (tx, report) => {
    if (!mayMoveStage(actor)) return refuse('forbidden')
    const step = stageStep(report.stage, stage)
    if (step === undefined) return refuse('conflict')
    if (step === 'backward' && reason === undefined) return refuse('reason-needed')
    if (way && !isClosed(report.stage)) {
      const { findings, secrecyMarks } = way.value
      if (secrecyMarks > 0) return refuse('secrecy-mark', { findings: secrecyMarks })
      const figures = (await readFigures(tx, reportId)).filter(isUncertain).map(({ name }) => name)
      const uncertain = figures.length > 0 ? { figures } : {}
      if (findings + figures.length > 0 && reason === undefined)
        return refuse('reason-needed', { findings, ...uncertain })
    }
    if (needsDecisionsFirst(stage) && reason === undefined) {
      const undecided = await countUndecided(tx, reportId)
      if (undecided > 0) return refuse('reason-needed', { undecided })
    }
    await tx.updateTable('reports').set({ stage }).where('id', '=', reportId).execute()
    await followStage(tx, deps, actor, reportId, { from: report.stage, to: stage })
    await freezeAtStage(tx, deps, actor, report, { to: stage, reason })
    const act = {
      action: 'report.stage' as const,
      before: { stage: report.stage },
      after: reason === undefined ? { stage } : { stage, reason },
    }
    return done({ act, grants: 'all', value: null })
  })
}

export async function deleteReport(
  deps: ReportDeps,
  actor: Actor,
  reportId: string,
): Promise<Outcome<Record<string, never>>> {
  return inTransaction(deps, async (tx, tell) => {
    const report = await loadReport(tx, reportId)
    if (!report || !mayReadReport(actor, report)) return refuse('not-found')
    if (!mayDeleteReport(actor)) return refuse('forbidden')
    await tx
      .updateTable('reports')
      .set({ deleted_at: timestamp(deps.clock) })
      .where('id', '=', reportId)
      .execute()
    await raiseReportGrants(tx, reportId)
    await writeAudit(tx, deps, {
      personId: actor.id,
      action: 'report.delete',
      reportId,
      before: { title: report.title },
    })
    const revision = await raiseRevision(tx, deps, reportId)
    tell({ type: 'report', reportId, revision })
    tell({ type: 'grants', reportId })
    return done({})
  })
}

export async function restoreReport(
  deps: ReportDeps,
  actor: Actor,
  reportId: string,
): Promise<Outcome<Report>> {
  const outcome = await inTransaction(deps, async (tx, tell) => {
    // Who may not delete reports must not learn that a deleted one was there.
    if (!mayDeleteReport(actor)) return refuse('not-found')
    const { numUpdatedRows } = await tx
      .updateTable('reports')
      .set({ deleted_at: null })
      .where('id', '=', reportId)
      .where('deleted_at', 'is not', null)
      .executeTakeFirst()
    if (numUpdatedRows === 0n) return refuse((await loadReport(tx, reportId)) ? 'conflict' : 'not-found')
    await raiseReportGrants(tx, reportId)
    await writeAudit(tx, deps, { personId: actor.id, action: 'report.restore', reportId })
    const revision = await raiseRevision(tx, deps, reportId)
    tell({ type: 'report', reportId, revision })
    tell({ type: 'grants', reportId })
    return done(null)
  })
  return outcome.ok ? readReport(deps, actor, reportId) : outcome
}
