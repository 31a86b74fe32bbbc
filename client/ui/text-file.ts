/** A file as plain lines: text is read here, documents (docx, and where possible doc and wps) by the server. */
import { decodeText } from '../../shared/import/decode.ts'
import { acceptedFiles, kindOf } from '../../shared/import/file-kind.ts'
import { limits } from '../../shared/limits.ts'
import type { LeftOut } from '../intake/lines-of.ts'

export type FileProblem = 'tooLarge' | 'document' | 'unreadable'
export type ReadFile =
  /** `left`: what is no line of text, by kind, as the dictionaries have it under intake.remark_…, and images. */
  | { readonly ok: true; readonly text: string; readonly left: LeftOut }
  | { readonly ok: false; readonly problem: FileProblem; readonly error?: unknown }

export const textFileKinds = `${acceptedFiles},text/plain,text/markdown,text/html`

export async function readTextFile(file: File): Promise<ReadFile> {
  if (file.size > limits.intakeBytes) return { ok: false, problem: 'tooLarge' }
  const bytes = await file.arrayBuffer().then(
    buffer => new Uint8Array(buffer),
    () => undefined,
  )
  if (!bytes) return { ok: false, problem: 'unreadable' }
  const kind = kindOf(file.name, bytes)
  if (kind === 'docx' || kind === 'office') return readByServer(file)
  const { text, lossy } = decodeText(bytes)
  // Word's and pictures' bytes are no characters; PDF and RTF are text by theirs.
  const isDocument = lossy || text.includes('\u0000') || text.startsWith('%PDF') || text.startsWith('{\\rtf')
  return isDocument
    ? { ok: false, problem: 'document' }
    : { ok: true, text: await linesOf(file.name, text), left: { kinds: [], images: [] } }
}

/** Word's pages as lines: numbers are words, a table is a line a row, and what no line can say is named. */
async function readByServer(file: File): Promise<ReadFile> {
  const { readDocument } = await import('../intake/read-document.ts')
  const { linesOfDocument } = await import('../intake/lines-of.ts')
  try {
    const { document } = await readDocument(file)
    return { ok: true, ...linesOfDocument(document) }
  } catch (error) {
    return { ok: false, problem: 'document', error }
  }
}

async function linesOf(name: string, text: string): Promise<string> {
  if (/\.html?$/i.test(name)) {
    const { linesOfHtml } = await import('./html-lines.ts')
    return linesOfHtml(text)
  }
  return /\.md$/i.test(name) ? text.replaceAll(/^#{1,6}\s+/gm, '') : text
}
