/**
 * How to talk to each contender: the same y-websocket messages, in the frames that each of them wants.
 */
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { encodeSync } from '../../server/collab/channel.ts'
import {
  decodeFrame,
  encodeFrame,
  encodeLobby,
  lobby,
  message,
  subprotocol,
  sync,
} from '../../shared/frames.ts'
import { schemaVersion } from '../../shared/schema/extensions.ts'
import { reportName, sectionName, tokenOf } from './stock.ts'

/** Where a client sits: a report, the sections that it opens there, and who it is. */
export type Place = {
  readonly report: number
  readonly sections: readonly number[]
  readonly person: number
}

type Heard = { readonly index: number; readonly message: Uint8Array }

export type Speech = {
  readonly path: string
  readonly protocols: readonly string[]
  /** Sent as soon as the socket is open. */
  readonly opening: readonly Uint8Array[]
  /** A y-websocket message for the section at this index of the place. */
  section(index: number, message: Uint8Array): Uint8Array
  presence(update: Uint8Array): Uint8Array
  /** The y-websocket message in a frame, if it is one. */
  read(frame: Uint8Array): Heard | undefined
  /** Does it answer SyncStep1? A floor does not. */
  readonly answers: boolean
}

const emptyVector = new Uint8Array([0])
const step1 = encodeSync(sync.step1, emptyVector)

/** One section a socket, y-websocket as it is: floor and y-websocket. */
function plain(place: Place, answers: boolean): Speech {
  const [section = 0] = place.sections
  return {
    path: `/${sectionName(place.report, section)}`,
    protocols: [],
    opening: answers ? [step1] : [],
    section: (_index, bytes) => bytes,
    presence: awareness,
    read: frame => ({ index: 0, message: frame }),
    answers,
  }
}

export const floorSpeech = (place: Place): Speech => plain(place, false)
export const stockSpeech = (place: Place): Speech => plain(place, true)

/** Our own tab: one socket a report, a channel for each section. */
export function tabSpeech({ report, sections, person }: Place): Speech {
  const inLobby = (payload: Uint8Array) => encodeFrame({ op: 'data', channel: lobby, payload })
  const section = (index: number, payload: Uint8Array) =>
    encodeFrame({ op: 'data', channel: index + 1, payload })
  return {
    path: `/collab/${reportName(report)}?token=${tokenOf(person)}`,
    protocols: [subprotocol],
    opening: [
      inLobby(encodeLobby({ type: 'event', event: { type: 'hello', schemaVersion } })),
      ...sections.flatMap((number, index) => [
        encodeFrame({ op: 'open', channel: index + 1, sectionId: sectionName(report, number) }),
        section(index, step1),
      ]),
    ],
    section,
    presence: update => inLobby(encodeLobby({ type: 'awareness', update })),
    read: bytes => {
      const frame = decodeFrame(bytes)
      if (frame.op === 'close') throw new Error(`our server closed a section with ${frame.code}`)
      return frame.op === 'data' && frame.channel !== lobby
        ? { index: frame.channel - 1, message: frame.payload }
        : undefined
    },
    answers: true,
  }
}

/** Hocuspocus: the document's name before every message, and a word of authentication first. */
export function hocuspocusSpeech(place: Place): Speech {
  const [section = 0] = place.sections
  const name = sectionName(place.report, section)
  const named = (bytes: Uint8Array) =>
    encoded(encoder => {
      encoding.writeVarString(encoder, name)
      encoding.writeUint8Array(encoder, bytes)
    })
  const token = encoded(encoder => {
    encoding.writeVarUint(encoder, message.auth)
    encoding.writeVarUint(encoder, 0)
    encoding.writeVarString(encoder, tokenOf(place.person))
  })
  return {
    path: '/',
    protocols: [],
    opening: [named(token), named(step1)],
    section: (_index, bytes) => named(bytes),
    presence: update => named(awareness(update)),
    read: frame => {
      const decoder = decoding.createDecoder(frame)
      decoding.readVarString(decoder)
      return { index: 0, message: decoding.readTailAsUint8Array(decoder) }
    },
    answers: true,
  }
}

function awareness(update: Uint8Array): Uint8Array {
  return encoded(encoder => {
    encoding.writeVarUint(encoder, message.awareness)
    encoding.writeVarUint8Array(encoder, update)
  })
}

function encoded(write: (encoder: encoding.Encoder) => void): Uint8Array {
  const encoder = encoding.createEncoder()
  write(encoder)
  return encoding.toUint8Array(encoder)
}
