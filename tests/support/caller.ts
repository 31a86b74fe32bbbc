/** Calls of the API as a person or program with these headers makes them, typed by the contract. */
import type { Api, BodyOf, ParamsOf, QueryOf, ResponseOf, RouteName } from '../../shared/api.ts'
import { routes } from '../../shared/routes.ts'

/** An answer of the API; `body` is what a success holds. */
export type Answer<Value> = {
  readonly status: number
  readonly body: Value
  readonly code: string | undefined
  readonly message: string | undefined
  readonly setCookies: readonly string[]
}

/** A body, or of a GET the query. */
type Input<Name extends RouteName> =
  BodyOf<Name> extends undefined
    ? QueryOf<Name> extends undefined
      ? []
      : [query: QueryOf<Name>]
    : [body: BodyOf<Name>]

export type Caller = {
  readonly headers: Readonly<Record<string, string>>
  call<Name extends RouteName>(
    name: Name,
    params: ParamsOf<Api[Name]['path']>,
    ...input: Input<Name>
  ): Promise<Answer<ResponseOf<Name>>>
}

export function caller(url: string, headers: Readonly<Record<string, string>> = {}): Caller {
  return {
    headers,
    async call(name, params, ...[input]) {
      const { method, path } = routes[name]
      const body = method === 'GET' ? undefined : input
      const search = method === 'GET' ? searchOf(Object.entries(input ?? {})) : ''
      const given = new Map(Object.entries(params ?? {}))
      const filled = path.replace(/:(\w+)/g, (_, key: string) => String(given.get(key)))
      const response = await fetch(`${url}/api/v1${filled}${search}`, {
        method,
        headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      const answer = await response.json()
      return {
        status: response.status,
        body: answer,
        code: answer?.error?.code,
        message: answer?.error?.message,
        setCookies: response.headers.getSetCookie(),
      }
    },
  }
}

function searchOf(values: readonly [string, unknown][]): string {
  return values.length === 0
    ? ''
    : `?${new URLSearchParams(values.map(([name, one]) => [name, String(one)]))}`
}

/** The cookie header that a browser would send after this answer. */
export function cookieOf({ setCookies }: Answer<unknown>): Record<string, string> {
  return { cookie: setCookies.map(cookie => cookie.split(';')[0]).join('; ') }
}

/** The secret in a link's fragment. */
export function secretOf(link: string | undefined): string {
  return link?.split('#')[1] ?? ''
}
