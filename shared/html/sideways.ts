/**
 * 横排表: a table with more columns than 156 mm take stands sideways on pages of its own, its head at the left
 * (GB/T 9704-2012 7.3.4; the page and its number stay upright). A sideways table does not break over pages by
 * itself, so it is cut into pieces here, by an estimate that rather leaves a row free than lets one be cut off.
 */
import { spanOf } from '../assemble/columns.ts'
import type { Block, TableCell, TableRow } from '../schema/text.ts'
import { inlineText } from '../schema/text.ts'

/** More columns than this are sideways: 156 mm hold nine of three characters. */
const mostUpright = 9
/** Characters of 12pt that fit into 225 mm, and what a cell keeps free at its edges. */
const lineLength = 53
const edges = 0.7
/** Millimetres: across the page, one row of one line, each line of 15.6pt. */
const pageDepth = 150
const rowDepth = 225 / 22
const lineDepth = 5.55

/** A name or figure of so many characters is not broken, where the columns have room for that. */
export const sidewaysWord = 4
export const sidewaysLength = 47

/**
 * The rows of each piece; undefined: the table stands upright. Rows that one cell reaches over stay together; where
 * they need more than a page, nothing can be cut.
 */
export function sidewaysPieces(rows: readonly TableRow[], head: number): TableRow[][] | undefined {
  const placed = placedCells(rows)
  const columns = placed.flat().reduce((most, { from, span }) => Math.max(most, from + span), 0)
  if (columns <= mostUpright) return undefined
  const widths = columnWidths(placed, columns)
  const depths = placed.map(cells => depthOf(cells, widths))
  const sum = (from: number, to: number) => depths.slice(from, to).reduce((all, depth) => all + depth, 0)
  const free = pageDepth - sum(0, head)
  const pieces: TableRow[][] = []
  let left = 0
  for (let at = head; at < rows.length; ) {
    const end = endOfGroup(rows, at)
    const needed = sum(at, end)
    if (needed > free && end > at + 1) return undefined
    if (needed > left || pieces.length === 0) {
      pieces.push([])
      left = free
    }
    pieces.at(-1)?.push(...rows.slice(at, end))
    left -= needed
    at = end
  }
  return pieces
}

/** Behind the last row that a cell of these rows reaches. */
function endOfGroup(rows: readonly TableRow[], from: number): number {
  let end = from + 1
  for (let at = from; at < end; at += 1)
    for (const { attrs } of rows[at]?.content ?? [])
      end = Math.max(end, Math.min(rows.length, at + spanOf(attrs?.rowspan)))
  return end
}

type PlacedCell = {
  readonly cell: TableCell
  readonly from: number
  readonly span: number
  readonly rows: number
}

/** Each row's cells with the column where they begin: cells from above take places. */
function placedCells(rows: readonly TableRow[]): PlacedCell[][] {
  const taken: number[] = []
  return rows.map(({ content }, at) => {
    let column = 0
    return (content ?? []).map(cell => {
      while ((taken[column] ?? 0) > at) column += 1
      const from = column
      const span = spanOf(cell.attrs?.colspan)
      const reach = spanOf(cell.attrs?.rowspan)
      for (column = from; column < from + span; column += 1) taken[column] = at + reach
      return { cell, from, span, rows: reach }
    })
  })
}

/** Characters that each column holds in a line, shared out by what it has to hold. */
function columnWidths(rows: readonly (readonly PlacedCell[])[], columns: number): number[] {
  const needed = Array.from({ length: columns }, () => 1)
  for (const { cell, from, span } of rows.flat())
    if (span === 1) needed[from] = Math.max(needed[from] ?? 1, Math.min(lengthOf(cell), 20))
  const whole = needed.reduce((sum, width) => sum + width, 0)
  const room = Math.max(columns, lineLength - columns * edges)
  return needed.map(width => Math.max(1, Math.floor((width / whole) * room)))
}

/** A cell over several rows asks each of them for its share. */
function depthOf(cells: readonly PlacedCell[], widths: readonly number[]): number {
  const lines = cells.map(({ cell, from, rows }) => Math.ceil(lengthOf(cell) / (widths[from] ?? 1) / rows))
  return Math.max(rowDepth, lineDepth * Math.max(1, ...lines) + 0.5)
}

const lengthOf = ({ content }: TableCell) =>
  (content ?? []).reduce((sum, block) => sum + blockLength(block), 0)

const blockLength = (block: Block) =>
  block.type === 'paragraph' ? Array.from(inlineText(block.content)).length : lineLength
