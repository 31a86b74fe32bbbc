/** Plain text read into a document of ours: a paragraph a line, blank lines and indents gone. */
import { type ReadDocument, lineOf } from './document-model.ts'
import { readLine } from './line.ts'

export function readPlain(text: string): ReadDocument {
  const lines = text.split(/\r\n?|\n|\u2028|\u2029/)
  const blocks = lines
    .map(characters => readLine([{ characters, marks: [] }]))
    .filter(content => content.length > 0)
    .map(lineOf)
  return { blocks, images: [], remarks: [] }
}
