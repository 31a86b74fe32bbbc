/**
 * Two texts laid beside each other block by block, moves not yet told. Rules: SPEC.md.
 *
 * 1. Blocks that say the same stand beside each other; between them those that are alike; the rest went or came.
 * 2. Tables whose rows do not fit each other cell by cell go and come as wholes.
 */
import { type Comparable, pairUp, type Segment } from '../differences.ts'
import type { Block, List, Table, TableRow } from '../schema/text.ts'
import { captionOf } from '../schema/caption.ts'
import type { BlockDifference, BlockInside, CellDifference, Difference, RowDifference } from './difference.ts'
import { compareInlines, compareStrings } from './lines.ts'
import { keyOf } from './normal.ts'
import { blocksTokens, blockTokens } from './tokens.ts'

/** Beyond so many comparisons blocks between two that are equal are not held against each other. */
const cellsMost = 250_000

/** `segment` cuts a line into words; joined they are the line. */
export function alignBlocks(
  old: readonly Block[] | undefined,
  next: readonly Block[] | undefined,
  segment: Segment,
): BlockDifference[] {
  return alignItems(old ?? [], next ?? [], {
    words: block => blockTokens(block, segment),
    inside: (one, other) => compareInside(one, other, segment),
  })
}

/** In a cell or an item that corresponds: its only paragraph does too, however little they have in common. */
function alignWithin(
  old: readonly Block[] | undefined,
  next: readonly Block[] | undefined,
  segment: Segment,
): BlockDifference[] {
  const [one, ...rest] = old ?? []
  const [other, ...more] = next ?? []
  const isPair = one && other && rest.length + more.length === 0 && keyOf(one) !== keyOf(other)
  const inside = isPair && isLine(one) && isLine(other) ? compareInside(one, other, segment) : undefined
  if (!isPair || !inside) return alignBlocks(old, next, segment)
  return [{ kind: 'changed', old: { at: 0, item: one }, new: { at: 0, item: other }, inside }]
}

/** What stands in two blocks that may correspond; undefined: they cannot be held against each other. */
export function compareInside(old: Block, next: Block, segment: Segment): BlockInside | undefined {
  if (isLine(old) && isLine(next))
    return { type: 'words', pieces: compareInlines(old.content, next.content, segment) }
  if (isList(old) && isList(next)) return { type: 'list', items: alignListItems(old, next, segment) }
  if (old.type === 'table' && next.type === 'table') return compareTables(old, next, segment)
  if (old.type === 'image' && next.type === 'image' && old.attrs?.imageId === next.attrs?.imageId)
    return { type: 'words', pieces: compareStrings(captionOf(old), captionOf(next), segment) }
  return undefined
}

const isLine = (block: Block) => block.type === 'paragraph' || block.type === 'heading'
const isList = (block: Block) => block.type === 'bulletList' || block.type === 'orderedList'

type Ways<Item, Inside> = {
  readonly words: (item: Item) => readonly string[]
  readonly inside: (old: Item, next: Item) => Inside | undefined
}

function alignItems<Item extends Parameters<typeof keyOf>[0], Inside>(
  old: readonly Item[],
  next: readonly Item[],
  { words, inside }: Ways<Item, Inside>,
): Difference<Item, Inside>[] {
  const comparable = (item: Item): Comparable => {
    let known: readonly string[] | undefined
    return { key: keyOf(item), words: () => (known ??= words(item)) }
  }
  const [left, right] = [old.map(comparable), next.map(comparable)]
  return pairUp(left, right, cellsMost).flatMap(([at, beside]): Difference<Item, Inside>[] => {
    const [own, other] = [placeOf(old, at), placeOf(next, beside)]
    if (own && other && left[own.at]?.key === right[other.at]?.key)
      return [{ kind: 'same', old: own, new: other }]
    const within = own && other ? inside(own.item, other.item) : undefined
    if (own && other && within !== undefined)
      return [{ kind: 'changed', old: own, new: other, inside: within }]
    return [
      ...(own ? [{ kind: 'removed', old: own, move: null } as const] : []),
      ...(other ? [{ kind: 'added', new: other, move: null, inside: null } as const] : []),
    ]
  })
}

function placeOf<Item>(items: readonly Item[], at: number | null) {
  const item = at === null ? undefined : items[at]
  return at === null || item === undefined ? undefined : { at, item }
}

function alignListItems(old: List, next: List, segment: Segment) {
  return alignItems(old.content ?? [], next.content ?? [], {
    words: item => blocksTokens(item.content, segment),
    inside: (one, other) => alignWithin(one.content, other.content, segment),
  })
}

function compareTables(old: Table, next: Table, segment: Segment): BlockInside | undefined {
  const [left, right] = [old.content ?? [], next.content ?? []]
  const [shape, other] = [columnsOf(left), columnsOf(right)]
  // Rows under merged cells cannot come or go alone: then each row must have its counterpart.
  const byPlace = left.length === right.length && left.every((row, at) => fits(row, right[at]))
  if (byPlace) return { type: 'table', rows: left.map((row, at) => rowBeside(row, right, at, segment)) }
  if (shape === undefined || shape !== other) return undefined
  const rows = alignItems(left, right, {
    words: row => (row.content ?? []).flatMap(cell => blocksTokens(cell.content, segment)),
    inside: (one, another) => (fits(one, another) ? compareCells(one, another, segment) : undefined),
  })
  return { type: 'table', rows }
}

function rowBeside(row: TableRow, others: readonly TableRow[], at: number, segment: Segment): RowDifference {
  const other = others[at] ?? row
  const places = { old: { at, item: row }, new: { at, item: other } }
  if (keyOf(row) === keyOf(other)) return { kind: 'same', ...places }
  return { kind: 'changed', ...places, inside: compareCells(row, other, segment) }
}

function compareCells(old: TableRow, next: TableRow, segment: Segment): CellDifference[] {
  return (old.content ?? []).flatMap((cell, at) => {
    const other = next.content?.[at]
    return other ? [{ old: cell, new: other, blocks: alignWithin(cell.content, other.content, segment) }] : []
  })
}

/** The columns that every row fills with single cells, or undefined where cells are merged or rows differ. */
function columnsOf(rows: readonly TableRow[]): number | undefined {
  const counts = new Set(
    rows.map(({ content }) => ((content ?? []).every(isSingle) ? (content ?? []).length : -1)),
  )
  const [count] = counts
  return counts.size === 1 && count !== -1 ? count : undefined
}

const spans = ({ attrs }: { readonly attrs?: { readonly colspan?: number; readonly rowspan?: number } }) =>
  `${attrs?.colspan ?? 1}×${attrs?.rowspan ?? 1}`
const isSingle = (cell: Parameters<typeof spans>[0]) => spans(cell) === '1×1'

/** Cell by cell the same spans. */
function fits(old: TableRow, next: TableRow | undefined): boolean {
  const shape = (row: TableRow | undefined) => (row?.content ?? []).map(spans).join()
  return next !== undefined && shape(old) === shape(next)
}
