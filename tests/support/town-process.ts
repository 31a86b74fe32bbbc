/** A town's live server as a process of its own: prepared early, started when it is needed, killed without warning. */
import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import type { serveTown } from './collab.ts'

export type Prepared = ChildProcessByStdio<Writable, Readable, null>

export type TownOptions = Omit<NonNullable<Parameters<typeof serveTown>[1]>, 'bus' | 'clock' | 'revoked'> & {
  /** Through which it hears of the other processes over its store. */
  readonly redisUrl?: string
  /** How far its machine's clock is ahead, milliseconds. */
  readonly aheadMs?: number
  /** Of hints it hears some never, some twice, and some late and so in another order. */
  readonly badHints?: boolean
}

const root = join(import.meta.dirname, '../..')

/**
 * Loads a server that will serve the store at `place`, a file or the address of a PostgreSQL database; start()
 * makes it do so. `through`: a command that the process is started by, such as unshare. `program`: the root of the
 * source tree that it runs, another version perhaps.
 */
export function prepareTown(
  place: string,
  options: TownOptions = {},
  through: readonly string[] = [],
  program = root,
): Prepared {
  const script = join(program, 'tests/support/town-server.ts')
  const words = [...through, process.execPath, script, place, JSON.stringify(options)]
  return spawn(words[0] ?? '', words.slice(1), {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, NODE_COMPILE_CACHE: join(root, 'node_modules/.cache/town') },
  })
}

/** Answers the port once the server listens. */
export async function start(server: Prepared): Promise<number> {
  server.stdin.write('go\n')
  const [line]: unknown[] = await once(createInterface(server.stdout), 'line')
  return Number(line)
}

/** Kills it at this moment; resolves when it is gone. */
export async function kill(server: Prepared): Promise<void> {
  server.kill('SIGKILL')
  if (server.exitCode === null && server.signalCode === null) await once(server, 'exit')
}

/** Whether it answers anything at all within two seconds. */
export async function givesSign(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => {})
  socket.write('GET /nowhere HTTP/1.1\r\nHost: town\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n')
  const signal = AbortSignal.timeout(2000)
  const answered = await once(socket, 'data', { signal }).then(
    () => true,
    () => false,
  )
  socket.destroy()
  return answered
}

/** mulberry32: a failure names its seed. */
export function randomFrom(state: number): () => number {
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
