/** Word and back: a report that left as docx comes in again as the same sheet. */
import { assert, asyncProperty } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { exportReport } from '../../../server/convert/export.ts'
import type { Block, TableCell, TableRow } from '../../../shared/schema/text.ts'
import { asApiReport, doc, p, reportOf, section } from '../paper/literals.ts'
import { sampleImages } from '../paper/sample.ts'
import { readBack } from './read-back.ts'
import { reports, type Written } from './reports.ts'
import { sheetOf, sheetOfNew } from './sheet.ts'

async function wordFile({ report, texts }: Written): Promise<Uint8Array> {
  const { body } = await exportReport({ report: asApiReport(report), texts, images: sampleImages }, 'docx')
  if (typeof body === 'string') throw new Error('a Word file is bytes')
  return body
}

describe('a report that left as a Word file comes back', () => {
  test('I24 as the same sheet: levels, spans, lists, tables, marks, page breaks, images', async () => {
    await assert(
      asyncProperty(reports, async written => {
        expect(sheetOfNew(readBack(await wordFile(written)))).toEqual(sheetOf(written.report, written.texts))
      }),
      { numRuns: 40 },
    )
  })

  test('I4 a table of twelve columns with cells over three rows keeps them', async () => {
    const cell = (text: string, rowspan = 1): TableCell => ({
      type: 'tableCell',
      attrs: { colspan: 1, rowspan, colwidth: [49], align: null },
      content: [p(text)],
    })
    const row = (...content: TableCell[]): TableRow => ({ type: 'tableRow', content })
    const cells = (text: string) => Array.from({ length: 11 }, () => cell(text))
    const table: Block = {
      type: 'table',
      content: [row(cell('石桥村', 3), ...cells('12.5')), row(...cells('34')), row(...cells('56'))],
    }
    const written: Written = {
      report: reportOf([section('a', null, 1, '指标'), section('b', null, 1, '其他')]),
      texts: new Map([
        ['a', doc(p('各村情况见表。'), table, p('以上。'))],
        ['b', doc(p('无其他情况。'))],
      ]),
    }
    expect(sheetOfNew(readBack(await wordFile(written)))).toEqual(sheetOf(written.report, written.texts))
  })
})
