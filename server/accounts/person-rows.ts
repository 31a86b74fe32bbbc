/** Reading people: rows as the contract shows a Person, and as permissions.ts needs an Actor. */
import type { Person } from '../../shared/api.ts'
import type { Actor } from '../../shared/permissions.ts'
import type { Database } from '../store/store.ts'
import type { PersonTable } from '../store/tables.ts'
import { type IdentityRow, readIdentities, readIdentity } from './identity-rows.ts'

export async function readPeople(db: Database): Promise<Person[]> {
  const rows = await db.selectFrom('persons').selectAll().orderBy('created_at').orderBy('id').execute()
  const joined = await db.selectFrom('person_departments').selectAll().orderBy('department_id').execute()
  const departments = Map.groupBy(joined, row => row.person_id)
  const identities = await readIdentities(db)
  return rows.map(row =>
    presentPerson(
      row,
      identities.get(row.id),
      (departments.get(row.id) ?? []).map(of => of.department_id),
    ),
  )
}

export async function readPerson(db: Database, personId: string): Promise<Person | undefined> {
  const row = await db.selectFrom('persons').selectAll().where('id', '=', personId).executeTakeFirst()
  if (!row) return undefined
  return presentPerson(row, await readIdentity(db, personId), await departmentsOf(db, personId))
}

export type ActingPerson = { readonly actor: Actor; readonly name: string }

/** Undefined: no such person, or deactivated. */
export async function readActingPerson(db: Database, personId: string): Promise<ActingPerson | undefined> {
  const row = await db
    .selectFrom('persons')
    .selectAll()
    .where('id', '=', personId)
    .where('active', '=', 1)
    .executeTakeFirst()
  if (!row) return undefined
  return {
    name: row.name,
    actor: {
      id: row.id,
      role: row.role,
      isAdministrator: row.is_administrator === 1,
      departmentIds: await departmentsOf(db, personId),
    },
  }
}

async function departmentsOf(db: Database, personId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('person_departments')
    .select('department_id')
    .where('person_id', '=', personId)
    .orderBy('department_id')
    .execute()
  return rows.map(row => row.department_id)
}

function presentPerson(row: PersonTable, identity: IdentityRow | undefined, departmentIds: string[]): Person {
  return {
    id: row.id,
    name: row.name,
    username: identity?.username ?? null,
    email: identity?.email ?? null,
    role: row.role,
    isAdministrator: row.is_administrator === 1,
    departmentIds,
    active: row.active === 1,
  }
}
