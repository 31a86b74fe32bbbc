/** The contract of 通知 and 催报: their texts are written in the browser, what was handed on is logged here. */
import { z } from 'zod'
import { routes } from '../routes.ts'
import { define } from './route.ts'
import { id, nothing } from './values.ts'

export const noticesApi = define({
  /** Told when a reminder was copied to be sent to a department. */
  remind: {
    ...routes.remind,
    access: 'signed-in',
    body: z.object({ departmentId: id }),
    response: nothing,
  },
})
