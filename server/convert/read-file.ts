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
import { recognise } from '../../shared/import/recognise.ts'
import type { Text } from '../../shared/schema/text.ts'
import { readPlain } from '../../shared/import/read-plain.ts'
import { readDocx } from './from-docx/read-docx.ts'
import { readHtmlFile, readMarkdownFile } from './html.ts'
import { openZip } from './zip.ts'

export type FileToRead = {
  readonly name: string
  readonly bytes: Uint8Array
  readonly tracked: TrackedChoice
  /** Asks for a whole text too. */
  readonly whole?: boolean
}

export type ReadFile = {
  readonly kind: FileKind
  /** Of a plain-text file its text, to the letter: an import accounts for each of its characters. */
  readonly text: string | null
  readonly document: ReadDocument
  /** The document as one text whose first level is 一、; null: it was not asked for. */
  readonly whole: Text | null
}

export function readFile(
  { name, bytes, tracked, whole = false }: FileToRead,
  progress: (done: number) => void,
): Outcome<ReadFile> {
  const kind = kindOf(name, bytes)
  const read = readKind(kind, bytes, tracked, progress)
  const text = kind === 'text' ? decodeText(bytes).text : null
  if (!read.ok) return read
  const { blocks } = read.value
  return done({
    kind,
    text,
    document: read.value,
    whole: whole ? { type: 'doc', content: recognise(blocks, { sectionLevel: 0, reached: [] }) } : null,
  })
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
