/** The way of every route about people, accounts and departments to its verb; see handlers.ts. */
import type { Attempts } from '../accounts/attempts.ts'
import {
  changeDepartment,
  changeOrganisation,
  createDepartment,
  listDepartments,
} from '../accounts/departments.ts'
import {
  acceptInvitation,
  createInvitation,
  listInvitations,
  peekInvitation,
  revokeInvitation,
} from '../accounts/invitations.ts'
import { readMe } from '../accounts/me.ts'
import { changePerson, createPerson, listPeople } from '../accounts/people.ts'
import { renewLink } from '../accounts/personal-links.ts'
import { recordSession } from '../accounts/sessions.ts'
import { setUp } from '../accounts/setup.ts'
import { changeMyPassword, enter, limited, type Proof, signIn } from '../accounts/sign-in.ts'
import type { Program } from '../program.ts'
import type { Me } from '../../shared/api.ts'
import type { peopleApi } from '../../shared/api/people.ts'
import { done, type Outcome } from '../../shared/errors.ts'
import { limits } from '../../shared/limits.ts'
import { networkOf } from './address.ts'
import type { Handlers, Visitor } from './handlers.ts'

export type AccountRoute = keyof typeof peopleApi

export function accountHandlers(program: Program, attempts: Attempts): Pick<Handlers, AccountRoute> {
  const { identity, bus } = program
  const byLink: Program = { ...program, origin: { ...program.origin, via: 'link' } }
  const openSession = async ({ personId, days, way }: Proof, visitor: Visitor): Promise<Me> => {
    const { address, userAgent } = visitor
    visitor.setCookies(await identity.startSession(personId, days, { way, address, userAgent }))
    await recordSession(way === 'link' ? byLink : program, personId, 'session.start')
    return readMe(program, personId)
  }
  /** A way in that is not yet proved counts against the address. */
  const letIn = async (visitor: Visitor, prove: () => Promise<Outcome<Proof>>): Promise<Outcome<Me>> => {
    const proof = await limited(attempts, networkOf(visitor.address), prove)
    return proof.ok ? done(await openSession(proof.value, visitor)) : proof
  }
  return {
    getMe: async ({ actor }) => done(await readMe(program, actor?.id)),
    setUp: ({ body, visitor }) =>
      letIn(visitor, async () => {
        const first = await setUp(byLink, body)
        return first.ok ? done({ personId: first.value, days: limits.sessionDays, way: 'link' }) : first
      }),
    signIn: ({ body, visitor }) => letIn(visitor, () => signIn(program, body)),
    enter: ({ body, visitor }) => letIn(visitor, () => enter(program, body)),
    async signOut({ actor, visitor }) {
      visitor.setCookies(await identity.endSession(visitor.cookie ?? ''))
      if (!actor || visitor.sessionToken === undefined) return done({})
      await recordSession(program, actor.id, 'session.end')
      bus.publish({ type: 'person', personId: actor.id })
      return done({})
    },
    peekInvitation: ({ body, visitor }) =>
      limited(attempts, networkOf(visitor.address), () => peekInvitation(program, body)),
    async acceptInvitation({ body, visitor }) {
      const accepted = await limited(attempts, networkOf(visitor.address), () =>
        acceptInvitation(byLink, body),
      )
      if (!accepted.ok) return accepted
      const { personId, link } = accepted.value
      return done({
        me: await openSession({ personId, days: limits.linkSessionDays, way: 'link' }, visitor),
        link,
      })
    },
    renewMyLink: ({ actor }) => renewLink(program, actor, actor.id),
    async changeMyPassword({ actor, body, visitor }) {
      const changed = await limited(attempts, networkOf(visitor.address), () =>
        changeMyPassword(program, actor, visitor.sessionToken, body),
      )
      return changed.ok ? done(await readMe(program, actor.id)) : changed
    },
    changeOrganisation: ({ actor, body }) => changeOrganisation(program, actor, body),
    listDepartments: () => listDepartments(program),
    createDepartment: ({ actor, body }) => createDepartment(program, actor, body),
    changeDepartment: ({ actor, params, body }) =>
      changeDepartment(program, actor, params.departmentId, body),
    listPeople: ({ actor }) => listPeople(program, actor),
    createPerson: ({ actor, body }) => createPerson(program, actor, body),
    changePerson: ({ actor, params, body }) => changePerson(program, actor, params.personId, body),
    renewPersonLink: ({ actor, params }) => renewLink(program, actor, params.personId),
    listInvitations: ({ actor }) => listInvitations(program, actor),
    createInvitation: ({ actor, body }) => createInvitation(program, actor, body),
    revokeInvitation: ({ actor, params }) => revokeInvitation(program, actor, params.invitationId),
  }
}
