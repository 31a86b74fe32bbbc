/**
 * 归档 as one zip, written while it is sent: no file but the present one is in memory, whoever takes slowly is
 * waited for, and whoever goes away, or takes nothing any more, ends it. One that breaks off is no whole zip.
 */
import { once } from 'node:events'
import { type Response, Router } from 'express'
import { Zip, ZipDeflate, ZipPassThrough } from 'fflate'
import { z } from 'zod'
import { refuse } from '../../shared/errors.ts'
import { limits } from '../../shared/limits.ts'
import type { Program } from '../program.ts'
import { openArchive } from '../reports/archive.ts'
import type { ArchivedFiles } from '../reports/archive-sections.ts'
import { dispositionOf } from './exports.ts'
import type { Guard } from './guard.ts'
import { sendRefusal } from './refusals.ts'
import { timeZone } from './time-zone.ts'
import { wordsFor } from './words.ts'

const asked = z.object({ zone: timeZone })

export function archiveRouter(program: Program, guard: Guard): Router {
  const router = Router()
  let sending = 0
  router.get('/reports/:reportId/archive', async (request, response) => {
    const admitted = await guard.admit(request)
    if (!admitted.ok) return sendRefusal(request, response, admitted)
    const signedIn = admitted.value
    if (!signedIn) return sendRefusal(request, response, refuse('not-signed-in'))
    const query = asked.safeParse(request.query)
    if (!query.success) return sendRefusal(request, response, refuse('bad-request'))
    const deps = { ...program, origin: { via: signedIn.via, address: guard.addressOf(request) } }
    const wish = { ...query.data, words: await wordsFor(request.headers, program.db) }
    const open = () => openArchive(deps, signedIn.actor, request.params.reportId, wish)
    if (sending >= limits.archivesAtOnce) return sendRefusal(request, response, refuse('conversions-busy'))
    sending += 1
    try {
      const archive = await open()
      if (!archive.ok) return sendRefusal(request, response, archive)
      response
        .set('content-type', 'application/zip')
        .set('content-disposition', dispositionOf('attachment', archive.value.filename))
        // A compressor on the way would hold it back.
        .set('cache-control', 'no-store, no-transform')
      await sendZip(response, archive.value.files)
    } catch (error) {
      if (!response.headersSent) throw error
      program.log.error({ error }, 'an archive broke off')
      response.destroy()
    } finally {
      sending -= 1
    }
  })
  return router
}

/** So much is packed before others get their turn, bytes. */
const pieceBytes = 64 * 1024

async function sendZip(response: Response, files: ArchivedFiles): Promise<void> {
  const zip = new Zip((error, chunk) => {
    if (error) response.destroy(error)
    else if (!response.destroyed) response.write(chunk)
  })
  for await (const { path, bytes } of files) {
    const entry = isPacked(path) ? new ZipPassThrough(path) : new ZipDeflate(path, { level: 6 })
    // The oldest that a zip can say: the archive tells its own times.
    entry.mtime = new Date(1980, 0, 1)
    zip.add(entry)
    for (let from = 0; from === 0 || from < bytes.length; from += pieceBytes) {
      entry.push(bytes.subarray(from, from + pieceBytes), from + pieceBytes >= bytes.length)
      if (!(await isTaken(response))) return
    }
  }
  zip.end()
  response.end()
}

/** Waits until what was written is on its way; false when nobody takes it any more. */
async function isTaken(response: Response): Promise<boolean> {
  if (response.destroyed) return false
  if (!response.writableNeedDrain) await new Promise(setImmediate)
  else {
    const signal = AbortSignal.timeout(limits.archiveStallMs)
    await Promise.race([once(response, 'drain', { signal }), once(response, 'close', { signal })]).catch(() =>
      response.destroy(),
    )
  }
  return !response.destroyed
}

/** Files that are packed already. */
const isPacked = (path: string) => /\.(?:docx|xlsx|pptx|zip|7z|rar|jpe?g|png|pdf|mp4)$/iu.test(path)
