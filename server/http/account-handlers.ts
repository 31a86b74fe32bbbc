/** The way of every route about people, accounts and departments to its verb; see handlers.ts. */
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
import { mergeDepartments } from '../accounts/department-merger.ts'
import { readMe } from '../accounts/me.ts'
import { askReset, changeMyMail, getMyMail, rememberLanguage } from '../accounts/mail.ts'
import { changeMyPassword } from '../accounts/own-password.ts'
import { makeResetLink, peekReset, resetPassword } from '../accounts/password-reset.ts'
import { changePerson, createPerson, listPeople } from '../accounts/people.ts'
import { mergePersons } from '../accounts/person-merger.ts'
import { renewLink } from '../accounts/personal-links.ts'
import { endOtherSessions, endSession, listAccess, recordSession } from '../accounts/sessions.ts'
import { setUp } from '../accounts/setup.ts'
import { refill } from '../accounts/attempts.ts'
import {
  enter,
  limitedLink,
  limitedPassword,
  limitedReset,
  type Proof,
  signIn,
  type Throttle,
  unlockPerson,
} from '../accounts/sign-in.ts'
import { createMyToken, revokeToken } from '../accounts/tokens.ts'
import type { Program } from '../program.ts'
import { listHoldings, transferSections } from '../reports/holdings.ts'
import type { Me } from '../../shared/api.ts'
import type { accountsApi } from '../../shared/api/accounts.ts'
import type { mailApi } from '../../shared/api/mail.ts'
import type { peopleApi } from '../../shared/api/people.ts'
import { done, type Outcome } from '../../shared/errors.ts'
import { limits } from '../../shared/limits.ts'
import type { Handlers, Visitor } from './handlers.ts'

export type AccountRoute = keyof typeof peopleApi | keyof typeof accountsApi | keyof typeof mailApi

export function accountHandlers(program: Program, throttle: Throttle): Pick<Handlers, AccountRoute> {
  const { identity, bus } = program
  const byLink: Program = { ...program, origin: { ...program.origin, via: 'link' } }
  const openSession = async ({ personId, days, way }: Proof, visitor: Visitor): Promise<Me> => {
    const { address, userAgent, language } = visitor
    await rememberLanguage(program.db, personId, language)
    visitor.setCookies(await identity.startSession(personId, days, { way, address, userAgent }))
    await recordSession(way === 'link' ? byLink : program, personId, 'session.start')
    return readMe(program, personId)
  }
  /** A link that does not hold counts against the address. */
  const letIn = async (visitor: Visitor, prove: () => Promise<Outcome<Proof>>): Promise<Outcome<Me>> => {
    const proof = await limitedLink(throttle, visitor.address, prove)
    return proof.ok ? done(await openSession(proof.value, visitor)) : proof
  }
  return {
    getMe: async ({ actor }) => done(await readMe(program, actor?.id)),
    setUp: ({ body, visitor }) =>
      letIn(visitor, async () => {
        const first = await setUp(byLink, body)
        return first.ok ? done({ personId: first.value, days: limits.sessionDays, way: 'link' }) : first
      }),
    async signIn({ body, visitor }) {
      const proof = await signIn(program, throttle, body)
      return proof.ok ? done(await openSession(proof.value, visitor)) : proof
    },
    enter: ({ body, visitor }) => letIn(visitor, () => enter(program, body)),
    async signOut({ actor, visitor }) {
      visitor.setCookies(await identity.endSession(visitor.cookie ?? ''))
      if (!actor || visitor.sessionToken === undefined) return done({})
      await recordSession(program, actor.id, 'session.end')
      bus.publish({ type: 'person', personId: actor.id })
      return done({})
    },
    peekInvitation: ({ body, visitor }) =>
      limitedLink(throttle, visitor.address, () => peekInvitation(program, body)),
    async acceptInvitation({ body, visitor }) {
      const accepted = await limitedLink(throttle, visitor.address, () => acceptInvitation(byLink, body))
      if (!accepted.ok) return accepted
      const { personId, link } = accepted.value
      return done({
        me: await openSession({ personId, days: limits.linkSessionDays, way: 'link' }, visitor),
        link,
      })
    },
    renewMyLink: ({ actor }) => renewLink(program, actor, actor.id),
    async changeMyPassword({ actor, body, visitor }) {
      const changed = await limitedPassword(program, throttle, actor.id, () =>
        changeMyPassword(program, actor, visitor.sessionToken, body),
      )
      return changed.ok ? done(await readMe(program, actor.id)) : changed
    },
    listAccess: ({ actor, params, visitor }) =>
      listAccess(program, actor, params.personId, visitor.sessionToken),
    endSession: ({ actor, params }) => endSession(program, actor, params.personId, params.sessionId),
    endOtherSessions: ({ actor, params, visitor }) =>
      endOtherSessions(program, actor, params.personId, visitor.sessionToken),
    createMyToken: ({ actor, body, visitor }) => createMyToken(program, actor, visitor.sessionToken, body),
    revokeToken: ({ actor, params }) => revokeToken(program, actor, params.personId, params.tokenId),
    makeResetLink: ({ actor, params }) => makeResetLink(program, actor, params.personId),
    getMyMail: ({ actor }) => getMyMail(program, actor),
    changeMyMail: ({ actor, body, visitor }) =>
      limitedPassword(program, throttle, actor.id, () =>
        changeMyMail(program, actor, visitor.sessionToken, body),
      ),
    askReset: ({ body, visitor }) =>
      limitedReset(throttle, visitor.address, body.login, () =>
        askReset(program, { language: visitor.language, ...body }),
      ),
    peekReset: ({ body, visitor }) => limitedLink(throttle, visitor.address, () => peekReset(program, body)),
    resetPassword: ({ body, visitor }) =>
      letIn(visitor, async () => {
        const reset = await resetPassword(byLink, body)
        if (!reset.ok) return reset
        await refill(program.db, 'accounts', reset.value)
        return done({ personId: reset.value, days: limits.sessionDays, way: 'link' })
      }),
    unlockPerson: ({ actor, params }) => unlockPerson(program, actor, params.personId),
    changeOrganisation: ({ actor, body }) => changeOrganisation(program, actor, body),
    listDepartments: () => listDepartments(program),
    createDepartment: ({ actor, body }) => createDepartment(program, actor, body),
    changeDepartment: ({ actor, params, body }) =>
      changeDepartment(program, actor, params.departmentId, body),
    listHoldings: ({ actor, params }) => listHoldings(program, actor, params.departmentId),
    transferSections: ({ actor, params, body }) =>
      transferSections(program, actor, params.departmentId, body.toId),
    mergeDepartments: ({ actor, params, body }) =>
      mergeDepartments(program, actor, params.departmentId, body.toId),
    mergePersons: ({ actor, params, body }) => mergePersons(program, actor, params.personId, body.toId),
    listPeople: ({ actor }) => listPeople(program, actor),
    createPerson: ({ actor, body }) => createPerson(program, actor, body),
    changePerson: ({ actor, params, body }) => changePerson(program, actor, params.personId, body),
    renewPersonLink: ({ actor, params }) => renewLink(program, actor, params.personId),
    listInvitations: ({ actor }) => listInvitations(program, actor),
    createInvitation: ({ actor, body }) => createInvitation(program, actor, body),
    revokeInvitation: ({ actor, params }) => revokeInvitation(program, actor, params.invitationId),
  }
}
