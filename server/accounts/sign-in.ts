/**
 * Ways in, and what keeps guessers out.
 *
 * 1. A wrong name and a wrong password look the same and take the same time.
 * 2. Wrong passwords are counted by address and by account. A person at an address that they have signed in
 *    from before has a count of their own there: a stranger who tries from elsewhere does not shut them out,
 *    and one behind the same address shuts out nobody else.
 * 3. Counts refill by themselves; whoever keeps the account can lift the pause at once, for all processes. Links are not
 *    guessed (256 random bits), so a pause never closes them.
 */
import { hashPassword, verifyPassword } from 'better-auth/crypto'
import type { BodyOf } from '../../shared/api.ts'
import { done, type Outcome, refuse } from '../../shared/errors.ts'
import { limits } from '../../shared/limits.ts'
import type { Actor } from '../../shared/permissions.ts'
import { networkOf } from '../ops/address.ts'
import { writeAudit } from '../ops/audit.ts'
import { type Deps, timestamp } from '../ops/deps.ts'
import { hashSecret } from '../ops/secrets.ts'
import { inTransaction } from '../ops/transaction.ts'
import type { Database } from '../store/store.ts'
import { type Attempt, type Attempts, createAttempts, refill } from './attempts.ts'
import type { Arrival } from './identity.ts'
import { findIdentity, normalLogin, readPasswordHash } from './identity-rows.ts'
import { keepingAccess } from './keeping-access.ts'
import { readActingPerson } from './person-rows.ts'
import { findByEntryLink } from './personal-links.ts'

/** Somebody proved who they are; the session to open lasts `days`. */
export type Proof = { readonly personId: string; readonly days: number; readonly way: Arrival['way'] }

/** What is counted: by address, by account, … */
export type Throttle = {
  readonly addresses: Attempts
  readonly accounts: Attempts
  readonly links: Attempts
  readonly resetLogins: Attempts
  readonly resetAddresses: Attempts
}

export function createThrottle({ db, clock }: Pick<Deps, 'db' | 'clock'>): Throttle {
  const { signInWindowSeconds, accountWindowSeconds, resetAskWindowSeconds } = limits
  const counting = (kind: keyof Throttle, most: number, windowSeconds: number) =>
    createAttempts(db, clock, kind, { most, windowSeconds })
  return {
    addresses: counting('addresses', limits.signInAttempts, signInWindowSeconds),
    accounts: counting('accounts', limits.accountAttempts, accountWindowSeconds),
    links: counting('links', limits.linkAttempts, signInWindowSeconds),
    resetLogins: counting('resetLogins', limits.resetAsksPerLogin, resetAskWindowSeconds),
    resetAddresses: counting('resetAddresses', limits.resetAsksPerAddress, resetAskWindowSeconds),
  }
}

/** Something that an address may do only so often: only failures use it up. */
export async function limitedLink<Value>(
  { links }: Throttle,
  address: string,
  way: () => Promise<Outcome<Value>>,
): Promise<Outcome<Value>> {
  return counted([[links, networkOf(address)]], way)
}

/** Every request for a new password counts, whatever becomes of it and whoever is meant. */
export async function limitedReset<Value>(
  { resetLogins, resetAddresses }: Throttle,
  address: string,
  login: string,
  way: () => Promise<Outcome<Value>>,
): Promise<Outcome<Value>> {
  const counts: Count[] = [
    [resetAddresses, networkOf(address)],
    [resetLogins, keyOf(login)],
  ]
  return counted(counts, way, () => true)
}

/** The password of something that is no account: only failures use it up. */
export async function limitedGuess<Value>(
  { accounts }: Throttle,
  key: string,
  way: () => Promise<Outcome<Value>>,
): Promise<Outcome<Value>> {
  return counted([[accounts, key]], way)
}

/** What somebody typed as their login may be anything, a password too: it is not kept. */
const keyOf = (login: string) => `? ${hashSecret(normalLogin(login.trim()))}`

type Count = readonly [attempts: Attempts, key: string]

async function counted<Value>(
  counts: readonly Count[],
  way: () => Promise<Outcome<Value>>,
  costs: (outcome: Outcome<Value>) => boolean = ({ ok }) => !ok,
): Promise<Outcome<Value>> {
  const begun: Attempt[] = []
  try {
    for (const [attempts, key] of counts) {
      const attempt = await attempts.begin(key)
      if (!attempt) return refuse('too-many-requests')
      begun.push(attempt)
    }
    const outcome = await way()
    if (costs(outcome)) for (const attempt of begun) await attempt.failed()
    return outcome
  } finally {
    for (const attempt of begun) attempt.over()
  }
}

export async function signIn(
  deps: Deps,
  throttle: Throttle,
  { login, password }: BodyOf<'signIn'>,
): Promise<Outcome<Proof>> {
  const identity = await findIdentity(deps.db, login.trim())
  const account = identity?.id ?? keyOf(login)
  return limitedPassword(deps, throttle, account, async () => {
    const hash = identity && (await readPasswordHash(deps.db, identity.id))
    if (!identity || !hash) {
      // As much work as a comparison, so that time does not tell which names exist.
      await hashPassword(password)
      return refuse('wrong-password')
    }
    if (!(await verifyPassword({ hash, password }))) return refuse('wrong-password')
    if (!(await readActingPerson(deps.db, identity.id))) return refuse('wrong-password')
    return done({ personId: identity.id, days: limits.sessionDays, way: 'password' })
  })
}

/** Counts whatever asks for a password of `account`, from the address of the request. */
export async function limitedPassword<Value>(
  deps: Deps,
  throttle: Throttle,
  account: string,
  way: () => Promise<Outcome<Value>>,
): Promise<Outcome<Value>> {
  const { addresses, accounts } = throttle
  const network = networkOf(deps.origin.address ?? '')
  const key = (await isKnown(deps, account, network)) ? `${account} ${network}` : account
  const counts: Count[] = [[accounts, key]]
  if (key === account) counts.unshift([addresses, network])
  const outcome = await counted(counts, way)
  if (!outcome.ok && outcome.code === 'wrong-password' && (await accounts.isEmpty(key)))
    await recordLock(deps, account)
  return outcome
}

/** Has this person signed in from here before? The audit knows. */
async function isKnown({ db, clock }: Deps, personId: string, network: string): Promise<boolean> {
  const rows = await db
    .selectFrom('audit')
    .select('address')
    .distinct()
    .where('person_id', '=', personId)
    .where('action', '=', 'session.start')
    .where('at', '>', timestamp(clock, -limits.knownAddressDays))
    .execute()
  return rows.some(({ address }) => address !== null && networkOf(address) === network)
}

async function recordLock(deps: Deps, account: string): Promise<void> {
  // A name that nobody has is nobody's account.
  if (!(await readActingPerson(deps.db, account))) return
  await inTransaction(deps, async tx => {
    await writeAudit(tx, deps, { personId: null, action: 'person.locked', subjectId: account })
    return done(null)
  })
}

/** Lifts the pause after wrong passwords, wherever they came from. */
export async function unlockPerson(
  deps: Deps,
  actor: Actor,
  personId: string,
): Promise<Outcome<Record<string, never>>> {
  return keepingAccess(deps, actor, personId, async (tx: Database) => {
    await writeAudit(tx, deps, { personId: actor.id, action: 'person.unlock', subjectId: personId })
    await refill(tx, 'accounts', personId)
    return done({})
  })
}

export async function enter(deps: Deps, { token }: BodyOf<'enter'>): Promise<Outcome<Proof>> {
  const personId = await findByEntryLink(deps, token)
  if (personId === undefined) return refuse('link-expired')
  return done({ personId, days: limits.linkSessionDays, way: 'link' })
}
