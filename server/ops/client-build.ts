/**
 * Building the client before a start: when there is none yet, or a source is newer than it.
 *
 * Vite is there only where the program is developed or installed whole. A server that was installed without it
 * (`npm ci --omit=dev`) shows the client as it was built elsewhere, whatever the files' times say.
 */
import { spawn } from 'node:child_process'
import { readdir, stat } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const root = join(import.meta.dirname, '..', '..')
const sources = ['client', 'shared', 'vite.config.ts', 'package.json']

/** Is `dist` missing or older than what it is made of? Without sources or Vite it is what it is. */
export async function isClientStale(dist: string): Promise<boolean> {
  const built = await modified(join(dist, 'index.html'))
  if (built === undefined) return true
  if (findVite() === undefined) return false
  const times = await Promise.all(sources.map(source => newest(join(root, source))))
  return times.some(time => time > built)
}

/** Runs Vite in a process of its own, so that nothing of it stays in the server's memory. `stopping` ends it. */
export async function buildClient(node: string, stopping: AbortSignal): Promise<void> {
  const vite = findVite()
  if (vite === undefined) throw new Error(noVite)
  const child = spawn(node, [vite, 'build', '--logLevel', 'warn'], {
    cwd: root,
    stdio: 'inherit',
    signal: stopping,
  })
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', resolve)
  })
  if (code !== 0) throw new Error('The client could not be built; see the lines above.')
}

const noVite =
  'The client is not built, and Vite, which builds it, is not installed here: run npm ci && npm run build, or ' +
  'copy dist/ from where that was done.'

/** Undefined where a part is missing: some packages bring Vite along, but not what vite.config.ts asks for. */
function findVite(): string | undefined {
  const { resolve } = createRequire(import.meta.url)
  try {
    resolve('@vitejs/plugin-react')
    return join(dirname(resolve('vite/package.json')), 'bin', 'vite.js')
  } catch {
    return undefined
  }
}

async function newest(path: string): Promise<number> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true }).catch(() => undefined)
  if (!entries) return (await modified(path)) ?? 0
  const files = entries.filter(entry => entry.isFile())
  const times = await Promise.all(files.map(file => modified(join(file.parentPath, file.name))))
  return Math.max(0, ...times.map(time => time ?? 0))
}

async function modified(path: string): Promise<number | undefined> {
  return (await stat(path).catch(() => undefined))?.mtimeMs
}
