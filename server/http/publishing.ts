/** Frozen files: for the house by name, and the one sheet that a public link opens. */
import { type Request, Router } from 'express'
import { type Outcome, refuse } from '../../shared/errors.ts'
import type { Actor } from '../../shared/permissions.ts'
import type { ReportDeps } from '../reports/deps.ts'
import { readFrozenFile } from '../reports/publication-rows.ts'
import { readPublished } from '../reports/public-links.ts'
import { sendFile } from './exports.ts'
import type { Guard } from './guard.ts'
import { sendRefusal } from './refusals.ts'

export function publishingRouter(deps: ReportDeps, guard: Guard): Router {
  const router = Router()
  const signedIn = async (request: Request): Promise<Outcome<Actor>> => {
    const admitted = await guard.admit(request)
    if (!admitted.ok) return admitted
    return admitted.value ? { ok: true, value: admitted.value.actor } : refuse('not-signed-in')
  }

  router.get('/reports/:reportId/publications/:publicationId/files/:format', async (request, response) => {
    const actor = await signedIn(request)
    const { reportId, ...of } = request.params
    const file = actor.ok ? await readFrozenFile(deps, actor.value, reportId, of) : actor
    if (!file.ok) return sendRefusal(request, response, file)
    const shown = of.format === 'print-html' ? 'inline' : 'attachment'
    sendFile(response, { ...file.value, shown })
  })

  router.get('/published/:linkId', async (request, response) => {
    const file = await readPublished(deps, request.params.linkId, request.headers.cookie)
    response.set('x-robots-tag', 'noindex, nofollow').set('referrer-policy', 'no-referrer')
    if (!file.ok) return sendRefusal(request, response, file)
    sendFile(response, { ...file.value, shown: 'inline' })
  })
  return router
}
