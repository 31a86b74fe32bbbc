/** What leaves the house: golden files of a whole small report, and how the files keep to themselves. */
import { describe, expect, it } from 'vitest'
import { exportFormats } from '../../../shared/api.ts'
import { assembledFile } from '../../../shared/api/assembled.ts'
import { exportReport, type ReportToExport, type WrittenFormat } from '../../../server/convert/export.ts'
import { fileName } from '../../../server/convert/file-name.ts'
import { asApiReport, doc, p, reportOf, section } from './literals.ts'
import { sampleImages, sampleReport, sampleTexts } from './sample.ts'

/** The body of a format that is text. */
async function exported(report: ReportToExport, format: WrittenFormat): Promise<string> {
  const { body } = await exportReport(report, format)
  return typeof body === 'string' ? body : ''
}

/** All but what Chromium prints. */
const writtenFormats = exportFormats.filter(format => format !== 'pdf')

const sample = { report: asApiReport(sampleReport), texts: sampleTexts, images: sampleImages }

/** The styles have their own tests on paper; golden files show what they dress. */
const undressed = (html: string) => html.replace(/<style>[\s\S]*?<\/style>/u, '<style></style>')

describe('the formats of a report', () => {
  it('X-1 one file to read', async () => {
    await expect(undressed(await exported(sample, 'html'))).toMatchFileSnapshot('../../golden/report.html')
  })

  it('X-2 one sheet to print', async () => {
    const body = await exported(sample, 'print-html')
    await expect(undressed(body)).toMatchFileSnapshot('../../golden/report-print.html')
  })

  it('X-3 plain text with numbers, lines ending as Windows has them', async () => {
    const body = await exported(sample, 'txt')
    expect(body.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/u)
    await expect(body.replaceAll('\r\n', '\n')).toMatchFileSnapshot('../../golden/report.txt')
  })

  it('X-9 Markdown with its numbers', async () => {
    await expect(await exported(sample, 'md')).toMatchFileSnapshot('../../golden/report.md')
  })

  it('X-10 JSON that keeps to its schema', async () => {
    const body = await exported(sample, 'json')
    expect(assembledFile.safeParse(JSON.parse(body)).error).toBeUndefined()
    await expect(body).toMatchFileSnapshot('../../golden/report.json')
  })

  it.each(writtenFormats)('X-4 %s is the same every time', async format => {
    expect(await exportReport(sample, format)).toEqual(await exportReport(structuredClone(sample), format))
  })

  it.each(['html', 'print-html'] as const)('X-5 %s runs nothing and loads nothing', async format => {
    const { body, mediaType } = await exportReport(sample, format)
    expect(mediaType).toBe('text/html; charset=utf-8')
    expect(body).toContain(
      `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">`,
    )
    expect(body).not.toMatch(
      /<script|<link|<img(?! src="data:image\/png;)|https?:|url\(|@import|javascript:/u,
    )
  })

  it('X-6 refuses to leave without a text', async () => {
    await expect(exportReport({ ...sample, texts: new Map() }, 'txt')).rejects.toThrow('a1')
  })

  it('X-7 turns what is no character into the sign for that', async () => {
    const report = asApiReport(reportOf([section('a', null, 1, '甲')]))
    const texts = new Map([['a', doc(p('坏\uD800字'))]])
    expect(await exported({ report, texts, images: new Map() }, 'txt')).toContain('坏\uFFFD字')
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
