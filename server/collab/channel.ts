/**
 * One section open on one socket, seen from the room: what it was sent, what it sent, what is still owed.
 *
 * 1. Update and SyncStep2 frames count from 1; `stored n` says that all up to n are committed.
 * 2. A frame is owed an answer until it is stored or refused; a dropped one (a gap) is answered by the full
 *    sync that was asked for.
 * 3. A stock y-websocket client gets messages 0…3 alone: refusals close it, the rest it need not know.
 */
import * as encoding from 'lib0/encoding'
import {
  type AccessMessage,
  type CloseCode,
  closeCodes,
  encodeAccess,
  encodeRefused,
  encodeStored,
  message,
  type RefusalReason,
  type WireRefusal,
} from '../../shared/frames.ts'
import type { Actor } from '../../shared/permissions.ts'
import { Outgoing } from './outgoing.ts'

/** The socket's side of a channel. */
export type Line = {
  readonly isStock: boolean
  /** As of now: rights may change while the socket is open. */
  actor(): Actor
  /** A message for this channel alone. */
  send(message: Uint8Array): void
  /** A message that other channels get too. */
  share(outgoing: Outgoing): void
  /** So many bytes wait until the text is loaded; whoever lets too much wait is closed with 1013. */
  waits(bytes: number): void
  /** They wait no longer. */
  waited(bytes: number): void
  /** Closes the section on this socket. */
  close(code: CloseCode): void
  /** Malformed input: closes the whole socket with 4413. */
  fail(): void
  /** Counts milliseconds of CPU time that this person asked for; who asks for too much is closed with 1013. */
  charge(ms: number): void
}

export class Channel {
  readonly line: Line
  /** Answers to a full sync that are still to come; gaps wait for them. */
  asked = 0
  /** Has this channel's first sync been answered? Only then it gets what is committed from there on. */
  joined = false
  /** Why text of this person was refused, until an answer is taken whole. */
  refusedFor: RefusalReason | undefined
  #received = 0
  /** Frames up to this one are owed nothing. */
  #settled = 0
  /** Those above it that were refused. */
  #refused: Set<number> | undefined
  #access: AccessMessage | undefined

  constructor(line: Line) {
    this.line = line
  }

  get personId(): string {
    return this.line.actor().id
  }

  get isOwed(): boolean {
    return this.#received - this.#settled > (this.#refused?.size ?? 0)
  }

  /** Counts one Update or SyncStep2 frame and answers its number. */
  count(): number {
    this.#received += 1
    return this.#received
  }

  /** All frames up to n are committed. */
  stored(n: number): void {
    this.#settled = Math.max(n, this.#settled)
    this.#forgetSettled()
    if (!this.line.isStock) this.line.send(encodeStored(n))
  }

  refused(n: number, reason: WireRefusal): void {
    if (n > this.#settled) (this.#refused ??= new Set()).add(n)
    if (reason !== 'only-deletions') this.refusedFor = reason
    if (!this.line.isStock) return this.line.send(encodeRefused(n, reason))
    // A stock client knows no refusal of one frame: it is told and closed, unless nothing of it was lost.
    if (reason === 'only-deletions') return
    this.line.send(encodePermissionDenied(reason))
    this.line.close(closeCodes.reset)
  }

  #forgetSettled(): void {
    if (!this.#refused) return
    for (const n of this.#refused) if (n <= this.#settled) this.#refused.delete(n)
    if (this.#refused.size === 0) this.#refused = undefined
  }

  /** Tells rights when they differ from what was told last. */
  tellAccess(access: AccessMessage): void {
    const before = this.#access
    if (before && before.mayWrite === access.mayWrite && before.generation === access.generation) return
    this.#access = access
    if (!this.line.isStock) this.line.send(encodeAccess(access))
  }

  /** Sends our SyncStep1; the answer brings all that this client has and we have not. */
  askFullSync(question: Outgoing): void {
    this.asked += 1
    this.line.share(question)
  }
}

/** A y-websocket sync message for many; the bytes are not copied. */
export function syncMessage(kind: number, bytes: Uint8Array): Outgoing {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, message.sync)
  encoding.writeVarUint(encoder, kind)
  encoding.writeVarUint(encoder, bytes.length)
  return new Outgoing(bytes, encoding.toUint8Array(encoder))
}

/** A y-websocket sync message. */
export function encodeSync(kind: number, bytes: Uint8Array): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, message.sync)
  encoding.writeVarUint(encoder, kind)
  encoding.writeVarUint8Array(encoder, bytes)
  return encoding.toUint8Array(encoder)
}

function encodePermissionDenied(reason: string): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, message.auth)
  encoding.writeVarUint(encoder, 0) // y-protocols/auth: permission denied
  encoding.writeVarString(encoder, reason)
  return encoding.toUint8Array(encoder)
}
