/**
 * Whole servers as processes over one PostgreSQL and, if there is one, one Redis, behind a dumb round-robin proxy.
 *
 * 1. Each process has a data directory and a port of its own, and keeps its port over its restarts.
 * 2. kill() is a real SIGKILL, pause() a real SIGSTOP.
 */
import { type ChildProcessByStdio, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { coordinator, departments, organisation } from './e2e-server.ts'
import { freePort } from './programs.ts'
import { type RoundRobin, startRoundRobin } from './round-robin.ts'

const root = join(import.meta.dirname, '../..')
const node = join(root, 'node_modules/.bin/node')

export class ServerProcess {
  readonly port: number
  readonly url: string
  readonly #env: Readonly<Record<string, string | undefined>>
  readonly #program: string
  #child: ChildProcessByStdio<null, Readable, null> | undefined

  /** `program`: the root of the source tree that it runs, another version perhaps. */
  constructor(port: number, env: Readonly<Record<string, string>>, program = root) {
    this.port = port
    this.url = `http://127.0.0.1:${port}`
    this.#program = program
    this.#env = { ...process.env, LOG_LEVEL: 'silent', ...env, HOST: '127.0.0.1', PORT: `${port}` }
  }

  get isRunning(): boolean {
    return this.#child !== undefined
  }

  get pid(): number {
    return this.#child?.pid ?? 0
  }

  /** Resolves once it says where it is. */
  async start(): Promise<void> {
    const child = spawn(node, ['server/main.ts'], {
      cwd: this.#program,
      env: this.#env,
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    this.#child = child
    child.once('exit', () => {
      if (this.#child === child) this.#child = undefined
    })
    await new Promise<void>((resolve, reject) => {
      createInterface(child.stdout).on(
        'line',
        line => line.includes(this.#env.PUBLIC_URL ?? this.url) && resolve(),
      )
      child.once('exit', () => reject(new Error(`the server of port ${this.port} did not start`)))
    })
  }

  pause(): void {
    this.#child?.kill('SIGSTOP')
  }

  resume(): void {
    this.#child?.kill('SIGCONT')
  }

  kill(): Promise<void> {
    return this.#end('SIGKILL')
  }

  /** As a service manager ends it. */
  stop(): Promise<void> {
    return this.#end('SIGTERM')
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#child
    if (!child) return
    const gone = once(child, 'exit')
    child.kill(signal)
    await gone
  }
}

export type Cluster = {
  /** Of the proxy. */
  readonly url: string
  readonly proxy: RoundRobin
  readonly processes: readonly ServerProcess[]
  /** Runs a `tonggao` command on the same database; answers what it prints. */
  command(...args: string[]): string
  stop(): Promise<void>
}

export type ClusterOptions = {
  readonly count: number
  /** Of a new, empty database. */
  readonly databaseUrl: string
  readonly redisUrl?: string | undefined
  /** More settings of process number `at`. */
  readonly env?: (at: number) => Readonly<Record<string, string>>
}

/** With an organisation, departments and a coordinator with a password (e2e-server.ts), all processes up. */
export async function startCluster({
  count,
  databaseUrl,
  redisUrl,
  env = () => ({}),
}: ClusterOptions): Promise<Cluster> {
  const folder = mkdtempSync(join(tmpdir(), 'tonggao-cluster-'))
  const shared = { DATABASE_URL: databaseUrl, ...(redisUrl === undefined ? {} : { REDIS_URL: redisUrl }) }
  const command = (...args: string[]) =>
    execFileSync(node, ['server/cli/main.ts', ...args], {
      cwd: root,
      env: { ...process.env, LOG_LEVEL: 'silent', ...shared, DATA_DIR: join(folder, 'command') },
      encoding: 'utf8',
    })
  const { username, password, name } = coordinator
  const who = ['--username', username, '--password', password, '--name', name]
  command('init', '--org', organisation, ...who, '--departments', departments.join(','))
  const processes: ServerProcess[] = []
  for (let at = 0; at < count; at += 1) {
    const own = { DATA_DIR: join(folder, `${at}`), ...shared, ...env(at) }
    processes.push(new ServerProcess(await freePort(), own))
  }
  // One before the others: it builds the client, if it is stale.
  const [first, ...others] = processes
  await first?.start()
  await Promise.all(others.map(one => one.start()))
  const proxy = await startRoundRobin(() => processes.map(({ port }) => port))
  return {
    url: proxy.url,
    proxy,
    processes,
    command,
    async stop() {
      await proxy.stop()
      for (const one of processes) {
        one.resume()
        await one.stop()
      }
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
