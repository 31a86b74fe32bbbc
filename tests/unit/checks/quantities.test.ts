/** Numbers as texts have them. */
import { describe, expect, test } from 'vitest'
import { readIndicators } from '../../../shared/checks/indicators.ts'
import { readHanzi, readQuantities } from '../../../shared/checks/quantities.ts'

const read = (text: string) => readQuantities(text).map(({ value, unit }) => [value, unit])

describe('quantities', () => {
  test.each([
    ['投入资金1,234.5万元', [[12345000, '元']]],
    [
      '参保32278人，其中3081名',
      [
        [32278, '人'],
        [3081, '人'],
      ],
    ],
    [
      '修路3.2公里、4千米',
      [
        [3.2, '公里'],
        [4, '公里'],
      ],
    ],
    ['走访三十二户', [[32, '户']]],
    ['培训一百二十余人次', [[120, '人次']]],
    ['覆盖率百分之八十五点六', [[85.6, '%']]],
    ['提高2.5个百分点', [[2.5, '百分点']]],
    ['产值1.2万亿元', [[1.2e12, '元']]],
    ['增长6.5%', [[6.5, '%']]],
  ])('C10 %s', (text, values) => {
    expect(read(text)).toEqual(values)
  })

  test.each([
    '2025年',
    '6月30日',
    '第3届',
    '〔2025〕8号',
    '10:30',
    '一方面',
    '三位一体',
    'B2C',
    '（2）',
    '1.抓学习',
  ])('C10 %s counts nothing', text => {
    expect(readQuantities(text).filter(({ unit }) => unit !== '')).toEqual([])
  })

  test('C10 about, at least, ranges and rounding are said', () => {
    const [about] = readQuantities('约300人')
    const [more] = readQuantities('300余人')
    const [least] = readQuantities('不少于300人')
    const [range] = readQuantities('63%～68%')
    const [rounded] = readQuantities('3.2万人')
    expect([about?.isAbout, more?.isAbout, least?.isAbout]).toEqual([true, true, true])
    expect(range).toMatchObject({ isRange: true, value: 63, unit: '%' })
    expect(rounded).toMatchObject({ grain: 1000, value: 32000, isAbout: false })
  })

  test.each([
    ['一千二百万', 12000000],
    ['十', 10],
    ['一百零五', 105],
    ['两万三千', 23000],
    ['三亿', 300000000],
  ])('C10 %s is a number', (text, value) => {
    expect(readHanzi(text)).toBe(value)
  })

  test('C10 the table names what a figure counts, when, for whom, and whether it is a plan', () => {
    const line = {
      text: '截至11月，东河镇新增就业1200人；去年发电量36万度。计划明年完成投资5亿元，增长8%。',
      kind: 'paragraph',
      at: 0,
    } as const
    const rows = readIndicators([line]).map(({ name, period, standing, group }) => [
      name,
      period,
      standing,
      group,
    ])
    expect(rows).toEqual([
      ['东河镇新增就业', '截至11月', 'actual', '东河镇'],
      ['去年发电量', '去年', 'actual', '东河镇'],
      ['计划明年完成投资', '明年', 'plan', ''],
      ['增长', '明年', 'change', ''],
    ])
  })
})
