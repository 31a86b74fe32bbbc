/**
 * Every route's way to its verb. The types make the table complete: a route without a handler, a wrong
 * parameter or an answer of another shape does not compile.
 */
import type { z } from 'zod'
import {
  createDepartment,
  changeDepartment,
  changeOrganisation,
  listDepartments,
} from '../accounts/departments.ts'
import type { Attempts } from '../accounts/attempts.ts'
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
import { setUp } from '../accounts/setup.ts'
import { changeMyPassword, enter, limited, type Proof, signIn } from '../accounts/sign-in.ts'
import type { Program } from '../program.ts'
import { createReport } from '../reports/creation.ts'
import { deleteSection, restoreSection } from '../reports/deletion.ts'
import { readReport } from '../reports/present.ts'
import { changeReport, deleteReport, listReports, moveStage, restoreReport } from '../reports/report.ts'
import { loadSample } from '../reports/sample.ts'
import { addSection, changeSection, moveSection } from '../reports/section.ts'
import { discardSetAside, listSetAside, markSetAside, readSetAside } from '../reports/set-aside.ts'
import { acceptSection, listSubmissions, returnSection, submitSection } from '../reports/submission.ts'
import type { Api, Me, ParamsOf, ResponseOf, RouteName } from '../../shared/api.ts'
import { done, type Outcome } from '../../shared/errors.ts'
import { limits } from '../../shared/limits.ts'
import type { Actor } from '../../shared/permissions.ts'

/** Where a request comes from, and the way to give it cookies. */
export type Visitor = {
  readonly address: string
  readonly cookie: string | undefined
  readonly sessionToken: string | undefined
  setCookies(values: readonly string[]): void
}

type Call<Name extends RouteName> = {
  readonly params: ParamsOf<Api[Name]['path']>
  readonly body: Api[Name] extends { body: infer Body extends z.ZodType } ? z.output<Body> : undefined
  readonly actor: Api[Name]['access'] extends 'signed-in' ? Actor : Actor | undefined
  readonly visitor: Visitor
}

export type Handlers = {
  readonly [Name in RouteName]: (call: Call<Name>) => Promise<Outcome<ResponseOf<Name>>>
}

export function createHandlers(program: Program, attempts: Attempts): Handlers {
  return { ...accountHandlers(program, attempts), ...reportHandlers(program) }
}

type AccountRoute =
  | 'getMe'
  | 'setUp'
  | 'signIn'
  | 'signOut'
  | 'peekInvitation'
  | 'acceptInvitation'
  | 'enter'
  | 'renewMyLink'
  | 'changeMyPassword'
  | 'changeOrganisation'
  | 'listDepartments'
  | 'createDepartment'
  | 'changeDepartment'
  | 'listPeople'
  | 'createPerson'
  | 'changePerson'
  | 'renewPersonLink'
  | 'listInvitations'
  | 'createInvitation'
  | 'revokeInvitation'

function accountHandlers(program: Program, attempts: Attempts): Pick<Handlers, AccountRoute> {
  const { identity, bus } = program
  const openSession = async ({ personId, days }: Proof, visitor: Visitor): Promise<Me> => {
    visitor.setCookies(await identity.startSession(personId, days))
    return readMe(program, personId)
  }
  /** A way in that is not yet proved counts against the address. */
  const letIn = async (visitor: Visitor, way: () => Promise<Outcome<Proof>>): Promise<Outcome<Me>> => {
    const proof = await limited(attempts, visitor.address, way)
    return proof.ok ? done(await openSession(proof.value, visitor)) : proof
  }
  return {
    getMe: async ({ actor }) => done(await readMe(program, actor?.id)),
    setUp: ({ body, visitor }) =>
      letIn(visitor, async () => {
        const first = await setUp(program, body)
        return first.ok ? done({ personId: first.value, days: limits.sessionDays }) : first
      }),
    signIn: ({ body, visitor }) => letIn(visitor, () => signIn(program, body)),
    enter: ({ body, visitor }) => letIn(visitor, () => enter(program, body)),
    async signOut({ actor, visitor }) {
      visitor.setCookies(await identity.endSession(visitor.cookie ?? ''))
      if (actor) bus.publish({ type: 'person', personId: actor.id })
      return done({})
    },
    peekInvitation: ({ body, visitor }) =>
      limited(attempts, visitor.address, () => peekInvitation(program, body)),
    async acceptInvitation({ body, visitor }) {
      const accepted = await limited(attempts, visitor.address, () => acceptInvitation(program, body))
      if (!accepted.ok) return accepted
      const { personId, link } = accepted.value
      return done({ me: await openSession({ personId, days: limits.linkSessionDays }, visitor), link })
    },
    renewMyLink: ({ actor }) => renewLink(program, actor, actor.id),
    async changeMyPassword({ actor, body, visitor }) {
      const changed = await limited(attempts, visitor.address, () =>
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

function reportHandlers(program: Program): Omit<Handlers, AccountRoute> {
  return {
    listReports: ({ actor }) => listReports(program, actor),
    createReport: ({ actor, body }) => createReport(program, actor, body),
    loadSample: ({ actor }) => loadSample(program, actor),
    getReport: ({ actor, params }) => readReport(program, actor, params.reportId),
    changeReport: ({ actor, params, body }) => changeReport(program, actor, params.reportId, body),
    deleteReport: ({ actor, params }) => deleteReport(program, actor, params.reportId),
    restoreReport: ({ actor, params }) => restoreReport(program, actor, params.reportId),
    moveStage: ({ actor, params, body }) => moveStage(program, actor, params.reportId, body),
    addSection: ({ actor, params, body }) => addSection(program, actor, params.reportId, body),
    changeSection: ({ actor, params, body }) =>
      changeSection(program, actor, params.reportId, params.sectionId, body),
    moveSection: ({ actor, params, body }) =>
      moveSection(program, actor, params.reportId, params.sectionId, body),
    deleteSection: ({ actor, params }) => deleteSection(program, actor, params.reportId, params.sectionId),
    restoreSection: ({ actor, params }) => restoreSection(program, actor, params.reportId, params.sectionId),
    submitSection: ({ actor, params }) => submitSection(program, actor, params.reportId, params.sectionId),
    returnSection: ({ actor, params, body }) =>
      returnSection(program, actor, params.reportId, params.sectionId, body),
    acceptSection: ({ actor, params }) => acceptSection(program, actor, params.reportId, params.sectionId),
    listSubmissions: ({ actor, params }) =>
      listSubmissions(program, actor, params.reportId, params.sectionId),
    listSetAside: ({ actor, params }) => listSetAside(program, actor, params.reportId),
    readSetAside: ({ actor, params }) => readSetAside(program, actor, params.reportId, params.draftId),
    markSetAside: ({ actor, params, body }) =>
      markSetAside(program, actor, params.reportId, params.draftId, body),
    discardSetAside: ({ actor, params }) => discardSetAside(program, actor, params.reportId, params.draftId),
  }
}
