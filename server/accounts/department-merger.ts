/**
 * Merging two departments: one takes over sections, people, invitations and templates of the other, which is
 * closed for good and keeps its name for the audit. It cannot be undone; the page says so and names what moves.
 */
import type { Department } from '../../shared/api.ts'
import { done, type Outcome, refuse } from '../../shared/errors.ts'
import { type Actor, mayKeepPeople } from '../../shared/permissions.ts'
import { writeAudit } from '../ops/audit.ts'
import type { Deps } from '../ops/deps.ts'
import { inTransaction } from '../ops/transaction.ts'
import { raiseAllGrants } from '../reports/grants.ts'
import { handOverAll, isDepartment } from '../reports/holdings.ts'
import type { Database } from '../store/store.ts'
import { readDepartment } from './department-rows.ts'

/** Answers the one that remains. */
export async function mergeDepartments(
  deps: Deps,
  actor: Actor,
  fromId: string,
  toId: string,
): Promise<Outcome<Department>> {
  if (!mayKeepPeople(actor)) return refuse('forbidden')
  return inTransaction(deps, async (tx, tell) => {
    const from = await readDepartment(tx, fromId)
    if (!from) return refuse('not-found')
    if (from.mergedInto !== null) return refuse('conflict')
    if (fromId === toId || !(await isDepartment(tx, toId, { active: true })))
      return refuse('bad-request', { toId })
    const sections = await handOverAll(tx, deps, tell, { by: actor.id, fromId, toId })
    const people = await moveMembers(tx, fromId, toId)
    await moveHeads(tx, fromId, toId)
    const { numUpdatedRows } = await tx
      .updateTable('invitations')
      .set({ department_id: toId })
      .where('department_id', '=', fromId)
      .executeTakeFirst()
    for (const table of ['figures', 'materials'] as const)
      await tx.updateTable(table).set({ department_id: toId }).where('department_id', '=', fromId).execute()
    await moveAsks(tx, fromId, toId)
    await tx.updateTable('departments').set({ merged_into: toId }).where('merged_into', '=', fromId).execute()
    await tx
      .updateTable('departments')
      .set({ active: 0, merged_into: toId, leader_id: null })
      .where('id', '=', fromId)
      .execute()
    await writeAudit(tx, deps, {
      personId: actor.id,
      action: 'department.merge',
      subjectId: fromId,
      before: { name: from.name },
      after: { departmentId: toId, sections, people, invitations: Number(numUpdatedRows) },
    })
    await raiseAllGrants(tx, tell)
    for (const personId of people) tell({ type: 'person', personId })
    const into = await readDepartment(tx, toId)
    return into ? done(into) : refuse('not-found')
  })
}

/** Answers whom it moved. */
async function moveMembers(tx: Database, fromId: string, toId: string): Promise<string[]> {
  const members = await tx
    .selectFrom('person_departments')
    .select('person_id')
    .where('department_id', '=', fromId)
    .orderBy('person_id')
    .execute()
  const people = members.map(({ person_id }) => person_id)
  if (people.length > 0)
    await tx
      .insertInto('person_departments')
      .values(people.map(personId => ({ person_id: personId, department_id: toId })))
      .onConflict(conflict => conflict.columns(['person_id', 'department_id']).doNothing())
      .execute()
  await tx.deleteFrom('person_departments').where('department_id', '=', fromId).execute()
  return people
}

/** 材料 that was asked of the one is asked of the other. */
async function moveAsks(tx: Database, fromId: string, toId: string): Promise<void> {
  const asks = await tx
    .selectFrom('material_asks')
    .select('report_id')
    .where('department_id', '=', fromId)
    .execute()
  if (asks.length > 0)
    await tx
      .insertInto('material_asks')
      .values(asks.map(({ report_id }) => ({ report_id, department_id: toId })))
      .onConflict(conflict => conflict.columns(['report_id', 'department_id']).doNothing())
      .execute()
  await tx.deleteFrom('material_asks').where('department_id', '=', fromId).execute()
}

/** The remaining department keeps its heads and its leader; where it has none, it gets the other's. */
async function moveHeads(tx: Database, fromId: string, toId: string): Promise<void> {
  const [from, to] = [await readDepartment(tx, fromId), await readDepartment(tx, toId)]
  if (!from || !to) return
  if (to.headIds.length === 0)
    await tx
      .updateTable('department_heads')
      .set({ department_id: toId })
      .where('department_id', '=', fromId)
      .execute()
  else await tx.deleteFrom('department_heads').where('department_id', '=', fromId).execute()
  if (to.leaderId === null)
    await tx.updateTable('departments').set({ leader_id: from.leaderId }).where('id', '=', toId).execute()
}
