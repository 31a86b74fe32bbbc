/**
 * POST /tables: a spreadsheet in, the rows of its first sheet out. As with documents it is clear before a byte is read
 * who sends it, that they may, and that there is a place for it; nothing is stored.
 */
import express, { type Request, Router } from 'express'
import type { TableAnswer } from '../../shared/api/tables.ts'
import { type Outcome, refuse } from '../../shared/errors.ts'
import { limits } from '../../shared/limits.ts'
import { type Actor, mayBringFiles } from '../../shared/permissions.ts'
import type { Conversions } from '../ops/conversions.ts'
import type { Reading } from '../ops/reading.ts'
import { actorOf, type Guard } from './guard.ts'
import { sendRefusal } from './refusals.ts'

const readBytes = express.raw({ type: () => true, limit: limits.importBytes })

type Deps = { readonly reading: Reading; readonly conversions: Conversions }

export function tablesRouter({ reading, conversions }: Deps, guard: Guard): Router {
  const router = Router()
  router.post('/tables', async (request, response) => {
    const actor = await bringer(guard, request)
    if (!actor.ok) return sendRefusal(request, response, actor)
    const place = reading.enter(actor.value.id)
    if (!place) return sendRefusal(request, response, refuse('conversions-busy'))
    try {
      await new Promise<void>((resolve, reject) => {
        readBytes(request, response, (error?: unknown) =>
          error instanceof Error ? reject(error) : resolve(),
        )
      })
      const bytes: unknown = request.body
      if (!(bytes instanceof Uint8Array)) return sendRefusal(request, response, refuse('bad-request'))
      const closing = new AbortController()
      response.on('close', () => closing.abort())
      const turn = { owner: actor.value.id, signal: closing.signal }
      const rows = await conversions.run('read-sheet', { bytes }, turn)
      if (!rows.ok) return sendRefusal(request, response, rows)
      const answer: TableAnswer = { rows: rows.value }
      response.set('cache-control', 'no-store').json(answer)
    } finally {
      place.leave()
    }
  })
  return router
}

async function bringer(guard: Guard, request: Request): Promise<Outcome<Actor>> {
  const actor = await actorOf(guard, request)
  return actor.ok && !mayBringFiles(actor.value) ? refuse('forbidden') : actor
}
