// @vitest-environment jsdom
import { expect, test } from 'vitest'
import type { ToldFinding } from '../../../client/checks/findings.ts'
import { mendFindings } from '../../../client/editor/mend-findings.ts'
import type { Edit } from '../../../shared/checks/finding.ts'
import { lines, newWriter, paragraph } from './editors.ts'

const finding = (at: number, from: number, quote: string, ...edits: Edit[]): ToldFinding => ({
  rule: 'wrong-word',
  severity: 'warning',
  message: 'say_wrong_word',
  values: {},
  related: [],
  place: { section: 's', at, from, to: from + quote.length },
  quote,
  fix: { kind: 'safe', edits },
  before: '',
  after: '',
  key: `${at} ${from}`,
  sentence: '',
})
const replace = (at: number, from: number, quote: string, text: string) =>
  finding(at, from, quote, { from, to: from + quote.length, text })

test('C47 many fixes of a section are one step of undo, whatever their order and length', () => {
  const writer = newWriter([paragraph('截止目前，布署完成。'), paragraph('做为干部,带头.')])
  const { mended, unmend } = mendFindings(writer.editor, [
    replace(0, 0, '截止', '截至'),
    replace(1, 0, '做为', '作为'),
    replace(0, 5, '布署', '全面部署'),
    // Over another one: left for the next time.
    replace(1, 0, '做为干部', '作为干部'),
    finding(1, 0, '做为干部,带头.', { from: 4, to: 5, text: '，' }, { from: 7, to: 8, text: '。' }),
  ])
  expect(mended).toBe(4)
  expect(lines(writer.text())).toEqual(['截至目前，全面部署完成。', '作为干部，带头。'])
  expect(unmend()).toBe(true)
  expect(lines(writer.text())).toEqual(['截止目前，布署完成。', '做为干部,带头.'])
})

test('C47 words that are gone are left alone, and what was written later is not taken back', () => {
  const writer = newWriter([paragraph('截止目前，完成。')])
  const gone = replace(0, 0, '做为', '作为')
  expect(mendFindings(writer.editor, [gone]).mended).toBe(0)
  const { mended, unmend } = mendFindings(writer.editor, [gone, replace(0, 0, '截止', '截至')])
  expect(mended).toBe(1)
  writer.editor.commands.insertContentAt(1, '经核对，')
  expect(unmend()).toBe(false)
  expect(lines(writer.text())).toEqual(['经核对，截至目前，完成。'])
})

test('C47 nothing is mended where one may not write', () => {
  const writer = newWriter([paragraph('截止目前，完成。')])
  writer.editor.setEditable(false)
  expect(mendFindings(writer.editor, [replace(0, 0, '截止', '截至')]).mended).toBe(0)
  expect(lines(writer.text())).toEqual(['截止目前，完成。'])
})
