/** Last year's report beside this one. */
import { describe, expect, test } from 'vitest'
import { createChecker } from '../../../shared/checks/check.ts'
import { checkedFile } from '../../../shared/checks/from-file.ts'
import { settingOf } from '../../../shared/checks/setting.ts'

const canals =
  '全镇新修水渠12公里，清淤沟道36条，完成投资480万元，受益农田3200亩，群众灌溉难的问题得到缓解，满意度明显提高。'
const beside = (text: string, lines: readonly string[], figures: readonly object[] = []) => {
  const earlier = { title: '2024年工作总结', sections: [{ heading: '农业', lines }], figures: [] }
  const checked = { ...checkedFile(text), earlier: { ...earlier, ...(figures.length > 0 && { figures }) } }
  return createChecker(['stale-duplicate', 'growth']).check(
    checked as never,
    settingOf({ title: '2025年工作总结' }),
  )
}
const told = (text: string, lines: readonly string[], figures: readonly object[] = []) =>
  beside(text, lines, figures).map(({ rule, message, severity }) => `${rule} ${message} ${severity}`)

describe('a paragraph of last year', () => {
  test('T16 is told to the letter, or but for its figures; one written anew is not', () => {
    expect(told(canals, [canals])).toEqual(['stale-duplicate say_stale_duplicate_same warning'])
    const later = canals.replace('12公里', '15公里').replace('480', '520')
    expect(told(later, [canals])).toEqual(['stale-duplicate say_stale_duplicate_year warning'])
    expect(told(`${later.slice(0, 30)}，另建泵站两座，村级管护队伍全部到位。`, [canals])).toEqual([])
    expect(told(canals, [])).toEqual([])
  })
})

describe('growth whose base is last year’s', () => {
  const base = ['全年规模以上工业产值31.2亿元。']
  test.each([
    ['今年规模以上工业产值33.1亿元，增长6.1%。', []],
    ['今年规模以上工业产值33.1亿元，增长8.5%。', ['growth say_growth_year warning']],
    ['今年规模以上工业产值33.1亿元，按可比价增长8.5%。', []],
    ['今年规模以上工业产值约33.1亿元，增长8.5%。', []],
    ['今年规模以上工业产值33.1亿元，环比增长8.5%。', []],
    ['今年农业总产值33.1亿元，增长8.5%。', []],
  ])('T17 %s', (text, findings) => {
    expect(told(text, base)).toEqual(findings)
  })

  test('T17 or stands in last year’s register; two bases are none', () => {
    const text = '今年规模以上工业产值33.1亿元，增长8.5%。'
    const figure = { name: '规模以上工业产值', unit: '亿元', period: '', value: '31.2' }
    expect(told(text, [], [figure])).toEqual(['growth say_growth_year warning'])
    expect(told(text, ['规模以上工业产值30.4亿元。'], [figure])).toEqual([])
  })
})
