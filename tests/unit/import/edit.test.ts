/** The edits of the preview: what a coordinator does, and what becomes of headings, numbers and texts. */
import { describe, expect, test } from 'vitest'
import type { Outcome } from '../../../shared/errors.ts'
import { planToReport } from '../../../shared/import/commit.ts'
import * as edit from '../../../shared/import/edit.ts'
import type { ImportPlan } from '../../../shared/import/import-plan.ts'
import { accountFor } from '../../../shared/import/ledger.ts'
import { planImport } from '../../../shared/import/plan.ts'
import { plainText } from '../../../shared/schema/text.ts'

const long =
  '全镇播种水稻两万亩，总产一万吨，农户收入稳步增长，新修机耕道三公里，清淤沟渠十二公里，灌溉有保障。'
const plan = planImport(
  `青溪镇工作总结\n本文由小编整理\n一、农业\n（一）种植\n${long}\n（二）养殖\n出栏生猪三千头。\n二、教育\n1、办学。${long}\n2、师资。${long}`,
)

const keyOf = (from: ImportPlan, heading: string) =>
  from.sections.find(section => section.heading.text === heading)?.key ?? 'none'

function after(outcome: Outcome<ImportPlan>): ImportPlan {
  if (!outcome.ok) throw new Error(`refused: ${outcome.code}`)
  expect(accountFor(outcome.value)).toMatchObject({ ok: true })
  return outcome.value
}

const outline = (from: ImportPlan) =>
  from.sections.map(
    ({ level, heading, excluded }) => `${excluded ? '×' : ''}${'.'.repeat(level)}${heading.text}`,
  )

const textOf = (from: ImportPlan, heading: string) => {
  const report = planToReport(from, { title: 'x', period: '' })
  const section = report.sections.find(candidate => candidate.heading === heading)
  return section ? plainText(section.text) : undefined
}

describe('I merging', () => {
  test('I the heading stays as a heading inside the text before it, children keep their place', () => {
    const merged = after(edit.merge(plan, keyOf(plan, '种植')))
    expect(outline(merged)).toEqual(['.农业', '..养殖', '.教育'])
    expect(merged.sections[0]?.blocks[0]).toMatchObject({ kind: 'heading', level: 1, numbered: true })
    expect(textOf(merged, '农业')).toBe(`种植\n${long}`)
  })

  test('I a section that was none goes back to text, its number with it', () => {
    const merged = after(edit.mergeAsText(plan, keyOf(plan, '养殖')))
    expect(outline(merged)).toEqual(['.农业', '..种植', '.教育'])
    expect(textOf(merged, '种植')).toBe(`${long}\n（二）养殖\n出栏生猪三千头。`)
  })

  test('I children of a merged child move up', () => {
    const deep = planImport(`总结\n一、甲\n（一）乙\n1.丙\n${long}\n2.丁\n${long}`)
    expect(outline(after(edit.merge(deep, keyOf(deep, '乙'))))).toEqual(['.甲', '..丙', '..丁'])
  })

  test('I the first section has nothing to merge into', () => {
    expect(edit.merge(plan, keyOf(plan, '农业'))).toMatchObject({ ok: false, code: 'conflict' })
    expect(edit.merge(plan, 'none')).toMatchObject({ ok: false, code: 'not-found' })
  })
})

describe('I splitting', () => {
  test('I run-in headings become sections below, all that follow at their level', () => {
    const parted = after(edit.split(plan, keyOf(plan, '教育'), 0))
    expect(outline(parted)).toEqual(['.农业', '..种植', '..养殖', '.教育', '..办学', '..师资'])
    expect(textOf(parted, '办学')).toBe(long)
  })

  test('I a long paragraph opens a section without a heading beside its own', () => {
    const parted = after(edit.split(plan, keyOf(plan, '种植'), 0))
    expect(outline(parted)).toEqual(['.农业', '..种植', '..', '..养殖', '.教育'])
    expect(parted.sections[2]).toMatchObject({ numbered: false, heading: { text: '' } })
  })

  test('I a short paragraph becomes the heading, its stop is dropped', () => {
    const parted = after(edit.split(plan, keyOf(plan, '养殖'), 0))
    expect(outline(parted)).toContain('..出栏生猪三千头')
    expect(parted.dropped.some(({ reason, text }) => reason === 'heading-stop' && text === '。')).toBe(true)
  })

  test('I what was merged can be split off again', () => {
    const back = after(edit.split(after(edit.merge(plan, keyOf(plan, '种植'))), keyOf(plan, '农业'), 0))
    expect(outline(back)).toEqual(outline(plan))
    expect(textOf(back, '种植')).toBe(long)
  })
})

describe('I levels', () => {
  test('I a section moves with all below it', () => {
    const down = after(edit.demote(plan, keyOf(plan, '教育')))
    expect(outline(down)).toEqual(['.农业', '..种植', '..养殖', '..教育'])
    expect(outline(after(edit.promote(down, keyOf(plan, '教育'))))).toEqual(outline(plan))
  })

  test('I no deeper than three levels, and never without a parent', () => {
    const deep = planImport(`总结\n一、甲\n${long}\n二、乙\n（一）丙\n1.丁\n${long}\n2.戊\n${long}`)
    expect(edit.demote(deep, keyOf(deep, '乙'))).toMatchObject({ code: 'outline-too-deep' })
    expect(edit.demote(deep, keyOf(deep, '甲'))).toMatchObject({ code: 'conflict' })
    expect(edit.promote(deep, keyOf(deep, '甲'))).toMatchObject({ code: 'conflict' })
  })
})

describe('I words', () => {
  test('I a new heading is the person’s, the old one is listed', () => {
    const renamed = after(edit.rename(plan, keyOf(plan, '教育'), ' 下一步打算 '))
    expect(renamed.sections.at(-1)).toMatchObject({ heading: { text: '下一步打算' }, role: 'plan' })
    expect(renamed.dropped.find(({ reason }) => reason === 'renamed')).toMatchObject({
      text: '教育',
      line: 8,
    })
    expect(edit.merge(renamed, keyOf(renamed, '下一步打算'))).toMatchObject({ code: 'conflict' })
  })

  test('I a section left out takes all below it along and does not arrive', () => {
    const less = after(edit.exclude(plan, keyOf(plan, '农业')))
    expect(outline(less)).toEqual(['×.农业', '×..种植', '×..养殖', '.教育'])
    expect(planToReport(less, { title: 'x', period: '' }).sections).toHaveLength(1)
    expect(outline(after(edit.include(less, keyOf(plan, '种植'))))).toEqual([
      '.农业',
      '..种植',
      '×..养殖',
      '.教育',
    ])
  })

  test('I what was dropped comes back where it stood', () => {
    const index = plan.dropped.findIndex(({ reason }) => reason === 'residue')
    const kept = after(edit.keepDropped(plan, index))
    expect(kept.dropped.some(({ reason }) => reason === 'residue')).toBe(false)
    expect(textOf(kept, '农业')).toBe('本文由小编整理')
  })

  test('I a number that comes back is part of the heading, which then needs no other', () => {
    const index = plan.dropped.findIndex(({ reason, line }) => reason === 'number' && line === 4)
    const kept = after(edit.keepDropped(plan, index))
    expect(kept.sections[1]).toMatchObject({ heading: { text: '（一）种植' }, numbered: false })
  })

  test('I blanks are no text', () => {
    const index = plan.dropped.findIndex(({ reason }) => reason === 'blank')
    expect(edit.keepDropped(plan, index)).toMatchObject({ ok: false, code: 'conflict' })
  })

  test('I a paragraph cut in two is joined without a gap', () => {
    const cut = planImport(`总结\n一、甲乙\n${long.slice(0, 30)}\n${long.slice(30)}`)
    expect(cut.doubts).toMatchObject([{ kind: 'broken-paragraph', line: 3 }])
    expect(textOf(after(edit.joinBlocks(cut, keyOf(cut, '甲乙'), 0)), '甲乙')).toBe(long)
  })
})
