/**
 * The HTTP contract under /api/v1 as zod schemas; methods and paths stand in routes.ts. Server mounts it,
 * client calls it (by type alone: no schema reaches the browser).
 *
 * 1. `body` is what the client sends, `response` what it gets.
 * 2. Times are ISO 8601 UTC, dates yyyy-mm-dd, ids as in ids.ts.
 * 3. Errors are {error:{code,message,details?}}; codes stand in errors.ts.
 */
import type { z } from 'zod'
import { accountsApi } from './api/accounts.ts'
import { auditApi } from './api/audit.ts'
import { channelsApi } from './api/channels.ts'
import { carryOverApi } from './api/carry-over.ts'
import { commentsApi } from './api/comments.ts'
import { compareApi } from './api/compare.ts'
import { consultApi } from './api/consult.ts'
import { figuresApi } from './api/figures.ts'
import { deskApi } from './api/desk.ts'
import { handInApi } from './api/hand-in.ts'
import { houseApi } from './api/house.ts'
import { ignoredApi } from './api/ignored.ts'
import { imagesApi } from './api/images.ts'
import { inboxApi } from './api/inbox.ts'
import { mailApi } from './api/mail.ts'
import { materialApi } from './api/material.ts'
import { noticesApi } from './api/notices.ts'
import { peopleApi } from './api/people.ts'
import { publishingApi } from './api/publishing.ts'
import { reportsApi } from './api/reports.ts'
import { searchApi } from './api/search.ts'
import { setAsideApi } from './api/set-aside.ts'
import { signingApi } from './api/signing.ts'
import { templatesApi } from './api/templates.ts'
import { versionsApi } from './api/versions.ts'

export type * from './api/accounts.ts'
export type * from './api/audit.ts'
export type * from './api/carry-over.ts'
export type * from './api/channels.ts'
export type * from './api/comments.ts'
export type * from './api/compare.ts'
export type * from './api/consult.ts'
export type * from './api/figures.ts'
export type * from './api/desk.ts'
export type * from './api/hand-in.ts'
export type * from './api/house.ts'
export type * from './api/ignored.ts'
export type * from './api/inbox.ts'
export type * from './api/material.ts'
export type * from './api/notices.ts'
export type * from './api/people.ts'
export type * from './api/publishing.ts'
export type * from './api/reports.ts'
export type * from './api/search.ts'
export type * from './api/set-aside.ts'
export type * from './api/signing.ts'
export type { Route } from './api/route.ts'
export type * from './api/templates.ts'
export type * from './api/versions.ts'

export const exportFormats = ['pdf', 'docx', 'html', 'print-html', 'md', 'txt', 'json'] as const
export type ExportFormat = (typeof exportFormats)[number]

/** What 退改意见 leave in. */
export const remarkFormats = ['docx', 'html', 'print-html', 'txt'] as const
export type RemarkFormat = (typeof remarkFormats)[number]

/** Numbers of headings in a Word file: as text, or counted by Word. */
export const numberStyles = ['text', 'word'] as const
export type NumberStyle = (typeof numberStyles)[number]

/** Exports and openapi.json are not JSON contracts; server/http mounts them beside these. */
export const api = {
  ...commentsApi,
  ...materialApi,
  ...consultApi,
  ...peopleApi,
  ...accountsApi,
  ...auditApi,
  ...reportsApi,
  ...setAsideApi,
  ...templatesApi,
  ...carryOverApi,
  ...searchApi,
  ...signingApi,
  ...deskApi,
  ...handInApi,
  ...houseApi,
  ...ignoredApi,
  ...figuresApi,
  ...imagesApi,
  ...noticesApi,
  ...inboxApi,
  ...channelsApi,
  ...mailApi,
  ...publishingApi,
  ...versionsApi,
  ...compareApi,
}

export type Api = typeof api
export type RouteName = keyof Api
export type BodyOf<Name extends RouteName> = Api[Name] extends { body: infer Body extends z.ZodType }
  ? z.input<Body>
  : undefined
/** What stands behind the path's question mark, as text. */
export type QueryOf<Name extends RouteName> = Api[Name] extends { query: infer Query extends z.ZodType }
  ? z.input<Query>
  : undefined
export type ResponseOf<Name extends RouteName> = z.output<Api[Name]['response']>

/** The names of a path's :parameters. */
export type ParamsOf<Path extends string> = Path extends `${string}:${infer Param}/${infer Rest}`
  ? { [Key in Param]: string } & ParamsOf<`/${Rest}`>
  : Path extends `${string}:${infer Param}`
    ? { [Key in Param]: string }
    : unknown
