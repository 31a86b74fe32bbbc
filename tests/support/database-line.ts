/**
 * A line to PostgreSQL that can be cut, led elsewhere, and stopped or cut at a COMMIT. Of the protocol it knows
 * as much as that takes: where a client's messages begin, which of them commits, and how an answer ends. A verb
 * asks for COMMIT; an append is a transaction by itself, which its Sync commits.
 */
import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'

/**
 * What becomes of a COMMIT: passed on; cut off before the server has it; cut off when it is done and its answer
 * would come back; held until release().
 */
export type AtCommit = 'pass' | 'cut before' | 'cut after' | 'hold'

export type DatabaseLine = {
  /** A database's address, by way of this line. */
  through(url: string): string
  /** Asked at each COMMIT. */
  atCommit: () => AtCommit
  /** Where new connections lead. */
  port: number
  /** COMMITs that were cut or held. */
  readonly met: number
  release(): void
  /** Breaks every connection that is up. */
  cut(): void
  stop(): Promise<void>
}

export async function openDatabaseLine(port: number): Promise<DatabaseLine> {
  const sockets = new Set<Socket>()
  let held: (() => void)[] = []
  let met = 0
  const hold = (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => {}).on('close', () => sockets.delete(socket))
  }
  const server = createServer(down => {
    const up = connect(line.port, '127.0.0.1')
    const end = () => {
      down.destroy()
      up.destroy()
    }
    // Messages are passed on one by one: none waits until the one before has been confirmed.
    for (const socket of [down, up]) socket.setNoDelay(true)
    for (const [one, other] of [
      [down, up],
      [up, down],
    ] as const) {
      hold(one)
      one.on('close', () => other.destroy())
    }
    let isAwaited = false
    up.on('data', data => {
      if (!isAwaited) down.write(data)
      else if (data.includes(readyForQuery)) end()
    })
    const messages = new Messages()
    let isAppend = false
    down.on('data', data => {
      for (const message of messages.read(data)) {
        if (letterOf(message) === 'B') isAppend = isBindOf('append', message)
        const commits = isCommit(message) || (isAppend && letterOf(message) === 'S')
        const what = commits ? line.atCommit() : 'pass'
        if (what !== 'pass') met += 1
        if (what === 'cut before') return end()
        if (what === 'cut after') isAwaited = true
        if (what === 'hold') held.push(() => up.write(message))
        else up.write(message)
      }
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the line has no port')
  const line: DatabaseLine = {
    port,
    atCommit: () => 'pass',
    through: url => url.replace(/:\d+\//, `:${address.port}/`),
    get met() {
      return met
    },
    release() {
      for (const pass of held) pass()
      held = []
    },
    cut() {
      for (const socket of sockets) socket.destroy()
    },
    async stop() {
      line.cut()
      await new Promise<void>(resolve => server.close(() => resolve()))
    },
  }
  return line
}

/** What a client sends, message by message: a letter and a length; the first has no letter. */
class Messages {
  #rest = Buffer.alloc(0)
  #hasBegun = false;

  *read(data: Buffer): Generator<Buffer> {
    this.#rest = Buffer.concat([this.#rest, data])
    for (;;) {
      const letter = this.#hasBegun ? 1 : 0
      if (this.#rest.length < letter + 4) return
      const length = letter + this.#rest.readUInt32BE(letter)
      if (this.#rest.length < length) return
      const message = this.#rest.subarray(0, length)
      this.#rest = this.#rest.subarray(length)
      this.#hasBegun = true
      yield message
    }
  }
}

/** The end of an answer, with no transaction open. */
const readyForQuery = Buffer.from('Z\0\0\0\x05I', 'latin1')

const letterOf = (message: Buffer) => message.toString('latin1', 0, 1)

/** Of the prepared statement with this name, to the portal without one. */
const isBindOf = (name: string, message: Buffer) =>
  message.subarray(5, 7 + name.length).toString('latin1') === `\0${name}\0`

/** A simple query, or an extended one's Parse. */
const isCommit = (message: Buffer) =>
  /^[QP]....(?:.*\0)?commit\0/is.test(message.subarray(0, 64).toString('latin1'))
