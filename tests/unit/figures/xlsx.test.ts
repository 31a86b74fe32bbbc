/** Figures from the first sheet of an xlsx. */
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { readSheet } from '../../../server/convert/from-xlsx/read-sheet.ts'
import { readFigureRows } from '../../../shared/figures/csv.ts'
import { limits } from '../../../shared/limits.ts'
import { docx, p } from '../../support/docx.ts'
import { number, words, xlsx } from '../../support/xlsx.ts'

const rowsOf = (bytes: Uint8Array) => {
  const read = readSheet(bytes)
  return read.ok ? read.value : read
}
const styles =
  '<numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/><numFmt numFmtId="165" formatCode="0.0%"/><numFmt numFmtId="166" formatCode="[Red]#,##0.00&quot; yd&quot;"/></numFmts>' +
  '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/></cellXfs>'

describe('what the cells of a sheet show', () => {
  test('T23 shared words with their runs and without their reading, numbers, days, shares, formulas', () => {
    const bytes = xlsx({
      strings:
        '<si><t>粮食产量</t></si><si><r><t>财政</t></r><r><t>收入</t></r><rPh sb="0" eb="1"><t>caizheng</t></rPh></si>',
      styles,
      rows: [
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>',
        `<row r="3">${number('A3', '0.30000000000000004')}${number('C3', '46356', 1)}${number('D3', '46356.5', 2)}</row>`,
        `<row r="4">${number('A4', '0.052', 3)}${number('B4', '1234.5', 4)}<c r="C4"><f>1+2</f><v>3</v></c><c r="D4" t="e"><v>#REF!</v></c></row>`,
        `<row r="5">${number('A5', '1.2E+3')}<c r="B5" t="str"><f>"甲"</f><v>甲</v></c></row>`,
      ].join(''),
    })
    expect(rowsOf(bytes)).toEqual([
      ['粮食产量', '财政收入'],
      [],
      ['0.3', '', '2026-11-30', '2026-11-30'],
      ['5.2', '1234.5', '3', '#REF!'],
      ['1200', '甲'],
    ])
  })

  test('T23 days are counted from 1904 where the file says so, and rows and cells without a place follow', () => {
    const rows =
      '<row><c t="inlineStr"><is><t>甲</t></is></c><c s="1"><v>44894</v></c></row><row><c><v>1</v></c></row>'
    const bytes = xlsx({ rows, styles, workbookPr: '<workbookPr date1904="1"/>' })
    expect(rowsOf(bytes)).toEqual([['甲', '2026-11-30'], ['1']])
  })

  test('T23 they are figures as those of CSV, heads below a title too; a row that cannot be taken is named', () => {
    const bytes = xlsx({
      styles,
      rows: [
        `<row r="1">${words('A1', '2026年主要指标')}</row>`,
        `<row r="3">${words('A3', '名称')}${words('B3', '数值')}${words('C3', '单位')}${words('D3', '截至')}</row>`,
        `<row r="4">${words('A4', '粮食产量')}${number('B4', '6200')}${words('C4', '吨')}${number('D4', '46356', 1)}</row>`,
        `<row r="6">${words('A6', '新修水渠')}${words('B6', '约三百')}${words('C6', '公里')}</row>`,
        `<row r="7">${words('A7', '培训人次')}<c r="B7"/>${words('C7', '人次')}</row>`,
      ].join(''),
    })
    const read = readSheet(bytes)
    expect(read.ok && readFigureRows(read.value, [], [])).toEqual({
      rows: [
        { name: '粮食产量', unit: '吨', value: '6200', asOf: '2026-11-30' },
        { name: '培训人次', unit: '人次', value: null },
      ],
      problems: [{ row: 6, code: 'value' }],
    })
  })
})

describe('files that are not to be read', () => {
  const cell = `<row r="1">${words('A1', '甲')}</row>`

  test('T23 a bomb is not inflated, entities are not expanded, a sheet that lies outside is not fetched', () => {
    const bomb = xlsx({ rows: cell, more: { 'xl/media/a.bin': new Uint8Array(8 * 1024 * 1024) } })
    expect(rowsOf(bomb)).toEqual({ ok: false, code: 'file-refused', details: { why: 'ratio' } })
    const laughs = new TextEncoder().encode('<!DOCTYPE x [<!ENTITY a "b">]><worksheet/>')
    const hostile = xlsx({ rows: cell, more: { 'xl/worksheets/sheet1.xml': laughs } })
    expect(rowsOf(hostile)).toMatchObject({ code: 'file-refused', details: { why: 'doctype' } })
    const outside = xlsx({ rows: cell, target: 'Target="http://192.0.2.1/sheet.xml" TargetMode="External"' })
    expect(rowsOf(outside)).toEqual({ ok: false, code: 'file-refused', details: { why: 'external' } })
  })

  test('T23 more rows, columns or letters than the limits are refused; formats that reach far down are not', () => {
    const at = (row: number, inside: string) => `<row r="${row}">${inside}</row>`
    const far = limits.sheetRows + 1
    expect(rowsOf(xlsx({ rows: at(far, words(`A${far}`, '甲')) }))).toMatchObject({ code: 'too-large' })
    expect(rowsOf(xlsx({ rows: at(1, words('XFD1', '甲')) }))).toMatchObject({ code: 'too-large' })
    expect(rowsOf(xlsx({ rows: cell + at(1_048_576, '<c r="XFD1048576" s="1"/>') }))).toEqual([['甲']])
    const long = `<si><t>${'长'.repeat(10_000)}</t></si>`
    const many = Array.from({ length: 200 }, (_, row) => at(row + 1, '<c t="s"><v>0</v></c>')).join('')
    expect(rowsOf(xlsx({ rows: many, strings: long }))).toMatchObject({ code: 'too-large' })
  })

  test('T23 what is no spreadsheet, or half of one, says so', () => {
    expect(rowsOf(docx(p('话')))).toMatchObject({ code: 'file-unknown' })
    expect(rowsOf(zipSync({ 'a.txt': new Uint8Array(3) }))).toMatchObject({ code: 'file-unknown' })
    expect(rowsOf(xlsx({ rows: cell }).slice(0, -30))).toMatchObject({ code: 'file-broken' })
    expect(rowsOf(xlsx({ rows: cell, target: 'Target="worksheets/none.xml"' }))).toMatchObject({
      code: 'file-broken',
    })
    expect(rowsOf(xlsx({ rows: '' }))).toEqual([])
  })
})

const soffice = ['/usr/bin/soffice', '/usr/local/bin/soffice', '/usr/bin/libreoffice'].find(existsSync)

test.skipIf(!soffice)(
  'T23 a file that LibreOffice saved is read as its CSV is',
  { timeout: 120_000 },
  async ({ skip }) => {
    const folder = await mkdtemp(join(tmpdir(), 'tonggao-xlsx-'))
    try {
      const csv = '名称,数值,单位,截至\n粮食产量,6200.5,吨,2026-11-30\n财政收入,3120,万元,2026-12-31\n'
      await writeFile(join(folder, 'figures.csv'), csv)
      const profile = `-env:UserInstallation=${pathToFileURL(join(folder, 'profile')).href}`
      await promisify(execFile)(soffice ?? '', [
        profile,
        '--headless',
        '--infilter=CSV:44,34,76',
        '--convert-to',
        'xlsx',
        '--outdir',
        folder,
        join(folder, 'figures.csv'),
      ])
      const made = join(folder, 'figures.xlsx')
      skip(!existsSync(made), 'this LibreOffice has no Calc')
      const read = readSheet(await readFile(made))
      expect(read.ok && readFigureRows(read.value, [], []).rows).toEqual([
        { name: '粮食产量', value: '6200.5', unit: '吨', asOf: '2026-11-30' },
        { name: '财政收入', value: '3120', unit: '万元', asOf: '2026-12-31' },
      ])
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  },
)
