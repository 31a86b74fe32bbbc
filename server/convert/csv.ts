/**
 * Tables as CSV for Excel and WPS: UTF-8 with a byte order mark, so that they read Chinese as it is; CRLF and
 * quotes by RFC 4180. A cell that a spreadsheet would take for a formula gets an apostrophe before it
 * (OWASP, CSV injection), full-width signs too, which spreadsheets of East Asia read as the plain ones.
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
