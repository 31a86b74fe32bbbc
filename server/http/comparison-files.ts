/** A comparison as a file: the 花脸稿 to print or to pass on. */
import { Router } from 'express'
import { z } from 'zod'
import { comparisonQuery } from '../../shared/api/compare.ts'
import { refuse } from '../../shared/errors.ts'
import { comparedFormats, writeComparison } from '../reports/compared-files.ts'
import type { ReportDeps } from '../reports/deps.ts'
import { leaving, sendFile } from './exports.ts'
import type { Guard } from './guard.ts'
import { sendRefusal } from './refusals.ts'
import { timeZone } from './time-zone.ts'

export const comparisonFileQuery = comparisonQuery.extend({
  format: z.enum(comparedFormats),
  shown: z.enum(['everything', 'changes']).default('everything'),
  zone: timeZone,
})

export function comparisonFilesRouter(deps: ReportDeps, guard: Guard): Router {
  const router = Router()
  router.get('/reports/:reportId/comparison/file', async (request, response) => {
    const admitted = await guard.admit(request)
    if (!admitted.ok) return sendRefusal(request, response, admitted)
    if (!admitted.value) return sendRefusal(request, response, refuse('not-signed-in'))
    const asked = comparisonFileQuery.safeParse(request.query)
    if (!asked.success) return sendRefusal(request, response, refuse('bad-request'))
    const { actor } = admitted.value
    const wish = { ...asked.data, signal: leaving(request) }
    const outcome = await writeComparison(deps, actor, request.params.reportId, wish)
    if (!outcome.ok) return sendRefusal(request, response, outcome)
    sendFile(response, { ...outcome.value, shown: asked.data.format === 'html' ? 'inline' : 'attachment' })
  })
  return router
}
