/**
 * Strict reading of a Yjs update (version 1), so that it can be judged before it touches a document.
 *
 * 1. What Yjs would swallow in silence is malformed here: two blocks for one client, an empty struct,
 *    truncation, bytes after the end, a clock past what a number can count.
 * 2. Nothing of the content is kept but its length and what kind of thing it is.
 * 3. Never throws: malformed is `undefined`.
 *
 *   update  = blocks:varuint block*  deletions:varuint deletion*
 *   block   = structs:varuint client:varuint clock:varuint struct*
 *   struct  = info:uint8 …   0 GC, 10 skip, else bits 0–4 the content, 5 parentSub, 6 right origin, 7 origin
 *   deletion = client:varuint ranges:varuint (clock:varuint length:varuint)*
 */
import * as decoding from 'lib0/decoding'
import { rootName } from '../../shared/schema/text.ts'

type Id = { readonly client: number; readonly clock: number }
export type Range = Id & { readonly length: number }

export type DecodedUpdate = {
  /** Per client: where its structs begin and end; skips are no structs. */
  readonly structs: readonly Range[]
  /** Everything that structs lean on: origins and parents. */
  readonly references: readonly Id[]
  readonly deletions: readonly Range[]
  /** A foreign root, a sub-document, or a type that no section's text is made of. */
  readonly hasForeignShape: boolean
}

/** Info bits of a struct, and content kinds, as Yjs numbers them. */
const contentBits = 0b1_1111
const withParentSub = 0b10_0000
const withRightOrigin = 0b100_0000
const withOrigin = 0b1000_0000
const gc = 0
const skip = 10
/** Y.XmlElement and Y.XmlText: all that ProseMirror text is made of. */
const typeRefs = { xmlElement: 3, xmlHook: 5, xmlText: 6 } as const

class Malformed extends Error {}

type Reading = {
  readonly decoder: decoding.Decoder
  readonly structs: Range[]
  readonly references: Id[]
  readonly deletions: Range[]
  hasForeignShape: boolean
}

export function decodeUpdate(bytes: Uint8Array): DecodedUpdate | undefined {
  const reading: Reading = {
    decoder: decoding.createDecoder(bytes),
    structs: [],
    references: [],
    deletions: [],
    hasForeignShape: false,
  }
  try {
    forEachClient(reading, readBlock)
    forEachClient(reading, readDeletions)
    if (decoding.hasContent(reading.decoder)) throw new Malformed('trailing bytes')
    return reading
  } catch {
    // lib0 throws on truncation and on what is no UTF-8 or JSON; a deeply nested value overflows the stack.
    return undefined
  }
}

/** Reads a counted list of per-client parts and forbids a second part for the same client. */
function forEachClient(reading: Reading, read: (reading: Reading) => number): void {
  const seen = new Set<number>()
  const count = decoding.readVarUint(reading.decoder)
  for (let at = 0; at < count; at += 1) {
    const client = read(reading)
    if (seen.has(client)) throw new Malformed('two parts for one client')
    seen.add(client)
  }
}

function readBlock(reading: Reading): number {
  const { decoder } = reading
  const count = decoding.readVarUint(decoder)
  const client = decoding.readVarUint(decoder)
  let clock = decoding.readVarUint(decoder)
  if (count === 0) throw new Malformed('empty block')
  for (let at = 0; at < count; at += 1) {
    const info = decoding.readUint8(decoder)
    const length = readStruct(reading, info)
    if (length === 0) throw new Malformed('empty struct')
    if (info !== skip) addStruct(reading.structs, { client, clock, length })
    clock = inRange(clock + length)
  }
  return client
}

/** Neighbouring structs of one client become one range. */
function addStruct(structs: Range[], range: Range): void {
  const last = structs.at(-1)
  if (last && last.client === range.client && last.clock + last.length === range.clock)
    structs[structs.length - 1] = { ...last, length: last.length + range.length }
  else structs.push(range)
}

/** Reads one struct after its info byte and answers its length. */
function readStruct(reading: Reading, info: number): number {
  const { decoder } = reading
  if (info === gc || info === skip) return decoding.readVarUint(decoder)
  if ((info & contentBits) === 0) throw new Malformed('unknown struct')
  const hasOrigin = (info & withOrigin) !== 0
  const hasRightOrigin = (info & withRightOrigin) !== 0
  if (hasOrigin) reading.references.push(readId(decoder))
  if (hasRightOrigin) reading.references.push(readId(decoder))
  // With an origin on either side the parent is the neighbour's.
  if (!hasOrigin && !hasRightOrigin) readParent(reading, info)
  return readContent(reading, info & contentBits)
}

function readParent(reading: Reading, info: number): void {
  const { decoder } = reading
  const kind = decoding.readVarUint(decoder)
  if (kind > 1) throw new Malformed('unknown parent')
  const hasParentSub = (info & withParentSub) !== 0
  if (kind === 1) {
    // The root holds blocks in a row and has no attributes.
    if (decoding.readVarString(decoder) !== rootName || hasParentSub) reading.hasForeignShape = true
  } else reading.references.push(readId(decoder))
  if (hasParentSub) decoding.readVarString(decoder)
}

function readContent(reading: Reading, kind: number): number {
  const { decoder } = reading
  switch (kind) {
    case 1: // deleted
      return decoding.readVarUint(decoder)
    case 2: // JSON
      return readCounted(decoder, () => readJson(decoding.readVarString(decoder)))
    case 3: // binary
      decoding.readVarUint8Array(decoder)
      reading.hasForeignShape = true
      return 1
    case 4: // string, counted in UTF-16 units as JavaScript does
      return decoding.readVarString(decoder).length
    case 5: // embed
      readJson(decoding.readVarString(decoder))
      return 1
    case 6: // format
      decoding.readVarString(decoder)
      readJson(decoding.readVarString(decoder))
      return 1
    case 7: // type
      readType(reading)
      return 1
    case 8: // any
      return readCounted(decoder, () => decoding.readAny(decoder))
    case 9: // sub-document
      decoding.readVarString(decoder)
      decoding.readAny(decoder)
      reading.hasForeignShape = true
      return 1
    default:
      throw new Malformed('unknown content')
  }
}

function readType(reading: Reading): void {
  const type = decoding.readVarUint(reading.decoder)
  if (type === typeRefs.xmlElement || type === typeRefs.xmlHook) decoding.readVarString(reading.decoder)
  if (type > typeRefs.xmlText) throw new Malformed('unknown type')
  if (type !== typeRefs.xmlElement && type !== typeRefs.xmlText) reading.hasForeignShape = true
}

function readCounted(decoder: decoding.Decoder, read: () => void): number {
  const count = decoding.readVarUint(decoder)
  for (let at = 0; at < count; at += 1) read()
  return count
}

function readJson(text: string): void {
  // Yjs writes `undefined` bare.
  if (text !== 'undefined') JSON.parse(text)
}

function readDeletions(reading: Reading): number {
  const { decoder } = reading
  const client = decoding.readVarUint(decoder)
  readCounted(decoder, () => {
    const clock = decoding.readVarUint(decoder)
    const length = decoding.readVarUint(decoder)
    if (length === 0) throw new Malformed('empty deletion')
    inRange(clock + length)
    reading.deletions.push({ client, clock, length })
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
