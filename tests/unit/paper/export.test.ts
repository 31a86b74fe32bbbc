/** What leaves the house: golden files of a whole small report, and how the files keep to themselves. */
import { describe, expect, it } from 'vitest'
import { exportFormats } from '../../../shared/api.ts'
import { exportReport } from '../../../server/convert/export.ts'
import { fileName } from '../../../server/convert/file-name.ts'
import { asApiReport, doc, p, reportOf, section } from './literals.ts'
import { sampleReport, sampleTexts } from './sample.ts'

const sample = { report: asApiReport(sampleReport), texts: sampleTexts }

/** The styles have their own tests on paper; golden files show what they dress. */
const undressed = (html: string) => html.replace(/<style>[\s\S]*?<\/style>/u, '<style></style>')

describe('the three formats of a report', () => {
  it('X-1 one file to read', async () => {
    await expect(undressed(exportReport(sample, 'html').body)).toMatchFileSnapshot('../../golden/report.html')
  })

  it('X-2 one sheet to print', async () => {
    const { body } = exportReport(sample, 'print-html')
    await expect(undressed(body)).toMatchFileSnapshot('../../golden/report-print.html')
  })

  it('X-3 plain text with numbers, lines ending as Windows has them', async () => {
    const { body } = exportReport(sample, 'txt')
    expect(body.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/u)
    await expect(body.replaceAll('\r\n', '\n')).toMatchFileSnapshot('../../golden/report.txt')
  })

  it.each(exportFormats)('X-4 %s is the same every time', format => {
    expect(exportReport(sample, format)).toEqual(exportReport(structuredClone(sample), format))
  })

  it.each(['html', 'print-html'] as const)('X-5 %s runs nothing and loads nothing', format => {
    const { body, mediaType } = exportReport(sample, format)
    expect(mediaType).toBe('text/html; charset=utf-8')
    expect(body).toContain(
      `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">`,
    )
    expect(body).not.toMatch(/<script|<link|<img|https?:|url\(|@import|javascript:/u)
  })

  it('X-6 refuses to leave without a text', () => {
    expect(() => exportReport({ ...sample, texts: new Map() }, 'txt')).toThrow('a1')
  })

  it('X-7 turns what is no character into the sign for that', () => {
    const report = asApiReport(reportOf([section('a', null, 1, '甲')]))
    const texts = new Map([['a', doc(p('坏\uD800字'))]])
    expect(exportReport({ report, texts }, 'txt').body).toContain('坏\uFFFD字')
  })
})

describe('the name of the file', () => {
  it.each([
    ['枫渡镇2026年工作总结', '枫渡镇2026年工作总结.txt'],
    ['a/b\\c:d*e?f"g<h>i|j', 'a b c d e f g h i j.txt'],
    ['../../etc/passwd', 'etc passwd.txt'],
    [' . ', '未命名.txt'],
    ['NUL', 'NUL_.txt'],
    ['总结\u202Egpj', '总结 gpj.txt'],
    ['长'.repeat(200), `${'长'.repeat(80)}.txt`],
  ])('X-8 of %j is %s', (title, expected) => {
    expect(fileName(title, '.txt')).toBe(expected)
  })
})
