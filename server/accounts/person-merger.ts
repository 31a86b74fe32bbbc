/**
 * Merging two persons who turned out to be one: somebody who came by a link twice, or has an account as well.
 *
 * 1. What they wrote stays as it was written; the name on it is the remaining person's, whose later names it
 *    follows. Records (log, submissions, audit) keep the id that they were made with.
 * 2. What is theirs to use moves: client ids of texts, set-aside drafts, departments and offices, a user name
 *    and password if the other has none; links and tokens only where they open no more than before.
 * 3. Sessions of the merged person end. It cannot be undone.
 */
import type { Person } from '../../shared/api.ts'
import { done, type Outcome, refuse } from '../../shared/errors.ts'
import { type Actor, mayChangePerson, mayKeepPeople, mayTakeKeysOver } from '../../shared/permissions.ts'
import { writeAudit } from '../ops/audit.ts'
import { type Deps, timestamp } from '../ops/deps.ts'
import { inTransaction, type Tell } from '../ops/transaction.ts'
import { raiseAllGrants } from '../reports/grants.ts'
import type { Database } from '../store/store.ts'
import { deleteSessions, moveLogin } from './identity-rows.ts'
import { hasAdministrator } from './people.ts'
import { readPerson } from './person-rows.ts'

/** Answers the one who remains. */
export async function mergePersons(
  deps: Deps,
  actor: Actor,
  fromId: string,
  toId: string,
): Promise<Outcome<Person>> {
  if (!mayKeepPeople(actor)) return refuse('forbidden')
  return inTransaction(deps, async (tx, tell) => {
    const from = await readPerson(tx, fromId)
    const to = await readPerson(tx, toId)
    if (!from) return refuse('not-found')
    if (!to?.active || fromId === toId) return refuse('bad-request', { toId })
    // Nobody merges themselves away in the middle of what they do.
    if (fromId === actor.id) return refuse('conflict')
    if (!mayChangePerson(actor, from) || !mayChangePerson(actor, to)) return refuse('forbidden')
    const at = timestamp(deps.clock)
    await moveTexts(tx, tell, fromId, toId)
    await moveMemberships(tx, fromId, toId)
    if (mayTakeKeysOver(from, to)) await moveKeys(tx, fromId, toId)
    else await endKeys(tx, fromId, at)
    await moveLogin(tx, fromId, toId, at)
    await deleteSessions(tx, fromId)
    await tx
      .updateTable('persons')
      .set({ name: to.name, merged_into: toId, active: 0, is_administrator: 0 })
      .where(eb => eb.or([eb('id', '=', fromId), eb('merged_into', '=', fromId)]))
      .execute()
    if (!(await hasAdministrator(tx))) return refuse('last-administrator')
    await writeAudit(tx, deps, {
      personId: actor.id,
      action: 'person.merge',
      subjectId: toId,
      before: { name: from.name, username: from.username, departmentIds: from.departmentIds },
      after: { mergedId: fromId, departmentIds: (await readPerson(tx, toId))?.departmentIds },
    })
    await raiseAllGrants(tx, tell)
    for (const personId of [fromId, toId]) tell({ type: 'person', personId })
    const remaining = await readPerson(tx, toId)
    return remaining ? done(remaining) : refuse('not-found')
  })
}

/** Client ids, so that what a tab of the merged person still holds can be stored; set-aside drafts; the inbox; what they are asked for; material. */
async function moveTexts(tx: Database, tell: Tell, fromId: string, toId: string): Promise<void> {
  const bound = await tx
    .updateTable('section_clients')
    .set({ person_id: toId })
    .where('person_id', '=', fromId)
    .returning('section_id')
    .execute()
  for (const sectionId of new Set(bound.map(row => row.section_id))) tell({ type: 'owners', sectionId })
  // The same bytes twice are one draft.
  const same = tx
    .selectFrom('set_aside as theirs')
    .innerJoin('set_aside as kept', join =>
      join.onRef('kept.section_id', '=', 'theirs.section_id').onRef('kept.hash', '=', 'theirs.hash'),
    )
    .select('theirs.id')
    .where('theirs.person_id', '=', fromId)
    .where('kept.person_id', '=', toId)
  await tx.deleteFrom('set_aside').where('id', 'in', same).execute()
  for (const table of ['set_aside', 'messages', 'consultation_recipients', 'materials'] as const)
    await tx.updateTable(table).set({ person_id: toId }).where('person_id', '=', fromId).execute()
}

async function moveMemberships(tx: Database, fromId: string, toId: string): Promise<void> {
  for (const table of ['person_departments', 'department_heads'] as const) {
    const rows = await tx.selectFrom(table).select('department_id').where('person_id', '=', fromId).execute()
    if (rows.length > 0)
      await tx
        .insertInto(table)
        .values(rows.map(({ department_id }) => ({ department_id, person_id: toId })))
        .onConflict(conflict => conflict.columns(['person_id', 'department_id']).doNothing())
        .execute()
    await tx.deleteFrom(table).where('person_id', '=', fromId).execute()
  }
  await tx.updateTable('departments').set({ leader_id: toId }).where('leader_id', '=', fromId).execute()
}

async function moveKeys(tx: Database, fromId: string, toId: string): Promise<void> {
  for (const table of ['api_tokens', 'personal_links'] as const)
    await tx.updateTable(table).set({ person_id: toId }).where('person_id', '=', fromId).execute()
}

async function endKeys(tx: Database, fromId: string, at: string): Promise<void> {
  await tx
    .updateTable('api_tokens')
    .set({ revoked_at: at })
    .where('person_id', '=', fromId)
    .where('revoked_at', 'is', null)
    .execute()
  await tx.deleteFrom('personal_links').where('person_id', '=', fromId).execute()
}
