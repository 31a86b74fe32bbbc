/**
 * Paper: the print view as a real Chromium prints it, measured against GB/T 9704-2012.
 * Where the machine has no Chinese font, hanzi are boxes of some width: what depends on it is skipped.
 */
import { afterAll, describe, expect, it } from 'vitest'
import type { ReportToAssemble } from '../../shared/assemble/assemble.ts'
import type { Text } from '../../shared/schema/text.ts'
import { exportReport } from '../../server/convert/export.ts'
import { asApiReport, doc, h, p, reportOf, runIn, section, table } from '../unit/paper/literals.ts'
import type { Line, PrintedPage } from '../support/pdf.ts'
import { hasHanzi, openBrowser, print } from './pages.ts'

const browser = await openBrowser()
const hanzi = await hasHanzi(browser)
const needsHanzi = hanzi ? '' : ' (skipped: no Chinese font here)'
afterAll(() => browser.close())

const cell = 156 / 28
const pitch = 225 / 22
const typeAreaStart = 37
const typeAreaEnd = 37 + 225

type Texts = Record<string, Text>
async function exported(
  report: ReportToAssemble,
  texts: Texts,
  format: 'html' | 'print-html' = 'print-html',
): Promise<string> {
  const read = { report: asApiReport(report), texts: new Map(Object.entries(texts)), images: new Map() }
  const { body } = await exportReport(read, format)
  return typeof body === 'string' ? body : ''
}
const printed = async (report: ReportToAssemble, texts: Texts) =>
  print(browser, await exported(report, texts))

/** Within a pixel (1/96 inch, 0.26 mm), to which browsers round baselines and boxes. */
const near = (actual: number, expected: number) => expect(Math.abs(actual - expected)).toBeLessThan(0.26)

const isNumber = (line: Line) => /^—\s*\d+\s*—$/u.test(line.text)
const body = (page: PrintedPage) => page.lines.filter(line => !isNumber(line))
const pageNumber = (page: PrintedPage) => page.lines.find(isNumber)
const at = <Item>(items: readonly Item[], index: number): Item => {
  const item = items.at(index)
  if (item === undefined) throw new Error(`nothing at ${index}`)
  return item
}

/** Sentences of our own, as many characters as wanted, the same every time. */
function prose(characters: number, seed: number): string {
  const sentences = [
    '镇里把任务拆到股室、拆到月份，按旬核对。',
    '石桥渠下段当夜运来沙袋，第二天中午恢复供水。',
    '柑橘园补种抗寒苗三千二百株，冷库新添两间。',
    '夜里报修的电话有人接、有人记、有人回。',
    '支出凭证一律注明项目编号，每季抽查一次。',
  ]
  let text = ''
  for (let turn = seed; text.length < characters; turn += 1) text += sentences[turn % sentences.length]
  return text.slice(0, characters - 1).replace(/[，、。]$/u, '好') + '。'
}

/** A report of many sections whose paragraphs differ in length, so that headings fall everywhere. */
function longReport(chapters: number): [ReportToAssemble, Texts] {
  const sections = [...Array(chapters).keys()].flatMap(chapter => [
    section(`c${chapter}`, null, 1, `第${chapter + 1}方面的工作`),
    section(`s${chapter}`, `c${chapter}`, 2, `稳住第${chapter + 1}件实事`),
    section(`t${chapter}`, `c${chapter}`, 2, `办好第${chapter + 1}件小事`),
  ])
  const texts = sections.map(({ id }, index): [string, Text] => {
    const long = (part: number) => 40 + ((index * 67 + part * 131) % 230)
    const text = id.startsWith('c')
      ? doc(p())
      : doc(
          p(prose(long(1), index)),
          h(1, '查清底数'),
          p(prose(long(2), index + 1)),
          runIn(1, '落到人头。', prose(long(3), index + 2)),
          p(prose(long(4), index + 3)),
        )
    return [id, text]
  })
  return [
    reportOf(sections, { matter: { signature: '枫渡镇人民政府', date: '2026-12-05' } }),
    Object.fromEntries(texts),
  ]
}

const isHeading = (line: Line) =>
  /^[一二三四五六七八九十]+、|^（[一二三四五六七八九十]+）|^\d+\.查清/u.test(line.text)

describe('a page full of text', async () => {
  const pages = await printed(reportOf([section('a', null, 1, '田')]), { a: doc(p('田'.repeat(2000))) })
  const full = at(pages, 1)

  it('P-1 is A4', () => {
    expect(full.width).toBeCloseTo(210, 0)
    expect(full.height).toBeCloseTo(297, 0)
  })

  it('P-2 has 22 lines, a 22nd of 225 mm apart, inside the type area', () => {
    const lines = body(full)
    expect(lines).toHaveLength(22)
    const gaps = lines.slice(1).map((line, index) => line.baseline - at(lines, index).baseline)
    for (const gap of gaps) near(gap, pitch)
    near(at(lines, -1).baseline - at(lines, 0).baseline, 21 * pitch)
    expect(at(lines, 0).baseline).toBeGreaterThan(typeAreaStart)
    expect(at(lines, 0).baseline).toBeLessThan(typeAreaStart + pitch)
    expect(at(lines, -1).baseline).toBeLessThan(typeAreaEnd)
    expect(at(lines, -1).baseline).toBeGreaterThan(typeAreaEnd - pitch)
  })

  it.skipIf(!hanzi)(`P-3 has 28 characters of 16pt in every line, from 28 mm to 184 mm${needsHanzi}`, () => {
    for (const line of body(full)) {
      expect(line.text).toHaveLength(28)
      near(line.left, 28)
      expect(line.right).toBeLessThanOrEqual(184)
      expect(line.right).toBeGreaterThan(183)
      expect(line.size / (25.4 / 72)).toBeCloseTo(16, 1)
    }
  })

  it.skipIf(!hanzi)(`P-4 indents the first line of a paragraph by two characters${needsHanzi}`, () => {
    const opening = body(at(pages, 0)).find(line => /^田{10}/u.test(line.text))
    expect(opening?.left).toBeCloseTo(28 + 2 * cell, 1)
    expect(opening?.text).toHaveLength(26)
  })
})

describe.each([
  { chapters: 4, atLeast: 5 },
  { chapters: 17, atLeast: 20 },
])('a report of at least $atLeast pages', async ({ chapters, atLeast }) => {
  const pages = await printed(...longReport(chapters))

  it('P-5 numbers every page: odd at the right, even at the left, one character in', () => {
    expect(pages.length).toBeGreaterThanOrEqual(atLeast)
    const oneCharacter = 14 * (25.4 / 72)
    pages.forEach((page, index) => {
      const number = pageNumber(page)
      expect(number?.text.replaceAll(/\s/gu, '')).toBe(`—${index + 1}—`)
      if (index % 2 === 0) expect(number?.right).toBeCloseTo(184 - oneCharacter, 0)
      else expect(number?.left).toBeCloseTo(28 + oneCharacter, 0)
    })
  })

  it('P-6 sets the dash 7 mm below the type area', () => {
    for (const page of pages) {
      const number = pageNumber(page)
      // A dash floats about 0.28 em above the baseline, in Chinese and in Latin faces.
      const dash = (number?.baseline ?? 0) - 0.28 * (number?.size ?? 0)
      expect(Math.abs(dash - (typeAreaEnd + 7))).toBeLessThanOrEqual(0.6)
    }
  })

  it('P-7 ends no page with a heading', () => {
    for (const page of pages) expect(isHeading(at(body(page), -1))).toBe(false)
  })

  it.skipIf(!hanzi)(`P-8 keeps every line on the grid and inside the type area${needsHanzi}`, () => {
    const lines = pages.slice(1).flatMap(page => body(page))
    const first = at(body(at(pages, 1)), 0).baseline
    for (const line of lines) {
      const offset = (line.baseline - first) / pitch
      expect(Math.abs(offset - Math.round(offset))).toBeLessThan(0.05)
      expect(line.left).toBeGreaterThanOrEqual(27.9)
      expect(line.right).toBeLessThanOrEqual(184)
    }
    for (const page of pages) expect(body(page).length).toBeLessThanOrEqual(22)
  })

  it('P-9 lets no page but the last be short by more than a chain of headings', () => {
    for (const page of pages.slice(1, -1)) expect(body(page).length).toBeGreaterThanOrEqual(19)
  })
})

describe('a table over several pages', async () => {
  const rows = Array.from({ length: 60 }, (_, index) => [`${index + 1}`, `第${index + 1}项重点任务`, '100.0'])
  const pages = await printed(reportOf([section('a', null, 1, '任务')]), {
    a: doc(p('任务完成情况如下。'), table(['序号', '任务名称', '完成率'], ...rows), p('以上。')),
  })

  it('P-10 repeats its head on every page and loses no row', () => {
    const withRows = pages.filter(page => page.lines.some(line => line.text.includes('项重点任务')))
    expect(withRows.length).toBeGreaterThanOrEqual(3)
    for (const page of withRows)
      expect(page.lines.filter(line => line.text.includes('任务名称'))).toHaveLength(1)
    const shown = pages.flatMap(page => page.lines).filter(line => line.text.includes('项重点任务'))
    expect(shown).toHaveLength(60)
  })

  it.skipIf(!hanzi)(`P-11 gives a row of one line one line of the grid${needsHanzi}`, () => {
    const inTable = body(at(pages, 1)).slice(0, 10)
    const height = (at(inTable, -1).baseline - at(inTable, 0).baseline) / (inTable.length - 1)
    near(height, pitch)
  })
})

describe('署名 and date at the end', () => {
  const sign = async (signature: string) => {
    const report = reportOf([section('a', null, 1, '工作')], { matter: { signature, date: '2026-12-05' } })
    const lines = body(at(await printed(report, { a: doc(p('完成。')) }), -1))
    return { signer: at(lines, -2), date: at(lines, -1), before: at(lines, -3) }
  }

  it.skipIf(!hanzi)(
    `P-12 a long 署名 ends two characters from the edge, the date starts two right${needsHanzi}`,
    async () => {
      const { signer, date, before } = await sign('枫渡镇人民政府办公室与财政所')
      expect(signer.right).toBeCloseTo(184 - 2 * cell, 0)
      near(date.left - signer.left, 2 * cell)
      near(signer.baseline - before.baseline, 2 * pitch)
      near(date.baseline - signer.baseline, pitch)
    },
  )

  it.skipIf(!hanzi)(
    `P-13 a date longer than the 署名 ends two characters from the edge, 署名 moves left${needsHanzi}`,
    async () => {
      const { signer, date } = await sign('办公室')
      expect(date.right).toBeCloseTo(184 - 2 * cell, 0)
      near(date.left - signer.left, 2 * cell)
    },
  )
})

describe('the exported page on a screen', () => {
  it('P-14 asks for nothing but itself, and shows the hint only in the print view', async () => {
    const page = await browser.newPage()
    const asked: string[] = []
    page.on('request', request => asked.push(request.url()))
    const [report, texts] = longReport(1)
    await page.setContent(await exported(report, texts, 'html'))
    expect(await page.locator('nav a').count()).toBeGreaterThan(3)
    expect(await page.locator('.hint').count()).toBe(0)
    await page.setContent(await exported(report, texts))
    expect(await page.locator('.hint').isVisible()).toBe(true)
    await page.emulateMedia({ media: 'print' })
    expect(await page.locator('.hint').isVisible()).toBe(false)
    await page.close()
    expect(asked).toEqual([])
  })

  it('P-15 prints the same from the page for reading as from the print view', async () => {
    const [report, texts] = longReport(2)
    const reading = await print(browser, await exported(report, texts, 'html'))
    expect(reading).toEqual(await printed(report, texts))
  })

  it('P-16 has no sideways scrolling on a phone', async () => {
    const page = await browser.newPage({ viewport: { width: 360, height: 740 } })
    const [report, texts] = longReport(1)
    await page.setContent(await exported(report, texts, 'html'))
    const width = await page.evaluate(() => document.documentElement.scrollWidth)
    expect(width).toBeLessThanOrEqual(360)
    await page.close()
  })
})
