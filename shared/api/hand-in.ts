/** The contract of the ways in without the editor: the plain page, and 代录 by the coordinator. */
import { z } from 'zod'
import { limits } from '../limits.ts'
import { sectionRoles, signoffs, statuses } from '../report.ts'
import { routes } from '../routes.ts'
import { putModes } from '../schema/put-modes.ts'
import { report, returnNote } from './reports.ts'
import { define } from './route.ts'
import { count, heading, id, name, reason, time } from './values.ts'

/** One section as the plain page shows it. */
const handIn = z.object({
  reportTitle: z.string(),
  number: z.string(),
  heading,
  role: z.enum(sectionRoles).nullable(),
  guidance: z.string(),
  floor: count.nullable(),
  ceiling: count.nullable(),
  /** The section's own time, or the report's. */
  dueAt: time.nullable(),
  status: z.enum(statuses),
  returnReason: z.string().nullable(),
  /** At sentences of what came back, while it is returned. */
  notes: z.array(returnNote),
  signoff: z.enum(signoffs),
  /** The text, a line for each of its paragraphs; what is written back is such lines. */
  text: z.string(),
  /** Neither words nor an image: what 零报送 is for. */
  blank: z.boolean(),
  /** The log position of `text`. */
  seq: z.int(),
  mayWrite: z.boolean(),
  maySubmit: z.boolean(),
  /** 撤回: it is submitted, and no coordinator has looked at it. */
  mayRecall: z.boolean(),
  /** The asking person's 协办, and which of them have said 已写完. */
  ownTicks: z.array(z.object({ id, name: z.string(), done: z.boolean() })),
  /** The 协办 that have neither said 已写完 nor been passed over. */
  waitsFor: z.array(z.object({ id, name: z.string() })),
  /** There is a text of last year beside it. */
  carried: z.boolean(),
})
export type HandIn = z.infer<typeof handIn>

/** `base`: the `seq` that the text was read at. */
const written = z.object({ text: z.string().max(limits.handInCharacters), base: z.int().min(0) })

export const handInApi = define({
  getHandIn: { ...routes.getHandIn, access: 'signed-in', response: handIn },
  /**
   * Edits the section's text so that it says these lines. `text-changed` when somebody changed it since `base`;
   * its details are the text and its `seq` as they are now.
   */
  writeSection: { ...routes.writeSection, access: 'signed-in', body: written, response: handIn },
  /**
   * Puts a text (blocks of the schema, as GET shows none: see docs/API.md) in place of the section's, which was
   * read at `base`, or behind it. `text-changed` as above.
   */
  putText: {
    ...routes.putText,
    access: 'signed-in',
    body: z.object({ text: z.unknown(), base: z.int().min(0), mode: z.enum(putModes) }),
    response: handIn,
  },
  /** 代录: writes a text for somebody and submits it, in one act. Without a text the section's own is submitted. */
  enterSection: {
    ...routes.enterSection,
    access: 'signed-in',
    body: z.object({
      enteredFor: name,
      written: written.optional(),
      attachmentId: id.optional(),
      passOver: z
        .array(z.object({ departmentId: id, reason }))
        .max(40)
        .optional(),
      note: z.string().trim().max(limits.reasonLength).optional(),
    }),
    response: report,
  },
})
