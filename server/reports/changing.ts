/**
 * The frame that every change of a report's rows runs in, so that none can forget a part of it:
 *
 * 1. The report exists and the actor may see it; else not-found.
 * 2. The change, its audit row, the new revision and the risen grants are one transaction.
 * 3. Grants rise for the sections that the verb names and for all whose holders became others.
 * 4. Only after COMMIT the bus is told, and the report is read for the answer.
 */
import type { Report } from '../../shared/api.ts'
import { done, type Outcome, refuse } from '../../shared/errors.ts'
import { type Actor, holders, mayReadReport } from '../../shared/permissions.ts'
import { type Act, writeAudit } from '../ops/audit.ts'
import { timestamp } from '../ops/deps.ts'
import { inTransaction } from '../ops/transaction.ts'
import type { Database } from '../store/store.ts'
import type { ReportDeps } from './deps.ts'
import { raiseGrants, raiseReportGrants } from './grants.ts'
import { readReport } from './present.ts'
import { type LoadedReport, loadReport } from './rows.ts'

type ReportAct = Pick<Act, 'action' | 'subjectId' | 'before' | 'after'>

type Change<Value> = {
  /** One for each thing that changed. */
  readonly act: ReportAct | readonly ReportAct[]
  /** Sections whose writers changed beyond what their holders tell. */
  readonly grants?: readonly string[] | 'all'
  readonly value: Value
}

export type Verb<Value> = (tx: Database, report: LoadedReport) => Promise<Outcome<Change<Value>>>

/** Runs the verb and answers its value beside the report as it is now. */
export async function changing<Value>(
  deps: ReportDeps,
  actor: Actor,
  reportId: string,
  verb: Verb<Value>,
): Promise<Outcome<{ value: Value; report: Report }>> {
  const outcome = await inTransaction(deps, async (tx, tell) => {
    const before = await loadReport(tx, reportId)
    if (!before || !mayReadReport(actor, before)) return refuse('not-found')
    const change = await verb(tx, before)
    if (!change.ok) return change
    const { act, grants = [], value } = change.value
    const raised = await raise(tx, before, grants)
    for (const one of [act].flat()) await writeAudit(tx, deps, { personId: actor.id, reportId, ...one })
    const revision = await raiseRevision(tx, deps, reportId)
    tell({ type: 'report', reportId, revision })
    if (raised) tell({ type: 'grants', reportId })
    return done(value)
  })
  if (!outcome.ok) return outcome
  const report = await readReport(deps, actor, reportId)
  return report.ok ? done({ value: outcome.value, report: report.value }) : report
}

/** The same for verbs that answer the report alone. */
export async function changingReport(
  deps: ReportDeps,
  actor: Actor,
  reportId: string,
  verb: Verb<null>,
): Promise<Outcome<Report>> {
  const outcome = await changing(deps, actor, reportId, verb)
  return outcome.ok ? done(outcome.value.report) : outcome
}

export async function raiseRevision(
  tx: Database,
  { clock }: Pick<ReportDeps, 'clock'>,
  reportId: string,
): Promise<number> {
  const { revision } = await tx
    .updateTable('reports')
    .set(eb => ({ revision: eb('revision', '+', 1), updated_at: timestamp(clock) }))
    .where('id', '=', reportId)
    .returning('revision')
    .executeTakeFirstOrThrow()
  return revision
}

async function raise(tx: Database, before: LoadedReport, named: readonly string[] | 'all'): Promise<boolean> {
  if (named === 'all') {
    await raiseReportGrants(tx, before.id)
    return true
  }
  const after = await loadReport(tx, before.id)
  const heldBefore = new Map(before.sections.map(section => [section.id, holders(section).join()]))
  const passedOn = (after?.sections ?? []).filter(
    section => (heldBefore.get(section.id) ?? '') !== holders(section).join(),
  )
  const ids = [...new Set([...named, ...passedOn.map(section => section.id)])]
  await raiseGrants(tx, ids)
  return ids.length > 0
}
