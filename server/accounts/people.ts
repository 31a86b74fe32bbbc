/**
 * The verbs of people: make, change, deactivate, list.
 *
 * 1. A person is never deleted: their name stays on what they wrote. Deactivating ends their sessions.
 * 2. At least one active administrator remains.
 * 3. A change of role, departments or activity raises the grants of every section, so that no update judged
 *    by the old rights can still be stored.
 */
import { hashPassword } from 'better-auth/crypto'
import type { BodyOf, Person } from '../../shared/api.ts'
import { done, type Outcome, refuse } from '../../shared/errors.ts'
import { newId } from '../../shared/ids.ts'
import {
  type Actor,
  mayAdminister,
  mayChangePerson,
  mayGrantRole,
  mayKeepPeople,
  type Role,
} from '../../shared/permissions.ts'
import { writeAudit } from '../ops/audit.ts'
import { type Deps, timestamp } from '../ops/deps.ts'
import { inTransaction } from '../ops/transaction.ts'
import { raiseAllGrants } from '../reports/grants.ts'
import type { Database } from '../store/store.ts'
import {
  deleteSessions,
  findIdentity,
  insertIdentity,
  renameIdentity,
  writePasswordHash,
} from './identity-rows.ts'
import { endOffices } from './department-rows.ts'
import { readOrganisation } from './departments.ts'
import { judgePassword } from './password-rules.ts'
import { readPeople, readPerson } from './person-rows.ts'

export async function listPeople({ db }: Deps, actor: Actor): Promise<Outcome<Person[]>> {
  return mayKeepPeople(actor) ? done(await readPeople(db)) : refuse('forbidden')
}

/** Everything that a new person is; `passwordHash` and login names are null for who came by a link. */
export type NewPerson = {
  readonly name: string
  readonly username: string | null
  readonly email: string | null
  readonly passwordHash: string | null
  readonly role: Role
  readonly isAdministrator: boolean
  readonly departmentIds: readonly string[]
}

/** Inserts identity, person and audit row. Refuses a taken login name or an unknown department. */
export async function insertPerson(
  tx: Database,
  deps: Deps,
  by: string | null,
  person: NewPerson,
): Promise<Outcome<string>> {
  const taken = await takenLogin(tx, [person.username, person.email])
  if (taken) return refuse('name-taken', { login: taken })
  if (!(await departmentsExist(tx, person.departmentIds)))
    return refuse('bad-request', { departmentIds: person.departmentIds })
  const id = newId(deps.random)
  const at = timestamp(deps.clock)
  const { name, username, email, passwordHash, role, isAdministrator, departmentIds } = person
  await insertIdentity(tx, { id, name, username, email, at })
  if (passwordHash) await writePasswordHash(tx, deps.random, id, passwordHash, at)
  await tx
    .insertInto('persons')
    .values({ id, name, role, is_administrator: bit(isAdministrator), active: 1, created_at: at })
    .execute()
  await writeDepartments(tx, id, departmentIds)
  await writeAudit(tx, deps, {
    personId: by ?? id,
    action: 'person.create',
    subjectId: id,
    after: { name, username, email, role, isAdministrator, departmentIds },
  })
  return done(id)
}

export async function createPerson(
  deps: Deps,
  actor: Actor,
  input: BodyOf<'createPerson'>,
): Promise<Outcome<Person>> {
  if (!mayKeepPeople(actor) || !mayGrantRole(actor, input.role)) return refuse('forbidden')
  const { name, username, email = null, role, departmentIds } = input
  const organisation = await readOrganisation(deps.db)
  const judged = judgePassword(input.password, [name, username, email, organisation?.name])
  if (!judged.ok) return judged
  const passwordHash = await hashPassword(input.password)
  return inTransaction(deps, async tx => {
    const person = { name, username, email, passwordHash, role, isAdministrator: false, departmentIds }
    const inserted = await insertPerson(tx, deps, actor.id, person)
    return inserted.ok ? reread(tx, inserted.value) : inserted
  })
}

export async function changePerson(
  deps: Deps,
  actor: Actor,
  personId: string,
  change: BodyOf<'changePerson'>,
): Promise<Outcome<Person>> {
  if (!mayKeepPeople(actor)) return refuse('forbidden')
  return inTransaction(deps, async (tx, tell) => {
    const before = await readPerson(tx, personId)
    if (!before) return refuse('not-found')
    if (!mayChangePerson(actor, before)) return refuse('forbidden')
    if (change.role !== undefined && change.role !== before.role && !mayGrantRole(actor, change.role))
      return refuse('forbidden')
    if (change.isAdministrator !== undefined && !mayAdminister(actor)) return refuse('forbidden')
    if (change.departmentIds && !(await departmentsExist(tx, change.departmentIds)))
      return refuse('bad-request', { departmentIds: change.departmentIds })
    await writeChange(tx, deps, personId, change)
    await endOffices(tx, personId)
    if (!(await hasAdministrator(tx))) return refuse('last-administrator')
    const after = await reread(tx, personId)
    await writeAudit(tx, deps, {
      personId: actor.id,
      action: 'person.change',
      subjectId: personId,
      before,
      after: after.value,
    })
    if (changesRights(before, after.value)) await raiseAllGrants(tx, tell)
    tell({ type: 'person', personId })
    return after
  })
}

async function writeChange(
  tx: Database,
  deps: Deps,
  personId: string,
  { name, role, isAdministrator, departmentIds, active }: BodyOf<'changePerson'>,
): Promise<void> {
  const row = {
    ...(name === undefined ? {} : { name }),
    ...(role === undefined ? {} : { role }),
    ...(isAdministrator === undefined ? {} : { is_administrator: bit(isAdministrator) }),
    ...(active === undefined ? {} : { active: bit(active) }),
  }
  if (Object.keys(row).length > 0)
    await tx.updateTable('persons').set(row).where('id', '=', personId).execute()
  if (name !== undefined) {
    await renameIdentity(tx, personId, { name }, timestamp(deps.clock))
    // What was written as somebody who is this person bears this person's name.
    await tx.updateTable('persons').set({ name }).where('merged_into', '=', personId).execute()
  }
  if (active === false) await deleteSessions(tx, personId)
  if (departmentIds === undefined) return
  await tx.deleteFrom('person_departments').where('person_id', '=', personId).execute()
  await writeDepartments(tx, personId, departmentIds)
}

const bit = (flag: boolean): 0 | 1 => (flag ? 1 : 0)

const changesRights = (before: Person, after: Person) =>
  before.role !== after.role ||
  before.active !== after.active ||
  before.departmentIds.join() !== after.departmentIds.join()

async function reread(tx: Database, personId: string) {
  const person = await readPerson(tx, personId)
  if (!person) throw new Error(`person ${personId} vanished within a transaction`)
  return done(person)
}

async function writeDepartments(tx: Database, personId: string, ids: readonly string[]): Promise<void> {
  const rows = [...new Set(ids)].map(id => ({ person_id: personId, department_id: id }))
  if (rows.length > 0) await tx.insertInto('person_departments').values(rows).execute()
}

export async function departmentsExist(tx: Database, ids: readonly string[]): Promise<boolean> {
  const asked = [...new Set(ids)]
  if (asked.length === 0) return true
  const rows = await tx.selectFrom('departments').select('id').where('id', 'in', asked).execute()
  return rows.length === asked.length
}

export async function hasAdministrator(tx: Database): Promise<boolean> {
  const row = await tx
    .selectFrom('persons')
    .select('id')
    .where('is_administrator', '=', 1)
    .where('active', '=', 1)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

async function takenLogin(tx: Database, logins: readonly (string | null)[]): Promise<string | undefined> {
  for (const login of logins) if (login !== null && (await findIdentity(tx, login))) return login
  return undefined
}
