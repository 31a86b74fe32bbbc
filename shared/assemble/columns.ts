/**
 * The widths of a table's columns, as shares of the text's width: for everything that draws a table.
 *
 * The editor keeps pixels on cells (`colwidth`, one for each column that a cell spans), measured on a text as wide
 * as the sheet's. Where every column has a width they share the whole; where only some have, the others share the
 * rest, or, where there is little, get as much as the others have on average. Attributes come from documents that anybody may have written: whatever is no width counts as none.
 */
import { limits } from '../limits.ts'
import type { Table, TableCell } from '../schema/text.ts'

/** 156 mm at 96 dpi: what 100 % are. */
export const textPixels = 589

/** Less of the text than this is too little for a column to begin with. */
const leastPixels = 24

/** Per cent for each column, 100 together; undefined: no column has a width, so contents decide. */
export function columnShares(table: Table): readonly number[] | undefined {
  const widths = columnWidths(table)
  const known = widths.filter(width => width !== undefined)
  if (known.length === 0) return undefined
  const sum = known.reduce((total, width) => total + width, 0)
  const open = widths.length - known.length
  const left = (textPixels - sum) / open
  const rest = left >= leastPixels ? left : sum / known.length
  const whole = sum + (open === 0 ? 0 : rest * open)
  return widths.map(width => ((width ?? rest) / whole) * 100)
}

/** Pixels for each column of the grid, where a cell in it has them. */
function columnWidths({ content }: Table): readonly (number | undefined)[] {
  const widths: (number | undefined)[] = []
  /** For each column, through which row a cell from above reaches. */
  const taken: number[] = []
  for (const [row, { content: cells }] of (content ?? []).entries()) {
    let at = 0
    for (const cell of cells ?? []) {
      while ((taken[at] ?? -1) >= row) at += 1
      const columns = spanOf(cell.attrs?.colspan)
      const bottom = row + spanOf(cell.attrs?.rowspan) - 1
      for (let one = 0; one < columns && at < limits.tableSpan; one += 1, at += 1) {
        widths[at] ??= widthOf(cell, one)
        taken[at] = bottom
      }
    }
  }
  return Array.from(widths)
}

/** How many columns or rows a cell takes. */
export function spanOf(attribute: unknown): number {
  const value = Number(attribute)
  return Number.isInteger(value) && value > 1 && value <= limits.tableSpan ? value : 1
}

function widthOf({ attrs }: TableCell, at: number): number | undefined {
  const widths: unknown = attrs?.colwidth
  const width: unknown = Array.isArray(widths) ? widths[at] : undefined
  return typeof width === 'number' && Number.isFinite(width) && width >= 1
    ? Math.min(width, 10_000)
    : undefined
}
