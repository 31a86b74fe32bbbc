/** Which finding F8 leads to. */
import { expect, test } from 'vitest'
import type { ToldFinding } from '../../../client/checks/findings.ts'
import { nextFinding } from '../../../client/checks/next-finding.ts'

const finding = (section: string, at: number, quote: string): ToldFinding => ({
  rule: 'wrong-word',
  severity: 'warning',
  message: 'say_wrong_word',
  values: {},
  related: [],
  place: { section, at, from: 0, to: quote.length },
  quote,
  before: '',
  after: '',
  key: `${section} ${at}`,
  sentence: '',
})

const order = ['', 'a', 'b', 'c']
const list = [finding('', -1, '题'), finding('a', 0, '甲'), finding('a', 2, '乙'), finding('c', 0, '丙')]
const [title, first, second, third] = list
const quoteOf = (found: ToldFinding | undefined) => found?.quote
const from = (last: ToldFinding | null | undefined, focusId: string | null) => ({
  last: last ?? null,
  focusId,
  order,
})

test('C46 goes through the text in its order and around its ends', () => {
  expect(quoteOf(nextFinding(list, from(first, 'a'), 'next'))).toBe('乙')
  expect(quoteOf(nextFinding(list, from(third, 'c'), 'next'))).toBe('题')
  expect(quoteOf(nextFinding(list, from(title, 'a'), 'previous'))).toBe('丙')
  expect(quoteOf(nextFinding(list, from(second, 'a'), 'previous'))).toBe('甲')
  expect(nextFinding([], from(first, 'a'), 'next')).toBeUndefined()
})

test('C46 begins in the section in focus, and goes on behind what was mended', () => {
  expect(quoteOf(nextFinding(list, from(null, 'b'), 'next'))).toBe('丙')
  expect(quoteOf(nextFinding(list, from(null, 'b'), 'previous'))).toBe('乙')
  expect(quoteOf(nextFinding(list, from(first, 'c'), 'next'))).toBe('丙')
  const mended = list.filter(one => one !== second)
  expect(quoteOf(nextFinding(mended, from(second, 'a'), 'next'))).toBe('丙')
  expect(quoteOf(nextFinding(mended, from(second, 'a'), 'previous'))).toBe('甲')
})
