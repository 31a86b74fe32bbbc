/** Reading people: rows as the contract shows a Person, and as permissions.ts needs an Actor. */
import type { Selectable } from 'kysely'
import type { Person } from '../../shared/api.ts'
import type { Actor } from '../../shared/permissions.ts'
import type { Database } from '../store/store.ts'
import type { PersonTable } from '../store/tables/office.ts'
import { type IdentityRow, readIdentities, readIdentity } from './identity-rows.ts'

export async function readPeople(db: Database): Promise<Person[]> {
  const rows = await db
    .selectFrom('persons')
    .selectAll()
    .where('merged_into', 'is', null)
    .orderBy('created_at')
    .orderBy('id')
    .execute()
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

/** Whoever was merged into somebody else is nobody any more. */
export async function readPerson(db: Database, personId: string): Promise<Person | undefined> {
  const row = await db
    .selectFrom('persons')
    .selectAll()
    .where('id', '=', personId)
    .where('merged_into', 'is', null)
    .executeTakeFirst()
  if (!row) return undefined
  return presentPerson(row, await readIdentity(db, personId), await departmentsOf(db, personId))
}

export type ActingPerson = { readonly actor: Actor; readonly name: string }

/** Undefined: no such person, or deactivated. */
export async function readActingPerson(db: Database, personId: string): Promise<ActingPerson | undefined> {
  return (await readActingPeople(db, [personId])).get(personId)
}

/** By id, without those who are deactivated; one query, however many. */
export async function readActingPeople(
  db: Database,
  personIds: readonly string[],
): Promise<Map<string, ActingPerson>> {
  if (personIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('persons')
    .leftJoin('person_departments', 'person_departments.person_id', 'persons.id')
    .select(['id', 'name', 'role', 'is_administrator', 'department_id'])
    .where('id', 'in', personIds)
    .where('active', '=', 1)
    .orderBy('department_id')
    .execute()
  const departments = Map.groupBy(rows, row => row.id)
  return new Map(
    rows.map(({ id, name, role, is_administrator }) => {
      const departmentIds = (departments.get(id) ?? []).flatMap(of => of.department_id ?? [])
      return [id, { name, actor: { id, role, isAdministrator: is_administrator === 1, departmentIds } }]
    }),
  )
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

function presentPerson(
  row: Selectable<PersonTable>,
  identity: IdentityRow | undefined,
  departmentIds: string[],
): Person {
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
