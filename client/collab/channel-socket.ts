/**
 * A channel in the shape of a WebSocket: what y-websocket's provider is given as its WebSocketPolyfill.
 *
 * 1. Needs the constant OPEN on the instance, else the provider silently never sends.
 * 2. Our own messages (100…) never reach the provider.
 * 3. The provider gives up a line after 30 s of silence, so the lobby's heartbeat is passed on as presence
 *    of nobody.
 */
import type { Port, ReportSocket } from './report-socket.ts'

/** What the section's session wants to know of its channel. */
export type ChannelSpy = {
  opened(channel: ChannelSocket): void
  /** True: the message was ours and the provider does not see it. */
  received(channel: ChannelSocket, payload: Uint8Array): boolean
  /** Before the payload leaves. False: it must not. */
  sending(channel: ChannelSocket, payload: Uint8Array): boolean
  closed(channel: ChannelSocket, code: number): void
}

/** y-websocket's awareness message (1) with an update (1 byte) about nobody (0). */
const heartbeat = new Uint8Array([1, 1, 0])

export class ChannelSocket implements Port {
  readonly CONNECTING = 0
  readonly OPEN = 1
  readonly CLOSING = 2
  readonly CLOSED = 3
  readyState = 0
  binaryType = 'arraybuffer'
  onopen: (() => void) | null = null
  onmessage: ((event: { data: Uint8Array }) => void) | null = null
  onclose: ((event: { code: number; reason: string }) => void) | null = null
  onerror: (() => void) | null = null
  readonly sectionId: string
  readonly #socket: ReportSocket
  readonly #spy: ChannelSpy
  readonly #number: number

  constructor(socket: ReportSocket, sectionId: string, spy: ChannelSpy) {
    this.sectionId = sectionId
    this.#socket = socket
    this.#spy = spy
    this.#number = socket.attach(this)
  }

  send(payload: Uint8Array): void {
    if (this.readyState === this.OPEN && this.#spy.sending(this, payload))
      this.#socket.sendData(this.#number, payload)
  }

  close(): void {
    if (this.readyState === this.CLOSED) return
    this.readyState = this.CLOSED
    this.#socket.detach(this.#number)
    this.#spy.closed(this, 1000)
  }

  beat(): void {
    if (this.readyState === this.OPEN) this.onmessage?.({ data: heartbeat })
  }

  opened(): void {
    if (this.readyState !== this.CONNECTING) return
    this.readyState = this.OPEN
    this.#spy.opened(this)
    this.onopen?.()
  }

  received(payload: Uint8Array): void {
    if (!this.#spy.received(this, payload)) this.onmessage?.({ data: payload })
  }

  closed(code: number): void {
    if (this.readyState === this.CLOSED) return
    this.readyState = this.CLOSED
    this.#spy.closed(this, code)
    this.onclose?.({ code, reason: '' })
  }
}

/** The class that the provider of one section makes its sockets of. */
export function channelClass(socket: ReportSocket, sectionId: string, spy: ChannelSpy): typeof WebSocket {
  const Bound = class extends ChannelSocket {
    constructor() {
      super(socket, sectionId, spy)
    }
  }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- all of a WebSocket that the provider uses
  return Bound as unknown as typeof WebSocket
}
