/**
 * The assembled report as other programs get it: `format=json` of the export, and GET …/assembled.
 *
 * 1. `version` rises when something changes its meaning or goes away; fields and block types that come are
 *    no new version, so readers pass over what they do not know.
 * 2. Numbers are those that print; whoever shows the report counts nothing anew.
 */
import { z } from 'zod'
import type { AssembledReport } from '../assemble/assemble.ts'

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
  sections: z.array(section),
  contents: z.array(contentsEntry),
  length,
})

export const assembledFile = z.looseObject({
  format: z.literal('tonggao.report'),
  version: z.literal(assembledVersion),
  report: assembledReport,
})

export type AssembledFile = {
  readonly format: 'tonggao.report'
  readonly version: typeof assembledVersion
  readonly report: AssembledReport
}
