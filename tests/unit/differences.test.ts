/** Comparing two texts: nothing is lost or invented on either side, and what people would call changed is marked. */
import { array, assert, constantFrom, property, string } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { makeSegment } from '../../shared/segment.ts'
import { compareLines, type Row } from '../../shared/differences.ts'
import { expectNearlyLinear } from '../support/growth.ts'

const segment = makeSegment()

/** A row as a person would read it: what only one side has stands in brackets. */
function read({ left, right }: Row): string {
  const side = (pieces: Row['left']) =>
    pieces?.map(({ text, isOwn }) => (isOwn ? `[${text}]` : text)).join('') ?? '-'
  return `${side(left)} | ${side(right)}`
}
const compare = (left: readonly string[], right: readonly string[]) =>
  compareLines(left, right, segment).map(read)

describe('differences', () => {
  test('the same text has none', () => {
    expect(compare(['一段', '', '二段'], ['一段', '', '二段'])).toEqual(['一段 | 一段', ' | ', '二段 | 二段'])
  })

  test('a paragraph that was changed stands beside what it was, its words marked', () => {
    expect(compare(['全镇粮食产量达到五千吨。'], ['全镇粮食产量达到六千吨。'])).toEqual([
      '全镇粮食产量达到[五千]吨。 | 全镇粮食产量达到[六千]吨。',
    ])
  })

  test('a paragraph that only one side has stands alone', () => {
    expect(compare(['甲', '新增的一段话', '乙'], ['甲', '乙'])).toEqual([
      '甲 | 甲',
      '[新增的一段话] | -',
      '乙 | 乙',
    ])
    expect(compare([], ['正文'])).toEqual(['- | [正文]'])
  })

  test('of several changed paragraphs each finds the one that it resembles', () => {
    const left = ['修建农村公路三十公里，方便群众出行。', '新建卫生室两所，配齐常用药品。']
    const right = ['插进来的无关内容', '新建卫生室三所，配齐常用药品。']
    expect(compare(left, right)).toEqual([
      '[修建农村公路三十公里，方便群众出行。] | -',
      '- | [插进来的无关内容]',
      '新建卫生室[两]所，配齐常用药品。 | 新建卫生室[三]所，配齐常用药品。',
    ])
  })

  test('either side stays whole, character for character, whatever the texts are', () => {
    const line = string({ unit: constantFrom('甲', '乙', '，', ' ', 'ab', '7', '😀'), maxLength: 12 })
    const text = array(line, { maxLength: 8 })
    const joined = (rows: readonly Row[], side: 'left' | 'right') =>
      rows.flatMap(row => (row[side] === null ? [] : [row[side].map(piece => piece.text).join('')]))
    assert(
      property(text, text, (left, right) => {
        const rows = compareLines(left, right, segment)
        expect(joined(rows, 'left')).toEqual(left)
        expect(joined(rows, 'right')).toEqual(right)
        for (const row of rows) if (row.left && row.right) expect(common(row.left)).toBe(common(row.right))
      }),
    )
  })

  test('what a long text costs to compare grows nearly with its length', () => {
    expectNearlyLinear(
      300,
      size => {
        const long = Array.from({ length: size }, (_, at) => `第${at}段，全镇各项工作平稳推进。`)
        return [long, long.map((words, at) => (at % 3 === 0 ? `${words}补充。` : words))] as const
      },
      ([long, other]) => {
        const rows = compareLines(long, other, segment)
        expect(rows.filter(({ left }) => left?.some(({ isOwn }) => isOwn)).length).toBeLessThan(long.length)
      },
    )
  })

  test('where the browser knows no words, each hanzi is one', () => {
    const Segmenter = Object.getOwnPropertyDescriptor(Intl, 'Segmenter')
    Reflect.deleteProperty(Intl, 'Segmenter')
    try {
      expect(makeSegment()('产量5000吨 GDP增长\n😀')).toEqual([
        '产',
        '量',
        '5000',
        '吨',
        ' ',
        'GDP',
        '增',
        '长',
        '\n',
        '😀',
      ])
    } finally {
      Object.defineProperty(Intl, 'Segmenter', Segmenter ?? {})
    }
  })
})

const common = (pieces: NonNullable<Row['left']>) =>
  pieces.flatMap(({ text, isOwn }) => (isOwn ? [] : [text])).join('')
