/**
 * Tables: every cell of the grid is there, merged ones by gridSpan and vMerge, head rows repeat on every page,
 * no row breaks over two.
 *
 * 1. Rows come from documents that anybody may have written: spans are bounded by the table itself, a row that
 *    is too short is filled, columns in which no cell begins are left out.
 * 2. Word has no more than 63 columns; a wider table leaves as lines with tabs, nothing of it lost.
 */
import { columnShares, spanOf } from '../../../shared/assemble/columns.ts'
import { type Block, inlineText, type Table, type TableCell } from '../../../shared/schema/text.ts'
import { emsOf, linePitch, smallSize } from './measures.ts'
import type { ParagraphProperties } from './properties.ts'
import { pPr } from './properties.ts'
import { runs } from './inlines.ts'
import { join, nothing, val, w, type Xml } from './xml.ts'

const columnsMost = 63

export type CellToWrite = {
  readonly cell: TableCell
  readonly content: readonly Block[]
  readonly paragraph: ParagraphProperties
  /** Twips between the cell's margins. */
  readonly width: number
}

/** A cell of the grid; `continues`: the lower part of a cell that begins above. */
type GridCell = {
  readonly cell: TableCell | undefined
  readonly columns: number
  readonly rows: number
  readonly continues: boolean
}
type Grid = {
  readonly columns: number
  /** Where its columns begin and end in the table's own. */
  readonly edges: readonly number[]
  readonly rows: readonly (readonly GridCell[])[]
}

/** `width` in twips. `markOf`: the tracked change that a row is. */
export function tableXml(
  table: Table,
  width: number,
  write: (cell: CellToWrite) => Xml,
  markOf: (row: number) => Xml = () => nothing,
): Xml {
  const grid = gridOf(table)
  if (grid.columns === 0) return nothing
  if (grid.columns > columnsMost) return asLines(table)
  const widths = widthsOf(grid, width, columnShares(table))
  const heads = headRows(grid)
  return w(
    'tbl',
    {},
    w(
      'tblPr',
      {},
      val('tblStyle', 'TableGrid'),
      w('tblW', { w: width, type: 'dxa' }),
      val('jc', 'center'),
      w('tblLayout', { type: 'fixed' }),
    ),
    w('tblGrid', {}, ...widths.map(width => w('gridCol', { w: width }))),
    ...grid.rows.map((row, at) => rowXml(row, widths, { isHead: at < heads, mark: markOf(at) }, write)),
  )
}

function rowXml(
  row: readonly GridCell[],
  widths: readonly number[],
  { isHead, mark }: { readonly isHead: boolean; readonly mark: Xml },
  write: (cell: CellToWrite) => Xml,
): Xml {
  let column = 0
  const cells = row.map(one => {
    const width = widths.slice(column, column + one.columns).reduce((sum, each) => sum + each, 0)
    column += one.columns
    return cellXml(one, width, write)
  })
  const properties = [
    w('cantSplit'),
    w('trHeight', { val: linePitch, hRule: 'atLeast' }),
    isHead ? w('tblHeader') : nothing,
    mark,
  ]
  return w('tr', {}, w('trPr', {}, ...properties), ...cells)
}

function cellXml(one: GridCell, width: number, write: (cell: CellToWrite) => Xml): Xml {
  const { cell, columns, rows, continues } = one
  const properties = w(
    'tcPr',
    {},
    w('tcW', { w: width, type: 'dxa' }),
    columns > 1 ? val('gridSpan', columns) : nothing,
    continues ? w('vMerge') : rows > 1 ? val('vMerge', 'restart') : nothing,
    val('vAlign', 'center'),
  )
  if (continues || !cell) return w('tc', {}, properties, w('p', {}, pPr({ style: 'TableText' })))
  const inner = Math.max(width - margins, 1)
  const content = (cell.content ?? []).filter(isWritten)
  const paragraph = {
    style: cell.type === 'tableHeader' ? 'TableHead' : 'TableText',
    align: alignOf(cell, content, inner),
  }
  const last = content.at(-1)?.type
  // Word wants a paragraph at the end of every cell.
  const end = last === undefined || last === 'table' ? w('p', {}, pPr({ style: 'TableText' })) : nothing
  return w('tc', {}, properties, write({ cell, content, paragraph, width: inner }), end)
}

/** 4.2pt free on each side, as the style has it. */
const margins = 168

const isWritten = (block: Block) => typeof block === 'object' && block !== null

/** A single line stands in the middle of its cell, a longer text fills it from its start. */
function alignOf(cell: TableCell, content: readonly Block[], width: number): ParagraphProperties['align'] {
  const said = (['left', 'center', 'right'] as const).find(known => known === cell.attrs?.align)
  if (said) return said
  const longest = Math.max(0, ...content.map(lengthOf))
  return longest * smallSize * 10 > width ? 'left' : undefined
}

const lengthOf = (block: Block) => (block.type === 'paragraph' ? emsOf(inlineText(block.content)) : 30)

/** The table as a grid without gaps. */
function gridOf(table: Table): Grid {
  const source = table.content ?? []
  /** For each column the row in which it is free again, and what reaches down to there. */
  const taken: { until: number; columns: number }[] = []
  const placed = source.map((row, at) => {
    const cells: (GridCell & { readonly from: number })[] = []
    let column = 0
    const passTaken = () => {
      while ((taken[column]?.until ?? 0) > at) {
        const { columns } = taken[column] ?? { columns: 1 }
        cells.push({ cell: undefined, columns, rows: 1, continues: true, from: column })
        column += columns
      }
    }
    for (const cell of row.content ?? []) {
      passTaken()
      const columns = freeRun(taken, column, at, spanOf(cell.attrs?.colspan))
      const rows = Math.min(spanOf(cell.attrs?.rowspan), source.length - at)
      cells.push({ cell, columns, rows, continues: false, from: column })
      for (let one = 0; one < columns; one += 1) taken[column + one] = { until: at + rows, columns }
      column += columns
    }
    passTaken()
    return cells
  })
  return compressed(placed)
}

/** How many of the columns wanted are free side by side. */
function freeRun(taken: readonly { until: number }[], from: number, row: number, wanted: number): number {
  let free = 1
  while (free < wanted && (taken[from + free]?.until ?? 0) <= row) free += 1
  return free
}

/** Leaves out columns in which no cell begins, and fills rows that end early. */
function compressed(rows: readonly (readonly (GridCell & { readonly from: number })[])[]): Grid {
  const edges = new Set(rows.flatMap(row => row.flatMap(({ from, columns }) => [from, from + columns])))
  const sorted = [...edges].sort((a, b) => a - b)
  const rank = new Map(sorted.map((edge, at) => [edge, at]))
  const columns = Math.max(0, sorted.length - 1)
  const filled = rows.map(row => {
    const cells = row.map(({ from, columns: wide, ...cell }): GridCell => {
      const span = (rank.get(from + wide) ?? 0) - (rank.get(from) ?? 0)
      return { ...cell, columns: span }
    })
    const missing = columns - cells.reduce((sum, cell) => sum + cell.columns, 0)
    const gap: GridCell = { cell: undefined, columns: 1, rows: 1, continues: false }
    return [...cells, ...Array.from({ length: missing }, () => gap)]
  })
  return { columns, edges: sorted, rows: filled }
}

/** Twips for each column, the text's width together; wide where words are long. */
function widthsOf(grid: Grid, width: number, shares: readonly number[] | undefined): number[] {
  const wanted = shares ? sharesOf(grid, shares) : needsOf(grid)
  const sum = wanted.reduce((total, each) => total + each, 0)
  const widths = wanted.map(each => Math.floor((each / sum) * width))
  const rest = width - widths.reduce((total, each) => total + each, 0)
  return widths.map((each, at) => (at === 0 ? each + rest : each))
}

/** What was set for the columns. */
function sharesOf({ edges }: Grid, shares: readonly number[]): number[] {
  const between = edges.slice(1).map((edge, at) => shares.slice(edges[at], edge))
  return between.map(each =>
    Math.max(
      1,
      each.reduce((total, share) => total + share, 0),
    ),
  )
}

function needsOf({ columns, rows }: Grid): number[] {
  const wanted = Array.from({ length: columns }, () => 3)
  for (const row of rows) {
    let at = 0
    for (const { cell, columns: span } of row) {
      const each = Math.min(24, Math.max(0, ...(cell?.content ?? []).map(lengthOf))) / span + 1
      for (let one = 0; one < span; one += 1) wanted[at + one] = Math.max(wanted[at + one] ?? 0, each)
      at += span
    }
  }
  return wanted
}

/** How many rows at the top are heads throughout, no cell of them reaching further down. */
function headRows({ rows }: Grid): number {
  const body = rows.findIndex(
    row => !row.every(({ cell, continues }) => continues || cell?.type === 'tableHeader'),
  )
  const count = body === -1 ? rows.length : body
  const reaches = rows.some((row, at) => at < count && row.some(cell => at + cell.rows > count))
  return reaches || count === rows.length ? 0 : count
}

function asLines(table: Table): Xml {
  return join(
    (table.content ?? []).map(({ content }) => {
      const cells = (content ?? []).map(cell =>
        join((cell.content ?? []).map(block => (block.type === 'paragraph' ? runs(block.content) : nothing))),
      )
      const parted = cells.flatMap((cell, at) => (at === 0 ? [cell] : [w('r', {}, w('tab')), cell]))
      return w('p', {}, ...parted)
    }),
  )
}
