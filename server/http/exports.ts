/** A report as a file, and as the assembled whole: what leaves beside the JSON contract. */
import { type Request, type Response, Router } from 'express'
import { z } from 'zod'
import { exportFormats, numberStyles, remarkFormats } from '../../shared/api.ts'
import type { AssembleOptions } from '../../shared/assemble/assemble.ts'
import { pendingWays } from '../../shared/assemble/pending.ts'
import { done, type Outcome, refuse } from '../../shared/errors.ts'
import type { Actor } from '../../shared/permissions.ts'
import { scheduleTables } from '../convert/schedule.ts'
import { tableFormats } from '../convert/table.ts'
import { assembleReport, exportAdoption, exportSchedule, writeExport } from '../reports/leaving.ts'
import { exportRemarks } from '../reports/remarks.ts'
import type { ReportDeps } from '../reports/deps.ts'
import type { Guard } from './guard.ts'
import { sendRefusal } from './refusals.ts'
import { exportPolicy } from './security.ts'
import { timeZone } from './time-zone.ts'
import { wordsFor } from './words.ts'

export function exportsRouter(deps: ReportDeps, guard: Guard): Router {
  const router = Router()
  const signedIn = async (request: Request): Promise<Outcome<Actor>> => {
    const admitted = await guard.admit(request)
    if (!admitted.ok) return admitted
    return admitted.value ? { ok: true, value: admitted.value.actor } : refuse('not-signed-in')
  }

  router.get('/reports/:reportId/assembled', async (request, response) => {
    const actor = await signedIn(request)
    if (!actor.ok) return sendRefusal(request, response, actor)
    const options = leavingOptions(request)
    if (!options.ok) return sendRefusal(request, response, options)
    const outcome = await assembleReport(deps, actor.value, request.params.reportId, options.value)
    if (!outcome.ok) return sendRefusal(request, response, outcome)
    response.set('cache-control', 'no-store').json(outcome.value)
  })

  router.get('/reports/:reportId/export', async (request, response) => {
    const actor = await signedIn(request)
    if (!actor.ok) return sendRefusal(request, response, actor)
    const asked = exportQuery.safeParse(request.query)
    if (!asked.success)
      return sendRefusal(request, response, refuse('bad-request', { formats: exportFormats }))
    const wish = { ...asked.data, signal: leaving(request) }
    const outcome = await writeExport(deps, actor.value, request.params.reportId, wish)
    if (!outcome.ok) return sendRefusal(request, response, outcome)
    const { filename, mediaType, body } = outcome.value
    const shown = asked.data.format === 'print-html' ? 'inline' : 'attachment'
    sendFile(response, { filename, mediaType, body, shown })
  })
  router.get('/reports/:reportId/schedule', async (request, response) => {
    const actor = await signedIn(request)
    if (!actor.ok) return sendRefusal(request, response, actor)
    const asked = scheduleQuery.safeParse(request.query)
    if (!asked.success) return sendRefusal(request, response, refuse('bad-request'))
    const wish = { ...asked.data, words: await wordsFor(request.headers, deps.db) }
    const outcome = await exportSchedule(deps, actor.value, request.params.reportId, wish)
    if (!outcome.ok) return sendRefusal(request, response, outcome)
    sendFile(response, { ...outcome.value, shown: wish.format === 'html' ? 'inline' : 'attachment' })
  })
  router.get('/reports/:reportId/adoption', async (request, response) => {
    const actor = await signedIn(request)
    if (!actor.ok) return sendRefusal(request, response, actor)
    const asked = tableQuery.safeParse(request.query)
    if (!asked.success) return sendRefusal(request, response, refuse('bad-request'))
    const wish = { ...asked.data, words: await wordsFor(request.headers, deps.db) }
    const outcome = await exportAdoption(deps, actor.value, request.params.reportId, wish)
    if (!outcome.ok) return sendRefusal(request, response, outcome)
    sendFile(response, { ...outcome.value, shown: wish.format === 'html' ? 'inline' : 'attachment' })
  })
  router.get('/reports/:reportId/remarks', async (request, response) => {
    const actor = await signedIn(request)
    if (!actor.ok) return sendRefusal(request, response, actor)
    const asked = remarksQuery.safeParse(request.query)
    if (!asked.success)
      return sendRefusal(request, response, refuse('bad-request', { formats: remarkFormats }))
    const { department: departmentId, format } = asked.data
    const wish = { departmentId, format, words: await wordsFor(request.headers, deps.db) }
    const outcome = await exportRemarks(deps, actor.value, request.params.reportId, wish)
    if (!outcome.ok) return sendRefusal(request, response, outcome)
    sendFile(response, { ...outcome.value, shown: format === 'print-html' ? 'inline' : 'attachment' })
  })
  return router
}

const remarksQuery = z.object({ department: z.string().min(1).max(64), format: z.enum(remarkFormats) })

const leavingQuery = z.object({ pending: z.enum(pendingWays).optional() })

const exportQuery = z.object({
  format: z.enum(exportFormats),
  ...leavingQuery.shape,
  numbers: z.enum(numberStyles).optional(),
})

/** Whoever goes away wants no file any more. */
export function leaving(request: Request): AbortSignal {
  const gone = new AbortController()
  request.once('close', () => gone.abort())
  return gone.signal
}

/** How a report leaves: what becomes of sections that are not accepted. */
export function leavingOptions(request: Request): Outcome<AssembleOptions> {
  const asked = leavingQuery.safeParse(request.query)
  return asked.success ? done(asked.data) : refuse('bad-request', { pending: pendingWays })
}

const tableQuery = z.object({ format: z.enum(tableFormats), zone: timeZone })
const scheduleQuery = tableQuery.extend({ table: z.enum(scheduleTables) })

type SentFile = {
  readonly filename: string
  readonly mediaType: string
  readonly body: string | Uint8Array
  readonly shown: 'inline' | 'attachment'
}

export function sendFile(response: Response, { filename, mediaType, body, shown }: SentFile): void {
  response
    .set('content-security-policy', exportPolicy)
    .set('content-type', mediaType)
    .set('content-disposition', dispositionOf(shown, filename))
    .set('cache-control', 'no-store')
    .send(typeof body === 'string' ? Buffer.from(body, 'utf8') : Buffer.from(body))
}

/** How a browser shows a file, and the name that it saves it under. */
export function dispositionOf(shown: 'inline' | 'attachment', filename: string): string {
  return `${shown}; filename*=UTF-8''${encodeRfc5987(filename)}`
}

/** RFC 5987 allows less than encodeURIComponent leaves as it is. */
function encodeRfc5987(name: string): string {
  return encodeURIComponent(name).replace(
    /['()*]/g,
    char => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}
