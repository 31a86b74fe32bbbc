/** `npm run demo` as a child process: the sign-in links that it prints, and its clean end. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

const root = join(import.meta.dirname, '../..')

export type Demo = {
  /** Coordinator, the authors, the reviewer: in the order of the sample's people. */
  readonly links: readonly string[]
  stop(): Promise<void>
}

export async function startDemo(): Promise<Demo> {
  const child = spawn(join(root, 'node_modules/.bin/node'), ['server/demo.ts'], {
    cwd: root,
    env: { ...process.env, HOST: '127.0.0.1', PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const links: string[] = []
  for await (const line of createInterface({ input: child.stdout })) {
    const link = /http:\S+\/enter#\S+/.exec(line)?.[0]
    if (link) links.push(link)
    if (line.includes('Ctrl+C')) break
  }
  return {
    links,
    async stop() {
      const gone = new Promise(resolve => child.once('exit', resolve))
      child.kill('SIGINT')
      await gone
    },
  }
}
