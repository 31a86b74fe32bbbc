/**
 * What a comparison says: every block of either side once, in an order that keeps both sides' own.
 *
 * 1. Left alone with what the old side has, a comparison is the old text; with what the new side has, the new one.
 * 2. Plain data: it crosses from a thread to the page or to a file's writer as it is.
 */
import type { Block, Inline, ListItem, TableCell, TableRow } from '../schema/text.ts'

/** A stretch of a line. `look`: the same characters, set otherwise (bold, a heading's span…). */
export type Piece =
  | { readonly kind: 'same' | 'removed' | 'added'; readonly content: readonly Inline[] }
  | { readonly kind: 'look'; readonly old: readonly Inline[]; readonly new: readonly Inline[] }

/** A block and where it stands among those that were given. */
type Place<Item = Block> = { readonly at: number; readonly item: Item }

/** One item of a row of items (blocks, list items, table rows). */
export type Difference<Item, Inside> =
  | { readonly kind: 'same'; readonly old: Place<Item>; readonly new: Place<Item> }
  | {
      readonly kind: 'changed'
      readonly old: Place<Item>
      readonly new: Place<Item>
      readonly inside: Inside
    }
  /** `move`: it stands elsewhere on the other side, where the same number is. */
  | { readonly kind: 'removed'; readonly old: Place<Item>; readonly move: number | null }
  | {
      readonly kind: 'added'
      readonly new: Place<Item>
      readonly move: number | null
      /** Of what was moved and changed: how it reads beside what it was. */
      readonly inside: Inside | null
    }

export type BlockDifference = Difference<Block, BlockInside>
type ItemDifference = Difference<ListItem, readonly BlockDifference[]>
/** A row that both have: its cells one by one. */
export type RowDifference = Difference<TableRow, readonly CellDifference[]>
export type CellDifference = {
  readonly old: TableCell
  readonly new: TableCell
  readonly blocks: readonly BlockDifference[]
}

export type BlockInside =
  /** Of a paragraph, a heading, or an image's caption. */
  | { readonly type: 'words'; readonly pieces: readonly Piece[] }
  | { readonly type: 'list'; readonly items: readonly ItemDifference[] }
  | { readonly type: 'table'; readonly rows: readonly RowDifference[] }
