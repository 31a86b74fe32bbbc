/** The contract of people: who is here, how one gets in, departments, invitations. */
import { z } from 'zod'
import { limits } from '../limits.ts'
import { roles } from '../permissions.ts'
import { statuses } from '../report.ts'
import { routes } from '../routes.ts'
import { define } from './route.ts'
import { email, id, name, nothing, password, secret, time, username } from './values.ts'

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

const department = z.object({
  id,
  name,
  active: z.boolean(),
  /** 部门负责人: members of it. */
  headIds: z.array(id),
  /** 分管领导 */
  leaderId: id.nullable(),
  /** The department that took over all that this one had; such a one is closed for good. */
  mergedInto: id.nullable(),
})
export type Department = z.infer<typeof department>

const holding = z.object({
  reportId: id,
  reportTitle: z.string(),
  /** Final or archived: a transfer leaves it as it is. */
  closed: z.boolean(),
  sectionId: id,
  number: z.string(),
  heading: z.string(),
  status: z.enum(statuses),
  as: z.enum(['lead', 'co']),
})
export type Holding = z.infer<typeof holding>

/** What a department has: sections that name it, and invitations into it that are not revoked. */
const holdings = z.object({ sections: z.array(holding), invitations: z.int() })
export type Holdings = z.infer<typeof holdings>

/** A word, or a few: it stands in sentences. */
const departmentLabel = z
  .string()
  .trim()
  .max(limits.departmentLabelLength)
  .regex(/^[\p{L}\p{N}]+(?:[ ·、/-][\p{L}\p{N}]+)*$/u)
const organisation = z.object({
  name,
  /** What it calls its 部门: 科室, 办公室, 中心, 站所, 村… */
  departmentLabel,
})
export type Organisation = z.infer<typeof organisation>

export const me = z.object({
  /** Null: nobody is signed in. */
  person: person.nullable(),
  /** Null: the first start is not done yet. */
  organisation: organisation.nullable(),
  /** Names this installation; local copies carry it. */
  installationId: z.string(),
  sampleLoaded: z.boolean(),
  /** A forgotten password can be asked for by e-mail. */
  resetByMail: z.boolean(),
  /** The server prints PDF. */
  pdf: z.boolean(),
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

export const peopleApi = define({
  getMe: { ...routes.getMe, access: 'public', response: me },
  setUp: {
    ...routes.setUp,
    access: 'public',
    body: z.object({
      token: secret,
      organisation: name,
      departments: z.array(name).max(60),
      departmentLabel: departmentLabel.optional(),
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
    body: z
      .object({ name, active: z.boolean(), headIds: z.array(id).max(20), leaderId: id.nullable() })
      .partial(),
    response: department,
  },
  listHoldings: { ...routes.listHoldings, access: 'signed-in', response: holdings },
  /** All sections of reports that are not closed go over; answers what is left. */
  transferSections: {
    ...routes.transferSections,
    access: 'signed-in',
    body: z.object({ toId: id }),
    response: holdings,
  },
  /** Sections, people, invitations and templates go over; it cannot be undone. Answers the one that remains. */
  mergeDepartments: {
    ...routes.mergeDepartments,
    access: 'signed-in',
    body: z.object({ toId: id }),
    response: department,
  },
  /** It cannot be undone. Answers the one who remains. */
  mergePersons: {
    ...routes.mergePersons,
    access: 'signed-in',
    body: z.object({ toId: id }),
    response: person,
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
})
