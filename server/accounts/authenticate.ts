/**
 * Who is behind a request: by API token, or by the session cookie.
 *
 * 1. An answer is remembered for limits.accessRecheckMs at most, and forgotten at once when the bus says
 *    that the person changed: a withdrawn right may outlive its withdrawal by no more than that.
 * 2. A token in the URL counts for a WebSocket only (HTTP URLs end up in logs).
 * 3. A browser's WebSocket from another site is nobody's, whatever cookies it brings.
 * 4. What let somebody in is named by a credential, so that many open connections are asked for in one query.
 */
import type { IncomingMessage } from 'node:http'
import type { Via } from '../../shared/audit.ts'
import { limits } from '../../shared/limits.ts'
import type { AccountDeps } from './deps.ts'
import { isSameSite } from './origin.ts'
import { type ActingPerson, readActingPerson } from './person-rows.ts'
import { readOpenSessions } from './identity-rows.ts'
import { findByToken, readOpenTokens } from './tokens.ts'

export type SignedIn = ActingPerson & {
  readonly via: Via
  /** The session's token; undefined when an API token was shown. */
  readonly sessionToken: string | undefined
  readonly credential: Credential
  readonly setCookies: readonly string[]
}

/** Names the session or the API token. */
type Credential = `session ${string}` | `token ${string}`

export type Authentication = {
  /** Of an HTTP request: Bearer token or cookie. */
  ofRequest(request: IncomingMessage): Promise<SignedIn | undefined>
  /** Of a WebSocket upgrade: `?token=`, Bearer token or, from our own pages, the cookie. */
  ofUpgrade(request: IncomingMessage): Promise<SignedIn | undefined>
  stop(): void
}

type Remembered = { readonly until: number; readonly signedIn: SignedIn }

const rememberedMost = 5000

export function createAuthentication(
  { db, bus, clock, identity }: AccountDeps,
  publicUrl: string | undefined,
): Authentication {
  const memory = new Map<string, Remembered>()
  const stop = bus.listen(event => {
    if (event.type !== 'person') return
    for (const [key, { signedIn }] of memory) if (signedIn.actor.id === event.personId) memory.delete(key)
  })

  const byToken = async (token: string): Promise<SignedIn | undefined> => {
    const found = await findByToken({ db, clock }, token)
    const person = found && (await readActingPerson(db, found.personId))
    if (!found || !person) return undefined
    const credential: Credential = `token ${found.id}`
    return { ...person, via: 'token', sessionToken: undefined, credential, setCookies: [] }
  }
  const byCookie = async (cookie: string): Promise<SignedIn | undefined> => {
    const session = await identity.findSession(cookie)
    const person = session && (await readActingPerson(db, session.personId))
    if (!session || !person) return undefined
    const via = session.way === 'link' ? 'link' : 'web'
    const { token, setCookies } = session
    return { ...person, via, sessionToken: token, credential: `session ${token}`, setCookies }
  }
  const remembering = async (key: string, find: () => Promise<SignedIn | undefined>) => {
    const known = memory.get(key)
    if (known && known.until > clock()) return known.signedIn
    memory.delete(key)
    const signedIn = await find()
    if (!signedIn) return undefined
    if (memory.size >= rememberedMost) memory.clear()
    // Cookies that prolong a session go out once.
    memory.set(key, { until: clock() + limits.accessRecheckMs, signedIn: { ...signedIn, setCookies: [] } })
    return signedIn
  }
  const withToken = (token: string) => remembering(`token ${token}`, () => byToken(token))
  const withCookie = (cookie: string) => remembering(`cookie ${cookie}`, () => byCookie(cookie))

  const ofRequest = async (request: IncomingMessage) => {
    const token = bearerOf(request)
    if (token !== undefined) return withToken(token)
    return request.headers.cookie === undefined ? undefined : withCookie(request.headers.cookie)
  }
  return {
    ofRequest,
    async ofUpgrade(request) {
      const token = new URL(request.url ?? '/', 'http://localhost').searchParams.get('token')
      if (token !== null) return withToken(token)
      return isSameSite(request.headers, publicUrl) ? ofRequest(request) : undefined
    },
    stop,
  }
}

/** The token of `Authorization: Bearer …`. Whoever shows one is judged by it alone, never by a cookie. */
export function bearerOf({ headers }: IncomingMessage): string | undefined {
  return /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1]
}

/** Of these credentials those that let nobody in any more: ended, revoked or expired. Two queries, however many. */
export async function readEnded(
  { db, clock }: Pick<AccountDeps, 'db' | 'clock'>,
  credentials: readonly string[],
): Promise<ReadonlySet<string>> {
  const named = (kind: string) =>
    credentials.flatMap(one => (one.startsWith(`${kind} `) ? one.slice(kind.length + 1) : []))
  // better-auth judges expiry by the machine's own clock, so this does too.
  const sessions = await readOpenSessions(db, named('session'), new Date().toISOString())
  const tokens = await readOpenTokens({ db, clock }, named('token'))
  const open = new Set([...sessions.map(one => `session ${one}`), ...tokens.map(one => `token ${one}`)])
  return new Set(credentials.filter(one => !open.has(one)))
}
