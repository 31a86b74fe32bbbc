/** The client straight from its sources, through Vite, for whoever works on it. */
import { readFile } from 'node:fs/promises'
import type { Server } from 'node:http'
import { join } from 'node:path'
import type { DevClient } from './pages.ts'

export type RunningDevClient = DevClient & { close(): Promise<void> }

export async function startDevClient(server: Server): Promise<RunningDevClient> {
  const { createServer } = await import('vite')
  const vite = await createServer({
    server: { middlewareMode: true, hmr: { server } },
    appType: 'custom',
  })
  return {
    middleware: vite.middlewares,
    page: async url =>
      vite.transformIndexHtml(url, await readFile(join(vite.config.root, 'index.html'), 'utf8')),
    close: () => vite.close(),
  }
}
