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

/** The rows of each piece; undefined: the table stands upright. */
export function sidewaysPieces(rows: readonly TableRow[], head: number): TableRow[][] | undefined {
  const columns = Math.max(0, ...rows.map(columnsOf))
  if (columns <= mostUpright || rows.some(reachesDown)) return undefined
  const widths = columnWidths(rows, columns)
  const depth = (row: TableRow) => depthOf(row, widths)
  const free = pageDepth - rows.slice(0, head).reduce((sum, row) => sum + depth(row), 0)
  const pieces: TableRow[][] = []
  let left = 0
  for (const row of rows.slice(head)) {
    const needed = depth(row)
    if (needed > left || pieces.length === 0) {
      pieces.push([])
      left = free
    }
    pieces.at(-1)?.push(row)
    left -= needed
  }
  return pieces
}

const columnsOf = ({ content }: TableRow) =>
  (content ?? []).reduce((sum, cell) => sum + spanOf(cell.attrs?.colspan), 0)

const reachesDown = ({ content }: TableRow) =>
  (content ?? []).some(cell => cell.type === 'tableCell' && spanOf(cell.attrs?.rowspan) > 1)

/** Characters that each column holds in a line, shared out by what it has to hold. */
function columnWidths(rows: readonly TableRow[], columns: number): number[] {
  const needed = Array.from({ length: columns }, () => 1)
  for (const { content } of rows)
    for (const [at, cell] of (content ?? []).entries())
      if (spanOf(cell.attrs?.colspan) === 1)
        needed[at] = Math.max(needed[at] ?? 1, Math.min(lengthOf(cell), 20))
  const whole = needed.reduce((sum, width) => sum + width, 0)
  const room = Math.max(columns, lineLength - columns * edges)
  return needed.map(width => Math.max(1, Math.floor((width / whole) * room)))
}

function depthOf({ content }: TableRow, widths: readonly number[]): number {
  const lines = (content ?? []).map((cell, at) => Math.ceil(lengthOf(cell) / (widths[at] ?? 1)))
  return Math.max(rowDepth, lineDepth * Math.max(1, ...lines) + 0.5)
}

const lengthOf = ({ content }: TableCell) =>
  (content ?? []).reduce((sum, block) => sum + blockLength(block), 0)

const blockLength = (block: Block) =>
  block.type === 'paragraph' ? Array.from(inlineText(block.content)).length : lineLength
