/**
 * A message on its way to many sockets: framed for the wire (RFC 6455) once for each channel number, deflated
 * (RFC 7692) once for all. `ws` would do both anew for every socket, which is most of what a delivery costs.
 *
 * 1. Servers' frames bear no mask, and without context takeover every message is deflated by itself: so the
 *    same bytes are right for every socket.
 * 2. Where channel numbers differ, only the few bytes before the body do: they go as a stored block before the
 *    deflated body.
 */
import { constants, deflateRawSync } from 'node:zlib'
import { dataPrefix } from '../../shared/frames.ts'

/** Shorter messages are not worth deflating. */
export const deflateLeast = 1024
/** Longer ones are not deflated here: that takes too long for the event loop. */
const deflateMost = 512 * 1024
/** Half the time of the default level, and Chinese text comes out no larger. */
export const deflateLevel = 3
/** A frame so short is kept as one piece of memory. */
const joinedMost = 16 * 1024

/** Pieces of one frame, to be written in turn. */
export type Framed = readonly Uint8Array[]

const nothing = new Uint8Array()

export class Outgoing {
  readonly #head: Uint8Array
  readonly #body: Uint8Array
  readonly #frames = new Map<number, Framed>()
  #deflated: Uint8Array | undefined

  /** A message, in two parts where that spares copying it: only the body is deflated. */
  constructor(body: Uint8Array, head: Uint8Array = nothing) {
    this.#head = head
    this.#body = body
  }

  /** The frame for a channel number; undefined: a stock client knows none. */
  framed(channel: number | undefined, inflates: boolean): Framed {
    const key = (channel ?? -1) * 2 + (inflates ? 1 : 0)
    const known = this.#frames.get(key)
    if (known) return known
    const made = this.#frame(channel, inflates)
    // What is long is not kept for each channel number.
    if (made.length === 1) this.#frames.set(key, made)
    return made
  }

  /** The message as it is, for whoever frames it otherwise. */
  message(channel: number | undefined): Uint8Array {
    return Buffer.concat([this.#prefix(channel), this.#body])
  }

  #frame(channel: number | undefined, inflates: boolean): Framed {
    const prefix = this.#prefix(channel)
    const length = prefix.length + this.#body.length
    const isDeflated = inflates && length >= deflateLeast && length <= deflateMost
    if (!isDeflated) return frameOf(prefix, this.#body, false)
    this.#deflated ??= deflate(this.#body)
    return frameOf(storedBlock(prefix), this.#deflated, true)
  }

  #prefix(channel: number | undefined): Uint8Array {
    return channel === undefined ? this.#head : Buffer.concat([dataPrefix(channel), this.#head])
  }
}

/** One binary message as a frame. */
export function frameOf(prefix: Uint8Array, body: Uint8Array, isDeflated: boolean): Framed {
  const header = frameHeader(prefix.length + body.length, isDeflated)
  if (body.length > joinedMost) return [Buffer.concat([header, prefix]), body]
  return [Buffer.concat([header, prefix, body])]
}

function frameHeader(length: number, isDeflated: boolean): Buffer {
  const finalBinary = 0x82
  const rsv1 = isDeflated ? 0x40 : 0
  if (length < 126) return Buffer.from([finalBinary | rsv1, length])
  const header = Buffer.alloc(length < 0x1_00_00 ? 4 : 10)
  header[0] = finalBinary | rsv1
  header[1] = header.length === 4 ? 126 : 127
  if (header.length === 4) header.writeUInt16BE(length, 2)
  else header.writeUIntBE(length, 4, 6)
  return header
}

/** RFC 1951 §3.2.4: bytes as they are, not the last block. */
function storedBlock(bytes: Uint8Array): Buffer {
  const header = Buffer.alloc(5)
  header.writeUInt16LE(bytes.length, 1)
  header.writeUInt16LE(~bytes.length & 0xff_ff, 3)
  return Buffer.concat([header, bytes])
}

/** RFC 7692 §7.2.1: flushed, without the four bytes that every flush ends with. */
function deflate(bytes: Uint8Array): Uint8Array {
  const flushed = deflateRawSync(bytes, { level: deflateLevel, finishFlush: constants.Z_SYNC_FLUSH })
  return flushed.subarray(0, -4)
}
