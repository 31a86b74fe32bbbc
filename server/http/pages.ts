/**
 * The client: built files, and index.html for every address that is a page. Hashed files may be kept for
 * ever, the page itself never: it carries the nonce of this one answer.
 */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import express, { type Request, type RequestHandler, type Response, Router } from 'express'
import type { RandomBytes } from '../../shared/ids.ts'
import { newSecret } from '../../shared/ids.ts'
import { builtFiles } from './built-files.ts'
import { pagePolicy } from './security.ts'

/** Stands in the built page wherever the nonce goes. */
const nonceMark = '__CSP_NONCE__'

/** Middleware and page of Vite's development server. */
export type DevClient = {
  readonly middleware: RequestHandler
  page(url: string): Promise<string>
}

export type ClientFiles = {
  readonly dist: string
  readonly random: RandomBytes
  readonly dev: DevClient | undefined
}

export function pagesRouter({ dist, random, dev }: ClientFiles): Router {
  const router = Router()
  if (dev) router.use(withPolicy(random, true), dev.middleware)
  else router.use('/assets', builtFiles(join(dist, 'assets')))
  if (!dev) router.use(express.static(dist, { index: false, maxAge: 0 }))
  router.get('/{*path}', async (request, response, next) => {
    if (!isPage(request)) return next()
    const html = dev ? await dev.page(request.originalUrl) : await readPage(dist)
    if (html === undefined) return sendNoClient(response)
    const nonce = newSecret(random)
    response
      .set('content-security-policy', pagePolicy(nonce, dev !== undefined))
      .set('cache-control', 'no-store')
      .type('html')
      .send(html.replaceAll(nonceMark, nonce))
  })
  return router
}

function withPolicy(random: RandomBytes, dev: boolean): RequestHandler {
  return (_request, response, next) => {
    response.set('content-security-policy', pagePolicy(newSecret(random), dev))
    next()
  }
}

/** Every address of the client but those of files and of the API. */
function isPage({ path }: Request): boolean {
  return !/^\/(api|collab|assets)(\/|$)/.test(path) && !/\.[a-z0-9]+$/i.test(path)
}

async function readPage(dist: string): Promise<string | undefined> {
  return readFile(join(dist, 'index.html'), 'utf8').catch(() => undefined)
}

function sendNoClient(response: Response): void {
  response
    .status(503)
    .type('text')
    .send('网页尚未生成，请运行 npm run build。The client is not built: npm run build.\n')
}
