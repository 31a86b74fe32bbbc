/**
 * 统稿台: what is taken over or moved, and where to. Counted in the text as somebody looked at it, at a log
 * position that is named beside it.
 *
 * 1. Whole blocks are counted from the text's top; words stand in one line (shared/schema/letters.ts).
 * 2. Blocks go between blocks. Words go into a line, or between blocks as a paragraph of their own; whole
 *    lines that go into a line become part of it.
 */
export type Piece =
  | { readonly kind: 'blocks'; readonly from: number; readonly until: number }
  | { readonly kind: 'words'; readonly line: number; readonly from: number; readonly until: number }

export type Place =
  | { readonly kind: 'between'; readonly before: number }
  | { readonly kind: 'within'; readonly line: number; readonly at: number }

export const deskActs = ['take', 'move'] as const

/** What lies on the left. */
export const paperKinds = [
  'submission', // 来稿
  'material', // 材料, bound to no section
] as const

/** Has a piece of a text something in common with another piece of it? `lineOfBlock` says which lines a block has. */
export function overlap(one: Piece, other: Piece, linesOf: (block: number) => readonly number[]): boolean {
  if (one.kind === 'blocks' && other.kind === 'blocks')
    return one.from < other.until && other.from < one.until
  if (one.kind === 'words' && other.kind === 'words')
    return one.line === other.line && one.from < other.until && other.from < one.until
  const blocks = one.kind === 'blocks' ? one : other
  const words = one.kind === 'words' ? one : other
  if (blocks.kind !== 'blocks' || words.kind !== 'words') return false
  return Array.from({ length: blocks.until - blocks.from }, (_, step) => blocks.from + step).some(block =>
    linesOf(block).includes(words.line),
  )
}
