/** The one model: numbers, front and back matter, what shows and what does not, lengths. */
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { assemble, type SectionToAssemble } from '../../../shared/assemble/assemble.ts'
import { formatDate } from '../../../shared/dates.ts'
import { inOrder } from '../../../shared/outline.ts'
import { emptyText, type Text } from '../../../shared/schema/text.ts'
import { lengthVerdict, wordCount } from '../../../shared/words.ts'
import { doc, h, p, reportOf, runIn, section, table, ul, unchecked } from './literals.ts'

function assembled(sections: readonly SectionToAssemble[], texts: Record<string, Text> = {}) {
  const all = new Map(sections.map(({ id }) => [id, texts[id] ?? emptyText]))
  return assemble(reportOf(sections), all)
}

const innerNumbers = (text: Text, level: number) =>
  assembled([section('a', null, level, '甲')], { a: text }).sections[0]?.blocks.map(
    ({ heading }) => heading?.number ?? null,
  )

describe('numbers of sections', () => {
  it('P-20 follow from the place in the tree, one count under every parent', () => {
    const { sections } = assembled([
      section('a', null, 1, '工作'),
      section('a1', 'a', 2, '农业'),
      section('a1x', 'a1', 3, '水稻'),
      section('a2', 'a', 2, '道路'),
      section('b', null, 1, '问题'),
      section('b1', 'b', 2, '人手'),
    ])
    expect(sections.map(({ number }) => number)).toEqual(['一、', '（一）', '1.', '（二）', '二、', '（一）'])
  })

  it('P-21 pass over sections without a number', () => {
    const { sections } = assembled([
      section('p', null, 1, '导语', { numbered: false, role: 'preamble' }),
      section('a', null, 1, '工作'),
      section('x', null, 1, '附记', { numbered: false }),
      section('b', null, 1, '问题'),
    ])
    expect(sections.map(({ number }) => number)).toEqual(['', '一、', '', '二、'])
  })

  it('P-22 continue after sub-headings of the parent at the same level: none stands twice', () => {
    const { sections } = assembled([section('a', null, 1, '工作'), section('a1', 'a', 2, '道路')], {
      a: doc(h(1, '农业'), p('稳产。'), runIn(1, '水利。', '修渠。')),
    })
    expect(sections[0]?.blocks.map(({ heading }) => heading?.number)).toEqual(['（一）', undefined, '（二）'])
    expect(sections[1]?.number).toBe('（三）')
  })

  it('P-23 are those of the outline whenever parents have no sub-headings of their own', () => {
    const row = fc.record({ parent: fc.integer({ min: -1, max: 30 }), numbered: fc.boolean() })
    fc.assert(
      fc.property(fc.array(row, { maxLength: 30 }), rows => {
        const placed = inOrder(
          rows.map(({ parent, numbered }, at) => ({
            id: `s${at}`,
            parentId: parent < 0 || parent >= at ? null : `s${parent}`,
            rank: String(at + 1).padStart(3, '0'),
            numbered,
            leadId: null,
            coIds: [],
            heading: '甲',
            role: null,
            floor: null,
            ceiling: null,
          })),
        )
        const texts = Object.fromEntries(placed.map(({ id }) => [id, doc(p('文'))]))
        expect(assembled(placed, texts).sections.map(({ number }) => number)).toEqual(
          placed.map(({ number }) => number),
        )
      }),
    )
  })
})

describe('numbers inside a text', () => {
  it('P-24 continue the outline: below 一、 comes （一）, below （一） comes 1.', () => {
    const text = doc(h(1, '甲'), h(2, '乙'), h(2, '丙'), h(1, '丁'), h(2, '戊'))
    expect(innerNumbers(text, 1)).toEqual(['（一）', '1.', '2.', '（二）', '1.'])
    expect(innerNumbers(text, 2)).toEqual(['1.', '（1）', '（2）', '2.', '（1）'])
  })

  it('P-25 count run-in headings and sub-headings together', () => {
    expect(innerNumbers(doc(runIn(1, '甲。', '文'), p('文'), h(1, '乙'), runIn(1, '丙。', '文')), 2)).toEqual(
      ['1.', null, '2.', '3.'],
    )
  })

  it('P-26 go no deeper than ①', () => {
    expect(innerNumbers(doc(h(2, '甲'), h(3, '乙')), 3)).toEqual(['①', '②'])
  })

  it('P-27 start again under a heading without a number', () => {
    expect(innerNumbers(doc(h(2, '甲'), h(1, '附', false), h(2, '乙')), 1)).toEqual(['1.', '', '1.'])
  })

  it('P-28 are given only to a span that opens its paragraph, and only at the top of a text', () => {
    const late = doc({
      type: 'paragraph',
      content: [
        { type: 'text', text: '先有正文，' },
        { type: 'text', text: '后有标题。', marks: [{ type: 'headingSpan', attrs: { level: 1 } }] },
      ],
    })
    expect(innerNumbers(late, 1)).toEqual([null])
    const nested = doc(
      { type: 'bulletList', content: [{ type: 'listItem', content: [h(1, '甲')] }] },
      h(1, '乙'),
    )
    expect(innerNumbers(nested, 1)).toEqual([null, '（一）'])
  })

  it('P-29 read a level that is none as the first', () => {
    const text = unchecked(
      '{"type":"doc","content":[{"type":"heading","attrs":{"level":"<b>","numbered":true}},{"type":"heading"}]}',
    )
    expect(innerNumbers(text, 1)).toEqual(['（一）', '（二）'])
  })
})

describe('what shows', () => {
  const shown = (more: Partial<SectionToAssemble>, heading: string) =>
    assembled([section('a', null, 1, heading, more)]).sections[0]?.showsHeading

  it('P-30 a preamble or closing shows its text alone', () => {
    expect(shown({ numbered: false, role: 'preamble' }, '导语')).toBe(false)
    expect(shown({ numbered: false, role: 'closing' }, '结语')).toBe(false)
  })

  it('P-31 another unnumbered section shows its heading, if it has one', () => {
    expect(shown({ numbered: false }, '附记')).toBe(true)
    expect(shown({ numbered: false }, '  ')).toBe(false)
  })

  it('P-32 a numbered section shows its number even without a heading', () => {
    expect(shown({}, '')).toBe(true)
  })

  it('P-33 blank paragraphs at the edges of a text do not print, those between do', () => {
    const { sections } = assembled([section('a', null, 1, '甲')], {
      a: doc(p(), p(' '), p('一'), p(), p('二'), p()),
    })
    expect(sections[0]?.blocks).toHaveLength(3)
    expect(assembled([section('a', null, 1, '甲')], { a: doc(p(), p()) }).sections[0]?.blocks).toEqual([])
  })

  it('P-34 the contents name sections and inner headings, without their full stop', () => {
    const { contents } = assembled([section('a', null, 1, '甲')], {
      a: doc(p(), runIn(1, '早做准备。', '文'), h(2, '办班')),
    })
    expect(contents).toEqual([
      { id: 'a', level: 1, number: '一、', heading: '甲' },
      { id: 'a-1', level: 2, number: '（一）', heading: '早做准备' },
      { id: 'a-2', level: 3, number: '1.', heading: '办班' },
    ])
  })

  it('P-35 a section without a text is an error, never an empty section', () => {
    expect(() => assemble(reportOf([section('a', null, 1, '甲')]), new Map())).toThrow('a')
  })
})

describe('front and back matter', () => {
  it('P-36 writes the date unpadded and the addressee with one full-width colon', () => {
    expect(formatDate('2026-03-01')).toBe('2026年3月1日')
    const matter = { addressee: '县人民政府:', date: '2026-12-20', signature: ' 枫渡镇人民政府 ' }
    const report = assemble(reportOf([], { matter }), new Map())
    expect(report).toMatchObject({
      addressee: '县人民政府：',
      date: '2026年12月20日',
      signature: '枫渡镇人民政府',
    })
  })

  it('P-37 has no addressee and no date where none is given', () => {
    expect(assemble(reportOf([]), new Map())).toMatchObject({ addressee: '', date: '', signature: '' })
  })
})

describe('字数', () => {
  it('P-38 a limit binds a section with all below it; the total is the sum of the texts', () => {
    const report = assembled(
      [section('a', null, 1, '甲', { ceiling: 5 }), section('a1', 'a', 2, '乙', { floor: 4 })],
      { a: doc(p('一二三四')), a1: doc(p('五六'), table(['七'])) },
    )
    expect(report.sections.map(({ words, length }) => [words, length.words, length.verdict])).toEqual([
      [4, 7, 'over'],
      [3, 3, 'under'],
    ])
    expect(report.length.words).toBe(7)
  })

  it('P-39 counts hanzi and full-width marks each as one, a run of letters or digits as one', () => {
    expect(wordCount('2026年，亩产418公斤。GDP增长5.2%')).toBe(13)
    expect(lengthVerdict(10, { floor: 10, ceiling: 10 })).toBe('within')
    expect(lengthVerdict(11, { floor: null, ceiling: 10 })).toBe('over')
    expect(lengthVerdict(9, { floor: 10, ceiling: null })).toBe('under')
  })

  it('P-41 counts no blanks, full-width ones neither, and each hanzi beyond the first plane once', () => {
    expect(wordCount('　　一 二\t三\u00A0\n')).toBe(3)
    expect(wordCount('𠮷野家')).toBe(3)
    expect(wordCount('“一”—…·')).toBe(6)
    expect(wordCount('GB/T 9704-2012')).toBe(2)
  })

  it('P-42 counts in one pass what a run-by-run reading counts', () => {
    const single =
      /[\u2E80-\u2FFF\u3001-\u303E\u3041-\u33FF\u3400-\u4DBF\u4E00-\u9FFF\uA000-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE4F\uFF01-\uFF60\uFFE0-\uFFE6‘’“”—…·]|[\u{20000}-\u{3FFFF}]/gu
    const character = fc.oneof(
      fc.constantFrom(' ', '　', '\t', 'a', '1', '.', '·', '—', '“', '，', '田', '𠮷', '😀', 'é'),
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
    )
    fc.assert(
      fc.property(fc.array(character), characters => {
        const text = characters.join('')
        const runs = text.replace(single, ' ').match(/\S+/gu)?.length ?? 0
        expect(wordCount(text)).toBe((text.match(single)?.length ?? 0) + runs)
      }),
    )
  })

  it('P-40 counts list items and cells', () => {
    expect(assembled([section('a', null, 1, '甲')], { a: doc(ul('一二', '三')) }).length.words).toBe(3)
  })
})
