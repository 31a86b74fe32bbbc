/** The lines of a section's text for reading, without the editor's schema: blocks in order, cells parted. */
import { captionOf } from '../../shared/schema/caption.ts'
import type { Block, Inline, Text } from '../../shared/schema/text.ts'

export function linesOfText(text: Text): string[] {
  return text.content.flatMap(linesOf)
}

function linesOf(block: Block): string[] {
  switch (block.type) {
    case 'paragraph':
    case 'heading':
      return [words(block.content)]
    case 'bulletList':
    case 'orderedList':
      return block.content.flatMap(item => item.content.flatMap(linesOf))
    case 'table':
      return block.content.map(row =>
        (row.content ?? []).map(cell => cell.content.flatMap(linesOf).join(' ')).join('　'),
      )
    case 'image':
      return [captionOf(block)].filter(Boolean)
    case 'pageBreak':
      return []
  }
}

const words = (content: readonly Inline[] | undefined) =>
  (content ?? [])
    .map(inline =>
      inline.type === 'text' ? inline.text : inline.type === 'figure' ? (inline.shown ?? '') : ' ',
    )
    .join('')
