/**
 * The sheet for the app to lay out in pages, and the faces that stand in where a machine lacks the proper ones.
 * Faces are the same for everybody and may be kept; the sheet is read as an export is.
 */
import express, { Router } from 'express'
import { refuse } from '../../shared/errors.ts'
import { fontFolder, fontNames, fontStyles } from '../paper/fonts.ts'
import type { ReportDeps } from '../reports/deps.ts'
import { pagedReport } from '../reports/leaving.ts'
import { leavingOptions } from './exports.ts'
import type { Guard } from './guard.ts'
import { sendRefusal } from './refusals.ts'
import { exportPolicy } from './security.ts'

export function facesRouter(): Router {
  const router = Router()
  for (const name of fontNames)
    router.use(`/${name}`, express.static(fontFolder(name), { immutable: true, maxAge: '1y', index: false }))
  return router
}

export function pagedSheetRouter(deps: ReportDeps, guard: Guard): Router {
  const router = Router()
  const fonts = fontStyles(name => `/faces/${name}`)
  router.get('/reports/:reportId/pages', async (request, response) => {
    const admitted = await guard.admit(request)
    if (!admitted.ok) return sendRefusal(request, response, admitted)
    if (!admitted.value) return sendRefusal(request, response, refuse('not-signed-in'))
    const options = leavingOptions(request)
    if (!options.ok) return sendRefusal(request, response, options)
    const wish = { ...options.value, fonts }
    const outcome = await pagedReport(deps, admitted.value.actor, request.params.reportId, wish)
    if (!outcome.ok) return sendRefusal(request, response, outcome)
    response
      .set('content-security-policy', `${exportPolicy}; font-src 'self'`)
      .set('cache-control', 'no-store')
      .type('html')
      .send(outcome.value)
  })
  return router
}
