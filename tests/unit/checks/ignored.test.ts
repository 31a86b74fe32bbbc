/** Which findings are ignored: known again by their words, not by their place. */
import { expect, test } from 'vitest'
import { checkText } from '../../../shared/checks/check.ts'
import { checkedFile } from '../../../shared/checks/from-file.ts'
import { markOf, splitIgnored, withWordsAround } from '../../../shared/checks/ignored.ts'
import { settingOf } from '../../../shared/checks/setting.ts'

const found = (text: string) => {
  const checked = checkedFile(text)
  return withWordsAround(checkText(checked, settingOf(checked), ['placeholder', 'secrecy-mark']), checked)
}
const quotesOf = (text: string, ignoredIn: string) => {
  const { open, ignored } = splitIgnored(found(text), found(ignoredIn).map(markOf))
  return [open.map(({ quote }) => quote), ignored.map(({ finding }) => finding.quote)]
}
const line = '全年新建高标准农田20xx亩，改造灌区3处，受益农户一千二百户。'

test('C31 a finding that moved with its words stays ignored', () => {
  expect(quotesOf(line, line)).toEqual([[], ['20xx']])
  expect(quotesOf(`前面添了一段。\n${line}`, line)).toEqual([[], ['20xx']])
  expect(quotesOf(`${line}后面很远的地方又写了一句。`, line)).toEqual([[], ['20xx']])
})

test('C31 as soon as the quote or the words around it change, it counts again', () => {
  expect(quotesOf(line.replace('20xx', '20XX'), line)).toEqual([['20XX'], []])
  expect(quotesOf(line.replace('农田', '果园'), line)).toEqual([['20xx'], []])
  expect(quotesOf(line.replace('改造', '新修'), line)).toEqual([['20xx'], []])
})

test('C31 one of two alike is ignored by itself', () => {
  const two = `${line}\n另有水库除险加固投资20xx万元。`
  expect(quotesOf(two, line)).toEqual([['20xx'], ['20xx']])
})

test('C31 words are cut between characters', () => {
  const [one] = found(`𠮷${'𠮷'.repeat(40)}20xx${'𠮷'.repeat(40)}`)
  expect([one?.before, one?.after].map(words => words?.isWellFormed())).toEqual([true, true])
  expect(one?.before).toBe('𠮷'.repeat(16))
})

test('C32 a secrecy mark counts, whatever was said of it', () => {
  const [open, ignored] = quotesOf('机密★10年', '机密★10年')
  expect([open?.length, ignored]).toEqual([1, []])
})
