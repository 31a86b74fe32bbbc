/** The contract of 通知 and 催报: what is copied is written in the browser, what is sent here; both are logged. */
import { z } from 'zod'
import { channelKinds } from '../channels.ts'
import { limits } from '../limits.ts'
import { reminderWays } from '../notice/duties.ts'
import { routes } from '../routes.ts'
import { define } from './route.ts'
import { id, nothing, time } from './values.ts'

const sectionIds = z.array(id).min(1).max(limits.sectionsPerReport)

/** What one department would be told, and by which ways. */
const preview = z.object({
  departmentId: id,
  departmentName: z.string(),
  text: z.string(),
  sectionIds: z.array(id),
  /** People who find it in their inbox, and of those the ones who get an e-mail too. */
  people: z.int(),
  mails: z.int(),
  channels: z.array(z.object({ kind: z.enum(channelKinds), name: z.string() })),
})

export type ReminderPreview = z.infer<typeof preview>

const reminder = z.object({
  sectionId: id,
  departmentId: id,
  at: time,
  personName: z.string(),
  way: z.enum(reminderWays),
})

export type Reminder = z.infer<typeof reminder>

export const noticesApi = define({
  /** Told when a reminder was copied to be sent to a department. */
  remind: {
    ...routes.remind,
    access: 'signed-in',
    body: z.object({ departmentId: id }),
    response: nothing,
  },
  /** The last of each section and department. */
  listReminders: { ...routes.listReminders, access: 'signed-in', response: z.array(reminder) },
  /** By department, in the order of the outline; what owes nothing any more is left out. Changes nothing. */
  previewReminders: {
    ...routes.previewReminders,
    access: 'signed-in',
    body: z.object({ sectionIds }),
    response: z.array(preview),
  },
  /** `actId` names this press of the button: the same one twice is one. */
  sendReminders: {
    ...routes.sendReminders,
    access: 'signed-in',
    body: z.object({ sectionIds, actId: id }),
    response: z.object({ departments: z.int() }),
  },
})
