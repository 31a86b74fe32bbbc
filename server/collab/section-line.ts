/** The way from a room to one section of one socket. There are many of these: it holds nothing but the way. */
import { type CloseCode, closeCodes, encodeFrame } from '../../shared/frames.ts'
import type { Line } from './channel.ts'
import type { Outgoing } from './outgoing.ts'
import type { Session } from './session.ts'
import type { Socket } from './socket.ts'

export class SectionLine implements Line {
  readonly #session: Session
  readonly #socket: Socket
  readonly #number: number

  constructor(session: Session, socket: Socket, number: number) {
    this.#session = session
    this.#socket = socket
    this.#number = number
  }

  get isStock(): boolean {
    return this.#session.isStock
  }

  actor() {
    return this.#session.actor
  }

  send(message: Uint8Array): void {
    if (this.isStock) this.#socket.send(message)
    else this.#socket.send(encodeFrame({ op: 'data', channel: this.#number, payload: message }))
  }

  share(outgoing: Outgoing): void {
    this.#socket.share(outgoing, this.isStock ? undefined : this.#number)
  }

  waits(bytes: number): void {
    this.#session.waits(bytes)
  }

  waited(bytes: number): void {
    this.#session.waited(bytes)
  }

  close(code: CloseCode): void {
    this.#session.closeSection(this.#number, code)
  }

  fail(): void {
    this.#session.close(closeCodes.malformed)
  }

  charge(ms: number): void {
    this.#session.charge(ms)
  }
}
