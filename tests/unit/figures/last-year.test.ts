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

describe('names of last year', () => {
  const bridge =
    '扎实推进基础设施建设，筹资480万元，建成东河大桥，硬化村组道路12公里，安装路灯96盏，群众出行更加方便。'
  const later = bridge.replace('480', '520').replace('12', '15')
  const names = (
    sections: readonly (readonly string[])[],
    setting = settingOf({ title: '2025年工作总结' }),
  ) => {
    const earlier = { title: '', sections: sections.map(lines => ({ heading: '', lines })), figures: [] }
    const found = createChecker(['stale-name']).check({ ...checkedFile(later), earlier }, setting)
    return found.map(({ quote, message, severity }) => `${message} ${severity} ${quote}`)
  }

  test('T21 are told where the figures are new, each where it stands', () => {
    expect(names([[bridge]])).toEqual(['say_stale_name warning 东河大桥'])
    expect(names([[later]])).toEqual([])
    expect(names([[bridge.replace('东河大桥', '西河大桥')]])).toEqual([])
  })

  test('T21 are silent where last year told of them in several sections, or the house has them', () => {
    expect(names([[bridge], ['东河大桥日均通行车辆三千辆。']])).toEqual([])
    const house = { terms: [], names: [], places: ['东河大桥'] }
    expect(names([[bridge]], settingOf({ title: '2025年工作总结' }, house))).toEqual([])
  })

  test('T21 a name that comes to the house’s list falls silent in an open report', () => {
    const checker = createChecker(['stale-name'])
    const earlier = { title: '', sections: [{ heading: '', lines: [bridge] }], figures: [] }
    const text = { ...checkedFile(later), earlier }
    const told = (places: readonly string[]) =>
      checker.check(text, settingOf({ title: '2025年' }, { terms: [], names: [], places })).length
    expect([told([]), told(['东河大桥']), told([])]).toEqual([1, 0, 1])
  })
})
