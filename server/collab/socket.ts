/**
 * One WebSocket as the sessions use it: binary both ways, closed once, cut when it cannot keep up.
 *
 * 1. A reader too slow for limits.socketBufferBytes is cut off, so that one line never holds the memory of all.
 * 2. A line that was silent for two heartbeats is cut off (half-open connections vanish within 30 s).
 * 3. Frames are written to the line as they were made (outgoing.ts). Only what is deflated for this socket
 *    alone goes through `ws`, and until it is written everything goes after it.
 */
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type { RawData, WebSocket } from 'ws'
import { type CloseCode, closeCodes } from '../../shared/frames.ts'
import { limits } from '../../shared/limits.ts'
import { deflateLeast, type Framed, frameOf, type Outgoing } from './outgoing.ts'

export type Incoming = {
  receive(bytes: Uint8Array): void
  closed(): void
}

/** A line silent for so many heartbeats is cut at the next. */
export const silentBeatsMost = 2
const nothing = new Uint8Array()

export class Socket {
  readonly #ws: WebSocket
  readonly #line: Duplex
  /** Takes what was deflated once for everybody. */
  readonly #inflates: boolean
  #silentBeats = 0
  #isClosed = false
  /** Messages that `ws` is still deflating. */
  #deflating = 0

  /** `line` is what `ws` writes to; `request` asked for it. */
  constructor(ws: WebSocket, line: Duplex, request: IncomingMessage) {
    this.#ws = ws
    this.#line = line
    this.#inflates = ws.extensions !== '' && !asksForSmallWindow(request)
  }

  /** From now on frames and the end go to `incoming`. */
  attach(incoming: Incoming): void {
    this.#ws.on('message', (data: RawData, isBinary: boolean) => {
      this.#silentBeats = 0
      if (this.#isClosed) return
      if (isBinary) incoming.receive(bytesOf(data))
      else this.close(closeCodes.malformed)
    })
    this.#ws.on('pong', () => {
      this.#silentBeats = 0
    })
    // ws closes by itself after an error (a frame too large, a bad mask).
    this.#ws.on('error', () => {})
    this.#ws.on('close', () => {
      this.#isClosed = true
      incoming.closed()
    })
  }

  /** Something for this socket alone. */
  send(bytes: Uint8Array): void {
    if (!this.#isReady()) return
    if (bytes.length >= deflateLeast && this.#ws.extensions !== '') this.#deflate(bytes)
    else if (this.#deflating > 0) this.#ws.send(bytes, { compress: false })
    else this.#write(frameOf(nothing, bytes, false))
  }

  /** Something that many get, for a section's channel; undefined: this is a stock client. */
  share(outgoing: Outgoing, channel: number | undefined): void {
    if (!this.#isReady()) return
    if (this.#deflating > 0) this.#ws.send(outgoing.message(channel), { compress: false })
    else this.#write(outgoing.framed(channel, this.#inflates))
  }

  /** Reads nothing more until resume(). */
  pause(): void {
    this.#ws.pause()
  }

  resume(): void {
    this.#ws.resume()
  }

  close(code: CloseCode | typeof restarting): void {
    if (this.#isClosed) return
    this.#isClosed = true
    // Else the other end's goodbye is never read.
    this.#ws.resume()
    this.#ws.close(code)
  }

  /** Call once a heartbeat. */
  beat(): void {
    this.#silentBeats += 1
    if (this.#silentBeats > silentBeatsMost) this.#cut()
    else if (!this.#isClosed) this.#ws.ping()
  }

  /** May something be sent? Cuts a line that cannot keep up. */
  #isReady(): boolean {
    if (this.#isClosed || this.#ws.readyState !== this.#ws.OPEN) return false
    const waiting = this.#deflating > 0 ? this.#ws.bufferedAmount : this.#line.writableLength
    if (waiting <= limits.socketBufferBytes) return true
    this.#cut()
    return false
  }

  #write(framed: Framed): void {
    const [only, ...more] = framed
    if (only && more.length === 0) return void this.#line.write(only)
    this.#line.cork()
    for (const piece of framed) this.#line.write(piece)
    this.#line.uncork()
  }

  #deflate(bytes: Uint8Array): void {
    this.#deflating += 1
    this.#ws.send(bytes, () => {
      this.#deflating -= 1
    })
  }

  #cut(): void {
    this.#isClosed = true
    this.#ws.terminate()
  }
}

/** RFC 6455 registry: service restart; clients come back. */
export const restarting = 1012

/** A client that could not inflate what was deflated with the usual window; no browser asks for that. */
const asksForSmallWindow = ({ headers }: IncomingMessage) =>
  headers['sec-websocket-extensions']?.includes('server_max_window_bits') ?? false

function bytesOf(data: RawData): Uint8Array {
  if (Array.isArray(data)) return Buffer.concat(data)
  return data instanceof ArrayBuffer ? new Uint8Array(data) : data
}
