/**
 * The wire between a tab and the server, subprotocol `tonggao.v1`; numbers are lib0 varuints.
 *
 *   frame    = channel op payload
 *   channel  = 0 (the lobby) | 1… (one section each; the client picks the number)
 *   op       = 0 open:  sectionId:varstring               client → server
 *            | 1 data:  the rest of the frame             both ways
 *            | 2 close: code:varuint                      both ways
 *
 *   lobby data   = 0 event:json  |  1 awareness:varbytes (y-protocols)
 *                | 103 keep section:varstring generation:varuint state:varbytes   client → server
 *                | 104 kept section:varstring draft:varstring                     server → client
 *                | 105 unkept section:varstring reason:varstring                  server → client
 *   section data = a y-websocket message (0 sync, 1 awareness, 2 auth, 3 query awareness)
 *                | 100 stored n:varuint                   server → client
 *                | 101 refused n:varuint reason:varstring server → client
 *                | 102 access json                        server → client
 *
 * `keep` carries text that a section did not take: all that this client has of it and the server, as far as the
 * client knows, has not. It stands in the lobby, since a section that is deleted or reset has no channel any
 * more. A socket has one keep unanswered at most; `draft` is empty when the text is what the section has anyway.
 *
 * A stock y-websocket client has one section for its whole socket and gets section data 0…3 alone.
 * `n` counts the client's own Update and SyncStep2 frames on this channel since it was opened, from 1.
 * Malformed input throws FrameError; the reader closes that one session with 4413.
 */
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'

export const subprotocol = 'tonggao.v1'

/** Codes from 4400 to 4499 are final for y-websocket: it does not reconnect by itself. */
export const closeCodes = {
  notSignedIn: 4401,
  noAccess: 4403,
  notFound: 4404,
  reload: 4408,
  reset: 4409,
  malformed: 4413,
  tryAgain: 1013,
} as const
export type CloseCode = (typeof closeCodes)[keyof typeof closeCodes]

export const lobby = 0

const op = { open: 0, data: 1, close: 2 } as const

/** Message types inside a section channel; 0…3 are y-websocket's own. */
export const message = {
  sync: 0,
  awareness: 1,
  auth: 2,
  queryAwareness: 3,
  stored: 100,
  refused: 101,
  access: 102,
} as const

/** Message types inside `message.sync`, as y-protocols/sync numbers them. */
export const sync = { step1: 0, step2: 1, update: 2 } as const

const lobbyMessage = { event: 0, awareness: 1, keep: 103, kept: 104, unkept: 105 } as const

export class FrameError extends Error {}

export type Frame =
  | { readonly op: 'open'; readonly channel: number; readonly sectionId: string }
  | { readonly op: 'data'; readonly channel: number; readonly payload: Uint8Array }
  | { readonly op: 'close'; readonly channel: number; readonly code: number }

export function encodeFrame(frame: Frame): Uint8Array<ArrayBuffer> {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, frame.channel)
  encoding.writeVarUint(encoder, op[frame.op])
  switch (frame.op) {
    case 'open':
      encoding.writeVarString(encoder, frame.sectionId)
      break
    case 'data':
      encoding.writeUint8Array(encoder, frame.payload)
      break
    case 'close':
      encoding.writeVarUint(encoder, frame.code)
      break
  }
  return encoding.toUint8Array(encoder)
}

/** What stands before the payload of a data frame. */
export function dataPrefix(channel: number): Uint8Array<ArrayBuffer> {
  return encodeFrame({ op: 'data', channel, payload: new Uint8Array() })
}

export function decodeFrame(bytes: Uint8Array): Frame {
  return decodeStrictly(bytes, decoder => {
    const channel = decoding.readVarUint(decoder)
    const kind = decoding.readVarUint(decoder)
    switch (kind) {
      case op.open:
        return { op: 'open', channel, sectionId: decoding.readVarString(decoder) }
      case op.data:
        return { op: 'data', channel, payload: decoding.readTailAsUint8Array(decoder) }
      case op.close:
        return { op: 'close', channel, code: decoding.readVarUint(decoder) }
      default:
        throw new FrameError(`unknown op ${kind}`)
    }
  })
}

/** What a section channel tells its person about their rights; sent first on every open, then on change. */
export type AccessMessage = {
  readonly mayWrite: boolean
  /** Names the local copy; a tab with another generation throws its copy away. */
  readonly generation: number
  readonly schemaVersion: number
}

/** Events of the lobby. Server → client but for `hello`, which both sides send first. */
export type LobbyEvent =
  | { readonly type: 'hello'; readonly schemaVersion: number }
  /** The report's outline, status, stage or matter changed: fetch it again. */
  | { readonly type: 'report'; readonly revision: number }
  /** Sent every limits.heartbeatMs, so that a silent line is noticed on both sides. */
  | { readonly type: 'heartbeat' }
  /** Who is behind this socket; awareness states carry the same person. */
  | { readonly type: 'welcome'; readonly schemaVersion: number; readonly person: PresentPerson }
  /** A set-aside draft of this report came, went or changed: whoever shows them asks again. */
  | { readonly type: 'set-aside' }
  /** 批注 or 领导批示 of this report came, went or changed: whoever shows them asks again. */
  | { readonly type: 'threads' }
  /** The house's list changed: the checks read it. */
  | { readonly type: 'house' }

/** How a person shows to others; written by the server into every awareness state. */
export type PresentPerson = {
  readonly id: string
  readonly name: string
  /** #rrggbb */
  readonly color: string
}

/** A tab's awareness state in the lobby. */
export type PresenceState = {
  readonly user: PresentPerson
  /** The section that has the focus, and y-tiptap's cursor (relative positions as JSON) within it. */
  readonly caret: { readonly section: string; readonly cursor: unknown } | null
}

/** Text of one section that is to be set aside. Of another generation than the section's it stands alone. */
export type Keep = {
  readonly sectionId: string
  readonly generation: number
  /** A Yjs update. */
  readonly state: Uint8Array
}

/**
 * Why text was not set aside; it stays in the tab. `gap`: it leans on something that the server does not have,
 * so the whole state is asked for. `unavailable`: the server cannot now, and may be asked again.
 */
export type KeepRefusal = 'too-large' | 'quota' | 'gap' | 'not-found' | 'unavailable'

export type KeepAnswer =
  | { readonly type: 'kept'; readonly sectionId: string; readonly draftId: string }
  | { readonly type: 'unkept'; readonly sectionId: string; readonly reason: KeepRefusal }

export type LobbyFrame =
  | { readonly type: 'event'; readonly event: LobbyEvent }
  | { readonly type: 'awareness'; readonly update: Uint8Array }
  | ({ readonly type: 'keep' } & Keep)
  | KeepAnswer

export function encodeLobby(frame: LobbyFrame): Uint8Array {
  return encodeMessage(lobbyMessage[frame.type], encoder => {
    switch (frame.type) {
      case 'event':
        return encoding.writeVarString(encoder, JSON.stringify(frame.event))
      case 'awareness':
        return encoding.writeVarUint8Array(encoder, frame.update)
      case 'keep':
        encoding.writeVarString(encoder, frame.sectionId)
        encoding.writeVarUint(encoder, frame.generation)
        return encoding.writeVarUint8Array(encoder, frame.state)
      case 'kept':
        encoding.writeVarString(encoder, frame.sectionId)
        return encoding.writeVarString(encoder, frame.draftId)
      case 'unkept':
        encoding.writeVarString(encoder, frame.sectionId)
        return encoding.writeVarString(encoder, frame.reason)
    }
  })
}

/** The event is parsed JSON and not checked further: the reader switches on its type and ignores others. */
export function decodeLobby(payload: Uint8Array): LobbyFrame {
  return decodeStrictly(payload, decoder => {
    const type = decoding.readVarUint(decoder)
    switch (type) {
      case lobbyMessage.event:
        return { type: 'event', event: parseEvent(decoding.readVarString(decoder)) }
      case lobbyMessage.awareness:
        return { type: 'awareness', update: decoding.readVarUint8Array(decoder) }
      case lobbyMessage.keep:
        return {
          type: 'keep',
          sectionId: decoding.readVarString(decoder),
          generation: decoding.readVarUint(decoder),
          state: decoding.readVarUint8Array(decoder),
        }
      case lobbyMessage.kept:
        return {
          type: 'kept',
          sectionId: decoding.readVarString(decoder),
          draftId: decoding.readVarString(decoder),
        }
      case lobbyMessage.unkept:
        return {
          type: 'unkept',
          sectionId: decoding.readVarString(decoder),
          reason: keepRefusalOf(decoding.readVarString(decoder)),
        }
      default:
        throw new FrameError(`unknown lobby message ${type}`)
    }
  })
}

const keepRefusals: readonly KeepRefusal[] = ['too-large', 'quota', 'gap', 'not-found', 'unavailable']

/** What a newer server says and we do not know may be asked again. */
const keepRefusalOf = (reason: string): KeepRefusal =>
  keepRefusals.find(known => known === reason) ?? 'unavailable'

function parseEvent(json: string): LobbyEvent {
  const event: unknown = JSON.parse(json)
  if (typeof event !== 'object' || event === null || !('type' in event)) throw new FrameError('no event')
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- readers switch on the type and ignore others
  return event as LobbyEvent
}

export function encodeStored(n: number): Uint8Array {
  return encodeMessage(message.stored, encoder => encoding.writeVarUint(encoder, n))
}

/** Why text was not taken: the section is not open for this person, or the text is more than it may be. */
export type RefusalReason = 'closed' | 'too-large' | 'foreign-client' | 'unknown-shape'

/**
 * As the wire has it. `only-deletions`: nothing was added, and the deletions were not taken; no text of this
 * person is lost, and a reader's document emits such clean-up without anybody typing.
 */
export type WireRefusal = RefusalReason | 'only-deletions'

export function encodeRefused(n: number, reason: WireRefusal): Uint8Array {
  return encodeMessage(message.refused, encoder => {
    encoding.writeVarUint(encoder, n)
    encoding.writeVarString(encoder, reason)
  })
}

export function encodeAccess(access: AccessMessage): Uint8Array {
  return encodeMessage(message.access, encoder => encoding.writeVarString(encoder, JSON.stringify(access)))
}

function encodeMessage(type: number, write: (encoder: encoding.Encoder) => void): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, type)
  write(encoder)
  return encoding.toUint8Array(encoder)
}

function decodeStrictly<Result>(bytes: Uint8Array, read: (decoder: decoding.Decoder) => Result): Result {
  try {
    const decoder = decoding.createDecoder(bytes)
    const result = read(decoder)
    if (decoding.hasContent(decoder)) throw new FrameError('trailing bytes')
    return result
  } catch (error) {
    throw error instanceof FrameError ? error : new FrameError('malformed frame', { cause: error })
  }
}
