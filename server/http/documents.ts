/**
 * POST /documents: a file in, a read document out. Before a byte is read it is clear who sends it, that they may,
 * and that there is a place for it. Nothing is stored: what the person makes of it goes through
 * the verbs. Closing the request cancels the reading.
 */
import express, { type Request, type Response, Router } from 'express'
import { z } from 'zod'
import type { DocumentAnswer } from '../../shared/api/documents.ts'
import { type Outcome, refuse } from '../../shared/errors.ts'
import { trackedChoices } from '../../shared/import/document-model.ts'
import { limits } from '../../shared/limits.ts'
import { type Actor, mayBringFiles } from '../../shared/permissions.ts'
import type { ReadFile } from '../convert/read-file.ts'
import type { Reading } from '../ops/reading.ts'
import { fileName } from './files.ts'
import { actorOf, type Guard } from './guard.ts'
import { answerIn } from './progress.ts'
import { sendRefusal } from './refusals.ts'

const readBytes = express.raw({ type: () => true, limit: limits.intakeBytes })

const asked = z.object({ name: fileName, changes: z.enum(trackedChoices).default('accept') })

export function documentsRouter({ reading }: { readonly reading: Reading }, guard: Guard): Router {
  const router = Router()
  router.post('/documents', async (request, response) => {
    const actor = await bringer(guard, request)
    if (!actor.ok) return sendRefusal(request, response, actor)
    const query = asked.safeParse(request.query)
    if (!query.success) return sendRefusal(request, response, refuse('bad-request', { path: 'name' }))
    const place = reading.enter(actor.value.id)
    if (!place) return sendRefusal(request, response, refuse('conversions-busy'))
    try {
      await receive(reading, actor.value, query.data, request, response)
    } finally {
      place.leave()
    }
  })
  return router
}

async function receive(
  reading: Reading,
  actor: Actor,
  { name, changes: tracked }: z.infer<typeof asked>,
  request: Request,
  response: Response,
): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    readBytes(request, response, (error?: unknown) => (error instanceof Error ? reject(error) : resolve()))
  })
  const bytes: unknown = request.body
  if (!(bytes instanceof Uint8Array)) return sendRefusal(request, response, refuse('bad-request'))
  const closing = new AbortController()
  response.on('close', () => closing.abort())
  const answer = answerIn(request, response, 'document', presented)
  const turn = { owner: actor.id, signal: closing.signal, onProgress: answer.progress }
  answer.end(await reading.read({ name, bytes, tracked }, turn))
}

async function bringer(guard: Guard, request: Request): Promise<Outcome<Actor>> {
  const actor = await actorOf(guard, request)
  return actor.ok && !mayBringFiles(actor.value) ? refuse('forbidden') : actor
}

function presented({ kind, text, document }: ReadFile): DocumentAnswer {
  return {
    kind,
    text,
    blocks: document.blocks,
    remarks: document.remarks,
    images: document.images.map(({ key, bytes }) => ({ key, data: Buffer.from(bytes).toString('base64') })),
  }
}
