/** A side of a comparison made of its pieces alone: what accepting, or rejecting, everything would leave. */
import type { BlockDifference, Difference, Piece } from '../../../shared/compare/difference.ts'
import { normalInlines } from '../../../shared/compare/inlines.ts'
import type { SectionDifference } from '../../../shared/compare/reports.ts'
import type { Block, Inline, Table } from '../../../shared/schema/text.ts'

export type SideName = 'old' | 'new'

function piecesOf(pieces: readonly Piece[], side: SideName): Inline[] {
  return normalInlines(
    pieces.flatMap(piece => {
      if (piece.kind === 'look') return piece[side]
      if (piece.kind === 'same') return piece.content
      return piece.kind === (side === 'old' ? 'removed' : 'added') ? piece.content : []
    }),
  )
}

/** Items of one side; changed ones are built of their insides and the side's own attributes. */
function itemsOf<Item, Inside>(
  differences: readonly Difference<Item, Inside>[],
  side: SideName,
  build: (item: Item, inside: Inside) => Item,
): Item[] {
  return differences.flatMap(one => {
    if (one.kind === 'same') return [one[side].item]
    if (one.kind === 'changed') return [build(one[side].item, one.inside)]
    if (one.kind === 'removed') return side === 'old' ? [one.old.item] : []
    if (side === 'old') return []
    return [one.inside === null ? one.new.item : build(one.new.item, one.inside)]
  })
}

export function blocksOfSide(differences: readonly BlockDifference[], side: SideName): Block[] {
  return itemsOf(differences, side, (block, inside): Block => {
    if (inside.type === 'words') {
      const content = piecesOf(inside.pieces, side)
      if (block.type !== 'image') return { ...block, content } as Block
      const caption = content.map(one => (one.type === 'text' ? one.text : '')).join('')
      return { ...block, attrs: { ...block.attrs, caption } }
    }
    if (inside.type === 'list') {
      const content = itemsOf(inside.items, side, (item, blocks) => ({
        ...item,
        content: blocksOfSide(blocks, side),
      }))
      return { ...block, content } as Block
    }
    const content = itemsOf(inside.rows, side, (row, cells) => ({
      ...row,
      content: cells.map(cell => ({ ...cell[side], content: blocksOfSide(cell.blocks, side) })),
    }))
    return { ...(block as Table), content }
  })
}

/** Sections of one side, in order: id, heading, blocks. */
export function sectionsOfSide(sections: readonly SectionDifference[], side: SideName) {
  const absent = side === 'old' ? ['added', 'arrived'] : ['removed', 'left']
  return sections
    .filter(({ kind }) => !absent.includes(kind))
    .map(({ id, heading, blocks }) => ({
      id,
      heading: piecesOf(heading, side)
        .map(one => (one.type === 'text' ? one.text : ''))
        .join(''),
      blocks: blocksOfSide(blocks, side),
    }))
}
