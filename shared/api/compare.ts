/** The contract of comparing: what there is to compare in a report, and two of it as assembled wholes. */
import { z } from 'zod'
import type { AssembledReport } from '../assemble/assemble.ts'
import { parseSide } from '../compare/sides.ts'
import { routes } from '../routes.ts'
import { versionKinds } from '../versions/versions.ts'
import { define } from './route.ts'
import { id, time } from './values.ts'

/** now, submitted, last-year, version:<id> or submission:<id>. */
const side = z.string().refine(name => parseSide(name) !== undefined)

const comparable = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('now'), side }),
  z.object({ kind: z.literal('submitted'), side }),
  z.object({ kind: z.literal('last-year'), side, title: z.string() }),
  z.object({
    kind: z.literal('version'),
    side,
    name: z.string(),
    versionKind: z.enum(versionKinds),
    edition: z.int().nullable(),
    at: time,
  }),
  z.object({
    kind: z.literal('submission'),
    side,
    sectionId: id,
    /** Number and heading of its section. */
    place: z.string(),
    round: z.int(),
    personName: z.string(),
    at: time,
  }),
])
export type Comparable = z.infer<typeof comparable>

const compared = z.object({
  about: comparable,
  /** Whose images its texts name. */
  reportId: id,
  report: z.custom<AssembledReport>(),
})

export const comparisonQuery = z.object({
  left: side,
  right: side,
  /** One section alone. */
  section: id.optional(),
})
export type ComparisonQuery = z.infer<typeof comparisonQuery>

export const compareApi = define({
  /** What the asking person may put on either side. */
  listComparable: { ...routes.listComparable, access: 'signed-in', response: z.array(comparable) },
  /** Both sides; those sections alone that both the sides mean. What differs is for the caller to find. */
  compare: {
    ...routes.compare,
    access: 'signed-in',
    query: comparisonQuery,
    response: z.object({ left: compared, right: compared }),
  },
})
