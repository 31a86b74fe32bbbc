/**
 * The assembled report as other programs get it: `format=json` of the export, and GET …/assembled.
 *
 * 1. `version` rises when something changes its meaning or goes away; fields and block types that come are
 *    no new version, so readers pass over what they do not know.
 * 2. Numbers are those that print; whoever shows the report counts nothing anew.
 */
import { z } from 'zod'
import type { AssembledReport } from '../assemble/assemble.ts'
import { reportKinds, seals } from '../report.ts'

export const assembledVersion = 1

const length = z.object({
  words: z.int(),
  floor: z.int().nullable(),
  ceiling: z.int().nullable(),
  verdict: z.enum(['under', 'within', 'over']),
})

const innerHeading = z.object({
  kind: z.enum(['line', 'run-in']),
  level: z.int(),
  number: z.string(),
  ordinal: z.int(),
  text: z.string(),
})

const contentsEntry = z.object({ id: z.string(), level: z.int(), number: z.string(), heading: z.string() })

const section = z.looseObject({
  id: z.string(),
  level: z.int(),
  number: z.string(),
  heading: z.string(),
  showsHeading: z.boolean(),
  /** Not accepted yet, and marked so because that was asked for. */
  pending: z.boolean(),
  /** A block is a ProseMirror node of shared/schema/text.ts. */
  blocks: z.array(
    z.looseObject({ block: z.looseObject({ type: z.string() }), heading: innerHeading.optional() }),
  ),
  words: z.int(),
  length,
})

export const assembledReport = z.looseObject({
  title: z.string(),
  addressee: z.string(),
  signature: z.string(),
  date: z.string(),
  signaturePlace: z.enum(['end', 'title']),
  kind: z.enum(reportKinds),
  letterhead: z
    .object({
      copyNumber: z.string(),
      urgency: z.string(),
      issuer: z.string(),
      documentNumber: z.string(),
      signers: z.array(z.string()),
    })
    .nullable(),
  /** The title as its author broke it; none: it breaks by itself. */
  titleLines: z.array(z.string()),
  contentsPage: z.boolean(),
  seal: z.enum(seals),
  note: z.string(),
  imprint: z.object({ copies: z.string(), printer: z.string(), printedOn: z.string() }).nullable(),
  sections: z.array(section),
  /** 附件说明 */
  attachmentsNote: z.array(z.object({ number: z.string(), title: z.string() })),
  /** 附件, each on a page of its own: `label` above, the title is the section's heading. */
  attachments: z.array(z.object({ label: z.string(), section, below: z.array(section) })),
  contents: z.array(contentsEntry),
  length,
})

const storedImage = z.object({
  mediaType: z.enum(['image/png', 'image/jpeg']),
  width: z.int(),
  height: z.int(),
  base64: z.base64(),
})

export const assembledFile = z.looseObject({
  format: z.literal('tonggao.report'),
  version: z.literal(assembledVersion),
  report: assembledReport,
  /** By imageId; an image that a text names may be missing. */
  images: z.record(z.string(), storedImage),
})

export type AssembledFile = {
  readonly format: 'tonggao.report'
  readonly version: typeof assembledVersion
  readonly report: AssembledReport
  readonly images: Readonly<Record<string, z.infer<typeof storedImage>>>
}
