/**
 * Files in and out: bytes that the JSON contract does not carry. The media type is the browser's word and is
 * only handed back; a download never shows itself inside a page.
 */
import express, { type Request, Router } from 'express'
import { z } from 'zod'
import { refuse } from '../../shared/errors.ts'
import { limits } from '../../shared/limits.ts'
import { addAttachment, readAttachment } from '../reports/attachments.ts'
import type { ReportDeps } from '../reports/deps.ts'
import { sendFile } from './exports.ts'
import { actorOf, type Guard } from './guard.ts'
import { sendRefusal } from './refusals.ts'

const readBytes = express.raw({ type: () => true, limit: limits.attachmentBytes })

export const fileName = z
  .string()
  .overwrite(value => value.toWellFormed().replace(/[\p{Cc}\p{Zl}\p{Zp}/\\]+/gu, ' '))
  .trim()
  .min(1)
  .max(limits.titleLength)

/** RFC 6838 §4.2: type/subtype; whatever else came is bytes. */
const plainMediaType = /^[a-z0-9][\w!#$&^.+-]{0,126}\/[a-z0-9][\w!#$&^.+-]{0,126}$/i

/** The browser's word, as far as it is one. */
export function mediaTypeOf({ headers }: Pick<Request, 'headers'>): string {
  const said = headers['content-type']?.split(';')[0]?.trim() ?? ''
  return plainMediaType.test(said) ? said : 'application/octet-stream'
}

export function filesRouter(deps: ReportDeps, guard: Guard): Router {
  const router = Router()

  router.post('/reports/:reportId/sections/:sectionId/attachments', async (request, response) => {
    const actor = await actorOf(guard, request)
    if (!actor.ok) return sendRefusal(request, response, actor)
    const name = fileName.safeParse(request.query.name)
    if (!name.success) return sendRefusal(request, response, refuse('bad-request', { path: 'name' }))
    await new Promise<void>((resolve, reject) => {
      readBytes(request, response, (error?: unknown) => (error instanceof Error ? reject(error) : resolve()))
    })
    const body: unknown = request.body
    if (!(body instanceof Uint8Array)) return sendRefusal(request, response, refuse('bad-request'))
    const { reportId, sectionId } = request.params
    const file = { name: name.data, mediaType: mediaTypeOf(request), bytes: body }
    const outcome = await addAttachment(deps, actor.value, reportId, sectionId, file)
    if (!outcome.ok) return sendRefusal(request, response, outcome)
    response.json(outcome.value)
  })

  router.get('/reports/:reportId/attachments/:attachmentId', async (request, response) => {
    const actor = await actorOf(guard, request)
    const { reportId, attachmentId } = request.params
    const outcome = actor.ok ? await readAttachment(deps, actor.value, reportId, attachmentId) : actor
    if (!outcome.ok) return sendRefusal(request, response, outcome)
    const { name: filename, mediaType, bytes } = outcome.value
    sendFile(response, { filename, mediaType, body: bytes, shown: 'attachment' })
  })
  return router
}
