/** The contract of 统稿台: what there is to take from, and taking, moving and undoing. */
import { z } from 'zod'
import { deskActs, paperKinds } from '../desk.ts'
import { fates } from '../fates.ts'
import { submissionChannels } from '../report.ts'
import { routes } from '../routes.ts'
import { define } from './route.ts'
import { id, text, time } from './values.ts'

const at = z.int().min(0).max(10_000_000)
const piece = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('blocks'), from: at, until: at }),
  z.object({ kind: z.literal('words'), line: at, from: at, until: at }),
])
const place = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('between'), before: at }),
  z.object({ kind: z.literal('within'), line: at, at }),
])

/** Where to, counted in the section's text at log position `base`. */
const target = z.object({ sectionId: id, base: at, place })

const act = z.object({
  id,
  kind: z.enum(deskActs),
  at: time,
  personName: z.string(),
  /** What it was taken from: one of the two. */
  submissionId: id.nullable(),
  materialId: id.nullable(),
  /** Null: taken from material. */
  fromSectionId: id.nullable(),
  toSectionId: id,
  piece,
  /** How it begins. */
  quote: z.string(),
  undone: z.boolean(),
})
export type DeskAct = z.infer<typeof act>

const paper = z.object({
  id,
  kind: z.enum(paperKinds),
  /** Of material; empty: a 来稿. */
  name: z.string(),
  /** Null: material, which is bound to none. */
  sectionId: id.nullable(),
  /** The section is no longer in the outline. */
  deleted: z.boolean(),
  number: z.string(),
  heading: z.string(),
  departmentNames: z.array(z.string()),
  /** Null: material. */
  round: z.int().nullable(),
  channel: z.enum(submissionChannels).nullable(),
  personName: z.string(),
  enteredFor: z.string().nullable(),
  at: time,
  recalled: z.boolean(),
  /** The original, where there is one. */
  attachmentId: id.nullable(),
  text,
})
/** One 来稿, or one material, as it lies on the desk. */
export type DeskPaper = z.infer<typeof paper>

const sectionText = z.object({ sectionId: id, seq: z.int(), text })
export type SectionText = z.infer<typeof sectionText>

const acted = z.object({
  act,
  /** The texts that it changed, as they are now. */
  texts: z.array(sectionText),
})

const wordSource = z.object({
  personId: id.nullable(),
  /** Null: nobody's, as a section's first text is. Of somebody without an account, with a null id: 代录. */
  personName: z.string().nullable(),
  departmentId: id.nullable(),
  departmentName: z.string().nullable(),
  /** To the minute. */
  at: time.nullable(),
  /** The round of the 来稿 that the desk took it from. */
  round: z.int().nullable(),
  /** What the material is called that the desk took it from. */
  material: z.string().nullable(),
  /** Where the desk took or moved it from. */
  fromSectionId: id.nullable(),
})
export type WordSource = z.infer<typeof wordSource>

const share = z.object({
  personId: id.nullable(),
  personName: z.string().nullable(),
  departmentId: id.nullable(),
  departmentName: z.string().nullable(),
  /** 字 */
  words: z.int(),
})
export type Share = z.infer<typeof share>

export const deskApi = define({
  /** Who wrote a section as it is now: spans of letters by Yjs client and clock, in the order of the text. */
  getAuthorship: {
    ...routes.getAuthorship,
    access: 'signed-in',
    response: z.object({
      seq: z.int(),
      spans: z.array(z.object({ client: z.int(), clock: z.int(), length: z.int(), source: z.int() })),
      sources: z.array(wordSource),
      /** For a coordinator alone; null for others. */
      shares: z.array(share).nullable(),
    }),
  },
  /** All 来稿 of all sections, the newest round of each first, then all material; and what was done at the desk, the newest first. */
  getDesk: {
    ...routes.getDesk,
    access: 'signed-in',
    response: z.object({ papers: z.array(paper), acts: z.array(act) }),
  },
  /** The sections' texts with the log positions that they are of; without `section`, of all. */
  getDeskTexts: {
    ...routes.getDeskTexts,
    access: 'signed-in',
    query: z.object({ section: id.optional() }),
    response: z.array(sectionText),
  },
  /** What became of each line of the section's 来稿, the newest round first; a blank line has no fate. */
  getFates: {
    ...routes.getFates,
    access: 'signed-in',
    response: z.array(
      z.object({
        submissionId: id,
        lines: z.array(
          z.object({ text: z.string(), fate: z.enum(fates).nullable(), sectionIds: z.array(id) }),
        ),
      }),
    ),
  },
  /** Refused with `taken-already` where the same words stand in the report, unless `again`. */
  takePiece: {
    ...routes.takePiece,
    access: 'signed-in',
    body: z.object({
      from: z.union([z.strictObject({ submissionId: id, piece }), z.strictObject({ materialId: id, piece })]),
      to: target,
      again: z.boolean().optional(),
    }),
    response: acted,
  },
  /** Between two sections, or within one. Refused with `words-changed` where somebody changed them since. */
  movePiece: {
    ...routes.movePiece,
    access: 'signed-in',
    body: z.object({ from: z.object({ sectionId: id, base: at, piece }), to: target }),
    response: acted,
  },
  undoDeskAct: { ...routes.undoDeskAct, access: 'signed-in', response: acted },
})
