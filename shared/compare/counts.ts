/** How much a comparison found, as a line above it says: blocks, sections, and figures among them. */
import type { Inline } from '../schema/text.ts'
import { inlineText } from '../schema/text.ts'
import type { BlockDifference, BlockInside, Piece } from './difference.ts'
import { figuresIn } from './figures.ts'
import { isChange } from './lines.ts'
import type { MatterDifference } from './matter.ts'
import type { SectionDifference } from './reports.ts'

export type Counts = {
  /** Blocks (paragraphs, headings, tables…). */
  readonly added: number
  readonly removed: number
  readonly changed: number
  readonly moved: number
  readonly sections: {
    readonly added: number
    readonly removed: number
    readonly moved: number
    readonly renamed: number
  }
  /** Title, 署名 and what else stands around the text. */
  readonly matter: number
  /** Numbers that came in or stand for another one. */
  readonly figures: number
}

export function countChanges(
  sections: readonly SectionDifference[],
  matter: readonly MatterDifference[],
): Counts {
  const blocks = sections.flatMap(({ kind, blocks }) => (kind === 'left' ? [] : blocks))
  const of = (is: (block: BlockDifference) => boolean) => blocks.filter(is).length
  const sectionsOf = (is: (section: SectionDifference) => boolean) => sections.filter(is).length
  return {
    added: of(block => block.kind === 'added' && block.move === null),
    removed: of(block => block.kind === 'removed' && block.move === null),
    changed: of(block => block.kind === 'changed'),
    moved: of(block => block.kind === 'added' && block.move !== null),
    sections: {
      added: sectionsOf(({ kind }) => kind === 'added'),
      removed: sectionsOf(({ kind }) => kind === 'removed'),
      moved: sectionsOf(({ kind, along }) => kind === 'arrived' && !along),
      renamed: sectionsOf(
        ({ kind, heading }) => (kind === 'kept' || kind === 'arrived') && heading.some(isChange),
      ),
    },
    matter: matter.filter(({ pieces }) => pieces.some(isChange)).length,
    figures: blocks.reduce((sum, block) => sum + figuresOfBlock(block), 0),
  }
}

/** Is there anything to show? Numbers of headings that follow from a place are no difference by themselves. */
export function isSame({ added, removed, changed, moved, sections, matter }: Counts): boolean {
  return [added, removed, changed, moved, matter, ...Object.values(sections)].every(count => count === 0)
}

function figuresOfBlock(block: BlockDifference): number {
  switch (block.kind) {
    case 'changed':
      return figuresInside(block.inside)
    case 'added':
      return block.inside ? figuresInside(block.inside) : 0
    case 'same':
    case 'removed':
      return 0
  }
}

function figuresInside(inside: BlockInside): number {
  if (inside.type === 'words') return figuresAdded(inside.pieces)
  if (inside.type === 'list')
    return sum(inside.items.map(item => (item.kind === 'changed' ? sum(item.inside.map(figuresOfBlock)) : 0)))
  return sum(
    inside.rows.map(row =>
      row.kind === 'changed' ? sum(row.inside.map(({ blocks }) => sum(blocks.map(figuresOfBlock)))) : 0,
    ),
  )
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0)
const figuresAdded = (pieces: readonly Piece[]) =>
  sum(pieces.map(piece => (piece.kind === 'added' ? figuresIn(words(piece.content)).length : 0)))
const words = (content: readonly Inline[]) => inlineText(content)
