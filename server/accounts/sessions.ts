/** Sessions as people know them: opened, ended, each with its trace in the audit. */
import { done } from '../../shared/errors.ts'
import { writeAudit } from '../ops/audit.ts'
import type { Deps } from '../ops/deps.ts'
import { inTransaction } from '../ops/transaction.ts'

/** Better-auth opens and ends sessions in its own transactions, so the trace follows right after. */
export async function recordSession(
  deps: Deps,
  personId: string,
  action: 'session.start' | 'session.end',
): Promise<void> {
  await inTransaction(deps, async tx => {
    await writeAudit(tx, deps, { personId, action, subjectId: personId })
    return done(null)
  })
}
