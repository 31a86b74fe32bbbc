/** The contract of front and back matter (shared/report.ts, Matter). */
import { z } from 'zod'
import { limits } from '../limits.ts'
import { reportKinds, seals, urgencies } from '../report.ts'
import { date, line, name } from './values.ts'

const words = line.max(limits.matterLength)

const letterhead = z.object({
  copyNumber: line.regex(/^\d{0,6}$/),
  urgency: z.enum(urgencies),
  issuer: words,
  documentNumber: line.max(limits.nameLength),
  signers: z.array(name).max(limits.matterSigners).readonly(),
})

const imprint = z.object({
  copies: line.max(limits.matterNoteLength),
  printer: words,
  printedOn: date.nullable(),
})

export const matter = z.object({
  kind: z.enum(reportKinds),
  letterhead: letterhead.nullable(),
  /** Put together they are the title; what is not is passed over when the sheet is written. */
  titleLines: z.array(line.max(limits.titleLength)).max(limits.matterTitleLines).readonly(),
  /** A page of contents before the text. */
  contents: z.boolean(),
  addressee: words,
  signature: words,
  date: date.nullable(),
  signaturePlace: z.enum(['end', 'title']),
  seal: z.enum(seals),
  note: line.max(limits.matterNoteLength),
  imprint: imprint.nullable(),
})

/** What a template keeps of it. */
export const matterForm = matter.pick({
  kind: true,
  letterhead: true,
  contents: true,
  seal: true,
  imprint: true,
})
