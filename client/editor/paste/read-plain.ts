/** Plain text of a clipboard read into blocks of ours: a paragraph a line, blank lines and indents gone. */
import { lineOf } from './read-html.ts'
import { readLine } from './line.ts'
import type { Pasted } from './pasted.ts'

export function readPlain(text: string): Pasted {
  const lines = text.split(/\r\n?|\n|\u2028|\u2029/)
  const blocks = lines
    .map(characters => readLine([{ characters, marks: [] }]))
    .filter(content => content.length > 0)
    .map(lineOf)
  return { blocks, images: 0 }
}
