/** Departments as the contract shows them, with 部门负责人 and 分管领导; and who may be either. */
import type { Department } from '../../shared/api.ts'
import type { Database } from '../store/store.ts'
import type { DepartmentTable } from '../store/tables/office.ts'

export async function readDepartments(db: Database): Promise<Department[]> {
  const rows = await db.selectFrom('departments').selectAll().orderBy('rank').orderBy('id').execute()
  const heads = await db.selectFrom('department_heads').selectAll().orderBy('person_id').execute()
  const headsOf = Map.groupBy(heads, head => head.department_id)
  return rows.map(row =>
    presentDepartment(
      row,
      (headsOf.get(row.id) ?? []).map(head => head.person_id),
    ),
  )
}

export async function readDepartment(db: Database, departmentId: string): Promise<Department | undefined> {
  const row = await db.selectFrom('departments').selectAll().where('id', '=', departmentId).executeTakeFirst()
  if (!row) return undefined
  const heads = await db
    .selectFrom('department_heads')
    .select('person_id')
    .where('department_id', '=', departmentId)
    .orderBy('person_id')
    .execute()
  return presentDepartment(
    row,
    heads.map(head => head.person_id),
  )
}

export const presentDepartment = (row: DepartmentTable, headIds: string[]): Department => ({
  id: row.id,
  name: row.name,
  active: row.active === 1,
  headIds,
  leaderId: row.leader_id,
  mergedInto: row.merged_into,
})

/** Heads are active members of their department. */
export async function mayHead(
  db: Database,
  departmentId: string,
  personIds: readonly string[],
): Promise<boolean> {
  if (personIds.length === 0) return true
  const rows = await db
    .selectFrom('person_departments')
    .innerJoin('persons', 'persons.id', 'person_departments.person_id')
    .select('persons.id')
    .where('department_id', '=', departmentId)
    .where('persons.id', 'in', personIds)
    .where('active', '=', 1)
    .execute()
  return rows.length === new Set(personIds).size
}

export async function writeHeads(
  tx: Database,
  departmentId: string,
  personIds: readonly string[],
): Promise<void> {
  await tx.deleteFrom('department_heads').where('department_id', '=', departmentId).execute()
  const rows = [...new Set(personIds)].map(personId => ({ department_id: departmentId, person_id: personId }))
  if (rows.length > 0) await tx.insertInto('department_heads').values(rows).execute()
}

/** A person who left a department heads it no more; one who is out of use heads and leads none. */
export async function endOffices(tx: Database, personId: string): Promise<void> {
  const isActive = tx.selectFrom('persons').select('id').where('id', '=', personId).where('active', '=', 1)
  await tx
    .deleteFrom('department_heads')
    .where('person_id', '=', personId)
    .where(eb =>
      eb.or([
        eb('person_id', 'not in', isActive),
        eb(
          'department_id',
          'not in',
          eb.selectFrom('person_departments').select('department_id').where('person_id', '=', personId),
        ),
      ]),
    )
    .execute()
  await tx
    .updateTable('departments')
    .set({ leader_id: null })
    .where('leader_id', '=', personId)
    .where('leader_id', 'not in', isActive)
    .execute()
}
