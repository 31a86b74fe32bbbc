/** The checker itself: order, memory, places, fixes, and texts that want to harm it. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { checkText, createChecker } from '../../../shared/checks/check.ts'
import type { CheckedText } from '../../../shared/checks/checked-text.ts'
import { type Finding, ruleNames } from '../../../shared/checks/finding.ts'
import { checkedFile } from '../../../shared/checks/from-file.ts'
import { checkedReport } from '../../../shared/checks/from-report.ts'
import { settingOf } from '../../../shared/checks/setting.ts'
import { dictionaries, languages } from '../../../shared/i18n/dictionaries.ts'
import { emptyMatter } from '../../../shared/report.ts'
import type { Text } from '../../../shared/schema/text.ts'
import { casesOf, findingsIn } from './rules.ts'
import { randomFrom } from '../../fuzz/random.ts'
import { expectNearlyLinear } from '../../support/growth.ts'

const setting = settingOf({ title: '2025年工作总结' })

const text = (...lines: string[]): Text => ({
  type: 'doc',
  content: lines.map(line => ({ type: 'paragraph', content: [{ type: 'text', text: line }] })),
})
const bare = { numbered: true, role: null, floor: null, ceiling: null, parentId: null, level: 1 } as const

function report(sections: Readonly<Record<string, readonly string[]>>): CheckedText {
  const ids = Object.keys(sections)
  return checkedReport(
    {
      title: '2025年工作总结',
      matter: emptyMatter,
      wordsCeiling: null,
      sections: ids.map(id => ({ ...bare, id, heading: `第${id}节` })),
    },
    new Map(ids.map(id => [id, text(...(sections[id] ?? []))])),
  )
}

const copied = '我局高度重视信访工作，成立领导小组，定期研究群众反映强烈的突出问题，切实维护群众合法权益。'
const first = report({
  a: ['全县城镇新增就业12500人。', copied, '截止目前，项目完工。'],
  b: ['民生改善，城镇新增就业12300人。', copied],
  c: ['完成投资20xx年计划。'],
})

describe('a checker', () => {
  test('C1 gives the same findings step by step as at once, in the order of the text', () => {
    const steps = createChecker()
    steps.check(report({ a: ['先写一句。'], b: [copied], c: [] }), setting)
    steps.check(report({ b: [copied], a: ['先写一句。', copied], c: ['完成。'] }), setting)
    const stepwise = steps.check(first, setting)
    expect(stepwise).toEqual(checkText(first, setting))
    const order = stepwise.map(({ place }) => place.section)
    expect(order).toEqual([...order].sort())
    expect(new Set(stepwise.map(({ rule }) => rule))).toEqual(
      new Set(
        ['wrong-word', 'indicator-conflict', 'near-duplicate', 'placeholder', 'repeated-sentence'].filter(
          rule => stepwise.some(finding => finding.rule === rule),
        ),
      ),
    )
    expect(stepwise.map(({ rule }) => rule)).toEqual(
      expect.arrayContaining(['wrong-word', 'indicator-conflict', 'near-duplicate', 'placeholder']),
    )
  })

  test('C2 works out again what changed, and keeps the very findings of what did not', () => {
    const checker = createChecker()
    const before = checker.check(first, setting)
    const changed = report({
      a: ['全县城镇新增就业12500人。', copied, '截止目前，项目完工。'],
      b: ['民生改善，城镇新增就业12500人。', copied],
      c: ['完成投资20xx年计划。'],
    })
    const after = checker.check(changed, setting)
    expect(after.some(({ rule }) => rule === 'indicator-conflict')).toBe(false)
    const kept = (findings: readonly Finding[]) => findings.find(({ rule }) => rule === 'wrong-word')
    // The same object: nobody looked at that section again.
    expect(kept(after)).toBe(kept(before))
  })

  test('C2 a setting that changes is asked of every section anew', () => {
    const checker = createChecker()
    const told = (title: string) =>
      checker.check(report({ a: ['上半年，完成投资3亿元。'] }), settingOf({ title })).map(({ rule }) => rule)
    expect(told('2025年工作总结')).toContain('stale-period')
    expect(told('2025年上半年工作总结')).not.toContain('stale-period')
  })

  test('C5 what a finding quotes stands where it says, and beside it', () => {
    for (const rule of ruleNames)
      for (const given of casesOf[rule].found) {
        const words = typeof given === 'string' ? given : given.text
        const lines = words.split('\n')
        for (const { place, quote, related } of findingsIn(given, [rule]))
          for (const cited of [{ place, quote }, ...related])
            expect(lines[cited.place.at - 1]?.trim().slice(cited.place.from, cited.place.to)).toBe(
              cited.quote,
            )
      }
  })

  test('C6 after a safe fix its rule finds nothing there, and no fix leaves its line', () => {
    let fixed = 0
    for (const rule of ruleNames)
      for (const given of casesOf[rule].found) {
        if (typeof given !== 'string') continue
        const [finding] = findingsIn(given, [rule])
        if (!finding?.fix) continue
        const lines = given.split('\n')
        const line = lines[finding.place.at - 1] ?? ''
        let end = 0
        for (const edit of finding.fix.edits) {
          expect(edit.from).toBeGreaterThanOrEqual(end)
          expect(edit.to).toBeLessThanOrEqual(line.length)
          end = edit.to
        }
        if (finding.fix.kind !== 'safe') continue
        const mended = finding.fix.edits.reduceRight(
          (words, { from, to, text: put }) => words.slice(0, from) + put + words.slice(to),
          line,
        )
        lines[finding.place.at - 1] = mended
        const left = findingsIn(lines.join('\n'), [rule]).filter(({ place }) => place.at === finding.place.at)
        expect(left, mended).toEqual([])
        fixed += 1
      }
    expect(fixed).toBeGreaterThan(5)
  })

  test('C7 long lines without end take time in proportion to their length', () => {
    const random = randomFrom(7)
    const signs = Array.from(
      '工作，。；（）“”《》0123456789.%％—-xX_□○★ 年月日万亿元人增长其中占的一二三、：:()',
    )
    const noise = () => Array.from({ length: 997 }, () => random.pick(signs)).join('')
    const hostile = [
      '（',
      '9',
      '一、',
      '20xx',
      '其中1人，',
      'A、',
      '增长',
      '年月日',
      '“《',
      ' ',
      '1-',
      '占的%',
      noise(),
      '\t',
      '工业园区',
    ]
    for (const piece of hostile)
      expectNearlyLinear(
        10_000,
        size => `2025年工作总结\n${piece.repeat(Math.ceil(size / piece.length))}`,
        text => checkText(checkedFile(text), setting),
        JSON.stringify(piece.slice(0, 10)),
      )
  }, 300_000)

  test('C7 empty, blank and odd texts are no trouble', () => {
    for (const odd of ['', '\n\n', ' ', '\uFEFF', '𠮷𠮷𠮷', '\u0000', '１２３', '%', '20xx', '🙂'.repeat(50)])
      expect(() => checkText(checkedFile(odd), setting)).not.toThrow()
    expect(checkText(report({}), setting)).toEqual([])
  })

  test('C8 every rule and sentence has words in both languages, and a chapter of docs/CHECKS.md', () => {
    const docs = readFileSync(join(import.meta.dirname, '../../../docs/CHECKS.md'), 'utf8')
    for (const language of languages) {
      const words: Readonly<Record<string, string>> = dictionaries[language].checks
      for (const rule of ruleNames) expect(words[`rule_${rule}`], rule).toBeTruthy()
    }
    expect(ruleNames.filter(rule => !docs.includes(`### \`${rule}\``))).toEqual([])
  })

  test('C9 a paragraph of a report is read as a line of a file is', () => {
    const lines = ['截止目前，共完成投资20xx万元。', '全区参保32278人，其中企业职工29197人，灵活就业3181人。']
    const inReport = checkText(report({ a: lines }), setting)
    const inFile = checkText(checkedFile(`2025年工作总结\n${lines.join('\n')}`), setting)
    const plain = (findings: readonly Finding[]) =>
      findings.map(({ rule, quote, place }) => [rule, quote, place.from, place.to])
    expect(plain(inReport)).toEqual(plain(inFile))
    expect(inReport.map(({ place }) => [place.section, place.at])).toEqual([
      ['a', 0],
      ['a', 0],
      ['a', 1],
    ])
  })
})

describe('limits of length', () => {
  const sized = (floor: number | null, ceiling: number | null) =>
    checkText(
      checkedReport(
        {
          title: '2025年工作总结',
          matter: emptyMatter,
          wordsCeiling: null,
          sections: [{ ...bare, id: 'a', heading: '工作情况', floor, ceiling }],
        },
        new Map([['a', text('一二三四五六七八九十。')]]),
      ),
      setting,
      ['length'],
    ).map(({ message }) => message)

  test('a section over its ceiling or under its floor is told, one within is not', () => {
    expect(sized(null, 5)).toEqual(['say_too_long'])
    expect(sized(50, null)).toEqual(['say_too_short'])
    expect(sized(5, 50)).toEqual([])
  })
})

test('a year that was meant from the year before is spelt out once the date is in the next one', () => {
  const dated = (date: string | null) =>
    checkText(
      report({ a: ['今年完成投资3亿元，“今年”一词不改。'] }),
      settingOf({ title: '2025年工作总结', date }),
      ['relative-year'],
    )
  expect(dated('2026-01-08').map(({ fix }) => fix?.edits)).toEqual([[{ from: 0, to: 2, text: '2025年' }]])
  expect(dated('2025-12-30')).toEqual([])
  expect(dated(null)).toEqual([])
})
