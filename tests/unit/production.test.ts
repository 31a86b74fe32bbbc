/** An installation for serving alone, as deploy/Dockerfile makes it: the client is built elsewhere. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { imageFiles } from '../support/deploy-files.ts'
import { installProduction, type Production, placeOldClient } from '../support/production.ts'
import { until } from '../support/collab.ts'

const root = join(import.meta.dirname, '../..')
let production: Production
beforeAll(() => {
  production = installProduction(imageFiles())
})
afterAll(() => production.remove())

function start() {
  const { folder } = production
  const server = spawn(join(root, 'node_modules/.bin/node'), ['server/main.ts'], {
    cwd: folder,
    env: { PATH: process.env.PATH, PORT: '0', DATA_DIR: join(folder, 'data'), LOG_LEVEL: 'silent' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [server.stdout, server.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text
    })
  return { server, said: () => said }
}

test('H15 it serves the client that it came with, though sources are newer and nothing here could build it', async () => {
  placeOldClient(production.folder, '<!doctype html><title>统稿</title>')
  const { server, said } = start()
  const address = () => /Tonggao: (http:\S+)/.exec(said())?.[1]
  await until(() => address() !== undefined || server.exitCode !== null, 'it starts or ends')
  const page = await fetch(`${address()}/`)
  expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('统稿')])
  expect((await fetch(`${address()}/readyz`)).status).toBe(200)
  server.kill('SIGTERM')
  expect(await once(server, 'exit')).toEqual([0, null])
  expect(said()).not.toContain('Building the client')
})

test('H15 without a client it says what to do, and ends', async () => {
  rmSync(join(production.folder, 'dist'), { recursive: true })
  const { server, said } = start()
  expect(await once(server, 'exit')).toEqual([1, null])
  expect(said()).toContain('npm ci && npm run build')
})
