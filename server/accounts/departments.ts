/** The organisation and its departments. A department is never deleted, only closed: reports name it. */
import type { BodyOf, Department, Organisation } from '../../shared/api.ts'
import { done, type Outcome, refuse } from '../../shared/errors.ts'
import { newId } from '../../shared/ids.ts'
import { type Actor, mayAdminister, mayKeepPeople } from '../../shared/permissions.ts'
import { writeAudit } from '../ops/audit.ts'
import type { Deps } from '../ops/deps.ts'
import { inTransaction } from '../ops/transaction.ts'
import type { Database } from '../store/store.ts'
import type { DepartmentTable } from '../store/tables.ts'

export async function readOrganisation(db: Database): Promise<Organisation | undefined> {
  const row = await db.selectFrom('organisation').selectAll().executeTakeFirst()
  return row && { name: row.name, departmentLabel: row.department_label }
}

export async function changeOrganisation(
  deps: Deps,
  actor: Actor,
  change: BodyOf<'changeOrganisation'>,
): Promise<Outcome<Organisation>> {
  if (!mayAdminister(actor)) return refuse('forbidden')
  return inTransaction(deps, async tx => {
    const before = await readOrganisation(tx)
    if (!before) return refuse('not-found')
    const after = {
      name: change.name ?? before.name,
      departmentLabel: change.departmentLabel ?? before.departmentLabel,
    }
    await tx
      .updateTable('organisation')
      .set({ name: after.name, department_label: after.departmentLabel })
      .execute()
    await writeAudit(tx, deps, { personId: actor.id, action: 'organisation.change', before, after })
    return done(after)
  })
}

export async function listDepartments({ db }: Pick<Deps, 'db'>): Promise<Outcome<Department[]>> {
  const rows = await db.selectFrom('departments').selectAll().orderBy('rank').orderBy('id').execute()
  return done(rows.map(presentDepartment))
}

export async function createDepartment(
  deps: Deps,
  actor: Actor,
  { name }: BodyOf<'createDepartment'>,
): Promise<Outcome<Department>> {
  if (!mayKeepPeople(actor)) return refuse('forbidden')
  return inTransaction(deps, async tx => insertDepartment(tx, deps, actor.id, name))
}

export async function insertDepartment(
  tx: Database,
  deps: Deps,
  by: string | null,
  name: string,
): Promise<Outcome<Department>> {
  if (await isNamed(tx, name)) return refuse('name-taken', { name })
  const { last } = await tx
    .selectFrom('departments')
    .select(eb => eb.fn.max('rank').as('last'))
    .executeTakeFirstOrThrow()
  const row: DepartmentTable = {
    id: newId(deps.random),
    name,
    rank: (last ?? 0) + 1,
    active: 1,
    leader_id: null,
    merged_into: null,
  }
  await tx.insertInto('departments').values(row).execute()
  const department = presentDepartment(row)
  await writeAudit(tx, deps, {
    personId: by,
    action: 'department.create',
    subjectId: row.id,
    after: department,
  })
  return done(department)
}

export async function changeDepartment(
  deps: Deps,
  actor: Actor,
  departmentId: string,
  change: BodyOf<'changeDepartment'>,
): Promise<Outcome<Department>> {
  if (!mayKeepPeople(actor)) return refuse('forbidden')
  return inTransaction(deps, async tx => {
    const row = await tx
      .selectFrom('departments')
      .selectAll()
      .where('id', '=', departmentId)
      .executeTakeFirst()
    if (!row) return refuse('not-found')
    const before = presentDepartment(row)
    const after = { ...before, name: change.name ?? before.name, active: change.active ?? before.active }
    if (after.name !== before.name && (await isNamed(tx, after.name)))
      return refuse('name-taken', { name: after.name })
    await tx
      .updateTable('departments')
      .set({ name: after.name, active: after.active ? 1 : 0 })
      .where('id', '=', departmentId)
      .execute()
    await writeAudit(tx, deps, {
      personId: actor.id,
      action: 'department.change',
      subjectId: departmentId,
      before,
      after,
    })
    return done(after)
  })
}

async function isNamed(tx: Database, name: string): Promise<boolean> {
  const row = await tx.selectFrom('departments').select('id').where('name', '=', name).executeTakeFirst()
  return row !== undefined
}

const presentDepartment = ({ id, name, active }: DepartmentTable): Department => ({
  id,
  name,
  active: active === 1,
})
