/** Building the client before a start: when there is none yet, or a source is newer than it. */
import { spawn } from 'node:child_process'
import { readdir, stat } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const root = join(import.meta.dirname, '..', '..')
const sources = ['client', 'shared', 'vite.config.ts', 'package.json']

/** Is `dist` missing or older than what it is made of? Without sources it is what it is. */
export async function isClientStale(dist: string): Promise<boolean> {
  const built = await modified(join(dist, 'index.html'))
  if (built === undefined) return true
  const times = await Promise.all(sources.map(source => newest(join(root, source))))
  return times.some(time => time > built)
}

/** Runs Vite in a process of its own, so that nothing of it stays in the server's memory. `stopping` ends it. */
export async function buildClient(node: string, stopping: AbortSignal): Promise<void> {
  const vite = join(dirname(createRequire(import.meta.url).resolve('vite/package.json')), 'bin', 'vite.js')
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
