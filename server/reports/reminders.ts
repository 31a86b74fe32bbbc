/** 催报: the text is written in the browser (shared/notice/); that it was handed on is kept here, and told in the inbox. */
import type { BodyOf, ResponseOf } from '../../shared/api.ts'
import { done, type Outcome, refuse } from '../../shared/errors.ts'
import { type Actor, holders, mayReadReport, mayRemind } from '../../shared/permissions.ts'
import { readPeople } from '../accounts/person-rows.ts'
import { writeAudit } from '../ops/audit.ts'
import { timestamp } from '../ops/deps.ts'
import { inTransaction } from '../ops/transaction.ts'
import type { ReportDeps } from './deps.ts'
import { idsBut, writeMessages, writers } from './messages.ts'
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
    const people = await readPeople(tx)
    await writeMessages(tx, deps, idsBut(writers(people, [departmentId]), actor.id), {
      kind: 'reminder',
      report,
      // Once a day at most, however often it is copied.
      moment: `${departmentId}:${timestamp(deps.clock).slice(0, 10)}`,
      params: { by: people.find(({ id }) => id === actor.id)?.name ?? '' },
    })
    return done({})
  })
}
