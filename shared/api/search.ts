/** The contract of searching all reports that one may read. */
import { z } from 'zod'
import { limits } from '../limits.ts'
import { stages } from '../report.ts'
import { routes } from '../routes.ts'
import { define } from './route.ts'
import { id } from './values.ts'

const snippet = z.object({ before: z.string(), match: z.string(), after: z.string() })

const foundSection = z.object({
  id,
  number: z.string(),
  heading: z.string(),
  /** The first place in the text; null where the heading alone was found. */
  snippet: snippet.nullable(),
  /** How often the first word of the question stands in the text. */
  count: z.int(),
})

const foundReport = z.object({
  id,
  title: z.string(),
  period: z.string(),
  stage: z.enum(stages),
  /** In document order, the first few. */
  sections: z.array(foundSection),
  /** There are more sections than these. */
  more: z.boolean(),
})
export type FoundReport = z.infer<typeof foundReport>

const searchResults = z.object({
  /** Titles that match first, then by the newest change. */
  reports: z.array(foundReport),
  /** There are more reports than these. */
  more: z.boolean(),
  /** False while texts are still being taken into the index: there may be more to find. */
  complete: z.boolean(),
})
export type SearchResults = z.infer<typeof searchResults>

export const searchApi = define({
  /** Titles, headings and texts that contain the question, from one character up; several words must all occur. */
  search: {
    ...routes.search,
    access: 'signed-in',
    query: z.object({ q: z.string().trim().min(1).max(limits.searchLength) }),
    response: searchResults,
  },
})
