/** The organisation and its departments. A department is never deleted, only closed: reports name it. */
import type { BodyOf, Department, Organisation } from '../../shared/api.ts'
import { done, type Outcome, refuse } from '../../shared/errors.ts'
import { newId } from '../../shared/ids.ts'
import { type Actor, mayAdminister, mayKeepPeople } from '../../shared/permissions.ts'
import { writeAudit } from '../ops/audit.ts'
import type { Deps } from '../ops/deps.ts'
import { inTransaction } from '../ops/transaction.ts'
import type { Database } from '../store/store.ts'
import type { DepartmentTable } from '../store/tables/office.ts'
import { mayHead, presentDepartment, readDepartment, readDepartments, writeHeads } from './department-rows.ts'
import { readActingPerson } from './person-rows.ts'

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
  return done(await readDepartments(db))
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
  const department = presentDepartment(row, [])
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
    const before = await readDepartment(tx, departmentId)
    if (!before) return refuse('not-found')
    // What was merged has nothing left to open.
    if (change.active && before.mergedInto !== null) return refuse('conflict')
    const { name = before.name, active = before.active, leaderId = before.leaderId } = change
    const { headIds = before.headIds } = change
    if (name !== before.name && (await isNamed(tx, name))) return refuse('name-taken', { name })
    if (!(await mayHead(tx, departmentId, headIds))) return refuse('bad-request', { headIds })
    if (change.leaderId && !(await readActingPerson(tx, change.leaderId)))
      return refuse('bad-request', { leaderId })
    await tx
      .updateTable('departments')
      .set({ name, active: active ? 1 : 0, leader_id: leaderId })
      .where('id', '=', departmentId)
      .execute()
    await writeHeads(tx, departmentId, headIds)
    const after = { ...before, name, active, leaderId, headIds: [...new Set(headIds)].sort() }
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
