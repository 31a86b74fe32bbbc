/**
 * The client's hashed files, in the smallest form that a browser takes: as they were compressed at the build
 * (vite.config.ts), which nobody waits for. One that was not is compressed as it goes, like any other answer.
 */
import { extname } from 'node:path'
import express, { type RequestHandler, Router } from 'express'
import { compressedForms } from '../../shared/built.ts'

/** Another text has another name. */
const forEver = { index: false, immutable: true, maxAge: '1y' } as const

export function builtFiles(folder: string): Router {
  const router = Router()
  router.use((_request, response, next) => {
    response.vary('Accept-Encoding')
    next()
  })
  for (const form of compressedForms) router.use(inForm(folder, form))
  return router.use(express.static(folder, forEver))
}

/** Answers where the browser takes this form and the file has it; leaves the rest to what follows. */
function inForm(folder: string, { coding, ending }: (typeof compressedForms)[number]): RequestHandler {
  const files = express.static(folder, {
    ...forEver,
    setHeaders: (response, path) =>
      void response.set('content-encoding', coding).type(extname(path.slice(0, -ending.length))),
  })
  return (request, response, next) => {
    if (!request.acceptsEncodings(coding)) return next()
    const asked = request.url
    request.url = asked.replace(/\?.*$/, '') + ending
    files(request, response, (error?: unknown) => {
      request.url = asked
      next(error)
    })
  }
}
