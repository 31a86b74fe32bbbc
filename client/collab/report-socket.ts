/**
 * The one WebSocket of a tab and a report: connects, comes back by itself, and carries the channels.
 *
 * 1. A lost line is tried again with growing pauses; a close code of 4400…4499 is final.
 * 2. Channels wait for the line: a channel made while it is down is opened with it; when the line is lost
 *    every channel is closed and forgotten, and whoever wants it makes a new one.
 * 3. Silence longer than two heartbeats is a lost line, whatever the browser believes; so is a line that takes
 *    longer to come up (a gateway that swallows packets would hold it for minutes).
 * 4. Before that, a line that does not answer or does not come up is told of, and left alone.
 */
import {
  closeCodes,
  decodeFrame,
  decodeLobby,
  encodeFrame,
  encodeLobby,
  type Keep,
  type LobbyEvent,
  type LobbyFrame,
  lobby,
  subprotocol,
} from '../../shared/frames.ts'
import { limits } from '../../shared/limits.ts'
import { schemaVersion } from '../../shared/schema/extensions.ts'
import { AnswerWatch, type AnswerWatcher } from './answer-watch.ts'

/** What a WebSocket must have; browsers have it, and so does `ws`. */
type WebSocketLike = {
  binaryType: string
  addEventListener(type: 'open', listener: () => void): void
  addEventListener(type: 'error', listener: () => void): void
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void
  addEventListener(type: 'close', listener: (event: { readonly code: number }) => void): void
  send(data: Uint8Array<ArrayBuffer>): void
  close(): void
}
export type WebSocketClass = new (url: string, protocols: string[]) => WebSocketLike

/** One end of a channel. */
export type Port = {
  readonly sectionId: string
  opened(): void
  received(payload: Uint8Array): void
  closed(code: number): void
}

export type SocketListener = {
  /** The line is up and `hello` is said. */
  opened(): void
  /** The line does not come up, for the time that it has (`isHeld`) or for the third time. */
  notUp(isHeld: boolean): void
  lobby(frame: LobbyFrame): void
  /** The line is down; it will be tried again. */
  lost(): void
  /** The line is down for good. */
  ended(code: number): void
} & AnswerWatcher

type Line = {
  readonly ws: WebSocketLike
  readonly watch: AnswerWatch
  readonly slow: ReturnType<typeof setTimeout>
  isOpen: boolean
  silentBeats: number
}

const firstPauseMs = 200
const longestPauseMs = 5000
const silentBeatsMost = 2
/** What a browser reports when a line breaks without a close frame. */
const abnormalClose = 1006
/** RFC 6455: a message above the server's limit; sending it again would not help. */
const tooBig = 1009

export const isFinal = (code: number) => code >= 4400 && code < 4500

export class ReportSocket {
  readonly #url: string
  readonly #WebSocket: WebSocketClass
  readonly #listener: SocketListener
  readonly #ports = new Map<number, Port>()
  #beat: ReturnType<typeof setInterval> | undefined
  #line: Line | undefined
  #retry: ReturnType<typeof setTimeout> | undefined
  #failures = 0
  /** Tries since the last that came up. */
  #notUp = 0
  #lastNumber = lobby
  #isOver = false

  constructor(url: string, WebSocketClass: WebSocketClass, listener: SocketListener) {
    this.#url = url
    this.#WebSocket = WebSocketClass
    this.#listener = listener
    this.#begin()
  }

  /** After the end: somebody signed in again. Channels that were made meanwhile are opened. */
  begin(): void {
    if (this.#isOver) this.#begin()
  }

  get isOpen(): boolean {
    return this.#line?.isOpen ?? false
  }

  /** Opens a channel now, or as soon as the line is up; answers its number. */
  attach(port: Port): number {
    this.#lastNumber += 1
    const number = this.#lastNumber
    this.#ports.set(number, port)
    // The caller sets its handlers after this call.
    if (this.isOpen) queueMicrotask(() => this.#openPort(number, port))
    return number
  }

  detach(number: number): void {
    if (this.#ports.delete(number) && this.isOpen)
      this.#send(encodeFrame({ op: 'close', channel: number, code: 1000 }))
  }

  sendData(number: number, payload: Uint8Array): void {
    if (this.#ports.has(number)) this.#send(encodeFrame({ op: 'data', channel: number, payload }))
  }

  sendEvent(event: LobbyEvent): void {
    this.#sendLobby({ type: 'event', event })
  }

  sendKeep(ask: Keep): void {
    this.#sendLobby({ type: 'keep', ...ask })
  }

  sendAwareness(update: Uint8Array): void {
    this.#sendLobby({ type: 'awareness', update })
  }

  /** Whatever holds a line that is not up yet: another try is worth more than waiting for it. */
  giveUp(): void {
    if (!this.#line || this.#line.isOpen) return
    this.#line.ws.close()
    this.#closed(abnormalClose)
  }

  close(): void {
    this.#finish()
    const line = this.#drop(abnormalClose)
    line?.ws.close()
  }

  #begin(): void {
    this.#isOver = false
    this.#beat = setInterval(() => this.#watch(), limits.heartbeatMs)
    globalThis.addEventListener?.('online', this.#comeBack)
    globalThis.addEventListener?.('offline', this.#suspect)
    this.#connect()
  }

  readonly #suspect = () => {
    if (this.isOpen) this.#line?.watch.suspect()
  }

  readonly #comeBack = () => {
    if (this.#isOver || this.#line) return
    clearTimeout(this.#retry)
    this.#connect()
  }

  #connect(): void {
    const ws = new this.#WebSocket(this.#url, [subprotocol])
    const slow = setTimeout(() => this.#listener.notUp(true), limits.upgradeMs)
    const line: Line = { ws, watch: new AnswerWatch(this.#listener), slow, isOpen: false, silentBeats: 0 }
    this.#line = line
    ws.binaryType = 'arraybuffer'
    ws.addEventListener('open', () => {
      if (this.#line === line) this.#opened(line)
    })
    ws.addEventListener('message', ({ data }) => {
      if (this.#line === line && data instanceof ArrayBuffer) this.#received(line, new Uint8Array(data))
    })
    ws.addEventListener('close', ({ code }) => {
      if (this.#line === line) this.#closed(code)
    })
    // A close event always follows.
    ws.addEventListener('error', () => {})
  }

  #opened(line: Line): void {
    line.isOpen = true
    this.#notUp = 0
    clearTimeout(line.slow)
    this.sendEvent({ type: 'hello', schemaVersion })
    this.#listener.opened()
    for (const [number, port] of this.#ports) this.#openPort(number, port)
  }

  #openPort(number: number, port: Port): void {
    if (!this.isOpen || this.#ports.get(number) !== port) return
    this.#send(encodeFrame({ op: 'open', channel: number, sectionId: port.sectionId }))
    port.opened()
  }

  #received(line: Line, bytes: Uint8Array): void {
    line.silentBeats = 0
    line.watch.heard()
    const frame = decodeFrame(bytes)
    if (frame.channel === lobby) {
      if (frame.op === 'data') this.#receivedLobby(decodeLobby(frame.payload))
      return
    }
    const port = this.#ports.get(frame.channel)
    if (frame.op === 'data') port?.received(frame.payload)
    if (frame.op === 'close') {
      this.#ports.delete(frame.channel)
      port?.closed(frame.code)
    }
  }

  #receivedLobby(frame: LobbyFrame): void {
    // Whoever lets us in and greets is worth an early next try.
    if (frame.type === 'event' && frame.event.type === 'welcome') this.#failures = 0
    this.#listener.lobby(frame)
  }

  #closed(reason: number): void {
    const code = reason === tooBig ? closeCodes.malformed : reason
    const wasUp = this.isOpen
    this.#drop(code)
    if (isFinal(code)) {
      this.#finish()
      this.#listener.ended(code)
      return
    }
    this.#listener.lost()
    if (!wasUp) this.#failedToComeUp()
    // Spread out, so that a restarted server is not met by everybody at once.
    const pause = Math.min(longestPauseMs, firstPauseMs * 2 ** this.#failures) * (0.5 + Math.random() / 2)
    this.#failures += 1
    if (!this.#isOver) this.#retry = setTimeout(() => this.#connect(), pause)
  }

  #failedToComeUp(): void {
    this.#notUp += 1
    if (this.#notUp >= limits.upgradeTries) this.#listener.notUp(false)
  }

  /** Forgets the line and closes the channels that it carried. */
  #drop(code: number): Line | undefined {
    const line = this.#line
    this.#line = undefined
    line?.watch.stop()
    clearTimeout(line?.slow)
    const ports = [...this.#ports.values()]
    this.#ports.clear()
    for (const port of ports) port.closed(code)
    return line
  }

  #watch(): void {
    if (!this.#line) return
    this.#line.silentBeats += 1
    if (this.#line.silentBeats <= silentBeatsMost) return
    this.#line.ws.close()
    this.#closed(abnormalClose)
  }

  #finish(): void {
    this.#isOver = true
    clearInterval(this.#beat)
    clearTimeout(this.#retry)
    globalThis.removeEventListener?.('online', this.#comeBack)
    globalThis.removeEventListener?.('offline', this.#suspect)
  }

  #sendLobby(frame: LobbyFrame): void {
    this.#send(encodeFrame({ op: 'data', channel: lobby, payload: encodeLobby(frame) }))
  }

  #send(bytes: Uint8Array<ArrayBuffer>): void {
    if (!this.#line?.isOpen) return
    this.#line.ws.send(bytes)
    this.#line.watch.sent(bytes.length)
  }
}
