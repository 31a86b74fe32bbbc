/**
 * Links for one person: the re-entry link of a person, and the one-time links of the first start and of a
 * new password.
 *
 * 1. The secret stands in the URL's fragment only, so no log, proxy or referrer sees it; we keep its hash.
 * 2. A person has one re-entry link; a new one ends the old. The others work once.
 */
import type { RandomBytes } from '../../shared/ids.ts'
import { newId, newSecret } from '../../shared/ids.ts'
import { done, type Outcome, refuse } from '../../shared/errors.ts'
import { limits } from '../../shared/limits.ts'
import { type Actor, mayChangePerson, mayKeepPeople } from '../../shared/permissions.ts'
import { writeAudit } from '../ops/audit.ts'
import { type Clock, type Deps, timestamp } from '../ops/deps.ts'
import { hashSecret } from '../ops/secrets.ts'
import { inTransaction } from '../ops/transaction.ts'
import type { Database } from '../store/store.ts'
import { readPerson } from './person-rows.ts'

type Sources = { readonly clock: Clock; readonly random: RandomBytes }

/** Answers the link's path. */
export async function issueEntryLink(tx: Database, deps: Sources, personId: string): Promise<string> {
  await endLinks(tx, 'entry', personId)
  return `/enter#${await issue(tx, deps, 'entry', personId, limits.personalLinkDays)}`
}

/**
 * A fresh set-up link. Those that other processes printed work on, for whoever reads any of them; the first
 * start happens once. What is past its day is forgotten.
 */
export async function issueSetupLink(tx: Database, deps: Sources): Promise<string> {
  await tx
    .deleteFrom('personal_links')
    .where('purpose', '=', 'setup')
    .where('expires_at', '<=', timestamp(deps.clock))
    .execute()
  return `/setup#${await issue(tx, deps, 'setup', null, limits.setupLinkDays)}`
}

/** A one-time link for a new password; those made before end. */
export async function issueResetLink(tx: Database, deps: Sources, personId: string): Promise<string> {
  await endLinks(tx, 'reset', personId)
  return `/reset#${await issue(tx, deps, 'reset', personId, limits.resetLinkHours / 24)}`
}

async function endLinks(tx: Database, purpose: 'entry' | 'reset', personId: string): Promise<void> {
  await tx
    .deleteFrom('personal_links')
    .where('purpose', '=', purpose)
    .where('person_id', '=', personId)
    .execute()
}

async function issue(
  tx: Database,
  { clock, random }: Sources,
  purpose: 'setup' | 'entry' | 'reset',
  personId: string | null,
  days: number,
): Promise<string> {
  const secret = newSecret(random)
  await tx
    .insertInto('personal_links')
    .values({
      id: newId(random),
      purpose,
      person_id: personId,
      secret_hash: hashSecret(secret),
      created_at: timestamp(clock),
      expires_at: timestamp(clock, days),
      used_at: null,
    })
    .execute()
  return secret
}

/** Uses up a set-up link; false when it is unknown, used or past its day. */
export async function useSetupLink(tx: Database, { clock }: Sources, secret: string): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('personal_links')
    .set({ used_at: timestamp(clock) })
    .where('purpose', '=', 'setup')
    .where('secret_hash', '=', hashSecret(secret))
    .where('used_at', 'is', null)
    .where('expires_at', '>', timestamp(clock))
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** The active person whose re-entry link this is. */
export async function findByEntryLink(deps: Pick<Deps, 'db' | 'clock'>, secret: string) {
  return findOwner(deps, 'entry', secret)
}

/** The active person whose password this unused link sets. */
export async function findByResetLink(deps: Pick<Deps, 'db' | 'clock'>, secret: string) {
  return findOwner(deps, 'reset', secret)
}

async function findOwner(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  purpose: 'entry' | 'reset',
  secret: string,
): Promise<string | undefined> {
  const row = await db
    .selectFrom('personal_links')
    .innerJoin('persons', 'persons.id', 'personal_links.person_id')
    .select('persons.id')
    .where('purpose', '=', purpose)
    .where('secret_hash', '=', hashSecret(secret))
    .where('used_at', 'is', null)
    .where('expires_at', '>', timestamp(clock))
    .where('persons.active', '=', 1)
    .executeTakeFirst()
  return row?.id
}

/** Uses up a reset link and answers whose it was; undefined when it is unknown, used or past its hour. */
export async function useResetLink(
  tx: Database,
  { clock }: Sources,
  secret: string,
): Promise<string | undefined> {
  const personId = await findByResetLink({ db: tx, clock }, secret)
  if (personId === undefined) return undefined
  await tx
    .updateTable('personal_links')
    .set({ used_at: timestamp(clock) })
    .where('secret_hash', '=', hashSecret(secret))
    .execute()
  return personId
}

/** A new re-entry link, for oneself or for a person whom the actor may change. */
export async function renewLink(
  deps: Deps,
  actor: Actor,
  personId: string,
): Promise<Outcome<{ link: string }>> {
  if (personId !== actor.id && !mayKeepPeople(actor)) return refuse('forbidden')
  return inTransaction(deps, async tx => {
    const person = await readPerson(tx, personId)
    if (!person?.active) return refuse('not-found')
    if (personId !== actor.id && !mayChangePerson(actor, person)) return refuse('forbidden')
    const link = await issueEntryLink(tx, deps, personId)
    await writeAudit(tx, deps, { personId: actor.id, action: 'person.link', subjectId: personId })
    return done({ link })
  })
}
