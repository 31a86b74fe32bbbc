/** The contract of set-aside drafts: text that a section did not take. */
import { z } from 'zod'
import { routes } from '../routes.ts'
import { define } from './route.ts'
import { id, nothing, text, time } from './values.ts'

const setAside = z.object({
  id,
  sectionId: id,
  /** The section's heading, also when it is deleted. */
  heading: z.string(),
  sectionDeleted: z.boolean(),
  personId: id,
  personName: z.string(),
  at: time,
  words: z.int(),
  /** Somebody took what is in it over into the report. */
  taken: z.object({ at: time, personName: z.string() }).nullable(),
})
export type SetAside = z.infer<typeof setAside>

const setAsideText = setAside.extend({
  /** The section as that person had it. */
  text,
  /** The section as it is now; null when it is deleted or cannot be read. */
  current: text.nullable(),
})
export type SetAsideText = z.infer<typeof setAsideText>

export const setAsideApi = define({
  /** One's own drafts of a report; a coordinator sees everybody's. */
  listSetAside: { ...routes.listSetAside, access: 'signed-in', response: z.array(setAside) },
  readSetAside: { ...routes.readSetAside, access: 'signed-in', response: setAsideText },
  markSetAside: {
    ...routes.markSetAside,
    access: 'signed-in',
    body: z.object({ taken: z.boolean() }),
    response: setAside,
  },
  /** For good: a discarded draft cannot be brought back. */
  discardSetAside: { ...routes.discardSetAside, access: 'signed-in', response: nothing },
})
