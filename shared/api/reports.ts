/** The contract of reports: outline, texts, stages and steps. */
import { z } from 'zod'
import { limits } from '../limits.ts'
import { sectionRoles, stages, statuses } from '../report.ts'
import { routes } from '../routes.ts'
import { define } from './route.ts'
import { count, date, heading, id, line, nothing, period, reason, text, time, title } from './values.ts'

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

export const report = z.object({
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
  wordsCeiling: count.nullable().optional(),
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

export const reportsApi = define({
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
