/**
 * No character of a text is lost or doubled by an import: over nasty random texts, over our own fixtures and
 * over real summaries where they are at hand, before and after any edits of the preview.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Outcome } from '../../../shared/errors.ts'
import { planToReport } from '../../../shared/import/commit.ts'
import { decodeText } from '../../../shared/import/decode.ts'
import * as edit from '../../../shared/import/edit.ts'
import { type ImportPlan, spansOf } from '../../../shared/import/import-plan.ts'
import { accountFor } from '../../../shared/import/ledger.ts'
import { planImport } from '../../../shared/import/plan.ts'
import { normaliseText, textOf } from '../../../shared/import/source.ts'
import { limits } from '../../../shared/limits.ts'
import { checkText, plainText } from '../../../shared/schema/text.ts'
import { expectNearlyLinear } from '../../support/growth.ts'

const pieces = [
  '一、',
  '二：',
  '三、',
  '（一）',
  '(二)、',
  '（三)',
  '1、',
  '2.',
  '3．',
  '10、',
  '、',
  '0、',
  '（1）',
  '①',
  '第一部分 ',
  '第一、',
  '一是',
  '篇一',
  '总结2',
  '第二篇',
  '>',
  '> ',
  '　　',
  ' ',
  '\t',
  '\n',
  '\n\n',
  '\r\n',
  '\r',
  '。',
  '，',
  '：',
  '；',
  '□',
  '`',
  "\\'",
  '的.',
  '\u200b',
  '\ufeff',
  '\u0000',
  '\ud800',
  '🌾',
  '“',
  '”',
  '（',
  '〔',
  '1、2、3号',
  '3、4月',
  '1.5',
  '20xx年x月x日',
  '2025年12月28日',
  '（2025年2月30日）',
  '青溪镇人民政府',
  '各村：',
  '下一步工作打算',
  '存在的问题',
  '青溪镇2025年工作总结(精选3篇)',
  '附件',
  '附件1',
  '附件2：台账',
  '附件：1.台账',
  '抄送：县委办公室。',
  '2025年12月8日印发',
  '青政发〔2025〕3号',
  '签发人：陆青禾',
  '青溪镇人民政府文件',
  '（联系人：沈岸）',
  '秘密★1年',
  '特急',
  '小编推荐',
  'www.example.com',
  '上一篇：',
  '稳住粮食生产',
  '全镇播种水稻两万亩，总产一万吨，农户收入稳步增长，新修机耕道三公里，清淤沟渠十二公里，灌溉有了保障',
]
const nasty = fc.array(fc.constantFrom(...pieces), { maxLength: 60 }).map(parts => parts.join(''))

function expectWhole(plan: ImportPlan): void {
  const account = accountFor(plan)
  expect({ lost: account.lost, doubled: account.doubled }).toEqual({ lost: [], doubled: [] })
  expect(account.kept + account.dropped).toBe(plan.source.length)
  let level = 0
  for (const section of plan.sections) {
    expect(section.level).toBeLessThanOrEqual(Math.min(level + 1, limits.outlineLevels))
    level = section.level
  }
  expect(new Set(plan.sections.map(({ key }) => key)).size).toBe(plan.sections.length)
}

/** What arrives in the report is what the ledger calls kept: same characters, same order. */
function expectKeptArrives(plan: ImportPlan): void {
  const report = planToReport(plan, { title: 'x', period: '' })
  const kept = plan.sections.filter(section => !section.excluded)
  expect(report.sections).toHaveLength(kept.length)
  for (const [at, section] of kept.entries()) {
    const made = report.sections[at]
    const written = `${made?.heading}${plainText(made?.text ?? { type: 'doc', content: [] }).replaceAll('\n', '')}`
    const renamed = section.heading.spans.length === 0 ? section.heading.text : ''
    expect(written).toBe(renamed + textOf(plan.source, spansOf(section)))
    expect(made?.heading).toBe(made?.heading.trim())
    expect(checkText(made?.text)).toBeDefined()
  }
}

describe('I the ledger', () => {
  test('I every character of any text is kept or listed as dropped, once', () => {
    fc.assert(
      fc.property(nasty, text => {
        const plan = planImport(text)
        expect(plan.source).toBe(normaliseText(text))
        expectWhole(plan)
        expectKeptArrives(plan)
      }),
      { numRuns: 1500 },
    )
  })

  test('I it stays whole through any edits of the preview', () => {
    const steps = fc.array(fc.tuple(fc.nat(9), fc.nat(200), fc.nat(6)), { maxLength: 12 })
    fc.assert(
      fc.property(nasty, steps, (text, moves) => {
        let plan = planImport(text)
        for (const [kind, where, block] of moves) {
          plan = step(plan, kind, where, block)
          expectWhole(plan)
        }
        expectKeptArrives(plan)
      }),
      { numRuns: 1500 },
    )
  })

  test('I a number without a heading becomes text when its section does', () => {
    const plan = planImport('一、\n一、\n”')
    const joined = edit.mergeAsText(plan, plan.sections[1]?.key ?? '')
    if (!joined.ok) throw new Error(joined.code)
    expectWhole(joined.value)
    expectKeptArrives(joined.value)
  })

  test('I it notices a character that is missing or stands twice', () => {
    const plan = planImport('青溪镇工作总结\n一、稳住粮食生产\n全镇播种水稻两万亩。')
    const [first, ...others] = plan.sections
    expect(accountFor({ ...plan, sections: others }).lost.length).toBeGreaterThan(0)
    expect(
      accountFor({ ...plan, sections: [...(first ? [first] : []), ...plan.sections] }).doubled,
    ).not.toEqual([])
    expect(accountFor({ ...plan, dropped: plan.dropped.slice(1) }).ok).toBe(false)
  })

  const corpus = new URL('../../../../shared/corpus/', import.meta.url)
  const real = existsSync(corpus) ? readdirSync(corpus).map(name => new URL(name, corpus)) : []
  const own = new URL('../../fixtures/import/', import.meta.url)
  const files = [...readdirSync(own).map(name => new URL(name, own)), ...real]
  test.each(files.map(file => [file.pathname.split('/').at(-1), file] as const))(
    'I %s arrives whole',
    (_, file) => {
      const plan = planImport(decodeText(readFileSync(file)).text)
      expectWhole(plan)
      expectKeptArrives(plan)
      expect(plan.sections.length).toBeGreaterThanOrEqual(3)
    },
  )

  test('I what a text costs to plan grows nearly with its length', () => {
    const section = `一、稳住粮食生产\n${'（一）抓好春耕。全镇播种水稻两万亩，总产一万吨，“农户”收入稳步增长。\n'.repeat(20)}`
    expectNearlyLinear(
      10_000,
      size => `年度总结\n${section.repeat(Math.ceil(size / section.length))}`,
      text => planImport(text),
    )
  })
})

function step(plan: ImportPlan, kind: number, where: number, block: number): ImportPlan {
  const key = plan.sections[where % Math.max(1, plan.sections.length)]?.key ?? ''
  const outcome = apply(plan, kind, key, where, block)
  return outcome.ok ? outcome.value : plan
}

function apply(
  plan: ImportPlan,
  kind: number,
  key: string,
  where: number,
  block: number,
): Outcome<ImportPlan> {
  switch (kind) {
    case 0:
      return edit.merge(plan, key)
    case 1:
      return edit.mergeAsText(plan, key)
    case 2:
      return edit.split(plan, key, block)
    case 3:
      return edit.promote(plan, key)
    case 4:
      return edit.demote(plan, key)
    case 5:
      return edit.rename(plan, key, '新的标题')
    case 6:
      return edit.exclude(plan, key)
    case 7:
      return edit.include(plan, key)
    case 8:
      return edit.joinBlocks(plan, key, block)
    default:
      return edit.keepDropped(plan, where % Math.max(1, plan.dropped.length))
  }
}
