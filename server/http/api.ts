/**
 * The JSON API: parse → may call at all → verb → answer, the same for every route of shared/api.ts.
 * A signed-in route refuses before it reads a body, so strangers cannot make the server parse anything.
 */
import type { ZodType } from 'zod'
import express, { type Request, type Response, Router } from 'express'
import { api, type Route, type RouteName } from '../../shared/api.ts'
import { done, type Outcome, refuse } from '../../shared/errors.ts'
import { limits } from '../../shared/limits.ts'
import type { Actor } from '../../shared/permissions.ts'
import type { Origin } from '../ops/deps.ts'
import type { Guard } from './guard.ts'
import type { Handlers, Visitor } from './handlers.ts'
import { languageOf } from './language.ts'
import { sendRefusal } from './refusals.ts'

const readJson = express.json({ limit: limits.jsonBytes })
const readSmallJson = express.json({ limit: limits.publicJsonBytes })

/** `handlersOf` makes the table for the origin of one request, so that its acts are kept with it. */
export function apiRouter(handlersOf: (origin: Origin) => Handlers, guard: Guard): Router {
  const router = Router()
  eachKey(api, name => {
    const handleOf: HandleOf = origin => {
      const handles: Readonly<Record<RouteName, Handle>> = handlersOf(origin)
      return handles[name]
    }
    mount(router, api[name], guard, handleOf)
  })
  return router
}

/**
 * A handler as the router sees it, its parameters and body not told apart by route. A method's type, so that
 * every Handler fits: the route's own path and schema give the call its shape just before.
 */
type Handle = {
  handle(call: {
    readonly params: unknown
    readonly body: unknown
    readonly query: unknown
    readonly actor: Actor | undefined
    readonly visitor: Visitor
  }): Promise<Outcome<unknown>>
}['handle']

type HandleOf = (origin: Origin) => Handle

function eachKey<Of extends object>(object: Of, visit: (key: Extract<keyof Of, string>) => void): void {
  for (const key in object) visit(key)
}

function mount(router: Router, route: Route, guard: Guard, handleOf: HandleOf): void {
  const answer = async (request: Request, response: Response) => {
    const outcome = await callVerb(route, guard, handleOf, request, response)
    if (!outcome.ok) return sendRefusal(request, response, outcome)
    response.set('cache-control', 'no-store').json(outcome.value)
  }
  switch (route.method) {
    case 'GET':
      router.get(route.path, answer)
      break
    case 'POST':
      router.post(route.path, answer)
      break
    case 'PATCH':
      router.patch(route.path, answer)
      break
    case 'DELETE':
      router.delete(route.path, answer)
      break
  }
}

async function callVerb(
  route: Route,
  guard: Guard,
  handleOf: HandleOf,
  request: Request,
  response: Response,
): Promise<Outcome<unknown>> {
  const admitted = await guard.admit(request)
  if (!admitted.ok) return admitted
  const signedIn = admitted.value
  if (route.access === 'signed-in' && !signedIn) return refuse('not-signed-in')
  const query = parse(route.query, request.query)
  if (!query.ok) return query
  const body = await readBody(route, request, response)
  if (!body.ok) return body
  const setCookies = (values: readonly string[]) => {
    for (const value of values) response.append('set-cookie', value)
  }
  setCookies(signedIn?.setCookies ?? [])
  const address = guard.addressOf(request)
  const visitor = {
    address,
    cookie: request.headers.cookie,
    userAgent: request.headers['user-agent'] ?? '',
    sessionToken: signedIn?.sessionToken,
    language: languageOf(request.headers),
    setCookies,
  }
  const handle = handleOf({ via: signedIn?.via ?? 'web', address })
  const { params } = request
  return handle({ params, query: query.value, body: body.value, actor: signedIn?.actor, visitor })
}

async function readBody(route: Route, request: Request, response: Response): Promise<Outcome<unknown>> {
  if (!route.body) return done(undefined)
  const read = route.access === 'signed-in' ? readJson : readSmallJson
  await new Promise<void>((resolve, reject) => {
    read(request, response, (error?: unknown) => (error instanceof Error ? reject(error) : resolve()))
  })
  return parse(route.body, request.body)
}

function parse(schema: ZodType | undefined, value: unknown): Outcome<unknown> {
  if (!schema) return done(undefined)
  const parsed = schema.safeParse(value)
  if (parsed.success) return done(parsed.data)
  return refuse(
    'bad-request',
    parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message })),
  )
}
