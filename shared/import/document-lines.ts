/** A read document as lines of text: one a paragraph, item or row of a table, in its order; a blank one is none. */
import { inlineText, plainText } from '../schema/text.ts'
import type { DocumentLine, ReadDocument } from './document-model.ts'

/** Cells of a row are parted by tabs; an image is its caption. */
export function documentLines({ blocks }: Pick<ReadDocument, 'blocks'>): string[] {
  return blocks
    .flatMap(block =>
      block.kind === 'line'
        ? [numberOf(block) + inlineText(block.content).replaceAll(/[\r\n\v\f\u0085\u2028\u2029]/g, ' ')]
        : plainText({ type: 'doc', content: [block.block] }).split('\n'),
    )
    .filter(line => line.trim() !== '')
}

/** Of an item whose number is no part of its words. */
export const numberOf = ({ item }: DocumentLine) =>
  item && item.ordinal !== null && !item.continues ? `${item.ordinal}.` : ''
