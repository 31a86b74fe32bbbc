/**
 * One WebSocket as the sessions use it: binary both ways, closed once, cut when it cannot keep up.
 *
 * 1. A reader too slow for limits.socketBufferBytes is cut off, so that one line never holds the memory of all.
 * 2. A line that was silent for two heartbeats is cut off (half-open connections vanish within 30 s).
 */
import { type CloseCode, closeCodes } from '../../shared/frames.ts'
import { limits } from '../../shared/limits.ts'
import type { RawData, WebSocket } from 'ws'

export type Incoming = {
  receive(bytes: Uint8Array): void
  closed(): void
}

const silentBeatsMost = 2

export class Socket {
  readonly #ws: WebSocket
  #silentBeats = 0
  #isClosed = false

  constructor(ws: WebSocket) {
    this.#ws = ws
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

  send(bytes: Uint8Array): void {
    this.#send(bytes, true)
  }

  /** For what goes to everybody: ws deflates a frame anew for each socket, at many times the cost of sending it. */
  sendPlain(bytes: Uint8Array): void {
    this.#send(bytes, false)
  }

  close(code: CloseCode | typeof restarting): void {
    if (this.#isClosed) return
    this.#isClosed = true
    this.#ws.close(code)
  }

  /** Call once a heartbeat. */
  beat(): void {
    this.#silentBeats += 1
    if (this.#silentBeats > silentBeatsMost) this.#cut()
    else if (!this.#isClosed) this.#ws.ping()
  }

  #send(bytes: Uint8Array, compress: boolean): void {
    if (this.#isClosed) return
    if (this.#ws.bufferedAmount > limits.socketBufferBytes) return this.#cut()
    this.#ws.send(bytes, { compress })
  }

  #cut(): void {
    this.#isClosed = true
    this.#ws.terminate()
  }
}

/** RFC 6455 registry: service restart; clients come back. */
export const restarting = 1012

function bytesOf(data: RawData): Uint8Array {
  if (Array.isArray(data)) return Buffer.concat(data)
  return data instanceof ArrayBuffer ? new Uint8Array(data) : data
}
