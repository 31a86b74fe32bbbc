/** The contract of e-mail for a person: their address, whether they want any, and a forgotten password. */
import { z } from 'zod'
import { limits } from '../limits.ts'
import { routes } from '../routes.ts'
import { define } from './route.ts'
import { email, nothing } from './values.ts'

const language = z.enum(['zh', 'en'])

const myMail = z.object({
  /** The server sends e-mails at all. */
  available: z.boolean(),
  email: z.string().nullable(),
  language,
  /** Reminders and news come by e-mail too. */
  wanted: z.boolean(),
})

export const mailApi = define({
  getMyMail: { ...routes.getMyMail, access: 'signed-in', response: myMail },
  changeMyMail: {
    ...routes.changeMyMail,
    access: 'signed-in',
    /** Another address is asked for the password: it is a way to a new one. */
    body: z
      .object({
        email: email.nullable(),
        language,
        wanted: z.boolean(),
        current: z.string().max(limits.passwordMax),
      })
      .partial(),
    response: myMail,
  },
  /** The answer is the same whether there is such an account or not. */
  askReset: {
    ...routes.askReset,
    access: 'public',
    body: z.object({ login: z.string().trim().min(1).max(120), language: language.optional() }),
    response: nothing,
  },
})
