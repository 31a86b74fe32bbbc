/**
 * Ways in: login name and password, a personal link; and a person's own password.
 * A wrong name and a wrong password look the same and take the same time.
 */
import { hashPassword, verifyPassword } from 'better-auth/crypto'
import type { BodyOf } from '../../shared/api.ts'
import { done, type Outcome, refuse } from '../../shared/errors.ts'
import { limits } from '../../shared/limits.ts'
import type { Actor } from '../../shared/permissions.ts'
import { writeAudit } from '../ops/audit.ts'
import { type Deps, timestamp } from '../ops/deps.ts'
import { inTransaction } from '../ops/transaction.ts'
import type { Attempts } from './attempts.ts'
import type { Arrival } from './identity.ts'
import {
  deleteSessions,
  findIdentity,
  readIdentity,
  readPasswordHash,
  renameIdentity,
  writePasswordHash,
} from './identity-rows.ts'
import { readActingPerson } from './person-rows.ts'
import { findByEntryLink } from './personal-links.ts'

/** Somebody proved who they are; the session to open lasts `days`. */
export type Proof = { readonly personId: string; readonly days: number; readonly way: Arrival['way'] }

/** Runs a way in under the address's limit; only failures use it up. */
export async function limited<Value>(
  attempts: Attempts,
  address: string,
  way: () => Promise<Outcome<Value>>,
): Promise<Outcome<Value>> {
  if (!attempts.take(address)) return refuse('too-many-requests')
  const outcome = await way()
  if (outcome.ok) attempts.giveBack(address)
  return outcome
}

export async function signIn({ db }: Deps, { login, password }: BodyOf<'signIn'>): Promise<Outcome<Proof>> {
  const identity = await findIdentity(db, login.trim())
  const hash = identity && (await readPasswordHash(db, identity.id))
  if (!identity || !hash) {
    // As much work as a comparison, so that time does not tell which names exist.
    await hashPassword(password)
    return refuse('wrong-password')
  }
  if (!(await verifyPassword({ hash, password }))) return refuse('wrong-password')
  if (!(await readActingPerson(db, identity.id))) return refuse('wrong-password')
  return done({ personId: identity.id, days: limits.sessionDays, way: 'password' })
}

export async function enter(deps: Deps, { token }: BodyOf<'enter'>): Promise<Outcome<Proof>> {
  const personId = await findByEntryLink(deps, token)
  if (personId === undefined) return refuse('link-expired')
  return done({ personId, days: limits.linkSessionDays, way: 'link' })
}

/**
 * Sets or changes one's own password. Whoever has one must show it; whoever has none picks a user name too.
 * All other sessions of the person end.
 */
export async function changeMyPassword(
  deps: Deps,
  actor: Actor,
  sessionToken: string | undefined,
  { current, username, password }: BodyOf<'changeMyPassword'>,
): Promise<Outcome<string>> {
  const hash = await readPasswordHash(deps.db, actor.id)
  if (hash !== undefined && !(await verifyPassword({ hash, password: current ?? '' })))
    return refuse('wrong-password')
  const newHash = await hashPassword(password)
  return inTransaction(deps, async (tx, tell) => {
    const identity = await readIdentity(tx, actor.id)
    if (!identity) return refuse('not-found')
    if (username === undefined && identity.username === null)
      return refuse('bad-request', { username: 'needed' })
    const owner = username === undefined ? undefined : await findIdentity(tx, username)
    if (owner && owner.id !== actor.id) return refuse('name-taken', { login: username })
    const at = timestamp(deps.clock)
    if (username !== undefined) await renameIdentity(tx, actor.id, { username }, at)
    await writePasswordHash(tx, deps.random, actor.id, newHash, at)
    await deleteSessions(tx, actor.id, sessionToken)
    await writeAudit(tx, deps, {
      personId: actor.id,
      action: 'person.password',
      subjectId: actor.id,
      ...(username === undefined ? {} : { after: { username } }),
    })
    tell({ type: 'person', personId: actor.id })
    return done(actor.id)
  })
}
