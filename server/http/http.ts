/**
 * The HTTP side as one Express application: health, API, exports, pages, in this order.
 * It knows nothing of live rooms; what it changes they hear over the bus.
 */
import compression from 'compression'
import express, { type Express, type RequestHandler } from 'express'
import { sql } from 'kysely'
import type { Authentication } from '../accounts/authenticate.ts'
import { createThrottle } from '../accounts/sign-in.ts'
import type { Clock, Log, Origin } from '../ops/deps.ts'
import type { Metrics } from '../ops/metrics.ts'
import type { Program } from '../program.ts'
import { refuse } from '../../shared/errors.ts'
import type { TrustedProxies } from '../ops/address.ts'
import { apiRouter } from './api.ts'
import { archiveRouter } from './archive.ts'
import { auditExportRouter } from './audit-export.ts'
import { documentsRouter } from './documents.ts'
import { comparisonFilesRouter } from './comparison-files.ts'
import { exportsRouter } from './exports.ts'
import { filesRouter } from './files.ts'
import { createGuard } from './guard.ts'
import { createHandlers } from './handlers.ts'
import { imagesRouter } from './images.ts'
import { materialRouter } from './material.ts'
import { openApiDocument } from './openapi.ts'
import { facesRouter, pagedSheetRouter } from './paper.ts'
import { type ClientFiles, pagesRouter } from './pages.ts'
import { publishingRouter } from './publishing.ts'
import { answerErrors, sendRefusal } from './refusals.ts'
import { secureHeaders } from './security.ts'
import { tablesRouter } from './tables.ts'

export type HttpOptions = {
  readonly authentication: Authentication
  readonly metrics: Metrics
  readonly publicUrl: string | undefined
  readonly trustedProxies: TrustedProxies
  readonly client: Omit<ClientFiles, 'random'>
}

export function createHttp(program: Program, options: HttpOptions): Express {
  const { authentication, metrics, publicUrl, trustedProxies, client } = options
  const { clock, log, random } = program
  const throttle = createThrottle(program)
  const guard = createGuard(authentication, publicUrl, trustedProxies)
  const app = express()
  app.disable('x-powered-by').disable('etag')
  app.use(recordRequests(log, metrics, clock), ...secureHeaders(), compression())
  mountHealth(app, program, metrics)
  const document = openApiDocument()
  app.get('/api/v1/openapi.json', (_request, response) => void response.json(document))
  const handlersOf = (origin: Origin) => createHandlers({ ...program, origin }, throttle)
  app.use(
    '/api/v1',
    apiRouter(handlersOf, guard),
    exportsRouter(program, guard),
    comparisonFilesRouter(program, guard),
    auditExportRouter(program, guard),
    filesRouter(program, guard),
    documentsRouter(program, guard),
    tablesRouter(program, guard),
    materialRouter(program, guard),
    imagesRouter(program, guard),
    pagedSheetRouter(program, guard),
    publishingRouter(program, guard),
    archiveRouter(program, guard),
  )
  app.use('/faces', facesRouter())
  app.use(pagesRouter({ ...client, random }))
  app.use((request, response) => sendRefusal(request, response, refuse('not-found')))
  app.use(answerErrors(log))
  return app
}

function mountHealth(app: Express, { db }: Program, metrics: Metrics): void {
  app.get('/healthz', (_request, response) => void response.json({ ok: true }))
  app.get('/readyz', async (request, response) => {
    const ready = await sql`select 1`.execute(db).catch(() => undefined)
    if (ready) response.json({ ok: true })
    else sendRefusal(request, response, refuse('unavailable'))
  })
  app.get('/metrics', async (_request, response) => {
    response.type('text').send(await metrics.render())
  })
}

/** One line and one count a request; never its query (a token may stand there) or body. */
function recordRequests(log: Log, metrics: Metrics, clock: Clock): RequestHandler {
  return (request, response, next) => {
    const from = clock()
    const { method, path } = request
    response.on('finish', () => {
      const { statusCode } = response
      metrics.count('tonggao_http_requests_total', { method, status: String(statusCode) })
      log.debug({ method, path, status: statusCode, ms: clock() - from }, 'request')
    })
    next()
  }
}
