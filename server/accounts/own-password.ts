/** A person's own password: what it may be, the user name that comes with the first one, and changing it. */
import { hashPassword, verifyPassword } from 'better-auth/crypto'
import type { BodyOf } from '../../shared/api.ts'
import { done, type Outcome, refuse } from '../../shared/errors.ts'
import type { Actor } from '../../shared/permissions.ts'
import { writeAudit } from '../ops/audit.ts'
import { type Deps, timestamp } from '../ops/deps.ts'
import { inTransaction } from '../ops/transaction.ts'
import type { Database } from '../store/store.ts'
import { readOrganisation } from './departments.ts'
import {
  deleteSessions,
  findIdentity,
  readIdentity,
  readPasswordHash,
  renameIdentity,
  writePasswordHash,
} from './identity-rows.ts'
import { judgePassword } from './password-rules.ts'
import { readPerson } from './person-rows.ts'

/** By the person's names as they are in this transaction. */
export async function judgeOwnPassword(
  tx: Database,
  personId: string,
  password: string,
): Promise<Outcome<null>> {
  const person = await readPerson(tx, personId)
  const organisation = await readOrganisation(tx)
  return judgePassword(password, [person?.name, person?.username, person?.email, organisation?.name])
}

/** Takes the user name that was asked for; whoever has none must ask for one. */
export async function claimUsername(
  tx: Database,
  { clock }: Pick<Deps, 'clock'>,
  personId: string,
  username: string | undefined,
): Promise<Outcome<null>> {
  const identity = await readIdentity(tx, personId)
  if (!identity) return refuse('not-found')
  if (username === undefined)
    return identity.username === null ? refuse('bad-request', { username: 'needed' }) : done(null)
  const owner = await findIdentity(tx, username)
  if (owner && owner.id !== personId) return refuse('name-taken', { login: username })
  await renameIdentity(tx, personId, { username }, timestamp(clock))
  return done(null)
}

/**
 * Sets or changes one's own password. Whoever has one must show it; whoever has none picks a user name too,
 * and does so from a session: a token is not the person. All other sessions of the person end.
 */
export async function changeMyPassword(
  deps: Deps,
  actor: Actor,
  sessionToken: string | undefined,
  { current, username, password }: BodyOf<'changeMyPassword'>,
): Promise<Outcome<string>> {
  if (sessionToken === undefined) return refuse('forbidden')
  const hash = await readPasswordHash(deps.db, actor.id)
  if (hash !== undefined && !(await verifyPassword({ hash, password: current ?? '' })))
    return refuse('wrong-password')
  const newHash = await hashPassword(password)
  return inTransaction(deps, async (tx, tell) => {
    const claimed = await claimUsername(tx, deps, actor.id, username)
    if (!claimed.ok) return claimed
    const judged = await judgeOwnPassword(tx, actor.id, password)
    if (!judged.ok) return judged
    await writePasswordHash(tx, deps.random, actor.id, newHash, timestamp(deps.clock))
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
