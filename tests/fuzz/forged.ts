/**
 * Updates that no editor wrote but every reader can read: structs of all kinds, leaning on whatever there is,
 * under client ids and clocks that fit. What byte-by-byte mutation seldom reaches.
 */
import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'
import type { Random } from './random.ts'

/** An update whose structs lean on structs of `doc`, or on each other; `clients` are new authors' ids. */
export function forgedUpdate(random: Random, doc: Y.Doc, clients: readonly number[]): Uint8Array {
  const states = Y.decodeStateVector(Y.encodeStateVector(doc))
  const known = [...states.keys()]
  const encoder = encoding.createEncoder()
  const authors = new Set(Array.from({ length: 1 + random.below(3) }, () => random.pick(clients)))
  const idOf = () => {
    const client = random.pick(random.below(4) === 0 ? clients : known)
    return { client, clock: random.below((states.get(client) ?? 0) + 1 + random.below(2)) }
  }
  encoding.writeVarUint(encoder, authors.size)
  for (const client of authors) {
    const count = 1 + random.below(4)
    encoding.writeVarUint(encoder, count)
    encoding.writeVarUint(encoder, client)
    const state = states.get(client) ?? 0
    encoding.writeVarUint(encoder, Math.max(0, state - (random.below(6) === 0 ? random.below(4) : 0)))
    for (let at = 0; at < count; at += 1) writeStruct(encoder, random, idOf)
  }
  writeDeletions(encoder, random, states)
  return encoding.toUint8Array(encoder)
}

type IdOf = () => { client: number; clock: number }

function writeStruct(encoder: encoding.Encoder, random: Random, idOf: IdOf): void {
  // Mostly what the schema has, so that it is taken and the next ones lean on it.
  const kind = random.pick([0, 1, 4, 4, 4, 6, 6, 7, 7, 7, 8, 8, 2, 3, 5, 9, 10])
  if (kind === 0 || kind === 10) {
    encoding.writeUint8(encoder, kind)
    return encoding.writeVarUint(encoder, 1 + random.below(3))
  }
  const flags = random.pick([0x80, 0x80, 0x80, 0xc0, 0x40, 0x00, 0x20])
  encoding.writeUint8(encoder, kind | flags)
  if ((flags & 0x80) !== 0) writeId(encoder, idOf())
  if ((flags & 0x40) !== 0) writeId(encoder, idOf())
  if ((flags & 0xc0) === 0) {
    const isRoot = random.below(3) === 0
    encoding.writeVarUint(encoder, isRoot ? 1 : 0)
    if (isRoot) encoding.writeVarString(encoder, random.below(9) === 0 ? 'other' : 'default')
    else writeId(encoder, idOf())
    if ((flags & 0x20) !== 0) encoding.writeVarString(encoder, random.pick(['level', 'level', 'onclick']))
  }
  writeContent(encoder, random, kind)
}

function writeContent(encoder: encoding.Encoder, random: Random, kind: number): void {
  switch (kind) {
    case 1:
      return encoding.writeVarUint(encoder, 1 + random.below(3))
    case 2:
    case 8:
      encoding.writeVarUint(encoder, 1)
      return kind === 8
        ? encoding.writeAny(encoder, random.pick<number | string>([1, 2, 3, 'x']))
        : encoding.writeVarString(encoder, '1')
    case 3:
      return encoding.writeVarUint8Array(encoder, Uint8Array.from([1, 2]))
    case 4:
      return encoding.writeVarString(encoder, random.pick(['稻', '麦田', '😀a']))
    case 5:
      return encoding.writeVarString(encoder, '{}')
    case 6:
      encoding.writeVarString(encoder, random.pick(['bold', 'italic', 'blink']))
      return encoding.writeVarString(encoder, random.pick(['{}', '{}', 'null', '1']))
    case 7: {
      const type = random.pick([3, 3, 6, 6, 0, 5])
      encoding.writeVarUint(encoder, type)
      if (type === 3 || type === 5)
        encoding.writeVarString(encoder, random.pick(['paragraph', 'heading', 'bulletList', 'listItem', 'x']))
      return
    }
    default:
      encoding.writeVarString(encoder, 'guid')
      return encoding.writeAny(encoder, {})
  }
}

function writeDeletions(encoder: encoding.Encoder, random: Random, states: Map<number, number>): void {
  const clients = [...states].filter(() => random.below(4) === 0)
  encoding.writeVarUint(encoder, clients.length)
  for (const [client, state] of clients) {
    const count = 1 + random.below(3)
    encoding.writeVarUint(encoder, client)
    encoding.writeVarUint(encoder, count)
    for (let at = 0; at < count; at += 1) {
      encoding.writeVarUint(encoder, random.below(state))
      encoding.writeVarUint(encoder, 1 + random.below(2))
    }
  }
}

function writeId(encoder: encoding.Encoder, { client, clock }: { client: number; clock: number }): void {
  encoding.writeVarUint(encoder, client)
  encoding.writeVarUint(encoder, clock)
}
