/**
 * The client's side of the HTTP contract: one typed call per route of shared/routes.ts.
 *
 * 1. Every failure is an ApiError: the server's refusal, or `unreachable` when no answer came.
 * 2. The session is a cookie; nothing secret is kept here.
 * Answers are not validated: the server is of the same build.
 */
import type {
  RemarkFormat,
  Api,
  BodyOf,
  ExportFormat,
  NumberStyle,
  ParamsOf,
  QueryOf,
  ResponseOf,
  RouteName,
} from '../../shared/api.ts'
import type { PendingWay } from '../../shared/assemble/pending.ts'
import type { RefusalCode } from '../../shared/errors.ts'
import { routes } from '../../shared/routes.ts'

export type ApiErrorCode = RefusalCode | 'unreachable'

export class ApiError extends Error {
  readonly code: ApiErrorCode
  /** HTTP status; 0 when no answer came. */
  readonly status: number
  readonly details: unknown
  constructor(code: ApiErrorCode, message: string, status: number, details?: unknown) {
    super(message)
    this.name = 'ApiError'
    this.code = code
    this.status = status
    this.details = details
  }
}

type Params<Name extends RouteName> = ParamsOf<Api[Name]['path']>
/** A body, or of a route that has none its query. */
type InputArgument<Name extends RouteName> =
  BodyOf<Name> extends undefined
    ? QueryOf<Name> extends undefined
      ? []
      : [query: QueryOf<Name>]
    : [body: BodyOf<Name>]
/** What call() takes after the route's name. */
export type CallInput<Name extends RouteName> = [params: Params<Name>, ...InputArgument<Name>]

/** Calls a route; throws ApiError. `params` fill the path's :parameters, {} where it has none. */
export async function call<Name extends RouteName>(
  name: Name,
  ...[params, input]: CallInput<Name>
): Promise<ResponseOf<Name>> {
  const { method, path } = routes[name]
  const text = method === 'GET' || input === undefined ? undefined : JSON.stringify(input)
  const search = method === 'GET' ? searchOf(Object.assign({}, input)) : ''
  const response = await reach(`/api/v1${fillPath(path, Object.assign({}, params))}${search}`, {
    method,
    credentials: 'same-origin',
    headers: text === undefined ? {} : { 'content-type': 'application/json' },
    ...(text === undefined ? {} : { body: text }),
    // A change shown at once must arrive, also when the person leaves the page the moment after.
    keepalive: method !== 'GET' && (text ?? '').length < keepaliveCharacters,
  })
  const answer = await response.json().catch(() => undefined)
  if (!response.ok) throw refusalOf(response.status, answer)
  return answer
}

/** Browsers refuse to keep more than 64 KiB alive (Fetch standard, 4.6); a hanzi is three bytes. */
const keepaliveCharacters = 16 * 1024

/** How a report leaves, as its addresses say it; what is usual is not said. */
type Leaving = { readonly pending: PendingWay; readonly numbers: NumberStyle }

/** The address of an export, for a link that downloads or opens it. */
export function exportPath(reportId: string, format: ExportFormat, { pending, numbers }: Leaving): string {
  const counted = format === 'docx' && numbers !== 'text' ? numbers : undefined
  const query = searchOf({ format, pending: said(pending), numbers: counted })
  return `/api/v1/reports/${encodeURIComponent(reportId)}/export${query}`
}

/** The address of the sheet that the app lays out in pages. */
export function pagesPath(reportId: string, pending: PendingWay): string {
  return `/api/v1/reports/${encodeURIComponent(reportId)}/pages${searchOf({ pending: said(pending) })}`
}

const said = (pending: PendingWay) => (pending === 'show' ? undefined : pending)

/** What is set, as `?name=value&…`; empty when nothing is. */
export function searchOf(values: Readonly<Record<string, string | number | undefined>>): string {
  const set = Object.entries(values).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)]],
  )
  return set.length === 0 ? '' : `?${new URLSearchParams(set)}`
}

/** 分工方案 or 报送进度表 as a file. */
export function schedulePath(
  reportId: string,
  query: Readonly<Record<'table' | 'format' | 'zone', string>>,
): string {
  return `/api/v1/reports/${encodeURIComponent(reportId)}/schedule?${String(new URLSearchParams(query))}`
}

/** 退改意见 of a department as a file. */
export function remarksPath(reportId: string, query: { department: string; format: RemarkFormat }): string {
  return `/api/v1/reports/${encodeURIComponent(reportId)}/remarks?${String(new URLSearchParams(query))}`
}

/** 意见采纳情况表 as a file. */
export function adoptionPath(reportId: string, query: Readonly<Record<'format' | 'zone', string>>): string {
  return `/api/v1/reports/${encodeURIComponent(reportId)}/adoption?${String(new URLSearchParams(query))}`
}

export function fillPath(path: string, params: Readonly<Record<string, string>>): string {
  return path.replace(/:(\w+)/g, (_, key: string) => {
    const value = params[key]
    if (value === undefined) throw new Error(`${path} needs ${key}`)
    return encodeURIComponent(value)
  })
}

export async function reach(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init)
  } catch (error) {
    throw new ApiError('unreachable', String(error), 0)
  }
}

type ErrorAnswer = { error?: { code?: RefusalCode; message?: string; details?: unknown } } | undefined

/** Throws what an answer that is no success says. */
export function throwRefusal(status: number, answer: unknown): never {
  throw refusalOf(status, Object.assign({}, answer))
}

export function refusalOf(status: number, answer: ErrorAnswer): ApiError {
  const error = answer?.error
  // A proxy's own error page has no code of ours.
  const code = error?.code ?? (status >= 500 ? 'unavailable' : 'internal')
  return new ApiError(code, error?.message ?? '', status, error?.details)
}
