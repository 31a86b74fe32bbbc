/** The contract of 征求意见: rounds, recipients, opinions and what became of them. */
import { z } from 'zod'
import { opinionOutcomes, recipientStates } from '../consult.ts'
import { limits } from '../limits.ts'
import { stages } from '../report.ts'
import { routes } from '../routes.ts'
import { define } from './route.ts'
import { id, line, name, nothing, reason, secret, time, title } from './values.ts'

const opinion = z.object({
  id,
  sectionId: id.nullable(),
  /** The sentence that is meant, as it stands in the text consulted; empty: the section, or the whole. */
  quote: z.string(),
  text: z.string(),
  createdAt: time,
  outcome: z.enum(opinionOutcomes).nullable(),
  reason: z.string(),
  decidedByName: z.string().nullable(),
  decidedAt: time.nullable(),
})
export type Opinion = z.infer<typeof opinion>

const recipient = z.object({
  id,
  name: z.string(),
  departmentId: id.nullable(),
  personId: id.nullable(),
  state: z.enum(recipientStates),
  answeredAt: time.nullable(),
  late: z.boolean(),
  /** Who entered the answer for them; null: they themselves. */
  enteredByName: z.string().nullable(),
  opinions: z.array(opinion),
})
export type ConsultRecipient = z.infer<typeof recipient>

const consultation = z.object({
  id,
  round: z.int(),
  title: z.string(),
  note: z.string(),
  dueAt: time,
  createdAt: time,
  createdByName: z.string(),
  closedAt: time.nullable(),
  /** The sections of the text consulted, as they were called. */
  sections: z.array(z.object({ id, label: z.string() })),
  /** For a recipient: themselves alone. */
  recipients: z.array(recipient),
})
export type Consultation = z.infer<typeof consultation>

const consultations = z.object({
  reportTitle: z.string(),
  stage: z.enum(stages),
  /** Newest first. */
  rounds: z.array(consultation),
})
export type Consultations = z.infer<typeof consultations>

const consultedText = z.object({
  title: z.string(),
  sections: z.array(
    z.object({
      id,
      level: z.int(),
      label: z.string(),
      showsHeading: z.boolean(),
      lines: z.array(z.string()),
    }),
  ),
})

/** A person of the house, a department, or a name: one at least. */
const newRecipient = z
  .object({ name, departmentId: id, personId: id })
  .partial()
  .refine(given => Object.keys(given).length > 0)
export type NewRecipient = z.infer<typeof newRecipient>
const newRecipients = z.array(newRecipient).min(1).max(limits.consultRecipients)

const saidOpinion = z.object({
  sectionId: id.nullable(),
  quote: line.max(500),
  text: reason,
})
const answer = z.discriminatedUnion('answer', [
  z.object({ answer: z.literal('none') }),
  z.object({
    answer: z.literal('opinions'),
    opinions: z.array(saidOpinion).min(1).max(limits.opinionsPerAnswer),
  }),
])
export type ConsultAnswer = z.infer<typeof answer>

/** Personal links of those without an account, shown once. */
const links = z.array(z.object({ recipientId: id, name: z.string(), link: z.string() }))
const withLinks = z.object({ consultations, links })

export const consultApi = define({
  /** A coordinator gets every round, a recipient those that ask them, anybody else none. */
  listConsultations: { ...routes.listConsultations, access: 'signed-in', response: consultations },
  startConsultation: {
    ...routes.startConsultation,
    access: 'signed-in',
    body: z.object({
      title,
      note: z.string().trim().max(limits.reasonLength),
      dueAt: time,
      recipients: newRecipients,
      /** Move the report on to 征求意见, where it is not there yet. */
      advance: z.boolean().optional(),
    }),
    response: withLinks,
  },
  addRecipients: {
    ...routes.addRecipients,
    access: 'signed-in',
    body: z.object({ recipients: newRecipients }),
    response: withLinks,
  },
  closeConsultation: {
    ...routes.closeConsultation,
    access: 'signed-in',
    body: z.object({ closed: z.boolean() }),
    response: consultations,
  },
  getConsultedText: { ...routes.getConsultedText, access: 'signed-in', response: consultedText },
  /** A new personal link; the one before it ends. */
  renewOpinionLink: {
    ...routes.renewOpinionLink,
    access: 'signed-in',
    response: z.object({ link: z.string(), expiresAt: time }),
  },
  /** By the recipient, or entered for them by a coordinator; replaces what was answered before. */
  answerConsultation: {
    ...routes.answerConsultation,
    access: 'signed-in',
    body: answer,
    response: consultations,
  },
  /** `outcome` null takes the decision back. */
  decideOpinion: {
    ...routes.decideOpinion,
    access: 'signed-in',
    body: z.object({ outcome: z.enum(opinionOutcomes).nullable(), reason: reason.optional() }),
    response: consultations,
  },
  /** The asking person's rounds that are not closed, unanswered first. */
  listMyConsultations: {
    ...routes.listMyConsultations,
    access: 'signed-in',
    response: z.array(
      z.object({
        reportId: id,
        reportTitle: z.string(),
        consultationId: id,
        title: z.string(),
        dueAt: time,
        state: z.enum(recipientStates),
      }),
    ),
  },
  /** What a recipient's link shows, without using it up. */
  peekOpinion: {
    ...routes.peekOpinion,
    access: 'public',
    body: z.object({ token: secret }),
    response: z.object({
      organisation: name,
      title: z.string(),
      note: z.string(),
      round: z.int(),
      dueAt: time,
      name: z.string(),
      state: z.enum(recipientStates),
      opinions: z.array(saidOpinion),
      text: consultedText,
    }),
  },
  opineByLink: {
    ...routes.opineByLink,
    access: 'public',
    body: z.object({ token: secret, answer }),
    response: nothing,
  },
})
