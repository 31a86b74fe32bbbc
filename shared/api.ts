/**
 * The HTTP contract under /api/v1 as zod schemas; methods and paths stand in routes.ts. Server mounts it,
 * client calls it (by type alone: no schema reaches the browser).
 *
 * 1. `body` is what the client sends, `response` what it gets.
 * 2. Times are ISO 8601 UTC, dates yyyy-mm-dd, ids as in ids.ts.
 * 3. Errors are {error:{code,message,details?}}; codes stand in errors.ts.
 */
import { z } from 'zod'
import { limits } from './limits.ts'
import { roles } from './permissions.ts'
import { sectionRoles, stages, statuses } from './report.ts'
import { routes } from './routes.ts'
import type { Text } from './schema/text.ts'

/** Names and headings are one line: a line feed or an escape in one would forge lines of lists and exports. */
const line = z
  .string()
  .overwrite(value => value.toWellFormed().replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' '))
  .trim()
const name = line.min(1).max(limits.nameLength)
const heading = line.max(limits.headingLength)
const title = line.min(1).max(limits.titleLength)
const period = line.max(40)
const reason = z.string().trim().min(1).max(limits.reasonLength)
const id = z.string().min(1).max(64)
const time = z.iso.datetime()
const date = z.iso.date()
const count = z.int().min(0).max(1_000_000)
const password = z.string().min(limits.passwordMin).max(limits.passwordMax)
const username = z
  .string()
  .trim()
  .regex(/^[\p{L}\p{N}._-]{2,32}$/u)
const email = z.email().max(120)
const secret = z.string().min(20).max(200)
const nothing = z.object({})
/** ProseMirror JSON; the verb checks it against the text schema. */
const text = z.custom<Text>(value => typeof value === 'object' && value !== null)

const person = z.object({
  id,
  name,
  username: z.string().nullable(),
  email: z.string().nullable(),
  role: z.enum(roles),
  isAdministrator: z.boolean(),
  departmentIds: z.array(id),
  active: z.boolean(),
})
export type Person = z.infer<typeof person>

const department = z.object({ id, name, active: z.boolean() })
export type Department = z.infer<typeof department>

const organisation = z.object({ name, departmentLabel: z.string().max(10) })
export type Organisation = z.infer<typeof organisation>

const me = z.object({
  /** Null: nobody is signed in. */
  person: person.nullable(),
  /** Null: the first start is not done yet. */
  organisation: organisation.nullable(),
  /** Names this installation; local copies carry it. */
  installationId: z.string(),
  sampleLoaded: z.boolean(),
})
export type Me = z.infer<typeof me>

const invitation = z.object({
  id,
  departmentId: id.nullable(),
  role: z.enum(roles),
  createdAt: time,
  expiresAt: time,
  usesLeft: z.int(),
  revoked: z.boolean(),
})
export type Invitation = z.infer<typeof invitation>

const matter = z.object({
  addressee: line.max(200),
  signature: line.max(200),
  date: date.nullable(),
  signaturePlace: z.enum(['end', 'title']),
})

const section = z.object({
  id,
  parentId: id.nullable(),
  level: z.int(),
  number: z.string(),
  heading,
  numbered: z.boolean(),
  role: z.enum(sectionRoles).nullable(),
  status: z.enum(statuses),
  leadId: id.nullable(),
  coIds: z.array(id),
  effectiveLeadId: id.nullable(),
  effectiveCoIds: z.array(id),
  dueAt: time.nullable(),
  floor: count.nullable(),
  ceiling: count.nullable(),
  guidance: z.string(),
  returnReason: z.string().nullable(),
  rounds: z.int(),
  grants: z.int(),
  generation: z.int(),
  /** The section's own plain text, numbers left out. */
  text: z.string(),
  words: z.int(),
  /** The stored text is damaged: `text` says nothing. The report cannot be exported until it is repaired. */
  unreadable: z.boolean().optional(),
})
export type Section = z.infer<typeof section>

const reportSummary = z.object({
  id,
  title: z.string(),
  period: z.string(),
  stage: z.enum(stages),
  deadline: time.nullable(),
  updatedAt: time,
  sections: z.int(),
  submitted: z.int(),
  accepted: z.int(),
  /** Sections that the asking person's departments hold and still owe. */
  mine: z.int(),
})
export type ReportSummary = z.infer<typeof reportSummary>

const report = z.object({
  id,
  title: z.string(),
  period: z.string(),
  stage: z.enum(stages),
  deadline: time.nullable(),
  wordsCeiling: count.nullable(),
  matter,
  revision: z.int(),
  sections: z.array(section),
})
export type Report = z.infer<typeof report>

const newSection = z.object({
  heading,
  level: z.int().min(1).max(limits.outlineLevels),
  numbered: z.boolean(),
  role: z.enum(sectionRoles).nullable(),
  leadId: id.nullable().optional(),
  coIds: z.array(id).optional(),
  guidance: z.string().max(limits.guidanceLength).optional(),
  dueAt: time.nullable().optional(),
  floor: count.nullable().optional(),
  ceiling: count.nullable().optional(),
  text,
})
export type NewSection = z.infer<typeof newSection>

const newReport = z.object({
  title,
  period,
  deadline: time.nullable().optional(),
  matter: matter.partial().optional(),
  sections: z.array(newSection).max(limits.sectionsPerReport),
})
export type NewReport = z.infer<typeof newReport>

const place = { parentId: id.nullable(), afterId: id.nullable() }

const sectionChange = z
  .object({
    heading,
    numbered: z.boolean(),
    role: z.enum(sectionRoles).nullable(),
    leadId: id.nullable(),
    coIds: z.array(id).max(40),
    dueAt: time.nullable(),
    floor: count.nullable(),
    ceiling: count.nullable(),
    guidance: z.string().max(limits.guidanceLength),
  })
  .partial()
export type SectionChange = z.infer<typeof sectionChange>

const reportChange = z
  .object({
    title,
    period,
    deadline: time.nullable(),
    wordsCeiling: count.nullable(),
    matter: matter.partial(),
  })
  .partial()
export type ReportChange = z.infer<typeof reportChange>

const submission = z.object({
  id,
  sectionId: id,
  round: z.int(),
  personId: id,
  personName: z.string(),
  channel: z.enum(['editor']),
  at: time,
  text,
  words: z.int(),
})
export type Submission = z.infer<typeof submission>

export const exportFormats = ['html', 'print-html', 'txt'] as const
export type ExportFormat = (typeof exportFormats)[number]

export type Route = {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  readonly path: string
  /** Who may call at all; what a signed-in person may do is decided by permissions.ts in the verb. */
  readonly access: 'public' | 'signed-in'
  readonly body?: z.ZodType
  readonly query?: z.ZodType
  readonly response: z.ZodType
}

const define = <const Routes extends Record<string, Route>>(routes: Routes): Routes => routes

/** Exports and openapi.json are not JSON contracts; server/http mounts them beside these. */
export const api = define({
  getMe: { ...routes.getMe, access: 'public', response: me },
  setUp: {
    ...routes.setUp,
    access: 'public',
    body: z.object({
      token: secret,
      organisation: name,
      departments: z.array(name).max(60),
      name,
      username,
      email: email.optional(),
      password,
    }),
    response: me,
  },
  signIn: {
    ...routes.signIn,
    access: 'public',
    body: z.object({
      login: z.string().trim().min(1).max(120),
      password: z.string().max(limits.passwordMax),
    }),
    response: me,
  },
  signOut: { ...routes.signOut, access: 'public', response: nothing },
  /** Shows an invitation without using it up, so a chat program's link preview costs nothing. */
  peekInvitation: {
    ...routes.peekInvitation,
    access: 'public',
    body: z.object({ token: secret }),
    response: z.object({ organisation: name, department: z.string().nullable(), role: z.enum(roles) }),
  },
  acceptInvitation: {
    ...routes.acceptInvitation,
    access: 'public',
    body: z.object({ token: secret, name }),
    /** `link` is the personal re-entry link's path, shown once. */
    response: z.object({ me, link: z.string() }),
  },
  enter: {
    ...routes.enter,
    access: 'public',
    body: z.object({ token: secret }),
    response: me,
  },
  renewMyLink: {
    ...routes.renewMyLink,
    access: 'signed-in',
    response: z.object({ link: z.string() }),
  },
  changeMyPassword: {
    ...routes.changeMyPassword,
    access: 'signed-in',
    /** A person who came by a link has no current password, and picks a user name with the first one. */
    body: z.object({
      current: z.string().max(limits.passwordMax).optional(),
      username: username.optional(),
      password,
    }),
    response: me,
  },

  changeOrganisation: {
    ...routes.changeOrganisation,
    access: 'signed-in',
    body: organisation.partial(),
    response: organisation,
  },
  listDepartments: {
    ...routes.listDepartments,
    access: 'signed-in',
    response: z.array(department),
  },
  createDepartment: {
    ...routes.createDepartment,
    access: 'signed-in',
    body: z.object({ name }),
    response: department,
  },
  changeDepartment: {
    ...routes.changeDepartment,
    access: 'signed-in',
    body: z.object({ name, active: z.boolean() }).partial(),
    response: department,
  },
  listPeople: { ...routes.listPeople, access: 'signed-in', response: z.array(person) },
  createPerson: {
    ...routes.createPerson,
    access: 'signed-in',
    body: z.object({
      name,
      username,
      email: email.optional(),
      password,
      role: z.enum(roles),
      departmentIds: z.array(id).max(40),
    }),
    response: person,
  },
  changePerson: {
    ...routes.changePerson,
    access: 'signed-in',
    body: z
      .object({
        name,
        role: z.enum(roles),
        isAdministrator: z.boolean(),
        departmentIds: z.array(id).max(40),
        active: z.boolean(),
      })
      .partial(),
    response: person,
  },
  renewPersonLink: {
    ...routes.renewPersonLink,
    access: 'signed-in',
    response: z.object({ link: z.string() }),
  },
  listInvitations: {
    ...routes.listInvitations,
    access: 'signed-in',
    response: z.array(invitation),
  },
  createInvitation: {
    ...routes.createInvitation,
    access: 'signed-in',
    body: z.object({
      departmentId: id.nullable(),
      role: z.enum(roles),
      days: z.int().min(1).max(365).optional(),
      uses: z.int().min(1).max(500).optional(),
    }),
    /** `link` is the path with the secret in its fragment, shown once. */
    response: z.object({ invitation, link: z.string() }),
  },
  revokeInvitation: {
    ...routes.revokeInvitation,
    access: 'signed-in',
    response: nothing,
  },

  listReports: { ...routes.listReports, access: 'signed-in', response: z.array(reportSummary) },
  createReport: { ...routes.createReport, access: 'signed-in', body: newReport, response: report },
  /** A half-written report of a fictional town, its departments included. Administrator only, once. */
  loadSample: { ...routes.loadSample, access: 'signed-in', response: z.object({ id }) },
  getReport: { ...routes.getReport, access: 'signed-in', response: report },
  changeReport: {
    ...routes.changeReport,
    access: 'signed-in',
    body: reportChange,
    response: report,
  },
  deleteReport: { ...routes.deleteReport, access: 'signed-in', response: nothing },
  restoreReport: {
    ...routes.restoreReport,
    access: 'signed-in',
    response: report,
  },
  moveStage: {
    ...routes.moveStage,
    access: 'signed-in',
    body: z.object({ stage: z.enum(stages), reason: reason.optional() }),
    response: report,
  },
  addSection: {
    ...routes.addSection,
    access: 'signed-in',
    body: z.object({ ...place, heading, numbered: z.boolean().optional() }),
    response: z.object({ sectionId: id, report }),
  },
  changeSection: {
    ...routes.changeSection,
    access: 'signed-in',
    body: sectionChange,
    response: report,
  },
  /** Puts a section, with all below it, under `parentId` right after `afterId` (null: first). */
  moveSection: {
    ...routes.moveSection,
    access: 'signed-in',
    body: z.object(place),
    response: report,
  },
  deleteSection: {
    ...routes.deleteSection,
    access: 'signed-in',
    response: report,
  },
  /** Undoes a deletion; the sections deleted together come back together. */
  restoreSection: {
    ...routes.restoreSection,
    access: 'signed-in',
    response: report,
  },
  submitSection: {
    ...routes.submitSection,
    access: 'signed-in',
    response: report,
  },
  returnSection: {
    ...routes.returnSection,
    access: 'signed-in',
    body: z.object({ reason }),
    response: report,
  },
  acceptSection: {
    ...routes.acceptSection,
    access: 'signed-in',
    response: report,
  },
  listSubmissions: {
    ...routes.listSubmissions,
    access: 'signed-in',
    response: z.array(submission),
  },
})

export type Api = typeof api
export type RouteName = keyof Api
export type BodyOf<Name extends RouteName> = Api[Name] extends { body: infer Body extends z.ZodType }
  ? z.input<Body>
  : undefined
export type ResponseOf<Name extends RouteName> = z.output<Api[Name]['response']>

/** The names of a path's :parameters. */
export type ParamsOf<Path extends string> = Path extends `${string}:${infer Param}/${infer Rest}`
  ? { [Key in Param]: string } & ParamsOf<`/${Rest}`>
  : Path extends `${string}:${infer Param}`
    ? { [Key in Param]: string }
    : unknown
