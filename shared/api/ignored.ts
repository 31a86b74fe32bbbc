/** The contract of findings that were ignored with a reason. */
import { z } from 'zod'
import { ruleNames } from '../checks/finding.ts'
import { limits } from '../limits.ts'
import { routes } from '../routes.ts'
import { define } from './route.ts'
import { id, nothing, reason, time } from './values.ts'

const around = z.string().max(limits.ignoredAround)
/** What a finding is known again by: shared/checks/ignored.ts. */
const mark = z.object({
  /** Empty: the report's own title. */
  section: z.string().max(64),
  rule: z.enum(ruleNames),
  quote: z.string().max(limits.ignoredQuote),
  before: around,
  after: around,
})

const ignored = mark.extend({ id, reason: z.string(), personName: z.string(), at: time })
export type IgnoredFinding = z.infer<typeof ignored>

export const ignoredApi = define({
  listIgnored: { ...routes.listIgnored, access: 'signed-in', response: z.array(ignored) },
  /** The same finding again: the newer reason stands. */
  ignoreFinding: {
    ...routes.ignoreFinding,
    access: 'signed-in',
    body: mark.extend({ reason }),
    response: z.object({ id }),
  },
  /** It counts again. */
  heedFinding: { ...routes.heedFinding, access: 'signed-in', response: nothing },
})
