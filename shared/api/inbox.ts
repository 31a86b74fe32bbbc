/** The contract of the inbox: what happened to one's work, and what is due. */
import { z } from 'zod'
import { messageKinds } from '../inbox.ts'
import { limits } from '../limits.ts'
import { sectionRoles } from '../report.ts'
import { routes } from '../routes.ts'
import { define } from './route.ts'
import { id, time } from './values.ts'

/** What a sentence is filled with, as it was called then. */
const messageParams = z.object({
  report: z.string(),
  /** Number and heading, and what kind of part it is where it has no heading. */
  number: z.string().optional(),
  heading: z.string().optional(),
  role: z.enum(sectionRoles).nullable().optional(),
  by: z.string().optional(),
  reason: z.string().optional(),
  /** What 材料 is called. */
  material: z.string().optional(),
  dueAt: time.optional(),
})
export type MessageParams = z.infer<typeof messageParams>

const message = z.object({
  id,
  kind: z.enum(messageKinds),
  reportId: id,
  sectionId: id.nullable(),
  params: messageParams,
  at: time,
  read: z.boolean(),
})
export type Message = z.infer<typeof message>

export const inboxApi = define({
  /** The newest first, `limits.inboxPage` of them; `unread` counts all. */
  listInbox: {
    ...routes.listInbox,
    access: 'signed-in',
    response: z.object({ unread: z.int(), messages: z.array(message) }),
  },
  /** Without ids: all of them. */
  markInboxRead: {
    ...routes.markInboxRead,
    access: 'signed-in',
    body: z.object({ ids: z.array(id).max(limits.inboxPage).optional() }),
    response: z.object({ unread: z.int() }),
  },
})
