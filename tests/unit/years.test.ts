/** Years and times that move on with a report. */
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { moveYears, offWeekend, yearOf, yearsLater } from '../../shared/years.ts'

describe('years in words', () => {
  test.each([
    ['2025年工作总结和2026年工作打算', '2026年工作总结和2027年工作打算'],
    ['2025年度', '2026年度'],
    ['2025年上半年工作总结', '2026年上半年工作总结'],
    ['2024年同期', '2025年同期'],
    ['2025—2026学年', '2026—2027学年'],
    ['2025年至2026年', '2026年至2027年'],
    ['二〇二五年总结', '二〇二六年总结'],
    ['二○二五年总结', '二〇二六年总结'],
    // History, plans and names stay as they are.
    ['2021年以来', '2021年以来'],
    ['2021—2025年规划', '2021—2025年规划'],
    ['落实《2025年行动方案》', '落实《2025年行动方案》'],
    ['“十四五”规划', '“十四五”规划'],
    ['投资2025万元', '投资2025万元'],
    ['文件〔2025〕8号', '文件〔2025〕8号'],
    ['12025年', '12025年'],
  ])('%s → %s', (before, after) => {
    expect(moveYears(before, 2025, 1)).toBe(after)
  })

  test('there and back again is where it began, whatever the text', () => {
    const part = fc.constantFrom(
      '2025年',
      '2024',
      '2026年',
      '—',
      '至',
      '《',
      '》',
      '学年',
      '二〇二五年',
      '数',
      '9',
    )
    fc.assert(
      fc.property(
        fc.array(part).map(parts => parts.join('')),
        text => {
          expect(moveYears(moveYears(text, 2025, 1), 2026, -1)).toBe(text)
          expect(moveYears(text, 2025, 0)).toBe(text)
        },
      ),
    )
  })

  test.each([
    ['2026年度', 2026],
    ['2026—2027学年', 2026],
    ['二〇二六年工作总结', 2026],
    ['落实《2020年规划》的2026年总结', 2026],
    ['年终总结', undefined],
    ['投资2025万元', undefined],
  ])('the year of %s is %s', (text, year) => {
    expect(yearOf(text)).toBe(year)
  })
})

describe('times', () => {
  test.each([
    // Wednesday to Thursday; the same date and hour.
    ['2025-12-10T10:00:00.000Z', '2026-12-10T10:00:00.000Z'],
    // 20 December 2026 is a Sunday, the 19th a Saturday: both go to Friday the 18th.
    ['2025-12-20T10:00:00.000Z', '2026-12-18T10:00:00.000Z'],
    ['2025-12-19T10:00:00.000Z', '2026-12-18T10:00:00.000Z'],
    // Friday 20:00 in UTC is Saturday 04:00 in China.
    ['2025-12-18T20:00:00.000Z', '2026-12-17T20:00:00.000Z'],
    ['2028-02-29T02:00:00.000Z', '2029-02-28T02:00:00.000Z'],
  ])('%s a year on is %s', (before, after) => {
    expect(yearsLater(before, 1)).toBe(after)
  })

  test('what is moved off the weekend is a working day at the same hour, at most two days earlier', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('2000-01-01'), max: new Date('2090-01-01'), noInvalidDate: true }),
        date => {
          const moved = new Date(offWeekend(date.toISOString()))
          const back = (date.getTime() - moved.getTime()) / 86_400_000
          expect([0, 1, 2]).toContain(back)
          expect([1, 2, 3, 4, 5]).toContain(new Date(moved.getTime() + 8 * 3_600_000).getUTCDay())
        },
      ),
    )
  })
})
