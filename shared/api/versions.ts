/** The contract of versions: freezing, looking, restoring. */
import { z } from 'zod'
import { budgetUnits } from '../budget.ts'
import { limits } from '../limits.ts'
import { sectionRoles, stages, statuses } from '../report.ts'
import { routes } from '../routes.ts'
import { versionChangeKinds, versionKinds } from '../versions/versions.ts'
import { matter } from './matter.ts'
import { define } from './route.ts'
import { count, heading, id, line, name, nothing, text, time } from './values.ts'

const version = z.object({
  id,
  /** Of the report, from 1. */
  number: z.int(),
  kind: z.enum(versionKinds),
  /** 第几版 of 定稿. */
  edition: z.int().nullable(),
  /** Empty: it has none but its kind. */
  name: z.string(),
  note: z.string(),
  stage: z.enum(stages),
  /** The section that it was made for, of those that make themselves; its number and heading then. */
  sectionId: id.nullable(),
  place: z.string(),
  personId: id,
  personName: z.string(),
  at: time,
  /** Of an erratum: what is another than in the 定稿 before. */
  changes: z.array(z.object({ what: z.enum(versionChangeKinds), place: z.string() })),
  mayRename: z.boolean(),
  mayDelete: z.boolean(),
})
export type Version = z.infer<typeof version>

const frozenSection = z.object({
  id,
  parentId: id.nullable(),
  level: z.int(),
  number: z.string(),
  heading,
  numbered: z.boolean(),
  role: z.enum(sectionRoles).nullable(),
  status: z.enum(statuses),
  leadId: id.nullable(),
  coIds: z.array(id).readonly(),
  dueAt: time.nullable(),
  floor: count.nullable(),
  ceiling: count.nullable(),
  guidance: z.string(),
  /** The position of its log that the text is of. */
  seq: z.int(),
})

const frozenReport = z.object({
  title: z.string(),
  period: z.string(),
  stage: z.enum(stages),
  wordsCeiling: count.nullable(),
  budgetUnit: z.enum(budgetUnits),
  matter,
  sections: z.array(frozenSection).readonly(),
})

/** What the sheet of then is assembled of. */
const pastOutline = z.object({
  title: z.string(),
  matter,
  wordsCeiling: count.nullable(),
  sections: z
    .array(
      frozenSection.pick({
        id: true,
        parentId: true,
        level: true,
        number: true,
        heading: true,
        numbered: true,
        role: true,
        floor: true,
        ceiling: true,
      }),
    )
    .readonly(),
  /** False: the records do not tell all of it, and it is as near as it can be told. */
  isCertain: z.boolean(),
})
export type PastOutline = z.infer<typeof pastOutline>

const note = line.max(limits.reasonLength)

export const versionsApi = define({
  /** The newest first. */
  listVersions: { ...routes.listVersions, access: 'signed-in', response: z.array(version) },
  saveVersion: {
    ...routes.saveVersion,
    access: 'signed-in',
    body: z.object({ name, note: note.optional() }),
    response: version,
  },
  /** With every section's text as it was, by section id. */
  readVersion: {
    ...routes.readVersion,
    access: 'signed-in',
    response: z.object({ version, report: frozenReport, texts: z.record(z.string(), text) }),
  },
  renameVersion: {
    ...routes.renameVersion,
    access: 'signed-in',
    body: z.object({ name, note: note.optional() }),
    response: version,
  },
  /** The text of one section, or without `sectionId` the whole report: outline, title, matter and texts. */
  restoreVersion: {
    ...routes.restoreVersion,
    access: 'signed-in',
    body: z.object({
      sectionId: id.optional(),
      /** Of the whole report only these texts: undo leaves alone what the restore did not touch. */
      texts: z.array(id).max(limits.sectionsPerReport).optional(),
    }),
    /** The version that holds what stood there before, and the sections whose text is another now. */
    response: z.object({ before: id, sectionIds: z.array(id) }),
  },
  /** 时间轴 of the report, or of one section; the oldest first. */
  listMoments: {
    ...routes.listMoments,
    access: 'signed-in',
    query: z.object({ section: id.optional() }),
    response: z.array(
      z.object({
        /** Of the last change in it: what is read at this time holds all of it. */
        at: time,
        /** Nobody: the program itself. */
        people: z.array(z.string()),
        sectionIds: z.array(id),
        changes: z.int(),
        /** Whether headings, order, title or matter changed too. */
        outline: z.boolean(),
      }),
    ),
  },
  /** Outline and texts as they were at a time; of the report, or of one section. */
  readMoment: {
    ...routes.readMoment,
    access: 'signed-in',
    query: z.object({ at: time, section: id.optional() }),
    response: z.object({ outline: pastOutline, texts: z.record(z.string(), text) }),
  },
  deleteVersion: { ...routes.deleteVersion, access: 'signed-in', response: nothing },
})
