/**
 * 指标库 as a table: 名称, 单位, 时段, 数值, 截至, 性质, 来源, 口径, 责任部门, by the words of its heads, in any order.
 *
 * 1. Written and read again it is the same register; a row of a name and period that is there already changes it.
 * 2. A row that cannot be taken is named by its number, never dropped in silence; cells that are left out or whose
 *    head is missing change nothing.
 */
import type { Figure, FigureFields } from '../api/figures.ts'
import { csvRow, readCsv } from '../csv.ts'
import { figures as en } from '../i18n/en/figures.ts'
import { figures as zh } from '../i18n/zh/figures.ts'
import { readValue, type Standing, standings } from './figure.ts'

const columns = [
  'name',
  'unit',
  'period',
  'value',
  'asOf',
  'standing',
  'source',
  'basis',
  'departmentId',
] as const
type Column = (typeof columns)[number]

type Words = typeof zh | typeof en
type Department = { readonly id: string; readonly name: string }

/** A row to be put: with an id it changes that figure. */
type FigureRow = { readonly id?: string; readonly name: string } & Partial<FigureFields>
type FigureProblem = {
  readonly row: number
  readonly code: 'name' | 'value' | 'asOf' | 'standing' | 'twice'
}

export function writeFiguresCsv(
  figures: readonly Figure[],
  departments: readonly Department[],
  words: Words,
  label: (word: string) => string,
): string {
  const names = new Map(departments.map(({ id, name }) => [id, name]))
  const cell = (figure: Figure, column: Column) => {
    if (column === 'standing') return words[`standing_${figure.standing}`]
    if (column === 'departmentId') return names.get(figure.departmentId ?? '') ?? ''
    return figure[column] ?? ''
  }
  const heads = columns.map(column => label(words[`field_${column}`]))
  return [heads, ...figures.map(figure => columns.map(column => cell(figure, column)))].map(csvRow).join('')
}

export type ReadFigures = {
  readonly rows: readonly FigureRow[]
  readonly problems: readonly FigureProblem[]
}

export const readFiguresCsv = (
  text: string,
  known: readonly Figure[],
  departments: readonly Department[],
): ReadFigures => readFigureRows(readCsv(text), known, departments)

/** Above the heads of a table stand its title, its date and its unit. */
const headsWithin = 10

/** Rows of cells, of CSV or a sheet. Without a row of heads the columns are taken in the order above. */
export function readFigureRows(
  table: readonly (readonly string[])[],
  known: readonly Figure[],
  departments: readonly Department[],
): ReadFigures {
  const headsAt = table.slice(0, headsWithin).findIndex(cells => cells.map(columnOf).includes('name'))
  const order = headsAt === -1 ? columns : (table[headsAt] ?? []).map(columnOf)
  const rows: FigureRow[] = []
  const problems: FigureProblem[] = []
  const seen = new Set<string>()
  for (const [at, cells] of table.entries()) {
    if (at <= headsAt || cells.every(cell => cell.trim() === '')) continue
    const row = readRow(cells, order, departments)
    const key = typeof row === 'string' ? '' : `${row.name}\n${row.period ?? ''}`
    if (typeof row === 'string') problems.push({ row: at + 1, code: row })
    else if (seen.has(key)) problems.push({ row: at + 1, code: 'twice' })
    else {
      seen.add(key)
      const same = known.find(({ name, period }) => `${name}\n${period}` === key)
      rows.push(same ? { id: same.id, ...row } : row)
    }
  }
  return { rows, problems }
}

function columnOf(head: string): Column | undefined {
  const isHead = (column: Column) =>
    [zh, en].some(words => plainHead(words[`field_${column}`]) === plainHead(head))
  return columns.find(isHead) ?? (/^责任|^Responsible/u.test(head) ? 'departmentId' : undefined)
}

const plainHead = (head: string) => head.replace(/\s/gu, '').toLowerCase()

function readRow(
  cells: readonly string[],
  order: readonly (Column | undefined)[],
  departments: readonly Department[],
): FigureRow | FigureProblem['code'] {
  const said = new Map(order.flatMap((column, at) => (column ? [[column, cells[at]?.trim() ?? '']] : [])))
  const name = said.get('name') ?? ''
  if (name === '') return 'name'
  const row: { name: string } & Partial<FigureFields> = { name }
  for (const column of ['unit', 'period', 'source', 'basis'] as const) {
    const words = said.get(column)
    if (words !== undefined) row[column] = words
  }
  const typed = said.get('value')
  if (typed !== undefined) {
    const value = readValue(typed)
    if (value === undefined) return 'value'
    row.value = value
  }
  const day = dayOf(said.get('asOf'))
  if (day === undefined) return 'asOf'
  if (day !== null) row.asOf = day
  const standing = standingOf(said.get('standing') ?? '')
  if (standing === undefined) return 'standing'
  if (standing !== null) row.standing = standing
  const department = departments.find(one => one.name === said.get('departmentId'))
  if (department) row.departmentId = department.id
  return row
}

/** 2026-11-30, 2026/11/30, 2026年11月30日; null: none. */
function dayOf(words = ''): string | null | undefined {
  if (words === '') return null
  const [, year, month = '', day = ''] = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/u.exec(words) ?? []
  if (year === undefined) return undefined
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  return Number.isNaN(Date.parse(iso)) ? undefined : iso
}

function standingOf(words: string): Standing | null | undefined {
  if (words === '') return null
  return standings.find(one => [one, zh[`standing_${one}`], en[`standing_${one}`]].includes(words))
}
