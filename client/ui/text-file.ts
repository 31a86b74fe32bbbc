/** A file of text (txt, md, html) as plain lines. Other kinds are told by their bytes and refused, never guessed. */
import { decodeText } from '../../shared/import/decode.ts'
import { limits } from '../../shared/limits.ts'

export type FileProblem = 'tooLarge' | 'document' | 'unreadable'
export type ReadFile =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly problem: FileProblem }

export const textFileKinds = '.txt,.md,.html,.htm,text/plain,text/markdown,text/html'

export async function readTextFile(file: File): Promise<ReadFile> {
  if (file.size > limits.importBytes) return { ok: false, problem: 'tooLarge' }
  const bytes = await file.arrayBuffer().then(
    buffer => new Uint8Array(buffer),
    () => undefined,
  )
  if (!bytes) return { ok: false, problem: 'unreadable' }
  const { text, lossy } = decodeText(bytes)
  // Word's and pictures' bytes are no characters; PDF and RTF are text by theirs.
  const isDocument = lossy || text.includes('\u0000') || text.startsWith('%PDF') || text.startsWith('{\\rtf')
  return isDocument ? { ok: false, problem: 'document' } : { ok: true, text: await linesOf(file.name, text) }
}

async function linesOf(name: string, text: string): Promise<string> {
  if (/\.html?$/i.test(name)) {
    const { linesOfHtml } = await import('./html-lines.ts')
    return linesOfHtml(text)
  }
  return /\.md$/i.test(name) ? text.replaceAll(/^#{1,6}\s+/gm, '') : text
}
