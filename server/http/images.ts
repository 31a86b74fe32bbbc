/**
 * Images in and out, as bytes. Before a byte is read it is clear who sends it, that they may, and that there is
 * a place for it. What goes out was written by this program, is shown by its own pages alone, and runs nothing.
 */
import express, { type Request, type Response, Router } from 'express'
import { type Outcome, refuse } from '../../shared/errors.ts'
import { limits } from '../../shared/limits.ts'
import type { Actor } from '../../shared/permissions.ts'
import type { ReportDeps } from '../reports/deps.ts'
import { addImage, type AddedImage, enterImage, readImage } from '../reports/images.ts'
import { actorOf, type Guard } from './guard.ts'
import { sendRefusal } from './refusals.ts'

const readBytes = express.raw({ type: () => true, limit: limits.imageBytes, inflate: false })

export function imagesRouter(deps: ReportDeps, guard: Guard): Router {
  const router = Router()

  router.post('/reports/:reportId/sections/:sectionId/images', async (request, response) => {
    const actor = await actorOf(guard, request)
    const outcome = actor.ok ? await receive(deps, actor.value, request, response) : actor
    if (!outcome.ok) return sendRefusal(request, response, outcome)
    response.json(outcome.value)
  })

  router.get('/reports/:reportId/images/:imageId', async (request, response) => {
    const actor = await actorOf(guard, request)
    const { reportId, imageId } = request.params
    const outcome = actor.ok ? await readImage(deps, actor.value, reportId, imageId) : actor
    if (!outcome.ok) return sendRefusal(request, response, outcome)
    const { mediaType, bytes } = outcome.value
    response
      .set('content-security-policy', "default-src 'none'; sandbox; frame-ancestors 'none'")
      .set('content-type', mediaType)
      .set('content-disposition', 'inline')
      // Its bytes never change; another person at the same browser has another cookie and asks anew.
      .set('cache-control', 'private, max-age=31536000, immutable')
      .vary('cookie')
      .vary('authorization')
      .send(Buffer.from(bytes))
  })
  return router
}

async function receive(
  deps: ReportDeps,
  actor: Actor,
  request: Request<{ reportId: string; sectionId: string }>,
  response: Response,
): Promise<Outcome<AddedImage>> {
  const { reportId, sectionId } = request.params
  const place = await enterImage(deps, actor, { reportId, sectionId })
  if (!place.ok) return place
  try {
    await new Promise<void>((resolve, reject) => {
      readBytes(request, response, (error?: unknown) => (error instanceof Error ? reject(error) : resolve()))
    })
    const body: unknown = request.body
    if (!(body instanceof Uint8Array)) return refuse('bad-request')
    return await addImage(deps, actor, { reportId, sectionId }, place.value, body)
  } finally {
    place.value.leave()
  }
}
