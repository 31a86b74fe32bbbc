/** The contract of the audit: who did what, when and from where. */
import { z } from 'zod'
import { auditActions, vias } from '../audit.ts'
import { limits } from '../limits.ts'
import { routes } from '../routes.ts'
import { define } from './route.ts'
import { id, time } from './values.ts'

const entry = z.object({
  /** Rises with every act. */
  seq: z.int(),
  at: time,
  personId: id.nullable(),
  /** Null: the program itself, or the command line. */
  personName: z.string().nullable(),
  via: z.enum(vias).nullable(),
  address: z.string().nullable(),
  /** One of shared/audit.ts, or what an older version called it. */
  action: z.string(),
  reportId: id.nullable(),
  reportTitle: z.string().nullable(),
  subjectId: id.nullable(),
  /** What was acted on, in words: a section with its number, a person, a department. */
  subject: z.string().nullable(),
  /** As the act left them; ids of people and departments are replaced by their names. */
  before: z.unknown(),
  after: z.unknown(),
})
export type AuditEntry = z.output<typeof entry>

/** Every filter narrows; `from` and `to` are moments, `to` left out. */
export const auditFilter = z.object({
  personId: id.optional(),
  action: z.enum(auditActions).optional(),
  reportId: id.optional(),
  from: time.optional(),
  to: time.optional(),
})
export type AuditFilter = z.output<typeof auditFilter>

export const auditApi = define({
  /** The newest first. `before` is the `next` of the page before. */
  listAudit: {
    ...routes.listAudit,
    access: 'signed-in',
    query: auditFilter.extend({
      before: z.coerce.number().int().optional(),
      limit: z.coerce.number().int().min(1).max(limits.auditPage).optional(),
    }),
    response: z.object({ entries: z.array(entry), next: z.int().nullable() }),
  },
})
