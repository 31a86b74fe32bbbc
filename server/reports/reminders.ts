/** 催报: the text is written in the browser (shared/notice/); that it was handed on is kept here. */
import type { BodyOf, ResponseOf } from '../../shared/api.ts'
import { done, type Outcome, refuse } from '../../shared/errors.ts'
import { type Actor, holders, mayReadReport, mayRemind } from '../../shared/permissions.ts'
import { writeAudit } from '../ops/audit.ts'
import { inTransaction } from '../ops/transaction.ts'
import type { ReportDeps } from './deps.ts'
import { loadReport } from './rows.ts'

/** A department that holds nothing of the report is not reminded. */
export async function remind(
  deps: ReportDeps,
  actor: Actor,
  reportId: string,
  { departmentId }: BodyOf<'remind'>,
): Promise<Outcome<ResponseOf<'remind'>>> {
  return inTransaction(deps, async tx => {
    const report = await loadReport(tx, reportId)
    if (!report || !mayReadReport(actor, report)) return refuse('not-found')
    if (!mayRemind(actor, report)) return refuse('forbidden')
    const held = report.sections.filter(section => holders(section).includes(departmentId))
    if (held.length === 0) return refuse('bad-request', { departmentId })
    await writeAudit(tx, deps, {
      personId: actor.id,
      action: 'reminder.copy',
      reportId,
      subjectId: departmentId,
    })
    return done({})
  })
}
