/**
 * The text that somebody brings: a file or a paste, checked before it is read.
 * Refusals are values; words for them stand under importing.problem_….
 */
import { type Decoded, decodeText, type Encoding } from '../../../shared/import/decode.ts'
import { limits } from '../../../shared/limits.ts'

export type SourceProblem = 'tooLarge' | 'document' | 'empty' | 'unreadable'

export type Source = {
  /** Null: pasted. */
  readonly name: string | null
  /** Kept so that another encoding can be tried; null for a paste. */
  readonly bytes: Uint8Array | null
  readonly decoded: Decoded
}

export type ReadSource =
  | { readonly ok: true; readonly source: Source }
  | { readonly ok: false; problem: SourceProblem }

export async function readFile(file: File): Promise<ReadSource> {
  if (file.size > limits.importBytes) return { ok: false, problem: 'tooLarge' }
  let bytes: Uint8Array
  try {
    bytes = new Uint8Array(await file.arrayBuffer())
  } catch {
    return { ok: false, problem: 'unreadable' }
  }
  if (isDocument(bytes)) return { ok: false, problem: 'document' }
  return asSource(file.name, bytes, decodeText(bytes))
}

export function readPasted(text: string): ReadSource {
  if (new TextEncoder().encode(text).length > limits.importBytes) return { ok: false, problem: 'tooLarge' }
  return asSource(null, null, { text, encoding: 'utf-8', lossy: false })
}

/** The same file read in another encoding. */
export function readAgain(source: Source, encoding: Encoding): Source {
  return source.bytes ? { ...source, decoded: decodeText(source.bytes, encoding) } : source
}

function asSource(name: string | null, bytes: Uint8Array | null, decoded: Decoded): ReadSource {
  if (decoded.text.trim() === '') return { ok: false, problem: 'empty' }
  return { ok: true, source: { name, bytes, decoded } }
}

/** First bytes of docx and wps (zip), doc and wps (OLE), pdf, rtf. */
const signatures = [
  [0x50, 0x4b, 0x03, 0x04],
  [0xd0, 0xcf, 0x11, 0xe0],
  [0x25, 0x50, 0x44, 0x46],
  [0x7b, 0x5c, 0x72, 0x74, 0x66],
]

function isDocument(bytes: Uint8Array): boolean {
  return signatures.some(signature => signature.every((byte, at) => bytes[at] === byte))
}
