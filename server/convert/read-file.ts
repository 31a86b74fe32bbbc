/**
 * A file as a read document, by what it is and not by what it is called.
 *
 * 1. A kind is told by the file's first bytes, and among texts by the ending of its name.
 * 2. What cannot be read is refused with a reason that a person can act on.
 */
import { done, type Outcome, refuse } from '../../shared/errors.ts'
import { decodeText } from '../../shared/import/decode.ts'
import type { ReadDocument, TrackedChoice } from '../../shared/import/document-model.ts'
import { type FileKind, kindOf } from '../../shared/import/file-kind.ts'
import { readPlain } from '../../shared/import/read-plain.ts'
import { readDocx } from './from-docx/read-docx.ts'
import { readHtmlFile, readMarkdownFile } from './html.ts'
import { openZip } from './zip.ts'

export type FileToRead = {
  readonly name: string
  readonly bytes: Uint8Array
  readonly tracked: TrackedChoice
}

export type ReadFile = {
  readonly kind: FileKind
  /** Of a plain-text file its text, to the letter: an import accounts for each of its characters. */
  readonly text: string | null
  readonly document: ReadDocument
}

export function readFile(
  { name, bytes, tracked }: FileToRead,
  progress: (done: number) => void,
): Outcome<ReadFile> {
  const kind = kindOf(name, bytes)
  const read = readKind(kind, bytes, tracked, progress)
  const text = kind === 'text' ? decodeText(bytes).text : null
  return read.ok ? done({ kind, text, document: read.value }) : read
}

function readKind(
  kind: FileKind,
  bytes: Uint8Array,
  tracked: TrackedChoice,
  progress: (done: number) => void,
): Outcome<ReadDocument> {
  switch (kind) {
    case 'docx': {
      const zip = openZip(bytes)
      if (!zip.ok) return zip
      progress(0.1)
      return readDocx(zip.value, { tracked }, progress)
    }
    case 'html':
      return readHtmlFile(bytes)
    case 'markdown':
      return readMarkdownFile(bytes)
    case 'text': {
      const { text, lossy } = decodeText(bytes)
      return lossy ? refuse('file-unknown') : done(readPlain(text))
    }
    case 'office':
      return refuse('save-as-docx')
    case 'unknown':
      return refuse('file-unknown')
  }
}
