/** The length budget: what each section would have to give up. */
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fromWords, shareOfExcess, toWords } from '../../shared/budget.ts'

const section = (id: string, words: number, ceiling: number | null = null) => ({ id, words, ceiling })
const shares = (...input: Parameters<typeof shareOfExcess>) => Object.fromEntries(shareOfExcess(...input))

describe('a length budget', () => {
  test('a page is 22 lines of 28 characters, a minute 200 characters', () => {
    expect(toWords(3, 'pages')).toBe(1848)
    expect(toWords(15, 'minutes')).toBe(3000)
    expect(fromWords(1000, 'pages')).toBe(1.6)
    expect(fromWords(1234, 'words')).toBe(1234)
  })

  test('within the ceiling, and without one, nobody gives anything up', () => {
    expect(shares([section('甲', 500), section('乙', 500)], 1000)).toEqual({})
    expect(shares([section('甲', 500)], null)).toEqual({})
  })

  test('who wrote more than asked for gives first', () => {
    expect(shares([section('甲', 900, 600), section('乙', 300, 300)], 1000)).toEqual({ 甲: 200 })
    expect(shares([section('甲', 900, 600), section('乙', 300, 300)], 800)).toEqual({ 甲: 367, 乙: 33 })
  })

  test('the rest is shared in proportion to length', () => {
    expect(shares([section('甲', 600), section('乙', 300), section('丙', 100)], 900)).toEqual({
      甲: 60,
      乙: 30,
      丙: 10,
    })
  })

  test('the shares add up to the excess, and nobody is asked for more than there is', () => {
    const sections = fc.array(
      fc.record({
        words: fc.nat(5000),
        ceiling: fc.option(fc.nat(5000)),
      }),
      { maxLength: 40 },
    )
    fc.assert(
      fc.property(sections, fc.nat(100_000), (drawn, ceiling) => {
        const list = drawn.map(({ words, ceiling: own }, at) => section(String(at), words, own))
        const given = shareOfExcess(list, ceiling)
        const total = list.reduce((sum, { words }) => sum + words, 0)
        expect([...given.values()].reduce((sum, words) => sum + words, 0)).toBe(Math.max(0, total - ceiling))
        for (const { id, words } of list) expect(given.get(id) ?? 0).toBeLessThanOrEqual(words)
      }),
    )
  })
})
