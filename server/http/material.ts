/**
 * POST /reports/:reportId/material: a file handed in as 材料. Before a byte is read it is clear who sends it, that
 * they may, and that there is a place for it; with progress as in progress.ts. Closing the request before it is
 * stored cancels it.
 */
import express, { type Request, type Response, Router } from 'express'
import { z } from 'zod'
import { id, line, title } from '../../shared/api/values.ts'
import { type Outcome, refuse } from '../../shared/errors.ts'
import { trackedChoices } from '../../shared/import/document-model.ts'
import { limits } from '../../shared/limits.ts'
import type { Actor } from '../../shared/permissions.ts'
import type { ReportDeps } from '../reports/deps.ts'
import { type At, enterMaterial, handInMaterial } from '../reports/material/hand-in.ts'
import { fileName, mediaTypeOf } from './files.ts'
import { actorOf, type Guard } from './guard.ts'
import { answerIn } from './progress.ts'
import { sendRefusal } from './refusals.ts'

const readBytes = express.raw({ type: () => true, limit: limits.attachmentBytes })

export const materialQuery = z.object({
  /** Under which name; its ending says what kind of file it is. */
  file: fileName,
  /** What the material is called. */
  name: title,
  /** For which department; without: the coordinator's own find, of none. */
  department: id.optional(),
  /** Of whom it is; only a coordinator says so. */
  for: line.min(1).max(limits.nameLength).optional(),
  changes: z.enum(trackedChoices).default('accept'),
})
type Asked = z.infer<typeof materialQuery>

export function materialRouter(deps: ReportDeps, guard: Guard): Router {
  const router = Router()
  router.post('/reports/:reportId/material', async (request, response) => {
    const actor = await actorOf(guard, request)
    if (!actor.ok) return sendRefusal(request, response, actor)
    const query = materialQuery.safeParse(request.query)
    if (!query.success)
      return sendRefusal(
        request,
        response,
        refuse('bad-request', { path: query.error.issues[0]?.path.join('.') }),
      )
    const at = { reportId: request.params.reportId, departmentId: query.data.department ?? null }
    const place = await enterMaterial(deps, actor.value, at)
    if (!place.ok) return sendRefusal(request, response, place)
    try {
      const given = await receive(request, response)
      if (!given.ok) return sendRefusal(request, response, given)
      await handIn(deps, actor.value, at, query.data, given.value, request, response)
    } finally {
      place.value.leave()
    }
  })
  return router
}

async function receive(request: Request, response: Response): Promise<Outcome<Uint8Array>> {
  await new Promise<void>((resolve, reject) => {
    readBytes(request, response, (error?: unknown) => (error instanceof Error ? reject(error) : resolve()))
  })
  const bytes: unknown = request.body
  return bytes instanceof Uint8Array ? { ok: true, value: bytes } : refuse('bad-request')
}

async function handIn(
  deps: ReportDeps,
  actor: Actor,
  at: At,
  asked: Asked,
  bytes: Uint8Array,
  request: Request,
  response: Response,
): Promise<void> {
  const closing = new AbortController()
  response.on('close', () => closing.abort())
  const answer = answerIn(request, response, 'material', handedIn => handedIn)
  const material = {
    name: asked.name,
    enteredFor: asked.for ?? null,
    tracked: asked.changes,
    file: { name: asked.file, mediaType: mediaTypeOf(request), bytes },
  }
  const turn = { signal: closing.signal, onProgress: answer.progress }
  answer.end(await handInMaterial(deps, actor, at, material, turn))
}
