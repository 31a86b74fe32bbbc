/**
 * Invitation links of a department: whoever opens one gives a name and is in.
 *
 * 1. Looking at a link uses nothing up; accepting takes one use, atomically, and makes a new person
 *    (a name proves nothing, so nobody is ever recognised by it).
 * 2. Unknown, revoked, used-up and expired links look the same from outside.
 */
import type { BodyOf, Invitation, ResponseOf } from '../../shared/api.ts'
import { done, type Outcome, refuse } from '../../shared/errors.ts'
import { newId, newSecret } from '../../shared/ids.ts'
import { limits } from '../../shared/limits.ts'
import { type Actor, mayGrantRole, mayKeepPeople } from '../../shared/permissions.ts'
import { writeAudit } from '../ops/audit.ts'
import { type Deps, timestamp } from '../ops/deps.ts'
import { hashSecret } from '../ops/secrets.ts'
import { inTransaction } from '../ops/transaction.ts'
import type { Database } from '../store/store.ts'
import type { InvitationTable } from '../store/tables/office.ts'
import { readOrganisation } from './departments.ts'
import { departmentsExist, insertPerson } from './people.ts'
import { issueEntryLink } from './personal-links.ts'

export async function listInvitations({ db }: Deps, actor: Actor): Promise<Outcome<Invitation[]>> {
  if (!mayKeepPeople(actor)) return refuse('forbidden')
  const rows = await db
    .selectFrom('invitations')
    .selectAll()
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .execute()
  return done(rows.map(presentInvitation))
}

export async function createInvitation(
  deps: Deps,
  actor: Actor,
  {
    departmentId,
    role,
    days = limits.invitationDays,
    uses = limits.invitationUses,
  }: BodyOf<'createInvitation'>,
): Promise<Outcome<ResponseOf<'createInvitation'>>> {
  if (!mayKeepPeople(actor) || !mayGrantRole(actor, role)) return refuse('forbidden')
  const secret = newSecret(deps.random)
  return inTransaction(deps, async tx => {
    if (departmentId !== null && !(await departmentsExist(tx, [departmentId])))
      return refuse('bad-request', { departmentId })
    const row: InvitationTable = {
      id: newId(deps.random),
      secret_hash: hashSecret(secret),
      department_id: departmentId,
      role,
      created_by: actor.id,
      created_at: timestamp(deps.clock),
      expires_at: timestamp(deps.clock, days),
      uses_left: uses,
      revoked_at: null,
    }
    await tx.insertInto('invitations').values(row).execute()
    const invitation = presentInvitation(row)
    await writeAudit(tx, deps, {
      personId: actor.id,
      action: 'invitation.create',
      subjectId: row.id,
      after: invitation,
    })
    return done({ invitation, link: `/join#${secret}` })
  })
}

export async function revokeInvitation(
  deps: Deps,
  actor: Actor,
  invitationId: string,
): Promise<Outcome<Record<string, never>>> {
  if (!mayKeepPeople(actor)) return refuse('forbidden')
  return inTransaction(deps, async tx => {
    const { numUpdatedRows } = await tx
      .updateTable('invitations')
      .set({ revoked_at: timestamp(deps.clock) })
      .where('id', '=', invitationId)
      .where('revoked_at', 'is', null)
      .executeTakeFirst()
    if (numUpdatedRows === 0n) return refuse('not-found')
    await writeAudit(tx, deps, {
      personId: actor.id,
      action: 'invitation.revoke',
      subjectId: invitationId,
    })
    return done({})
  })
}

export async function peekInvitation(
  deps: Deps,
  { token }: BodyOf<'peekInvitation'>,
): Promise<Outcome<ResponseOf<'peekInvitation'>>> {
  const invitation = await openInvitation(deps.db, deps, token)
  const organisation = await readOrganisation(deps.db)
  if (!invitation || !organisation) return refuse('link-expired')
  const department =
    invitation.department_id === null
      ? undefined
      : await deps.db
          .selectFrom('departments')
          .select('name')
          .where('id', '=', invitation.department_id)
          .executeTakeFirst()
  return done({
    organisation: organisation.name,
    department: department?.name ?? null,
    role: invitation.role,
  })
}

/** Answers the new person's id and the path of their re-entry link. */
export async function acceptInvitation(
  deps: Deps,
  { token, name }: BodyOf<'acceptInvitation'>,
): Promise<Outcome<{ personId: string; link: string }>> {
  return inTransaction(deps, async tx => {
    const invitation = await openInvitation(tx, deps, token)
    if (!invitation) return refuse('link-expired')
    await tx
      .updateTable('invitations')
      .set(eb => ({ uses_left: eb('uses_left', '-', 1) }))
      .where('id', '=', invitation.id)
      .execute()
    const departmentIds = invitation.department_id === null ? [] : [invitation.department_id]
    const person = {
      name,
      username: null,
      email: null,
      passwordHash: null,
      role: invitation.role,
      isAdministrator: false,
      departmentIds,
    }
    const inserted = await insertPerson(tx, deps, null, person)
    if (!inserted.ok) return inserted
    const link = await issueEntryLink(tx, deps, inserted.value)
    await writeAudit(tx, deps, {
      personId: inserted.value,
      action: 'invitation.accept',
      subjectId: invitation.id,
    })
    return done({ personId: inserted.value, link })
  })
}

/** The invitation of a secret, if it still lets someone in: a closed department's does not. */
async function openInvitation(
  db: Database,
  { clock }: Deps,
  secret: string,
): Promise<InvitationTable | undefined> {
  return db
    .selectFrom('invitations')
    .leftJoin('departments', 'departments.id', 'invitations.department_id')
    .selectAll('invitations')
    .where(eb => eb.or([eb('department_id', 'is', null), eb('departments.active', '=', 1)]))
    .where('secret_hash', '=', hashSecret(secret))
    .where('revoked_at', 'is', null)
    .where('uses_left', '>', 0)
    .where('expires_at', '>', timestamp(clock))
    .executeTakeFirst()
}

const presentInvitation = (row: InvitationTable): Invitation => ({
  id: row.id,
  departmentId: row.department_id,
  role: row.role,
  createdAt: row.created_at,
  expiresAt: row.expires_at,
  usesLeft: row.uses_left,
  revoked: row.revoked_at !== null,
})
