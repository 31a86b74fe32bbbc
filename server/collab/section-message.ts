/**
 * The y-websocket messages that a client sends on a section, read strictly: an unknown type, truncation or
 * bytes after the end throw FrameError.
 */
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { FrameError, message, sync } from '../../shared/frames.ts'

export type SectionMessage =
  | { readonly type: 'step1' | 'step2' | 'update' | 'awareness'; readonly bytes: Uint8Array }
  | { readonly type: 'queryAwareness' }

export function readSectionMessage(payload: Uint8Array): SectionMessage {
  try {
    const decoder = decoding.createDecoder(payload)
    const read = readMessage(decoder)
    if (decoding.hasContent(decoder)) throw new FrameError('trailing bytes')
    return read
  } catch (error) {
    throw error instanceof FrameError ? error : new FrameError('malformed message', { cause: error })
  }
}

function readMessage(decoder: decoding.Decoder): SectionMessage {
  switch (decoding.readVarUint(decoder)) {
    case message.sync:
      return readSync(decoder)
    case message.awareness:
      return { type: 'awareness', bytes: decoding.readVarUint8Array(decoder) }
    case message.queryAwareness:
      return { type: 'queryAwareness' }
    default:
      throw new FrameError('unknown message')
  }
}

function readSync(decoder: decoding.Decoder): SectionMessage {
  const kind = decoding.readVarUint(decoder)
  const bytes = decoding.readVarUint8Array(decoder)
  switch (kind) {
    case sync.step1:
      return { type: 'step1', bytes }
    case sync.step2:
      return { type: 'step2', bytes }
    case sync.update:
      return { type: 'update', bytes }
    default:
      throw new FrameError('unknown sync message')
  }
}

/** A y-websocket awareness message around a y-protocols awareness update. */
export function encodeAwareness(update: Uint8Array): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, message.awareness)
  encoding.writeVarUint8Array(encoder, update)
  return encoding.toUint8Array(encoder)
}
