/**
 * Who is behind a request: by API token, or by the session cookie.
 *
 * 1. An answer is remembered for limits.accessRecheckMs at most, and forgotten at once when the bus says
 *    that the person changed: a withdrawn right may outlive its withdrawal by no more than that.
 * 2. A token in the URL counts for a WebSocket only (HTTP URLs end up in logs).
 * 3. A browser's WebSocket from another site is nobody's, whatever cookies it brings.
 */
import type { IncomingMessage } from 'node:http'
import type { Via } from '../../shared/audit.ts'
import { limits } from '../../shared/limits.ts'
import type { AccountDeps } from './deps.ts'
import { isSameSite } from './origin.ts'
import { type ActingPerson, readActingPerson } from './person-rows.ts'
import { findByToken } from './tokens.ts'

export type SignedIn = ActingPerson & {
  readonly via: Via
  /** The session's token; undefined when an API token was shown. */
  readonly sessionToken: string | undefined
  readonly setCookies: readonly string[]
}

export type Authentication = {
  /** Of an HTTP request: Bearer token or cookie. */
  ofRequest(request: IncomingMessage): Promise<SignedIn | undefined>
  /** Of a WebSocket upgrade: `?token=`, Bearer token or, from our own pages, the cookie. */
  ofUpgrade(request: IncomingMessage): Promise<ActingPerson | undefined>
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
    const personId = await findByToken({ db, clock }, token)
    const person = personId === undefined ? undefined : await readActingPerson(db, personId)
    return person && { ...person, via: 'token', sessionToken: undefined, setCookies: [] }
  }
  const byCookie = async (cookie: string): Promise<SignedIn | undefined> => {
    const session = await identity.findSession(cookie)
    const person = session && (await readActingPerson(db, session.personId))
    if (!session || !person) return undefined
    const via = session.way === 'link' ? 'link' : 'web'
    return { ...person, via, sessionToken: session.token, setCookies: session.setCookies }
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
