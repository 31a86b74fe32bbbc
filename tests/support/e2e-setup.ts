/**
 * Before all browser tests: the client is built if it is stale, and the seed of their servers is made.
 * Answers how to clear it away.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isClientStale } from '../../server/ops/client-build.ts'
import { coordinator, departments, keepSeed, organisation } from './e2e-server.ts'
import { ServerHost } from './hosted-servers.ts'

const root = join(import.meta.dirname, '../..')

// oxlint-disable-next-line import/no-default-export -- Playwright takes no other
export default async function prepare(): Promise<() => void> {
  if (await isClientStale(join(root, 'dist')))
    execFileSync(join(root, 'node_modules/.bin/vite'), ['build'], { cwd: root, stdio: 'inherit' })
  const dataDir = mkdtempSync(join(tmpdir(), 'tonggao-seed-'))
  const host = new ServerHost()
  const cookies = await host.seed(dataDir, { organisation, departments: [...departments], ...coordinator })
  await host.kill()
  keepSeed({ dataDir, cookies })
  return () => rmSync(dataDir, { recursive: true, force: true })
}
