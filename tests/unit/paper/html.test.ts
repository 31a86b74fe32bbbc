// @vitest-environment jsdom
/** The sheet as HTML: nothing that a person wrote becomes markup, and nothing is lost on the way. */
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { assemble, assembleBlocks } from '../../../shared/assemble/assemble.ts'
import { plainReport } from '../../../shared/assemble/plain.ts'
import { type ImageAddresses, sectionHtml } from '../../../shared/html/blocks.ts'
import { element, text } from '../../../shared/html/markup.ts'
import { sheetHtml } from '../../../shared/html/sheet.ts'
import { titlePhrases } from '../../../shared/html/title.ts'
import type { Block, Inline, Text } from '../../../shared/schema/text.ts'
import {
  doc,
  h,
  image,
  ol,
  p,
  pageBreak,
  reportOf,
  runIn,
  section,
  table,
  ul,
  unchecked,
  words,
} from './literals.ts'

const hostile = `</p><script>alert(1)</script><img src=x onerror=alert(2)> & "quoted" 'single' <!-- \0 --> &lt;`

const dom = (html: string) => new DOMParser().parseFromString(`<article>${html}</article>`, 'text/html').body
const images: ImageAddresses = imageId => (imageId === 'there' ? '/api/v1/there' : undefined)
const blocksOf = (value: Text, level = 1) =>
  sectionHtml({ id: 'a', level, blocks: assembleBlocks(value, level) }, images).html

describe('what people write stays text', () => {
  const every = doc(
    p(hostile),
    h(1, hostile),
    runIn(2, hostile, hostile),
    ul(hostile),
    ol(2, hostile),
    table([hostile], [hostile]),
    image(hostile, { alt: hostile, caption: hostile }),
  )
  const report = assemble(
    reportOf([section('a', null, 1, hostile)], {
      title: hostile,
      matter: { addressee: hostile, signature: hostile, date: '2026-12-05' },
    }),
    new Map([['a', every]]),
  )
  const body = dom(sheetHtml(report, images).html)

  it('P-50 in title, heading, paragraph, list, cell, addressee and signature', () => {
    expect(body.querySelectorAll('script, img, iframe, svg, style, link, a')).toHaveLength(0)
    const seen = body.textContent.split('<script>alert(1)</script>').length - 1
    expect(seen).toBe(13)
  })

  it('P-51 in attributes that a hostile document may carry', () => {
    const bad = JSON.stringify('1" onmouseover="alert(1)')
    const value = unchecked(`{"type":"doc","content":[
      {"type":"heading","attrs":{"level":${bad}},"content":[{"type":"text","text":"甲"}]},
      {"type":"orderedList","attrs":{"start":${bad}},"content":[]},
      {"type":"table","content":[{"type":"tableRow","content":[
        {"type":"tableCell","attrs":{"colspan":${bad},"rowspan":-3,"align":${bad},"colwidth":[${bad}]},"content":[]}]}]},
      {"type":"image","attrs":{"imageId":"there","width":${bad},"alt":7}},
      {"type":"image","attrs":{"imageId":["x"],"caption":{}}},
      {"type":"image"}]}`)
    const html = blocksOf(value)
    expect(html).not.toContain('onmouseover')
    expect(
      dom(html).querySelectorAll('[onmouseover], [colspan], [rowspan], [start], [width], col'),
    ).toHaveLength(0)
  })

  it('P-52 in nodes and marks that the schema has not', () => {
    const value = unchecked(
      '{"type":"doc","content":[{"type":"script","content":[]},{"type":"valueOf"},{"type":"table","content":[{"type":"tableRow","content":[{"type":"tableCell"}]}]},{"type":"paragraph","content":[{"type":"text","text":"留","marks":[{"type":"link","attrs":{"href":"javascript:alert(1)"}}]},{"type":"image","attrs":{"src":"http://x"}}]},{"type":"bulletList"},{"type":"table"}]}',
    )
    const body = dom(blocksOf(value))
    expect(body.textContent.trim()).toBe('留')
    expect(body.innerHTML).not.toContain('javascript')
    const report = assemble(reportOf([section('a', null, 1, '甲')]), new Map([['a', value]]))
    expect(plainReport(report)).toContain('留')
    expect(report.length.words).toBe(1)
  })

  it('P-53 a link may only lead to an anchor, and an image only come from this program', () => {
    // @ts-expect-error the type forbids it too
    expect(() => element('img', { src: 'http://there/a.png' })).toThrow('this program')
    expect(() => element('img', { src: '/api/v1/a"b' })).toThrow('this program')
    expect(element('a', { href: '#a"b' }, text('甲')).html).toBe('<a href="#a&quot;b">甲</a>')
    // @ts-expect-error the type forbids it too
    expect(() => element('a', { href: 'javascript:alert(1)' })).toThrow('anchor')
    for (const href of ['./../a', './a/..', './a/%0A"b', './/a', './a:b', './a?b'] as const)
      expect(() => element('a', { href }, text('甲')), href).toThrow('file below')
    expect(element('a', { href: './%E7%94%B2/a.txt' }, text('甲')).html).toContain('href="./%E7%94%B2/a.txt"')
  })
})

describe('the markup', () => {
  it('P-54 sets headings one below the section, and numbers as text', () => {
    const body = dom(blocksOf(doc(h(1, '甲'), h(2, '乙'), h(3, '丙')), 1))
    expect(
      [...body.querySelectorAll('h3, h4, h5')].map(line => `${line.tagName} ${line.textContent}`),
    ).toEqual(['H3 （一）甲', 'H4 1.乙', 'H5 （1）丙'])
  })

  it('P-55 sets a run-in heading as one span with its number, the body outside', () => {
    const span = dom(blocksOf(doc(runIn(1, '早做准备。', '六个项目。')))).querySelector(
      'span[data-heading-span="1"]',
    )
    expect(span?.textContent).toBe('（一）早做准备。')
    expect(span?.parentElement?.textContent).toBe('（一）早做准备。六个项目。')
  })

  it('P-56 makes the header rows at the top of a table its thead, unless a cell reaches below them', () => {
    expect(dom(blocksOf(doc(table(['项'], ['一'])))).querySelectorAll('thead th')).toHaveLength(1)
    const reaching = doc({
      type: 'table',
      content: [
        { type: 'tableRow', content: [{ type: 'tableHeader', attrs: { rowspan: 2 }, content: [p('项')] }] },
        { type: 'tableRow', content: [{ type: 'tableCell', content: [p('一')] }] },
      ],
    })
    expect(dom(blocksOf(reaching)).querySelectorAll('thead')).toHaveLength(0)
  })

  it('P-59 sets an image as a figure with its width and caption, and its words where it is missing', () => {
    const body = dom(
      blocksOf(
        doc(image('there', { width: 50, alt: '桥', caption: '图1 石桥' }), image('gone', { alt: '渠' })),
      ),
    )
    const [shown, missing] = body.querySelectorAll('figure')
    expect(shown?.querySelector('img[src="/api/v1/there"][width="50%"]')?.getAttribute('alt')).toBe('桥')
    expect(shown?.querySelector('figcaption')?.textContent).toBe('图1 石桥')
    expect(missing?.outerHTML).toBe('<figure class="missing"><figcaption>渠</figcaption></figure>')
  })

  it('P-60 gives columns the shares of their widths, spans and open ones included', () => {
    const cell = (colwidth: readonly number[] | null, colspan = 1) =>
      ({ type: 'tableCell', attrs: { colspan, colwidth }, content: [p('一')] }) as const
    const columns = (...rows: ReturnType<typeof cell>[][]) =>
      [
        ...dom(
          blocksOf(doc({ type: 'table', content: rows.map(content => ({ type: 'tableRow', content })) })),
        ).querySelectorAll('table.set > colgroup > col'),
      ].map(col => col.getAttribute('width'))
    expect(columns([cell([100]), cell([300])])).toEqual(['25%', '75%'])
    expect(columns([cell([100, 300], 2)], [cell(null), cell(null)])).toEqual(['25%', '75%'])
    expect(columns([cell([589 / 2]), cell(null), cell(null)])).toEqual(['50%', '25%', '25%'])
    expect(columns([cell(null), cell(null)])).toEqual([])
    // Two columns that leave no room: the third is as wide as they are.
    expect(columns([cell([900]), cell([900]), cell(null)]).at(-1)).toBe('33.33%')
  })

  it('P-57 lets a title end its lines between phrases only', () => {
    const phrases = titlePhrases('枫渡镇人民政府关于2026年工作情况和2027年工作打算的报告')
    expect(phrases.join('')).toBe('枫渡镇人民政府关于2026年工作情况和2027年工作打算的报告')
    expect(phrases).toContain('2026年')
    for (const phrase of phrases) expect(phrase).not.toMatch(/^[的年、）”]/u)
  })
})

const characters = fc.string({
  unit: fc.constantFrom('田', '，', '。', 'a', '1', ' ', '<', '>', '&', '"', "'", '　', '“', '𠮷'),
  minLength: 1,
  maxLength: 12,
})
const inline: fc.Arbitrary<Inline> = fc.oneof(
  { weight: 4, arbitrary: characters.map(words) },
  fc.constant<Inline>({ type: 'hardBreak' }),
  characters.map(
    (value): Inline => ({ type: 'text', text: value, marks: [{ type: 'bold' }, { type: 'italic' }] }),
  ),
)
const paragraph = fc
  .array(inline, { maxLength: 4 })
  .map((content): Block => (content.length > 0 ? { type: 'paragraph', content } : { type: 'paragraph' }))
const cells = fc.array(characters, { minLength: 1, maxLength: 3 })
const block: fc.Arbitrary<Block> = fc.oneof(
  paragraph,
  fc.tuple(fc.integer({ min: 1, max: 3 }), characters, fc.boolean()).map(given => h(...given)),
  fc.tuple(fc.integer({ min: 1, max: 3 }), characters, characters).map(given => runIn(...given)),
  cells.map(items => ul(...items)),
  fc.tuple(fc.integer({ min: 1, max: 9 }), cells).map(([start, items]) => ol(start, ...items)),
  fc.array(cells, { minLength: 1, maxLength: 3 }).map(rows => table(...rows)),
  fc
    .tuple(
      fc.constantFrom('there', 'gone'),
      fc.string({ unit: fc.constantFrom('图', '<', ' '), maxLength: 4 }),
    )
    .map(([id, caption]) => image(id, { caption })),
  fc.constant(pageBreak),
)
const anyText = fc.array(block, { minLength: 1, maxLength: 6 }).map(blocks => doc(...blocks))

/** What a reader sees of the sheet, line by line, list marks included, as CSS draws them. */
function seenLines(root: Element): string[] {
  return [...root.children].flatMap(part => {
    if (part.tagName === 'HEADER' || part.tagName === 'SECTION' || part.tagName === 'FOOTER')
      return seenLines(part)
    if (part.tagName === 'HR') return []
    if (part.tagName === 'FIGURE') return [...part.querySelectorAll('figcaption')].map(textSeen)
    if (part.tagName === 'TABLE') return [...part.querySelectorAll('tr')].map(rowSeen)
    if (part.tagName === 'UL') return [...part.children].map(item => `•${textSeen(item)}`)
    if (part.tagName === 'OL') {
      const start = Number(part.getAttribute('start') ?? 1)
      return [...part.children].map((item, at) => `${start + at}.${textSeen(item)}`)
    }
    return textSeen(part).split('\n')
  })
}
const rowSeen = (row: Element) => [...row.children].map(textSeen).join('\t')
function textSeen(part: Element): string {
  for (const end of part.querySelectorAll('br')) end.replaceWith('\n')
  return part.textContent
}

describe('nothing is lost', () => {
  it('P-58 the sheet shows the same lines as the plain text, whatever the texts', () => {
    fc.assert(
      fc.property(anyText, anyText, characters, (first, second, heading) => {
        const report = assemble(
          reportOf([section('a', null, 1, heading), section('b', 'a', 2, '乙')], {
            matter: { addressee: '县人民政府', signature: '枫渡镇', date: '2026-12-05' },
          }),
          new Map([
            ['a', first],
            ['b', second],
          ]),
        )
        const article = dom(sheetHtml(report, images).html).firstElementChild
        const seen = article ? seenLines(article) : []
        // The plain text parts title and signature from the body by a blank line.
        const plain = plainReport(report).trimEnd().split('\n')
        plain.splice(1, 1)
        plain.splice(-3, 1)
        expect(seen).toEqual(plain)
      }),
    )
  })
})
