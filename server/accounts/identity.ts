/**
 * Identities, passwords and sessions, kept by better-auth in its own tables over our Kysely.
 *
 * 1. Its HTTP handler is not mounted: sessions open and close only through the functions here.
 * 2. auth.api is never called inside a transaction (one connection: it would wait for itself). Identity rows
 *    are therefore written by identity-rows.ts in the verb's own transaction.
 * 3. A session is looked up every time it counts (no cookie cache), so a withdrawn one is gone at once.
 */
import { betterAuth } from 'better-auth'
import { createAuthEndpoint } from 'better-auth/api'
import { setSessionCookie } from 'better-auth/cookies'
import { getMigrations } from 'better-auth/db/migration'
import { z } from 'zod'
import { newSecret } from '../../shared/ids.ts'
import { limits } from '../../shared/limits.ts'
import type { Deps } from '../ops/deps.ts'
import { keepSetting } from '../ops/settings.ts'
import { markSessionSeen } from './identity-rows.ts'
import { isPostgres } from '../store/dialect.ts'
import { isUnwritable } from '../store/failures.ts'

/** What is kept of the moment that a session was opened in, so that its person can tell it from others. */
export type Arrival = {
  readonly way: 'password' | 'link'
  readonly address: string
  /** As the browser calls itself. */
  readonly userAgent: string
}

type FoundSession = {
  readonly personId: string
  readonly way: Arrival['way']
  readonly token: string
  /** Set-Cookie values that prolong a session in use. */
  readonly setCookies: readonly string[]
}

export type Identity = {
  readonly installationId: string
  /** Opens a session without asking for anything: the caller has proved who it is. Answers Set-Cookie values. */
  startSession(personId: string, days: number, arrival?: Arrival): Promise<string[]>
  findSession(cookie: string): Promise<FoundSession | undefined>
  /** Ends the session of these cookies, if any, and answers the Set-Cookie values that clear them. */
  endSession(cookie: string): Promise<string[]>
}

type Options = { readonly publicUrl: string | undefined }

const daySeconds = 24 * 60 * 60

/** Of a session that the program opened by itself. */
const nowhere: Arrival = { way: 'password', address: '', userAgent: '' }

/** Longer names of browsers are cut. */
const userAgentMost = 300

/** The same for all processes and for all time. */
export const keepInstallationId = (db: Deps['db'], random: Deps['random']): Promise<string> =>
  keepSetting(db, 'installation-id', newSecret(random).slice(0, 12))

export async function openIdentity({ db, random }: Deps, { publicUrl }: Options): Promise<Identity> {
  const installationId = await keepInstallationId(db, random)
  const secret = await keepSetting(db, 'auth-secret', newSecret(random))
  const auth = createAuth(db, { secret, installationId, publicUrl })
  const migrate = async () => (await getMigrations(auth.options)).runMigrations()
  await persisting(migrate, startingAtOnce)
  return {
    installationId,
    async startSession(personId, days, arrival = nowhere) {
      const body = { personId, days, ...arrival }
      const { headers } = await auth.api.startSession({ body, returnHeaders: true })
      return headers.getSetCookie()
    },
    async findSession(cookie) {
      const find = (disableRefresh: boolean) =>
        auth.api.getSession({
          headers: new Headers({ cookie }),
          query: { disableRefresh },
          returnHeaders: true,
        })
      const { headers, response } = await find(false).catch((error: unknown) => {
        // A disk that takes no writes keeps nobody out whose session is good: it is prolonged another day.
        if (isUnwritable(error)) return find(true)
        throw error
      })
      if (!response) return undefined
      const { userId, token, way, lastSeenAt } = response.session
      const now = Date.now()
      if (!lastSeenAt || now - Date.parse(lastSeenAt) > limits.lastSeenMs)
        await markSessionSeen(db, token, new Date(now).toISOString())
      return {
        personId: userId,
        token,
        way: way === 'link' ? 'link' : 'password',
        setCookies: headers.getSetCookie(),
      }
    },
    async endSession(cookie) {
      const { headers } = await auth.api.signOut({ headers: new Headers({ cookie }), returnHeaders: true })
      return headers.getSetCookie()
    },
  }
}

/** Processes that may start at the same moment. */
const startingAtOnce = 20

/** Another process that starts at the same moment may make the same table: then what is left is looked at again. */
async function persisting(migrate: () => Promise<void>, most: number): Promise<void> {
  for (let tried = 1; ; tried += 1)
    try {
      return await migrate()
    } catch (error) {
      if (tried >= most) throw error
    }
}

type AuthOptions = Options & { readonly secret: string; readonly installationId: string }

function createAuth(db: Deps['db'], { secret, installationId, publicUrl }: AuthOptions) {
  return betterAuth({
    database: { db, type: isPostgres(db) ? 'postgres' : 'sqlite' },
    // Only links and cookies of better-auth's own routes would carry it; none is mounted.
    baseURL: publicUrl ?? 'http://localhost',
    secret,
    telemetry: { enabled: false },
    logger: { level: 'error' },
    rateLimit: { enabled: false },
    session: {
      expiresIn: limits.sessionDays * daySeconds,
      updateAge: daySeconds,
      additionalFields: {
        way: { type: 'string', required: false, input: false },
        lastSeenAt: { type: 'string', required: false, input: false },
      },
    },
    user: { additionalFields: { username: { type: 'string', required: false, unique: true } } },
    advanced: {
      // Cookies know no ports: two installations on one machine must not sign each other out.
      cookiePrefix: `tonggao-${installationId.slice(0, 6)}`,
      useSecureCookies: publicUrl?.startsWith('https:') ?? false,
      // Addresses are judged by attempts.ts, from the socket alone.
      ipAddress: { disableIpTracking: true },
    },
    plugins: [startingSessions()],
  })
}

const startingSession = z.object({
  personId: z.string(),
  days: z.number(),
  way: z.enum(['password', 'link']),
  address: z.string(),
  userAgent: z.string(),
})

/** An endpoint without a path: callable through auth.api only, never over HTTP. */
function startingSessions() {
  return {
    id: 'starting-sessions',
    endpoints: {
      startSession: createAuthEndpoint.serverOnly({ method: 'POST', body: startingSession }, async ctx => {
        const { personId, days, way, address, userAgent } = ctx.body
        const { internalAdapter } = ctx.context
        const user = await internalAdapter.findUserById(personId)
        if (!user) throw new Error(`person ${personId} has no identity`)
        // better-auth judges expiry by the machine's own clock, so this one does too.
        const expiresAt = new Date(Date.now() + days * daySeconds * 1000)
        const facts = {
          expiresAt,
          way,
          ipAddress: address,
          userAgent: userAgent.slice(0, userAgentMost),
          lastSeenAt: new Date().toISOString(),
        }
        const session = await internalAdapter.createSession(personId, false, facts, true)
        await setSessionCookie(ctx, { session, user }, false, { maxAge: days * daySeconds })
        return { personId }
      }),
    },
  }
}
