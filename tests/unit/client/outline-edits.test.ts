import { describe, expect, test } from 'vitest'
import {
  withSectionChanged,
  withSectionMoved,
  withSectionsRemoved,
} from '../../../client/api/outline-edits.ts'
import { placeByDrop, placeByStep, type Step } from '../../../client/panels/outline/moves.ts'
import { reportOf, shown } from './reports.ts'

const outline = `工作
  农业
    粮食
    茶叶
  民生
问题
打算`

const step = (id: string, way: Step) => {
  const report = reportOf(outline)
  const place = placeByStep(report.sections, id, way)
  return place && shown(withSectionMoved(report, id, place))
}

const at = { currentLevel: 0, indentPerLevel: 18 }

describe('O: an edit of the outline shows before the server has answered', () => {
  test('O numbers follow a section that moves up with all below it', () => {
    expect(step('民生', 'up')).toBe(`一、工作
  （一）民生
  （二）农业
    1.粮食
    2.茶叶
二、问题
三、打算`)
  })

  test('O moving down passes exactly one sibling', () => {
    expect(step('工作', 'down')).toBe(`一、问题
二、工作
  （一）农业
    1.粮食
    2.茶叶
  （二）民生
三、打算`)
  })

  test('O one level in makes the last child of the sibling before', () => {
    expect(step('问题', 'in')).toBe(`一、工作
  （一）农业
    1.粮食
    2.茶叶
  （二）民生
  （三）问题
二、打算`)
  })

  test('O one level out stands right after the former parent', () => {
    expect(step('粮食', 'out')).toBe(`一、工作
  （一）农业
    1.茶叶
  （二）粮食
  （三）民生
二、问题
三、打算`)
  })

  test.each<[string, Step]>([
    ['工作', 'up'],
    ['打算', 'down'],
    ['工作', 'in'],
    ['工作', 'out'],
    ['茶叶', 'in'],
  ])('O %s has no way %s', (id, way) => {
    expect(step(id, way)).toBeUndefined()
  })

  test('O a section with two levels below it does not go under another', () => {
    const report = reportOf('问题\n工作\n  农业\n    粮食')
    expect(placeByStep(report.sections, '工作', 'in')).toBeUndefined()
  })

  test('O nothing goes under itself, by keys, drop or a forged place', () => {
    const report = reportOf(outline)
    const onChild = placeByDrop(report.sections, '工作', '农业', { type: 'make-child', ...at })
    expect(onChild).toBeUndefined()
    expect(withSectionMoved(report, '工作', { parentId: '粮食', afterId: null })).toBe(report)
  })

  test('O a removed section takes all below it along, and the rest is numbered anew', () => {
    expect(shown(withSectionsRemoved(reportOf(outline), '农业'))).toBe(`一、工作
  （一）民生
二、问题
三、打算`)
  })

  test('O a section without a number leaves its siblings without a gap', () => {
    const changed = withSectionChanged(reportOf(outline), '工作', { numbered: false })
    expect(changed.sections.map(one => one.number)).toEqual([
      '',
      '（一）',
      '1.',
      '2.',
      '（二）',
      '一、',
      '二、',
    ])
  })

  test('O a department given above holds what is below it', () => {
    const changed = withSectionChanged(reportOf(outline), '农业', { leadId: 'nongye', coIds: ['caizheng'] })
    const tea = changed.sections.find(one => one.id === '茶叶')
    expect([tea?.effectiveLeadId, tea?.effectiveCoIds]).toEqual(['nongye', ['caizheng']])
  })
})

describe('O: where a drop leads', () => {
  const drop = (id: string, target: string, type: 'reorder-above' | 'reorder-below' | 'make-child') => {
    const report = reportOf(outline)
    const place = placeByDrop(report.sections, id, target, { type, ...at })
    return place && shown(withSectionMoved(report, id, place))
  }

  test('O above a row: right before it', () => {
    expect(drop('打算', '问题', 'reorder-above')).toContain('二、打算\n三、问题')
  })

  test('O above its own next sibling: it stays', () => {
    expect(drop('工作', '问题', 'reorder-above')).toBe(shown(reportOf(outline)))
  })

  test('O below a row: right after it', () => {
    expect(drop('粮食', '茶叶', 'reorder-below')).toContain('1.茶叶\n    2.粮食')
  })

  test('O on a row: its last child', () => {
    expect(drop('问题', '工作', 'make-child')).toContain('（二）民生\n  （三）问题\n二、打算')
  })

  test('O pulled out to the left of the last row of a level: after its ancestor', () => {
    const report = reportOf(outline)
    const place = placeByDrop(report.sections, '粮食', '茶叶', { type: 'reparent', desiredLevel: 0, ...at })
    expect(place).toEqual({ parentId: null, afterId: '工作' })
  })

  test('O too deep: refused', () => {
    expect(drop('工作', '问题', 'make-child')).toBeUndefined()
    expect(drop('问题', '茶叶', 'make-child')).toBeUndefined()
  })
})
