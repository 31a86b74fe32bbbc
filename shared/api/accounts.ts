/** The contract of accounts: open sessions, API tokens, resetting a password, lifting a lock. */
import { z } from 'zod'
import { limits } from '../limits.ts'
import { routes } from '../routes.ts'
import { me } from './people.ts'
import { define } from './route.ts'
import { id, name, nothing, password, secret, time, username } from './values.ts'

const session = z.object({
  id,
  way: z.enum(['password', 'link']),
  /** As the browser calls itself; empty where it was not kept. */
  userAgent: z.string(),
  /** Where it was opened. */
  address: z.string(),
  createdAt: time,
  /** Within limits.lastSeenMs. */
  lastSeenAt: time,
  /** The one that asks. */
  current: z.boolean(),
})
export type OpenSession = z.infer<typeof session>

const token = z.object({
  id,
  name,
  createdAt: time,
  expiresAt: time.nullable(),
  lastUsedAt: time.nullable(),
})
export type ApiToken = z.infer<typeof token>

export const accountsApi = define({
  /** What lets a person in at present: their own, or that of somebody whose account the actor keeps. */
  listAccess: {
    ...routes.listAccess,
    access: 'signed-in',
    response: z.object({ sessions: z.array(session), tokens: z.array(token) }),
  },
  endSession: { ...routes.endSession, access: 'signed-in', response: nothing },
  /** All of the person's sessions but the one that asks. */
  endOtherSessions: { ...routes.endOtherSessions, access: 'signed-in', response: nothing },
  /** For oneself, from a session: a token makes no further tokens. */
  createMyToken: {
    ...routes.createMyToken,
    access: 'signed-in',
    body: z.object({ name, days: z.int().min(1).max(limits.tokenDays) }),
    /** `secret` is shown once. */
    response: z.object({ token, secret: z.string() }),
  },
  revokeToken: { ...routes.revokeToken, access: 'signed-in', response: nothing },
  /** A link by which the person sets a new password, once. It ends those made before. */
  makeResetLink: {
    ...routes.makeResetLink,
    access: 'signed-in',
    response: z.object({ link: z.string() }),
  },
  /** Whose password it is about; uses nothing up. */
  peekReset: {
    ...routes.peekReset,
    access: 'public',
    body: z.object({ token: secret }),
    response: z.object({ name, username: z.string().nullable() }),
  },
  resetPassword: {
    ...routes.resetPassword,
    access: 'public',
    /** A person who has no user name yet picks one. */
    body: z.object({ token: secret, username: username.optional(), password }),
    response: me,
  },
  unlockPerson: { ...routes.unlockPerson, access: 'signed-in', response: nothing },
})
