/** The lines of a block as they are blanked: each paragraph, heading, item and cell by itself. */
import { captionOf } from '../../../shared/schema/caption.ts'
import type { Block } from '../../../shared/schema/text.ts'

export function linesOf(block: Block): string[] {
  switch (block.type) {
    case 'paragraph':
    case 'heading':
      return [(block.content ?? []).map(inline => (inline.type === 'text' ? inline.text : '\n')).join('')]
    case 'bulletList':
    case 'orderedList':
      return block.content.flatMap(item => item.content.flatMap(linesOf))
    case 'table':
      return block.content.flatMap(row => row.content ?? []).flatMap(cell => cell.content.flatMap(linesOf))
    case 'image':
      return [captionOf(block)]
    case 'pageBreak':
      return []
  }
}
