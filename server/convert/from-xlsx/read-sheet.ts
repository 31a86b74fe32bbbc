/**
 * The first sheet of an xlsx as rows of what its cells show: words as they are, numbers as plain decimals, days as
 * 2026-11-30, shares of a hundred without their sign. Source: ECMA-376 part 1, §18.3, §18.4, §18.8.
 *
 * 1. A formula counts with the value that was saved with it; nothing is worked out, and nothing outside of the file
 *    is read: a sheet that lies elsewhere refuses the file.
 * 2. Rows keep their numbers, blank ones too. More rows, columns or letters than the limits refuse the file.
 */
import { done, type Outcome, refuse } from '../../../shared/errors.ts'
import { limits } from '../../../shared/limits.ts'
import { openParts, type Parts } from '../from-docx/parts.ts'
import { childOf, childrenOf, descendantsOf, elementsOf, lettersOf, type XmlElement } from '../xml.ts'
import { openZip } from '../zip.ts'
import { type CellFormats, readFormats, shown } from './formats.ts'

export function readSheet(bytes: Uint8Array): Outcome<string[][]> {
  const zip = openZip(bytes)
  if (!zip.ok) return zip
  const parts = openParts(zip.value, 'workbook')
  if (!parts.ok) return parts
  const sheet = firstSheet(parts.value)
  if (!sheet.ok) return sheet
  const strings = parts.value.ofKind('sharedStrings')
  if (!strings.ok) return strings
  const styles = parts.value.ofKind('styles')
  if (!styles.ok) return styles
  const shared = childrenOf(strings.value?.root, 'si').map(wordsOf)
  const is1904 = isOn(childOf(parts.value.document.root, 'workbookPr')?.attributes.get('date1904'))
  return readRows(sheet.value, shared, readFormats(styles.value?.root, is1904))
}

function firstSheet(parts: Parts): Outcome<XmlElement> {
  const { document } = parts
  const [first] = childrenOf(childOf(document.root, 'sheets'), 'sheet')
  const relationship = document.relationships.get(first?.attributes.get('r:id') ?? '')
  if (!relationship) return refuse('file-broken', { sheet: 'none' })
  if (relationship.external) return refuse('file-refused', { why: 'external' })
  const sheet = parts.part(relationship.target)
  return sheet.ok ? done(sheet.value.root) : sheet
}

const isOn = (value: string | undefined) => value === '1' || value === 'true'

function readRows(sheet: XmlElement, shared: readonly string[], formats: CellFormats): Outcome<string[][]> {
  const rows: string[][] = []
  let letters = 0
  let number = 0
  for (const row of childrenOf(childOf(sheet, 'sheetData'), 'row')) {
    number = placeOf(row.attributes.get('r'), number) ?? number + 1
    const cells: string[] = []
    let column = 0
    for (const cell of childrenOf(row, 'c')) {
      column = columnOf(cell.attributes.get('r')) ?? column + 1
      const text = textOf(cell, shared, formats)
      if (text === '') continue
      if (column > limits.sheetColumns) return refuse('too-large', { columns: limits.sheetColumns })
      letters += text.length
      cells[column - 1] = text
    }
    if (cells.length === 0) continue
    // Formats may reach down a whole sheet; only what stands in it counts.
    if (number > limits.sheetRows) return refuse('too-large', { rows: limits.sheetRows })
    if (letters > limits.sheetLetters) return refuse('too-large', { letters: limits.sheetLetters })
    rows[number - 1] = Array.from(cells, text => text ?? '')
  }
  return done(Array.from(rows, row => row ?? []))
}

function placeOf(written: string | undefined, before: number): number | undefined {
  const place = /^\d{1,7}$/.test(written ?? '') ? Number(written) : 0
  return place > before ? place : undefined
}

/** B3 → 2. */
function columnOf(reference: string | undefined): number | undefined {
  const [, name] = /^([A-Z]{1,3})\d+$/.exec(reference ?? '') ?? []
  if (name === undefined) return undefined
  return name.split('').reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0)
}

function textOf(cell: XmlElement, shared: readonly string[], formats: CellFormats): string {
  const value = childOf(cell, 'v')
  const written = value ? lettersOf(value) : ''
  switch (cell.attributes.get('t') ?? 'n') {
    case 's':
      return (shared[Number(written)] ?? '').trim()
    case 'inlineStr': {
      const inside = childOf(cell, 'is')
      return inside ? wordsOf(inside).trim() : ''
    }
    case 'n':
      return shown(written.trim(), formats, Number(cell.attributes.get('s') ?? 0))
    default:
      return written.trim()
  }
}

/** The runs of a string; how it is pronounced (rPh) is no part of it. */
const wordsOf = (string: XmlElement): string =>
  elementsOf(string)
    .filter(({ name }) => name === 't' || name === 'r')
    .flatMap(part => (part.name === 't' ? [part] : descendantsOf(part, 't')))
    .map(lettersOf)
    .join('')
