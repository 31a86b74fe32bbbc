/** Heading numbers: what is printed can be read back, and what only looks like a number is left alone. */
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatNumber, fromHanzi, headingCounter, readNumber, toHanzi } from '../../shared/numbering.ts'

describe('O numbers of headings', () => {
  test('O hanzi numbers from 1 to 99 read back as themselves', () => {
    for (let value = 1; value <= 99; value += 1) expect(fromHanzi(toHanzi(value))).toBe(value)
  })

  test('O every level reads back what it prints, and leaves the heading untouched', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 99 }), (level, value) => {
        if (level === 5 && value > 20) return
        const number = formatNumber(level, value)
        expect(readNumber(`${number}春耕备耕`)).toEqual({
          level,
          value,
          length: number.length,
          standard: true,
        })
      }),
    )
  })

  test.each([
    ['一：春耕', 1, 1],
    ['十二．春耕', 1, 12],
    ['(三)春耕', 2, 3],
    ['（三）、春耕', 2, 3],
    ['( 三 ) 春耕', 2, 3],
    ['㈡春耕', 2, 2],
    ['1、春耕', 3, 1],
    ['１０．春耕', 3, 10],
    ['⒊春耕', 3, 3],
    ['(2)春耕', 4, 2],
    ['2）春耕', 4, 2],
    ['⑷春耕', 4, 4],
    ['③春耕', 5, 3],
  ])('O %s is read although the standard writes it otherwise', (line, level, value) => {
    const read = readNumber(line)
    expect(read).toMatchObject({ level, value })
    expect(line.slice(read?.length)).toBe('春耕')
  })

  test.each([
    '1、2、3号泵站已经修复',
    '一、二、三产业融合',
    '一、二季度',
    '1.5万亩',
    '2025年',
    '一是抓春耕',
    '（2025）',
  ])('O %s carries no heading number', line => expect(readNumber(line)).toBeUndefined())

  test('O 一、三农工作 is a heading although a numeral follows', () => {
    expect(readNumber('一、三农工作稳步推进')).toMatchObject({ level: 1, value: 1, length: 2 })
  })

  test('O a counter starts a level anew when a shallower one advances', () => {
    const counter = headingCounter()
    expect([1, 2, 2, 1, 2, 3, 3].map(level => counter.next(level))).toEqual([1, 1, 2, 2, 1, 1, 2])
  })
})
