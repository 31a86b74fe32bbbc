/** Tables of a read document: those that are none (frames), and those that no cell can hold. */
import {
  type Block,
  type Inline,
  inlineText,
  type Paragraph,
  type Table,
  type TableCell,
} from '../schema/text.ts'
import { type DocumentBlock, lineOf } from './document-model.ts'

export const paragraphOf = (content: readonly Inline[]): Paragraph =>
  content.length === 0 ? { type: 'paragraph' } : { type: 'paragraph', content }

/** Inside cells and items nothing is a heading. */
export const asParagraph = (block: DocumentBlock): Block =>
  block.kind === 'whole' ? block.block : paragraphOf(block.content)

export function asDocumentBlock(block: Block): DocumentBlock {
  if (block.type === 'paragraph' || block.type === 'heading') return lineOf(block.content ?? [])
  return { kind: 'whole', block }
}

export const hasWords = (cell: TableCell) =>
  cell.content.some(block => block.type !== 'paragraph' || inlineText(block.content) !== '')

/** A table of a single cell is a frame that a page or a template drew around its text. */
export function framedBlocks(table: Table): DocumentBlock[] {
  const [row, ...others] = table.content
  const [cell, ...beside] = row?.content ?? []
  if (!cell || others.length > 0 || beside.length > 0) return [{ kind: 'whole', block: table }]
  return cell.content.map(asDocumentBlock).filter(block => block.kind === 'whole' || block.content.length > 0)
}

/** A table inside a cell: a line a row, its cells parted by blanks; whatever is no text stands behind. */
export function flattenTable(table: Table): DocumentBlock[] {
  return table.content.flatMap((row): DocumentBlock[] => {
    const blocks = (row.content ?? []).flatMap(cell => cell.content)
    const content = (row.content ?? []).flatMap((cell, at): Inline[] => {
      const words = cell.content.flatMap(block => (block.type === 'paragraph' ? (block.content ?? []) : []))
      return at > 0 && words.length > 0 ? [{ type: 'text', text: ' ' }, ...words] : [...words]
    })
    const rest = blocks.filter(({ type }) => type !== 'paragraph').map(asDocumentBlock)
    return content.length > 0 ? [lineOf(content), ...rest] : rest
  })
}
