/**
 * The PDF that the server prints: a whole official document, measured against GB/T 9704-2012, its contents held
 * against the pages on which headings really stand; and how a Chromium is kept in bounds.
 */
import { createServer } from 'node:http'
import { beforeAll, describe, expect, it } from 'vitest'
import { pagedPage } from '../../server/convert/paged-page.ts'
import { findChromium } from '../../server/paper/chromium.ts'
import { createPrinting, type Printing } from '../../server/paper/printing.ts'
import type { Matter } from '../../shared/report.ts'
import type { Text } from '../../shared/schema/text.ts'
import { asApiReport, doc, h, p, reportOf, runIn, section, table } from '../unit/paper/literals.ts'
import { type Line, type PrintedPage, readPages } from '../support/pdf.ts'
import { hasHanzi, openBrowser } from './pages.ts'

/** A whole browser, as offices have one; the one from npm drives pages and prints nothing by itself. */
const executable = findChromium(process.env.CHROMIUM_PATH)
const describeHere = describe.skipIf(executable === undefined)
const log = { debug() {}, info() {}, warn() {}, error() {} }
const printing = createPrinting({ executable }, log)
const browser = await openBrowser()
const hanzi = await hasHanzi(browser)
await browser.close()
const needsHanzi = hanzi ? '' : ' (skipped: no Chinese font here)'

const cell = 156 / 28
const pitch = 225 / 22
const pageEnd = 37 + 225

const near = (actual: number | undefined, expected: number, by = 0.5) =>
  expect(Math.abs((actual ?? Number.NaN) - expected)).toBeLessThan(by)

const isNumber = ({ text }: Line) => /^—\s*[\dⅠ-ⅻIVX]+\s*—$/u.test(text)
const body = (page: PrintedPage) => page.lines.filter(line => !isNumber(line))
const numberOf = (page: PrintedPage) => page.lines.find(isNumber)?.text.replaceAll(/[—\s]/gu, '')

function prose(characters: number, seed: number): string {
  const words = '镇里把任务拆到股室按旬核对石桥渠当夜运来沙袋柑橘园补种抗寒苗夜里报修有人接有人记有人回'
  return `${Array.from({ length: characters }, (_, at) => words[(at * 7 + seed) % words.length]).join('')}。`
}

const wide = ['村名', '户数', '人口', '耕地', '道路', '收入', '水库', '学校', '合作社', '烘干机', '备注']

/** A report with everything that an official document may have. */
function documentOf(chapters: number, matter: Partial<Matter> = {}) {
  const sections = [...Array(chapters).keys()].flatMap(at => [
    section(`c${at}`, null, 1, `第${at + 1}方面的工作`),
    section(`s${at}`, `c${at}`, 2, `稳住第${at + 1}件实事`),
  ])
  const attachments = [
    section('f1', null, 1, '重点任务明细表', { role: 'attachment' }),
    section('f2', null, 1, '各村主要指标汇总表', { role: 'attachment' }),
  ]
  const rows = (count: number, cells: (at: number) => string[]) =>
    Array.from({ length: count }, (_, at) => cells(at))
  const texts = new Map<string, Text>(
    sections.map(({ id }, at) => [
      id,
      id.startsWith('c')
        ? doc(p())
        : doc(
            p(prose(60 + ((at * 67) % 300), at)),
            h(1, '查清底数'),
            p(prose(90 + ((at * 97) % 300), at)),
            runIn(1, '落到人头。', prose(120 + ((at * 41) % 200), at)),
          ),
    ]),
  )
  texts.set(
    'f1',
    doc(table(['序号', '任务名称', '完成率'], ...rows(45, at => [`${at + 1}`, `第${at + 1}项任务`, '100%']))),
  )
  texts.set(
    'f2',
    doc(table(wide, ...rows(20, at => wide.map((_, column) => (column === 0 ? `村${at + 1}` : `${at}`))))),
  )
  const report = reportOf([...sections, ...attachments], {
    title: '枫渡镇水利站关于2026年工作情况的报告',
    matter: {
      kind: 'report',
      contents: true,
      addressee: '县水利局',
      signature: '枫渡镇水利站',
      date: '2026-12-05',
      seal: 'seal',
      note: '联系人：许禾',
      titleLines: ['枫渡镇水利站关于', '2026年工作情况的报告'],
      letterhead: {
        copyNumber: '000012',
        urgency: 'urgent',
        issuer: '枫渡镇水利站文件',
        documentNumber: '枫政〔2026〕8号',
        signers: ['闻人敬'],
      },
      imprint: { copies: '县农业农村局', printer: '枫渡镇党政办公室', printedOn: '2026-12-06' },
      ...matter,
    },
  })
  return { report: asApiReport(report), texts, images: new Map() }
}

async function printed(chapters: number, matter?: Partial<Matter>): Promise<PrintedPage[]> {
  const page = pagedPage(documentOf(chapters, matter), { fonts: '', fontSource: 'file:', runs: true })
  const outcome = await printing.print(page)
  if (!outcome.ok) throw new Error(outcome.code)
  return readPages(outcome.value)
}

describeHere.each([
  { chapters: 5, atLeast: 5 },
  { chapters: 22, atLeast: 20 },
  { chapters: 70, atLeast: 60 },
])('a document of at least $atLeast pages', ({ chapters, atLeast }) => {
  let pages: PrintedPage[] = []
  beforeAll(async () => {
    pages = await printed(chapters)
  }, 60_000)

  it('P-100 tells in its contents on which page each heading stands', () => {
    expect(pages.length).toBeGreaterThanOrEqual(atLeast)
    const first = pages.findIndex(page => numberOf(page) === '1')
    const entries = pages
      .slice(0, first)
      .flatMap(body)
      .flatMap(({ text }) => {
        const [, words = '', number = ''] = /^(.+?)[….\s]+(\d+)$/u.exec(text) ?? []
        return words === '' ? [] : [{ words: words.replaceAll(/\s/gu, ''), number }]
      })
    expect(entries.length).toBeGreaterThanOrEqual(chapters * 2 + 2)
    const wrong = entries.filter(({ words, number }) => {
      const page = pages.slice(first).find(one => numberOf(one) === number)
      const heading = words.replace(/^附件\d/u, '')
      return !page?.lines.some(({ text }) => text.replaceAll(/\s/gu, '').startsWith(heading))
    })
    expect(wrong).toEqual([])
  })

  it('P-101 begins the text on an odd sheet, and counts its pages through all attachments', () => {
    const first = pages.findIndex(page => numberOf(page) === '1')
    expect(first % 2).toBe(0)
    expect(first).toBeGreaterThan(0)
    const numbers = pages.slice(first).map(numberOf)
    const counted = numbers.filter(number => number !== undefined)
    expect(counted).toEqual(counted.map((_, at) => String(at + 1)))
    for (const page of pages.slice(first)) {
      const number = page.lines.find(isNumber)
      if (!number) continue
      if (Number(numberOf(page)) % 2 === 1) expect(number.right).toBeGreaterThan(150)
      else expect(number.left).toBeLessThan(60)
    }
  })

  it('P-102 puts each attachment on a new page, its title on the third line', () => {
    for (const label of ['附件1', '附件2']) {
      const page = pages.find(one => body(one)[0]?.text === label)
      const [first, second] = page ? body(page) : []
      near((second?.baseline ?? 0) - (first?.baseline ?? 0), 2 * pitch, 1.5)
    }
  })

  it('P-103 puts 版记 at the foot of the last page, which is an even one', () => {
    const last = pages.at(-1)
    const lines = last ? body(last) : []
    expect(lines.at(-1)?.text).toContain('印发')
    expect(lines.at(-2)?.text).toContain('抄送')
    expect(lines.at(-1)?.baseline).toBeGreaterThan(pageEnd - 8)
    expect(lines.at(-1)?.baseline).toBeLessThan(pageEnd)
    expect(pages.length % 2).toBe(0)
  })
})

describeHere('the parts of a document', () => {
  let sealed: PrintedPage[] = []
  let stamped: PrintedPage[] = []
  beforeAll(async () => {
    sealed = await printed(3, { contents: false })
    stamped = await printed(3, { contents: false, seal: 'stamp', signature: '站务主任', imprint: null })
  }, 60_000)

  const lineWith = (pages: readonly PrintedPage[], words: string) =>
    pages.flatMap(page => page.lines).find(({ text }) => text.replaceAll(/\s/gu, '').includes(words))

  it.skipIf(!hanzi)(
    `P-104 发文机关标志 begins 35 mm below the edge, the title two lines below the rule${needsHanzi}`,
    () => {
      const issuer = lineWith(sealed, '枫渡镇水利站文件')
      // Hanzi stand 0.88 em above and 0.12 em below the baseline.
      near((issuer?.baseline ?? 0) - 0.88 * (issuer?.size ?? 0), 37 + 35, 1.2)
      const title = lineWith(sealed, '枫渡镇水利站关于')
      expect(title?.baseline).toBeGreaterThan(37 + 11 * pitch)
      expect(title?.baseline).toBeLessThan(37 + 12 * pitch)
      const number = lineWith(sealed, '枫政〔2026〕8号')
      near(number?.left, 28 + cell)
      near(number?.right, 184 - cell)
      expect(number?.text).toContain('签发人:闻人敬')
    },
  )

  it.skipIf(!hanzi)(
    `P-105 with a seal the date ends four characters in, 署名 centred over it${needsHanzi}`,
    () => {
      const date = lineWith(sealed, '2026年12月5日')
      const at = sealed.flatMap(page => page.lines)
      const signer = at[at.findIndex(line => line === date) - 1]
      near(date?.right, 184 - 4 * cell)
      expect(signer?.text).toBe('枫渡镇水利站')
      const middle = (line: Line | undefined) => ((line?.left ?? 0) + (line?.right ?? 0)) / 2
      near(middle(signer), middle(date))
    },
  )

  it.skipIf(!hanzi)(
    `P-106 with a stamp the post stands two blank lines down, left of the stamp${needsHanzi}`,
    () => {
      const lines = stamped.flatMap(page => page.lines)
      const at = lines.findIndex(({ text }) => text === '站务主任')
      const [before, signer, date] = lines.slice(at - 1, at + 2)
      near(signer?.right, 184 - 10 * cell)
      near((signer?.baseline ?? 0) - (before?.baseline ?? 0), 3 * pitch)
      near(date?.right, 184 - 4 * cell)
      near((date?.baseline ?? 0) - (signer?.baseline ?? 0), 2 * pitch)
    },
  )

  it('P-107 a table too wide for the sheet stands sideways, no row lost, on sheets that stay upright', () => {
    const pieces = sealed.flatMap(page => page.lines.map(({ text }) => text)).join('\n')
    for (let row = 1; row <= 20; row += 1) expect(pieces).toMatch(new RegExp(`村\\s*${row}(?!\\d)`, 'u'))
    for (const page of sealed) expect(page.height).toBeGreaterThan(page.width)
  })

  it('P-108 附件说明 stands under the text, 附注 under the date', () => {
    const lines = sealed.flatMap(page => page.lines.map(({ text }) => text.replaceAll(/\s/gu, '')))
    const date = lines.indexOf('2026年12月5日')
    expect(lines.slice(date - 3, date + 2)).toEqual([
      '附件:1.重点任务明细表',
      '2.各村主要指标汇总表',
      '枫渡镇水利站',
      '2026年12月5日',
      '(联系人:许禾)',
    ])
  })
})

describeHere('a Chromium in bounds', () => {
  const page = '<!doctype html><p>页</p>'
  const refused = async (one: Printing, signal?: AbortSignal) => {
    const outcome = await one.print(page, { signal })
    return outcome.ok ? 'printed' : outcome.code
  }

  it('P-109 is not there: refused; takes too long: ended; cancelled: ended', async () => {
    expect(await refused(createPrinting({ executable: undefined }, log))).toBe('pdf-unavailable')
    expect(await refused(createPrinting({ executable: '/bin/false' }, log))).toBe('pdf-unavailable')
    const slow = createPrinting({ executable, ms: 1 }, log)
    expect(await refused(slow)).toBe('conversion-stopped')
    expect(await refused(printing, AbortSignal.abort())).toBe('cancelled')
  })

  it('P-110 reaches nothing, whatever a page asks for', async () => {
    const asked: string[] = []
    const server = createServer((request, response) => {
      asked.push(request.url ?? '')
      response.end()
    })
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    const port = typeof address === 'object' ? address?.port : 0
    const urls = [`http://127.0.0.1:${port}/a`, `http://localhost:${port}/b`]
    const outcome = await printing.print(
      `<!doctype html>${urls.map(url => `<img src="${url}">`).join('')}<p>页</p>`,
    )
    expect(outcome.ok).toBe(true)
    server.close()
    expect(asked).toEqual([])
  })

  it('P-111 stops with the program', async () => {
    const one = createPrinting({ executable }, log)
    const printed = one.print(page)
    await one.stop()
    expect((await printed).ok).toBe(false)
  })
})
