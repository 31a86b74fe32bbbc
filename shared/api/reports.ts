/** The contract of reports: outline, texts, stages and steps. */
import { z } from 'zod'
import { budgetUnits } from '../budget.ts'
import { ruleNames } from '../checks/finding.ts'
import { limits } from '../limits.ts'
import {
  sectionRoles,
  signatureMedia,
  signerRoles,
  signoffs,
  stages,
  statuses,
  submissionChannels,
} from '../report.ts'
import { routes } from '../routes.ts'
import { matter } from './matter.ts'
import { define } from './route.ts'
import { count, heading, id, line, name, nothing, period, reason, text, time, title } from './values.ts'

/** A note at a sentence of what went back: the words as they stood, and what is to be done about them. */
export const returnNote = z.object({
  quote: line.max(limits.returnQuote),
  note: z.string().trim().min(1).max(limits.reasonLength),
})
export type ReturnNote = z.infer<typeof returnNote>

const signature = z.object({
  role: z.enum(signerRoles),
  signer: name,
  medium: z.enum(signatureMedia),
  at: time,
})

/** Where the present round of a section stands. */
const progress = z.object({
  /** When it was submitted; null while it is not, or was recalled. */
  submittedAt: time.nullable(),
  /** 零报送 */
  nil: z.boolean(),
  /** A coordinator has looked at it: no recall any more. */
  looked: z.boolean(),
  ticks: z.array(
    z.object({
      departmentId: id,
      kind: z.enum(['done', 'passed']),
      at: time,
      personName: z.string(),
      reason: z.string(),
    }),
  ),
  signatures: z.array(signature),
  /** Of what went back, while it is returned. */
  notes: z.array(returnNote),
})
export type Progress = z.infer<typeof progress>

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
  progress,
  grants: z.int(),
  generation: z.int(),
  /** The section's own plain text, numbers left out. */
  text: z.string(),
  words: z.int(),
  /** The stored text is damaged: `text` says nothing. The report cannot be exported until it is repaired. */
  unreadable: z.boolean().optional(),
  /** There is a section of an earlier report that this one was begun from. */
  carried: z.boolean().optional(),
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

/** Rules whose findings ask for a reason before 定稿; null: every error does. */
export const gating = z.array(z.enum(ruleNames)).max(ruleNames.length).readonly().nullable()

export const report = z.object({
  id,
  title: z.string(),
  period: z.string(),
  stage: z.enum(stages),
  deadline: time.nullable(),
  /** The length budget, in 字; `budgetUnit` is how people say it. */
  wordsCeiling: count.nullable(),
  budgetUnit: z.enum(budgetUnits),
  signoff: z.enum(signoffs),
  gating,
  matter,
  revision: z.int(),
  /** The report of the year before that this one goes back to. */
  earlierId: id.optional(),
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
  budgetUnit: z.enum(budgetUnits).optional(),
  signoff: z.enum(signoffs).optional(),
  gating: gating.optional(),
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
    budgetUnit: z.enum(budgetUnits),
    signoff: z.enum(signoffs),
    gating,
    matter: matter.partial(),
    /** Another report to go back to, or none: sections are linked by their headings. */
    earlierId: id.nullable(),
  })
  .partial()
export type ReportChange = z.infer<typeof reportChange>

/** A file of a section; its bytes go by /reports/:reportId/attachments/:attachmentId. */
export type Attachment = { readonly id: string; readonly name: string; readonly size: number }

/** One round: the 来稿, who signed it, and where it went back, by whom and why. */
const round = z.object({
  id,
  sectionId: id,
  round: z.int(),
  personId: id,
  personName: z.string(),
  channel: z.enum(submissionChannels),
  at: time,
  text,
  words: z.int(),
  nil: z.boolean(),
  note: z.string(),
  recalledAt: time.nullable(),
  /** 代录: for whom. */
  enteredFor: z.string().nullable(),
  /** The original that it was entered from. */
  attachmentId: id.nullable(),
  signatures: z.array(signature.extend({ note: z.string(), attachmentId: id.nullable() })),
  returns: z.array(
    z.object({
      kind: z.enum(['return', 'refused', 'reopen']),
      at: time,
      byName: z.string(),
      reason: z.string(),
      notes: z.array(returnNote),
    }),
  ),
})
export type Round = z.infer<typeof round>

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
  /** Owners and times of several sections at once. */
  changeSections: {
    ...routes.changeSections,
    access: 'signed-in',
    body: z.object({
      sectionIds: z.array(id).min(1).max(limits.sectionsPerReport),
      change: z
        .object({ leadId: id.nullable(), coIds: z.array(id).max(40), dueAt: time.nullable() })
        .partial(),
    }),
    response: report,
  },
  /** Who changed each section's text last. */
  listActivity: {
    ...routes.listActivity,
    access: 'signed-in',
    response: z.array(z.object({ sectionId: id, at: time, personName: z.string() })),
  },
  /** 我的任务: the asking author's sections of all open reports, the soonest due first. */
  listMyWork: {
    ...routes.listMyWork,
    access: 'signed-in',
    response: z.array(
      z.object({
        reportId: id,
        reportTitle: z.string(),
        sectionId: id,
        number: z.string(),
        heading: z.string(),
        role: z.enum(sectionRoles).nullable(),
        status: z.enum(statuses),
        /** The section's own time, or the report's. */
        dueAt: time.nullable(),
        returnReason: z.string().nullable(),
        /** Notes at sentences, while it is returned. */
        notes: z.int(),
        part: z.enum(['lead', 'co']),
        /** Still to be written or, for a co-department, to be said 已写完 of. */
        owed: z.boolean(),
      }),
    ),
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
  /** 报送; refused while a 协办 has neither said 已写完 nor is passed over. `nil` is 零报送, of an empty text. */
  submitSection: {
    ...routes.submitSection,
    access: 'signed-in',
    body: z.object({
      passOver: z
        .array(z.object({ departmentId: id, reason }))
        .max(40)
        .optional(),
      nil: z.boolean().optional(),
      note: z.string().trim().max(limits.reasonLength).optional(),
      channel: z.enum(submissionChannels).exclude(['entered']).optional(),
    }),
    response: report,
  },
  returnSection: {
    ...routes.returnSection,
    access: 'signed-in',
    body: z.object({ reason, notes: z.array(returnNote).max(limits.returnNotes).optional() }),
    response: report,
  },
  /** All of them or none. */
  acceptSections: {
    ...routes.acceptSections,
    access: 'signed-in',
    body: z.object({ sectionIds: z.array(id).min(1).max(limits.sectionsPerReport) }),
    response: report,
  },
  reopenSection: {
    ...routes.reopenSection,
    access: 'signed-in',
    body: z.object({ reason }),
    response: report,
  },
  /** 已写完 of a 协办. */
  tickSection: {
    ...routes.tickSection,
    access: 'signed-in',
    body: z.object({ departmentId: id, done: z.boolean() }),
    response: report,
  },
  recallSection: { ...routes.recallSection, access: 'signed-in', response: report },
  lookAtSection: { ...routes.lookAtSection, access: 'signed-in', response: report },
  /** A personal link for the next signer, shown once; it ends the one before. */
  createSignatureLink: {
    ...routes.createSignatureLink,
    access: 'signed-in',
    body: z.object({ signer: name }),
    response: z.object({ link: z.string(), role: z.enum(signerRoles), expiresAt: time }),
  },
  /** 代签: a signature given on paper, by telephone, … and recorded here. */
  recordSignature: {
    ...routes.recordSignature,
    access: 'signed-in',
    body: z.object({
      signer: name,
      medium: z.enum(signatureMedia).exclude(['link', 'account']),
      note: z.string().trim().max(limits.reasonLength).optional(),
      attachmentId: id.optional(),
    }),
    response: report,
  },
  listSubmissions: {
    ...routes.listSubmissions,
    access: 'signed-in',
    response: z.array(round),
  },
})
