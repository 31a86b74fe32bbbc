/** The contract of what is carried over: a report begun from an earlier one, and the earlier text beside the new. */
import { z } from 'zod'
import { routes } from '../routes.ts'
import { report } from './reports.ts'
import { define } from './route.ts'
import { id, text } from './values.ts'
import { beginning } from './templates.ts'

const carried = z.discriminatedUnion('state', [
  z.object({
    state: z.literal('here'),
    title: z.string(),
    heading: z.string(),
    /** The earlier report, where the asking person may open it. */
    reportId: id.nullable(),
    text,
    /** Names of people of the house that stand in the text. */
    names: z.array(z.string()),
  }),
  /** The earlier report, or the section in it, has been deleted. */
  z.object({ state: z.literal('deleted') }),
])
export type Carried = z.infer<typeof carried>

export const carryOverApi = define({
  /**
   * A new report from an earlier one: outline, departments, lengths and guidance come along, years and times
   * move on, texts stay where they are.
   */
  beginFromReport: { ...routes.beginFromReport, access: 'signed-in', body: beginning, response: report },
  /** The earlier section's text, for whoever holds the new one; 404 where nothing was carried over. */
  getCarried: { ...routes.getCarried, access: 'signed-in', response: carried },
})
