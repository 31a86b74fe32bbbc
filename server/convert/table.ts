/** A table that leaves the house: one set of rows, written as a page to print or as CSV. */
import { readFileSync } from 'node:fs'
import { element, text } from '../../shared/html/markup.ts'
import { byteOrderMark, csvRow } from '../../shared/csv.ts'
import type { ExportedText } from './export.ts'
import { fileName } from './file-name.ts'

export const tableFormats = ['html', 'csv'] as const
export type TableFormat = (typeof tableFormats)[number]

export type PrintedTable = {
  /** The report's. */
  readonly title: string
  readonly name: string
  readonly made: string
  /** The heads first. */
  readonly rows: readonly string[][]
}

const css = readFileSync(new URL('schedule.css', import.meta.url), 'utf8')

export function writeTable(table: PrintedTable, format: TableFormat): ExportedText {
  const body = format === 'csv' ? byteOrderMark + table.rows.map(csvRow).join('') : pageOf(table)
  return {
    filename: fileName(table.title, `（${table.name}）.${format}`),
    mediaType: format === 'csv' ? 'text/csv; charset=utf-8' : 'text/html; charset=utf-8',
    body: body.toWellFormed(),
  }
}

/** 2026-11-23 17:30, which people and spreadsheets both read. */
export function clockOf({ zone }: { readonly zone: string }): (iso: string | null) => string {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' })
  return iso => (iso === null ? '' : format.format(new Date(iso)))
}

function pageOf({ title, name, made, rows }: PrintedTable): string {
  const [heads = [], ...rest] = rows
  const head = element('tr', {}, ...heads.map(cell => element('th', {}, text(cell))))
  const body = rest.map(row => element('tr', {}, ...row.map(cell => element('td', {}, text(cell)))))
  const main = element(
    'main',
    {},
    element('h1', {}, text(title)),
    element('h2', {}, text(name)),
    element('table', {}, element('thead', {}, head), element('tbody', {}, ...body)),
    element('p', { class: 'made' }, text(made)),
  )
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
${element('title', {}, text(`${title} ${name}`)).html}
<style>
${css}</style>
</head>
<body>
${main.html}
</body>
</html>
`
}
