/** Word and back: a report that left as docx comes in again as the same sheet. */
import { assert, asyncProperty } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { exportReport } from '../../../server/convert/export.ts'
import { asApiReport } from '../paper/literals.ts'
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
})
