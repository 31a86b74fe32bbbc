/**
 * The text that somebody brings: a file or a paste, checked before it is read.
 * Refusals are values; words for them stand under importing.problem_….
 */
import { type Decoded, decodeText, type Encoding } from '../../../shared/import/decode.ts'
import type { TrackedChoice } from '../../../shared/import/document-model.ts'
import { kindOf } from '../../../shared/import/file-kind.ts'
import { limits } from '../../../shared/limits.ts'
import { readDocument, type ReadFile as BroughtFile, type ReadOptions } from '../../intake/read-document.ts'

export type SourceProblem = 'tooLarge' | 'empty' | 'unreadable'

export type Source = {
  /** Null: pasted. */
  readonly name: string | null
  /** Kept so that another encoding can be tried; null for a paste. */
  readonly bytes: Uint8Array | null
  readonly decoded: Decoded
  /** Of a file that the server read: the file, so that it can be read again, and what it read. */
  readonly brought?: { readonly file: File; readonly changes: TrackedChoice; readonly read: BroughtFile }
}

export type ReadSource =
  | { readonly ok: true; readonly source: Source }
  | { readonly ok: false; problem: SourceProblem }

/** Plain text is read here, everything else by the server; throws ApiError where that refuses. */
export async function readFile(file: File, options: ReadOptions = {}): Promise<ReadSource> {
  const start = new Uint8Array(
    await file
      .slice(0, 8)
      .arrayBuffer()
      .catch(() => new ArrayBuffer(0)),
  )
  if (kindOf(file.name, start) !== 'text') return readByServer(file, options)
  if (file.size > limits.importBytes) return { ok: false, problem: 'tooLarge' }
  let bytes: Uint8Array
  try {
    bytes = new Uint8Array(await file.arrayBuffer())
  } catch {
    return { ok: false, problem: 'unreadable' }
  }
  return asSource(file.name, bytes, decodeText(bytes))
}

async function readByServer(file: File, options: ReadOptions): Promise<ReadSource> {
  if (file.size > limits.intakeBytes) return { ok: false, problem: 'tooLarge' }
  const read = await readDocument(file, options)
  if (read.document.blocks.length === 0) return { ok: false, problem: 'empty' }
  const decoded = { text: '', encoding: 'utf-8', lossy: false } as const
  const brought = { file, changes: options.changes ?? 'accept', read }
  return { ok: true, source: { name: file.name, bytes: null, decoded, brought } }
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
