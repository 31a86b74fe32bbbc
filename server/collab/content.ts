/**
 * What one struct of a Yjs update holds, read strictly and kept only as far as the judge asks for it.
 *
 * 1. Content that no section's text is made of is read to its end, so that the rest can be read, and kept as
 *    `foreign`.
 * 2. Values nest no deeper than limits.valueDepth; what nests deeper is malformed and never overflows a stack.
 * 3. Throws Malformed, or what lib0 throws on truncation; the reader of the update turns both into a value.
 */
import * as decoding from 'lib0/decoding'
import { limits } from '../../shared/limits.ts'

export class Malformed extends Error {}

export type Content =
  /** Garbage collected or deleted: a length and nothing else. */
  | { readonly is: 'gone' }
  | { readonly is: 'string' }
  | { readonly is: 'format'; readonly mark: string; readonly value: unknown }
  | { readonly is: 'element'; readonly name: string }
  | { readonly is: 'text' }
  /** What an attribute is set to. */
  | { readonly is: 'values'; readonly values: readonly unknown[] }
  /** A sub-document, binary, embed, JSON, or a type other than Y.XmlElement and Y.XmlText. */
  | { readonly is: 'foreign' }

const gone = { is: 'gone' } as const
const string = { is: 'string' } as const
const text = { is: 'text' } as const
const foreign = { is: 'foreign' } as const

/** As Yjs numbers the types: array, map, text, element, fragment, hook, xml text. */
const typeRefs = { xmlElement: 3, xmlHook: 5, xmlText: 6 } as const

/** Content and its length in clocks. */
export type Measured = { readonly content: Content; readonly length: number }

/** `kind`: bits 0–4 of a struct's info byte. */
export function readContent(decoder: decoding.Decoder, kind: number): Measured {
  switch (kind) {
    case 1:
      return { content: gone, length: decoding.readVarUint(decoder) }
    case 2: // JSON, which Yjs no longer writes
      return { content: foreign, length: readCounted(decoder, () => readJson(decoder)) }
    case 3: // binary
      decoding.readVarUint8Array(decoder)
      return { content: foreign, length: 1 }
    case 4: // counted in UTF-16 units, as JavaScript does
      return { content: string, length: decoding.readVarString(decoder).length }
    case 5: // embed
      readJson(decoder)
      return { content: foreign, length: 1 }
    case 6:
      return { content: readFormat(decoder), length: 1 }
    case 7:
      return { content: readType(decoder), length: 1 }
    case 8:
      return readValues(decoder)
    case 9: // sub-document
      decoding.readVarString(decoder)
      readValue(decoder, 0)
      return { content: foreign, length: 1 }
    default:
      throw new Malformed('unknown content')
  }
}

/** A struct that was garbage collected. */
export function readGone(decoder: decoding.Decoder): Measured {
  return { content: gone, length: decoding.readVarUint(decoder) }
}

export function readCounted(decoder: decoding.Decoder, read: () => void): number {
  const count = decoding.readVarUint(decoder)
  for (let at = 0; at < count; at += 1) read()
  return count
}

function readFormat(decoder: decoding.Decoder): Content {
  const mark = decoding.readVarString(decoder)
  return { is: 'format', mark, value: readJson(decoder) }
}

function readType(decoder: decoding.Decoder): Content {
  const type = decoding.readVarUint(decoder)
  if (type > typeRefs.xmlText) throw new Malformed('unknown type')
  if (type === typeRefs.xmlElement) return { is: 'element', name: decoding.readVarString(decoder) }
  if (type === typeRefs.xmlHook) decoding.readVarString(decoder)
  return type === typeRefs.xmlText ? text : foreign
}

function readValues(decoder: decoding.Decoder): Measured {
  const values: unknown[] = []
  const length = readCounted(decoder, () => values.push(readValue(decoder, 0)))
  return { content: { is: 'values', values }, length }
}

function readJson(decoder: decoding.Decoder): unknown {
  const json = decoding.readVarString(decoder)
  // Yjs writes `undefined` bare.
  if (json === 'undefined') return undefined
  if (json.length > limits.valueCharacters) throw new Malformed('a value too long')
  const value: unknown = JSON.parse(json)
  assertShallow(value, 0)
  return value
}

function assertShallow(value: unknown, depth: number): void {
  if (typeof value !== 'object' || value === null) return
  if (depth >= limits.valueDepth) throw new Malformed('a value too deep')
  for (const part of Object.values(value)) assertShallow(part, depth + 1)
}

/** lib0's `any`: the markers of arrays, objects and strings are ours to bound, the rest is its own. */
const anyObject = 118
const anyArray = 117

function readValue(decoder: decoding.Decoder, depth: number): unknown {
  const marker = decoding.peekUint8(decoder)
  if (marker !== anyObject && marker !== anyArray) return decoding.readAny(decoder)
  if (depth >= limits.valueDepth) throw new Malformed('a value too deep')
  decoding.readUint8(decoder)
  if (marker === anyArray) {
    const items: unknown[] = []
    readCounted(decoder, () => items.push(readValue(decoder, depth + 1)))
    return items
  }
  const entries: [string, unknown][] = []
  readCounted(decoder, () => entries.push([decoding.readVarString(decoder), readValue(decoder, depth + 1)]))
  // Not by assignment: a key may be called __proto__.
  return Object.fromEntries(entries)
}
