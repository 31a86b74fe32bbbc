/**
 * The acceptance cases of three real summaries, where they are at hand (../shared/corpus); otherwise skipped.
 * Lines are the files' own.
 */
import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { checkText } from '../../../shared/checks/check.ts'
import type { Finding, RuleName } from '../../../shared/checks/finding.ts'
import { checkedFile } from '../../../shared/checks/from-file.ts'
import { settingOf } from '../../../shared/checks/setting.ts'

const folder = [
  join(import.meta.dirname, '../../../../shared/corpus'),
  join(import.meta.dirname, '../../../../../shared/corpus'),
].find(path => existsSync(path))

function findingsOf(file: string): Finding[] {
  const [path] = globSync(`${folder}/${file}_*.txt`)
  const text = checkedFile(readFileSync(path ?? '', 'utf8'))
  return checkText(text, settingOf(text))
}

const isAt = (line: number) => (finding: Finding) =>
  [finding.place, ...finding.related.map(({ place }) => place)].some(place => place.at === line)

/** [file, line, rule]: found there, in the line itself or beside another. */
const mustFind: readonly (readonly [string, number, RuleName])[] = [
  ['000', 11, 'placeholder'],
  ['001', 49, 'placeholder'],
  ['004', 217, 'placeholder'],
  ['001', 11, 'placeholder'],
  ['000', 37, 'completed-below-target'],
  ['000', 37, 'wrong-word'],
  ['000', 47, 'wrong-word'],
  ['000', 77, 'wrong-word'],
  ['000', 19, 'numbering'],
  ['000', 21, 'numbering'],
  ['000', 69, 'numbering'],
  ['004', 73, 'numbering'],
  ['004', 115, 'numbering'],
  ['004', 123, 'numbering'],
  ['004', 187, 'numbering'],
  ['001', 29, 'numbering'],
  ['004', 205, 'near-duplicate'],
  ['004', 133, 'near-duplicate'],
  ['004', 193, 'near-duplicate'],
  ['004', 227, 'near-duplicate'],
  ...[145, 217, 155, 197, 225, 141, 175, 211, 153, 189, 223].map(
    line => ['004', line, 'stale-duplicate'] as const,
  ),
  ['000', 13, 'halfwidth'],
  ['001', 2, 'halfwidth'],
  ['000', 9, 'space'],
  ['004', 115, 'repeated-mark'],
  ['004', 137, 'unbalanced'],
  ['004', 141, 'unbalanced'],
  ['001', 13, 'name-variant'],
  ['000', 133, 'doubled'],
  ['004', 113, 'doubled'],
  ['001', 25, 'doubled'],
  ['004', 155, 'stale-year'],
  ['001', 32, 'dash'],
  ['004', 15, 'dash'],
  ['000', 7, 'missing-part'],
  ['001', 16, 'missing-part'],
  ['000', 79, 'missing-part'],
  ['001', 39, 'missing-part'],
  ['004', 55, 'missing-part'],
  ['004', 129, 'missing-part'],
  ['004', 201, 'missing-part'],
]

/** What is right there, whatever it looks like. */
const mustBeSilent: readonly (readonly [string, number, RuleName])[] = [
  ['000', 37, 'sum'],
  ['001', 28, 'sum'],
  ['004', 65, 'sum'],
  ['004', 155, 'sum'],
  ['000', 17, 'sum'],
  ['004', 197, 'sum'],
  ['000', 37, 'percentage'],
  ['001', 28, 'indicator-conflict'],
  ['001', 32, 'indicator-conflict'],
  ['001', 21, 'stated-count'],
  ['001', 25, 'stated-count'],
  ['004', 87, 'stated-count'],
  ['004', 141, 'stated-count'],
  ['000', 65, 'missing-figure'],
  ['004', 23, 'missing-figure'],
  ['004', 37, 'missing-figure'],
  ['000', 133, 'placeholder'],
  ['000', 17, 'wrong-word'],
  ['000', 29, 'numbering'],
]

describe.skipIf(folder === undefined)('three real summaries', () => {
  test.each(mustFind)('%s:%i is found by %s', (file, line, rule) => {
    const found = findingsOf(file).filter(isAt(line))
    expect(found.map(finding => finding.rule)).toContain(rule)
  })

  test.each(mustBeSilent)('%s:%i is left alone by %s', (file, line, rule) => {
    const found = findingsOf(file).filter(({ place }) => place.at === line)
    expect(found.map(finding => finding.rule)).not.toContain(rule)
  })

  test('a digit changed in one of their correct sums is found', () => {
    const [path] = globSync(`${folder}/000_*.txt`)
    const text = readFileSync(path ?? '', 'utf8').replace('3081人；', '3087人；')
    const checked = checkedFile(text)
    const found = checkText(checked, settingOf(checked), ['sum'])
    expect(found.map(({ place }) => place.at)).toEqual([37])
  })
})
