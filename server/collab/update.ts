/**
 * Strict reading of a Yjs update (version 1), so that it can be judged before it touches a document.
 *
 * 1. What Yjs would swallow in silence is malformed here: two blocks for one client, an empty struct,
 *    truncation, bytes after the end, a clock past what a number can count, a client id of more than 32 bits.
 * 2. Never throws: malformed, or over a cap of one update (shared/limits.ts), is `undefined`.
 * 3. Each struct remembers where its bytes stand, so that an update can be cut without being written anew.
 *
 *   update  = blocks:varuint block*  deletions:varuint deletion*
 *   block   = structs:varuint client:varuint clock:varuint struct*
 *   struct  = info:uint8 …   0 GC, 10 skip, else bits 0–4 the content, 5 parentSub, 6 right origin, 7 origin
 *   deletion = client:varuint ranges:varuint (clock:varuint length:varuint)*
 */
import * as decoding from 'lib0/decoding'
import { limits } from '../../shared/limits.ts'
import { rootName } from '../../shared/schema/text.ts'
import { type Content, Malformed, readContent, readCounted, readGone } from './content.ts'

export type Id = { readonly client: number; readonly clock: number }
export type Range = Id & { readonly length: number }

/** What a struct hangs on when it has no neighbour: the root of the text, another root, or a type. */
export type Parent = { readonly is: 'root' | 'foreign-root' } | { readonly is: 'type'; readonly id: Id }

export type Struct = Range & {
  readonly content: Content
  readonly origin: Id | undefined
  readonly rightOrigin: Id | undefined
  /** With an origin on either side, parent and key are the neighbour's. */
  readonly parent: Parent | undefined
  readonly key: string | null
  /** Where its bytes begin and end. */
  readonly from: number
  readonly to: number
}

export type DecodedUpdate = {
  readonly bytes: Uint8Array
  /** Per client, in order of clock; skips are no structs. */
  readonly blocks: ReadonlyMap<number, readonly Struct[]>
  readonly deletions: readonly Range[]
}

/** Info bits of a struct, as Yjs numbers them. */
const contentBits = 0b1_1111
const withKey = 0b10_0000
const withRightOrigin = 0b100_0000
const withOrigin = 0b1000_0000
const gc = 0
const skip = 10
/** Yjs draws client ids of 32 bits. */
const clientMost = 0xffff_ffff

type Reading = {
  readonly decoder: decoding.Decoder
  readonly blocks: Map<number, Struct[]>
  readonly deletions: Range[]
  structs: number
}

export function decodeUpdate(bytes: Uint8Array): DecodedUpdate | undefined {
  const decoder = decoding.createDecoder(bytes)
  const reading: Reading = { decoder, blocks: new Map(), deletions: [], structs: 0 }
  try {
    forEachClient(reading, readBlock)
    forEachClient(reading, readDeletions)
    if (decoding.hasContent(decoder)) throw new Malformed('trailing bytes')
    return { bytes, blocks: reading.blocks, deletions: reading.deletions }
  } catch {
    // lib0 throws on truncation and on what is no UTF-8, JSON.parse on what is no JSON.
    return undefined
  }
}

/** Reads a counted list of per-client parts and forbids a second part for the same client. */
function forEachClient(reading: Reading, read: (reading: Reading) => number): void {
  const seen = new Set<number>()
  readCounted(reading.decoder, () => {
    const client = read(reading)
    if (client > clientMost || seen.has(client)) throw new Malformed('two parts for one client')
    seen.add(client)
  })
}

function readBlock(reading: Reading): number {
  const { decoder } = reading
  const count = decoding.readVarUint(decoder)
  const client = decoding.readVarUint(decoder)
  let clock = decoding.readVarUint(decoder)
  if (count === 0) throw new Malformed('empty block')
  reading.structs += count
  if (reading.structs > limits.updateStructs) throw new Malformed('too many structs')
  const structs: Struct[] = []
  for (let at = 0; at < count; at += 1) {
    const info = decoding.peekUint8(decoder)
    const struct = readStruct(decoder, client, clock)
    if (struct.length === 0) throw new Malformed('empty struct')
    if (info !== skip) structs.push(struct)
    clock = inRange(clock + struct.length)
  }
  reading.blocks.set(client, structs)
  return client
}

function readStruct(decoder: decoding.Decoder, client: number, clock: number): Struct {
  const from = decoder.pos
  const info = decoding.readUint8(decoder)
  const isBare = info === gc || info === skip
  if (!isBare && (info & contentBits) === gc) throw new Malformed('unknown struct')
  const origin = (info & withOrigin) === 0 ? undefined : readId(decoder)
  const rightOrigin = (info & withRightOrigin) === 0 ? undefined : readId(decoder)
  const hasParent = !isBare && !origin && !rightOrigin
  const parent = hasParent ? readParent(decoder) : undefined
  const key = hasParent && (info & withKey) !== 0 ? decoding.readVarString(decoder) : null
  const { content, length } = isBare ? readGone(decoder) : readContent(decoder, info & contentBits)
  return { client, clock, length, content, origin, rightOrigin, parent, key, from, to: decoder.pos }
}

function readParent(decoder: decoding.Decoder): Parent {
  const kind = decoding.readVarUint(decoder)
  if (kind > 1) throw new Malformed('unknown parent')
  if (kind === 0) return { is: 'type', id: readId(decoder) }
  return { is: decoding.readVarString(decoder) === rootName ? 'root' : 'foreign-root' }
}

function readDeletions(reading: Reading): number {
  const { decoder, deletions } = reading
  const client = decoding.readVarUint(decoder)
  readCounted(decoder, () => {
    const clock = decoding.readVarUint(decoder)
    const length = decoding.readVarUint(decoder)
    if (length === 0) throw new Malformed('empty deletion')
    if (deletions.length >= limits.updateDeletions) throw new Malformed('too many deletions')
    inRange(clock + length)
    deletions.push({ client, clock, length })
  })
  return client
}

function readId(decoder: decoding.Decoder): Id {
  return { client: decoding.readVarUint(decoder), clock: decoding.readVarUint(decoder) }
}

function inRange(clock: number): number {
  if (!Number.isSafeInteger(clock)) throw new Malformed('clock out of range')
  return clock
}
