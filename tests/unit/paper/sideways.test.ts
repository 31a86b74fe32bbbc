/** Wide tables with cells over several rows: they stand sideways too, and are never cut through such a cell. */
import { expect, test } from 'vitest'
import { sidewaysPieces } from '../../../shared/html/sideways.ts'
import type { TableCell, TableRow } from '../../../shared/schema/text.ts'
import { p } from './literals.ts'

const cell = (text: string, rowspan = 1, type: TableCell['type'] = 'tableCell'): TableCell => ({
  type,
  attrs: { colspan: 1, rowspan, colwidth: null, align: null },
  content: [p(text)],
})
const cells = (count: number, text: string) => Array.from({ length: count }, () => cell(text))
const head: TableRow = {
  type: 'tableRow',
  content: Array.from({ length: 12 }, (_, at) => cell(`列${at}`, 1, 'tableHeader')),
}
/** Groups of three rows under one name. */
const villages = (count: number): TableRow[] =>
  Array.from({ length: count }, (_, at) => [
    { type: 'tableRow' as const, content: [cell(`村${at}`, 3), ...cells(11, '12')] },
    { type: 'tableRow' as const, content: cells(11, '34') },
    { type: 'tableRow' as const, content: cells(11, '56') },
  ]).flat()

test('a wide table with cells over rows is cut between those rows, none lost', () => {
  const rows = [head, ...villages(9)]
  const pieces = sidewaysPieces(rows, 1)
  expect(pieces?.length).toBeGreaterThan(1)
  expect(pieces?.flat()).toEqual(rows.slice(1))
  for (const piece of pieces ?? []) expect(piece[0]?.content?.[0]?.attrs?.rowspan).toBe(3)
})

test('one whose cell reaches over more than a page stays upright', () => {
  const tall: TableRow[] = [
    { type: 'tableRow', content: [cell('全镇', 40), ...cells(11, '12')] },
    ...Array.from({ length: 39 }, (): TableRow => ({ type: 'tableRow', content: cells(11, '34') })),
  ]
  expect(sidewaysPieces([head, ...tall], 1)).toBeUndefined()
})

test('the columns of a row that begins under such a cell count as they stand', () => {
  const narrow: TableRow[] = [
    { type: 'tableRow', content: [cell('村', 2), ...cells(8, '1')] },
    { type: 'tableRow', content: cells(8, '2') },
  ]
  expect(sidewaysPieces(narrow, 0)).toBeUndefined()
  const wide = narrow.map(row => ({ ...row, content: [...(row.content ?? []), ...cells(2, '3')] }))
  expect(sidewaysPieces(wide, 0)).toEqual([wide])
})
