/**
 * What lets a person in at present: open sessions and API tokens, listed and ended.
 *
 * 1. One's own are one's own to end; somebody else's are ended by whoever keeps their account.
 * 2. A session that ended is gone at once: its open connections too, by the hint.
 */
import type { ResponseOf } from '../../shared/api.ts'
import { done, type Outcome, refuse } from '../../shared/errors.ts'
import type { Actor } from '../../shared/permissions.ts'
import { writeAudit } from '../ops/audit.ts'
import type { Deps } from '../ops/deps.ts'
import { inTransaction } from '../ops/transaction.ts'
import { deleteSession, deleteSessions, readSessions } from './identity-rows.ts'
import { keepingAccess, refuseAccess } from './keeping-access.ts'
import { readTokens } from './tokens.ts'

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

export async function listAccess(
  { db, clock }: Deps,
  actor: Actor,
  personId: string,
  sessionToken: string | undefined,
): Promise<Outcome<ResponseOf<'listAccess'>>> {
  const refused = await refuseAccess(db, actor, personId)
  if (refused) return refused
  // better-auth judges expiry by the machine's own clock, so this does too.
  const sessions = await readSessions(db, personId, new Date().toISOString())
  return done({
    sessions: sessions.map(row => ({
      id: row.id,
      way: row.way === 'link' ? 'link' : 'password',
      userAgent: row.userAgent ?? '',
      address: row.ipAddress ?? '',
      createdAt: row.createdAt,
      lastSeenAt: row.lastSeenAt ?? row.createdAt,
      current: row.token === sessionToken,
    })),
    tokens: await readTokens({ db, clock }, personId),
  })
}

export async function endSession(
  deps: Deps,
  actor: Actor,
  personId: string,
  sessionId: string,
): Promise<Outcome<Record<string, never>>> {
  return keepingAccess(deps, actor, personId, async (tx, tell) => {
    if (!(await deleteSession(tx, personId, sessionId))) return refuse('not-found')
    await writeAudit(tx, deps, { personId: actor.id, action: 'session.revoke', subjectId: personId })
    tell({ type: 'person', personId })
    return done({})
  })
}

/** All but the session that asks; of somebody else, all. */
export async function endOtherSessions(
  deps: Deps,
  actor: Actor,
  personId: string,
  sessionToken: string | undefined,
): Promise<Outcome<Record<string, never>>> {
  return keepingAccess(deps, actor, personId, async (tx, tell) => {
    await deleteSessions(tx, personId, sessionToken)
    await writeAudit(tx, deps, { personId: actor.id, action: 'session.revokeOthers', subjectId: personId })
    tell({ type: 'person', personId })
    return done({})
  })
}
