/**
 * A Word table as a table of ours: merged cells, widths, header rows.
 *
 * 1. Vertical merges (w:vMerge) are found by column, so every row has a cell for each of its columns.
 * 2. A table inside a cell is flattened to lines and said; a table of a single cell is a frame around its text.
 */
import type { DocumentBlock } from '../../../shared/import/document-model.ts'
import { asParagraph, flattenTable, framedBlocks } from '../../../shared/import/tables.ts'
import type { TableCell, TableRow } from '../../../shared/schema/text.ts'
import {
  childOf,
  childrenOf,
  descendantsOf,
  elementsOf,
  lettersOf,
  valueOf,
  type XmlElement,
} from '../xml.ts'
import { type Context, note } from './context.ts'

type ReadInside = (element: XmlElement) => DocumentBlock[]

type Cell = {
  readonly from: number
  readonly span: number
  readonly merge: 'none' | 'start' | 'continue'
  readonly element: XmlElement
}
type Row = { readonly cells: readonly Cell[]; readonly header: boolean }

const mostColumns = 63 // Word's own bound

export function readTable(
  table: XmlElement,
  depth: number,
  context: Context,
  inside: ReadInside,
): DocumentBlock[] {
  const rows = rowsOf(table, context)
  const widths = widthsOf(table)
  const first = rows[0]?.cells[0]?.element
  const breaks: DocumentBlock[] = []
  // No cell holds a page break: Word breaks before the table where its first line asks for it.
  const insideCell: ReadInside = element => {
    const blocks = inside(element)
    if (element === first) breaks.push(...blocks.filter(isBreak).slice(0, 1))
    return blocks.filter(block => !isBreak(block))
  }
  const made = rows.map(
    (row, at): TableRow => ({
      type: 'tableRow',
      content: row.cells
        .filter(({ merge }) => merge !== 'continue')
        .map(cell => cellOf(cell, row.header, rowspanOf(rows, at, cell), widths, insideCell)),
    }),
  )
  // A row of which all cells continue from above has none of its own; the schema knows no empty row.
  const filled = made.filter(({ content }) => content !== undefined && content.length > 0)
  if (filled.length === 0) return []
  const block = { type: 'table' as const, content: filled }
  if (depth > 1) {
    note(context, 'nested-table', {
      text: descendantsOf(table, 'w:t').slice(0, 20).map(lettersOf).join(' '),
    })
    return flattenTable(block)
  }
  return [...breaks, ...framedBlocks(block)]
}

const isBreak = (block: DocumentBlock) => block.kind === 'whole' && block.block.type === 'pageBreak'

function rowsOf(table: XmlElement, context: Context): Row[] {
  const rows: Row[] = []
  const visit = (parent: XmlElement) => {
    for (const child of elementsOf(parent)) {
      if (child.name === 'w:tr') {
        const row = rowOf(child, context)
        if (row) rows.push(row)
      } else if (child.name === 'w:sdt') visitContent(child)
      else if (child.name === 'w:customXml' || child.name === 'w:ins') visit(child)
    }
  }
  const visitContent = (sdt: XmlElement) => {
    const content = childOf(sdt, 'w:sdtContent')
    if (content) visit(content)
  }
  visit(table)
  return rows
}

function rowOf(row: XmlElement, context: Context): Row | undefined {
  const properties = childOf(row, 'w:trPr')
  const change = childOf(properties, 'w:ins')
    ? 'inserted'
    : childOf(properties, 'w:del')
      ? 'deleted'
      : undefined
  if (change) {
    const isGone = (change === 'inserted') === (context.tracked === 'reject')
    note(context, change, {
      text: descendantsOf(row, 'w:t').map(lettersOf).join(' '),
    })
    if (isGone) return undefined
  }
  let column = whole(valueOf(properties, 'w:gridBefore'))
  const cells = cellsOf(row).flatMap((element): Cell[] => {
    const own = childOf(element, 'w:tcPr')
    const span = Math.max(1, Math.min(mostColumns, whole(valueOf(own, 'w:gridSpan'))))
    const from = column
    column += span
    const mark = childOf(own, 'w:vMerge')
    const merge = !mark ? 'none' : mark.attributes.get('w:val') === 'restart' ? 'start' : 'continue'
    return [{ from, span, merge, element }]
  })
  return { cells, header: isOn(childOf(properties, 'w:tblHeader')) }
}

/** Cells, also those inside content controls. */
function cellsOf(row: XmlElement): XmlElement[] {
  return elementsOf(row).flatMap(child => {
    if (child.name === 'w:tc') return [child]
    if (child.name === 'w:sdt') return childrenOf(childOf(child, 'w:sdtContent'), 'w:tc')
    return []
  })
}

const whole = (text: string | undefined) => {
  const value = Number(text ?? 0)
  return Number.isInteger(value) && value > 0 ? Math.min(value, mostColumns) : 0
}
const isOn = (element: XmlElement | undefined) =>
  element !== undefined && !/^(?:0|false|off)$/.test(element.attributes.get('w:val') ?? '')

/** A cell that continues where none began stands for itself. */
function rowspanOf(rows: readonly Row[], at: number, { from, merge }: Cell): number {
  if (merge !== 'start') return 1
  let span = 1
  while (rows[at + span]?.cells.some(cell => cell.from === from && cell.merge === 'continue')) span += 1
  return span
}

/** Column widths, pixels at 96 dpi. */
function widthsOf(table: XmlElement): number[] {
  return childrenOf(childOf(table, 'w:tblGrid'), 'w:gridCol').map(({ attributes }) => {
    const twips = Number(attributes.get('w:w'))
    return twips > 0 && twips < 40_000 ? Math.round(twips / 15) : 0
  })
}

function cellOf(
  { element, from, span }: Cell,
  header: boolean,
  rowspan: number,
  widths: readonly number[],
  inside: ReadInside,
): TableCell {
  const content = inside(element).map(asParagraph)
  const own = widths.slice(from, from + span)
  const colwidth = own.length === span && own.every(width => width > 0) ? own : null
  const first = childrenOf(element, 'w:p')[0]
  const align = valueOf(childOf(first, 'w:pPr'), 'w:jc')
  return {
    type: header ? 'tableHeader' : 'tableCell',
    attrs: {
      colspan: span,
      rowspan,
      colwidth,
      align: align === 'center' ? 'center' : align === 'right' || align === 'end' ? 'right' : null,
    },
    content: content.length > 0 ? content : [{ type: 'paragraph' }],
  }
}
