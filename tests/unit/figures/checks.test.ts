/** What the checks make of figures that the register has. */
import { describe, expect, test } from 'vitest'
import { checkText } from '../../../shared/checks/check.ts'
import { checkedReport } from '../../../shared/checks/from-report.ts'
import { settingOf } from '../../../shared/checks/setting.ts'
import { type FigureValues } from '../../../shared/figures/figure.ts'
import { showFigures } from '../../../shared/figures/in-text.ts'
import { emptyMatter } from '../../../shared/report.ts'
import type { Inline, Text } from '../../../shared/schema/text.ts'

const words = (text: string): Inline => ({ type: 'text', text })
const cite = (figureId: string): Inline => ({
  type: 'figure',
  attrs: { figureId, unit: true, decimals: null },
})
const textOf = (...content: Inline[]): Text => ({ type: 'doc', content: [{ type: 'paragraph', content }] })

function found(text: Text, values: FigureValues) {
  const section = { id: 's1', parentId: null, level: 1, heading: '农业', numbered: true, role: null }
  const sections = [{ ...section, floor: null, ceiling: null }]
  const report = { title: '2026年工作总结', matter: emptyMatter, wordsCeiling: null, sections }
  const checked = checkedReport(report, new Map([['s1', showFigures(text, values)]]))
  return checkText(checked, settingOf({ title: report.title })).filter(
    ({ rule }) => rule === 'placeholder' || rule === 'missing-figure',
  )
}

describe('a gap', () => {
  const rate = 'f000000000000001'
  const values: FigureValues = new Map([[rate, { value: null, unit: '%' }]])

  test('T15 that the register knows is no finding', () => {
    expect(found(textOf(words('覆盖率达到'), cite(rate), words('，群众满意。')), values)).toEqual([])
  })

  test('T15 that somebody typed is a placeholder', () => {
    const [finding] = found(textOf(words('今年收入＿＿万元。')), values)
    expect(finding).toMatchObject({ rule: 'placeholder', quote: '＿＿' })
  })
})
