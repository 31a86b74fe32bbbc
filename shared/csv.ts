/**
 * Tables as CSV for Excel and WPS: UTF-8 with a byte order mark, so that they read Chinese as it is; CRLF and
 * quotes by RFC 4180. A cell that a spreadsheet would take for a formula gets an apostrophe before it
 * (OWASP, CSV injection), full-width signs too, which spreadsheets of East Asia read as the plain ones; reading
 * takes it away again.
 */
export const byteOrderMark = '\ufeff'

const formula = /^(?:[\t\r\n]|\s*[=+\-@＝＋－＠])/

export function csvRow(cells: readonly string[]): string {
  return `${cells.map(cell).join(',')}\r\n`
}

function cell(text: string): string {
  const safe = formula.test(text) ? `'${text}` : text
  return `"${safe.replaceAll('"', '""')}"`
}

/**
 * The rows of a table as somebody saved it: commas, semicolons or tabs between cells, whichever the first line
 * has most of; quotes by RFC 4180. Empty rows are left out, nothing throws.
 */
export function readCsv(text: string): string[][] {
  const source = text.startsWith(byteOrderMark) ? text.slice(1) : text
  const comma = separatorOf(source)
  const rows: string[][] = []
  let row: string[] = []
  let at = 0
  while (at < source.length) {
    const { value, end } = source[at] === '"' ? quoted(source, at, comma) : plain(source, at, comma)
    row.push(unguarded(value.trim()))
    const next = source[end]
    if (next === comma) {
      at = end + 1
      if (at === source.length) row.push('')
      continue
    }
    rows.push(row)
    row = []
    at = next === '\r' && source[end + 1] === '\n' ? end + 2 : end + 1
  }
  if (row.length > 0) rows.push(row)
  return rows.filter(cells => cells.some(value => value !== ''))
}

function separatorOf(source: string): string {
  const first = source.slice(0, Math.max(source.search(/[\r\n]/), 0) || source.length)
  const count = (sign: string) => first.split(sign).length
  return [',', '\t', ';', '，'].toSorted((a, b) => count(b) - count(a))[0] ?? ','
}

type Read = { readonly value: string; readonly end: number }

function plain(source: string, from: number, comma: string): Read {
  let end = from
  while (end < source.length && source[end] !== comma && source[end] !== '\r' && source[end] !== '\n')
    end += 1
  return { value: source.slice(from, end), end }
}

/** From a quote to its partner; what stands between that and the next separator is dropped. */
function quoted(source: string, from: number, comma: string): Read {
  let end = from + 1
  for (;;) {
    const close = source.indexOf('"', end)
    if (close === -1) return { value: source.slice(from + 1).replaceAll('""', '"'), end: source.length }
    if (source[close + 1] !== '"')
      return {
        value: source.slice(from + 1, close).replaceAll('""', '"'),
        end: plain(source, close + 1, comma).end,
      }
    end = close + 2
  }
}

const unguarded = (value: string) =>
  value.startsWith("'") && formula.test(value.slice(1)) ? value.slice(1) : value
