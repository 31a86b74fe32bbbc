/** Last year's values give way to blanks; everything else stays as it was. */
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { blankBlock, blankMark, blankOut, findValues, withUnit } from '../../shared/carry-over.ts'
import type { Block } from '../../shared/schema/text.ts'
import { inlineText } from '../../shared/schema/text.ts'

const olds = (text: string, names: readonly string[] = []) =>
  blankOut(text, names).blanks.map(({ old }) => old)

/** Puts the old values back where the marks stand. */
function restored(text: string, names: readonly string[] = []): string {
  const out = blankOut(text, names)
  return out.blanks.reduceRight(
    (whole, { at, old }) => whole.slice(0, at) + old + whole.slice(at + blankMark.length),
    out.text,
  )
}

describe('what is blanked', () => {
  test.each<[string, string[]]>([
    ['投入资金230.5万元，惠及1,200户', ['230.5', '1,200']],
    ['增长6.5%，占比63%～68%', ['6.5', '63', '68']],
    ['截至2025年11月30日', ['2025', '11', '30']],
    ['２０２５年完成３项', ['２０２５', '３']],
    ['澄政发〔2025〕8号', ['2025', '8']],
    ['开展演练十二场，覆盖一百二十余人', ['十二', '一百二十']],
    ['三十六项任务完成三十一项', ['三十六', '三十一']],
    ['走访三户，调解两件', ['三', '两']],
    ['完成率达百分之八十五点六', ['八十五点六']],
    ['三分之二的村', ['三', '二']],
    ['二〇二五年十二月三十日', ['二〇二五', '十二', '三十']],
    ['三月五日开工', ['三', '五']],
    ['近千人参加，数百件次', ['千', '百']],
    ['满意的达七成以上', ['七']],
    ['新建两所，硬化五公里', ['两', '五']],
    ['2至3个、3000多人', ['2', '3', '3000']],
  ])('%s', (text, values) => {
    expect(olds(text)).toEqual(values)
  })

  test.each([
    '坚持一张蓝图绘到底，一系列措施统一部署',
    '第三次调度，第一时间到场',
    '“三位一体”和“四套班子”',
    '抓好三项制度、两个维护、五个方面',
    '千家万户，万众一心，亿万群众',
    '“十四五”规划和二十大精神',
    '三番五次上门，四处走访',
    '进一步统一思想，一方面，一是，二是',
    '优化三次产业结构',
    '某企业和某某单位，对某些问题',
    '十分重视，九三学社，百日攻坚，五一劳动节',
    '一年来，三年行动，半年以来',
    '取得成效，成为样板，三农工作',
  ])('%s has nothing to blank', text => {
    expect(olds(text)).toEqual([])
  })

  test('names: those that are known, the longest first, and anonymous ones', () => {
    expect(olds('顾予宁和顾予宁静到场，李某某、张某等', ['顾予宁', '顾予宁静', '顾'])).toEqual([
      '顾予宁',
      '顾予宁静',
      '李某某',
      '张某',
    ])
    expect(olds('村民罗麦生', [])).toEqual([])
  })

  test('a value is told with what it counts', () => {
    const told = (text: string) => findValues(text).map(span => withUnit(text, span))
    expect(told('投入230万元，增长6.5%，2025年办实事十余件')).toEqual(['230万元', '6.5%', '2025年', '十余件'])
  })
})

describe('whatever the text', () => {
  const part = fc.constantFrom(
    ...Array.from('0123456789０９一二三十百千万亿两第某李年月日个项户元成以上，。、%.,【　】()'),
    '百分之',
    '分之',
    '顾予宁',
    '\n',
    '😀',
  )
  const text = fc.array(part, { maxLength: 60 }).map(parts => parts.join(''))
  const names = ['顾予宁']

  test('no digit is left, and with the old values put back it is as it was', () => {
    fc.assert(
      fc.property(text, written => {
        const out = blankOut(written, names)
        expect(out.text).not.toMatch(/\p{Nd}/u)
        expect(out.text).not.toContain('顾予宁')
        expect(restored(written, names)).toBe(written)
        for (const { at } of out.blanks) expect(out.text.startsWith(blankMark, at)).toBe(true)
      }),
      { numRuns: 500 },
    )
  })

  test('pieces of different marks are blanked as the whole they make', () => {
    const pieces = fc.array(fc.tuple(text, fc.boolean()), { maxLength: 6 })
    fc.assert(
      fc.property(pieces, parts => {
        const content = parts
          .filter(([words]) => words !== '')
          .map(([words, bold]) =>
            bold
              ? { type: 'text' as const, text: words, marks: [{ type: 'bold' as const }] }
              : { type: 'text' as const, text: words },
          )
        const { content: blanked } = blankBlock({ type: 'paragraph', content }, names)
        expect(inlineText(blanked)).toBe(blankOut(inlineText(content), names).text)
        expect(blanked?.every(inline => inline.type !== 'text' || inline.text !== '')).toBe(true)
      }),
    )
  })
})

test('lists and tables are blanked inside and keep their shape', () => {
  const paragraph = (words: string): Block => ({
    type: 'paragraph',
    content: [{ type: 'text', text: words }],
  })
  const table: Block = {
    type: 'table',
    content: [{ type: 'tableRow', content: [{ type: 'tableCell', content: [paragraph('播种1680亩')] }] }],
  }
  expect(blankBlock(table, [])).toEqual({
    type: 'table',
    content: [
      { type: 'tableRow', content: [{ type: 'tableCell', content: [paragraph(`播种${blankMark}亩`)] }] },
    ],
  })
  const list: Block = {
    type: 'orderedList',
    attrs: { start: 1 },
    content: [{ type: 'listItem', content: [paragraph('办结12件')] }],
  }
  expect(blankBlock(list, [])).toEqual({
    ...list,
    content: [{ type: 'listItem', content: [paragraph(`办结${blankMark}件`)] }],
  })
})
