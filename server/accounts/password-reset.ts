/**
 * A new password by a one-time link, for whoever forgot theirs.
 *
 * 1. The link is made by whoever keeps the person's account, shown once, and ends with its use, its day, or
 *    the next link. Looking at it uses nothing up: a chat program's preview costs nothing.
 * 2. With the new password all sessions of the person end, and the pause after wrong passwords is lifted.
 */
import { hashPassword } from 'better-auth/crypto'
import type { BodyOf, ResponseOf } from '../../shared/api.ts'
import { done, type Outcome, refuse } from '../../shared/errors.ts'
import { type Actor, mayChangePerson, mayKeepPeople } from '../../shared/permissions.ts'
import { writeAudit } from '../ops/audit.ts'
import { type Deps, timestamp } from '../ops/deps.ts'
import { inTransaction } from '../ops/transaction.ts'
import { deleteSessions, writePasswordHash } from './identity-rows.ts'
import { claimUsername, judgeOwnPassword } from './own-password.ts'
import { readPerson } from './person-rows.ts'
import { findByResetLink, issueResetLink, useResetLink } from './personal-links.ts'

export async function makeResetLink(
  deps: Deps,
  actor: Actor,
  personId: string,
): Promise<Outcome<{ link: string }>> {
  if (!mayKeepPeople(actor)) return refuse('forbidden')
  return inTransaction(deps, async tx => {
    const person = await readPerson(tx, personId)
    if (!person?.active) return refuse('not-found')
    if (!mayChangePerson(actor, person)) return refuse('forbidden')
    const link = await issueResetLink(tx, deps, personId)
    await writeAudit(tx, deps, { personId: actor.id, action: 'person.resetLink', subjectId: personId })
    return done({ link })
  })
}

export async function peekReset(
  deps: Deps,
  { token }: BodyOf<'peekReset'>,
): Promise<Outcome<ResponseOf<'peekReset'>>> {
  const personId = await findByResetLink(deps, token)
  const person = personId === undefined ? undefined : await readPerson(deps.db, personId)
  return person ? done({ name: person.name, username: person.username }) : refuse('link-expired')
}

/** Answers whose password it is. What is refused uses the link up no more than looking at it. */
export async function resetPassword(
  deps: Deps,
  { token, username, password }: BodyOf<'resetPassword'>,
): Promise<Outcome<string>> {
  const hash = await hashPassword(password)
  return inTransaction(deps, async (tx, tell) => {
    const personId = await useResetLink(tx, deps, token)
    if (personId === undefined) return refuse('link-expired')
    const claimed = await claimUsername(tx, deps, personId, username)
    if (!claimed.ok) return claimed
    const judged = await judgeOwnPassword(tx, personId, password)
    if (!judged.ok) return judged
    await writePasswordHash(tx, deps.random, personId, hash, timestamp(deps.clock))
    await deleteSessions(tx, personId)
    await writeAudit(tx, deps, { personId, action: 'person.reset', subjectId: personId })
    tell({ type: 'person', personId })
    return done(personId)
  })
}
