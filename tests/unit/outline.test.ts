/** The outline's order: ranks that always leave room, numbers and departments that follow from the place. */
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { byRank, inOrder, type Placed, rankBetween, ranksFor } from '../../shared/outline.ts'

const rank = fc.stringMatching(/^[0-9a-z]{0,8}[1-9a-z]$/)

const row = (id: string, parentId: string | null, rank: string, more: Partial<Placed> = {}): Placed => ({
  id,
  parentId,
  rank,
  numbered: true,
  leadId: null,
  coIds: [],
  ...more,
})

describe('O ranks', () => {
  test('O between two ranks there is always another, which never ends in 0', () => {
    fc.assert(
      fc.property(fc.option(rank), fc.option(rank), (one, other) => {
        const [before, after] = one !== null && other !== null && one > other ? [other, one] : [one, other]
        if (before !== null && before === after) return
        const between = rankBetween(before, after)
        expect(between.endsWith('0')).toBe(false)
        if (before !== null) expect(between > before).toBe(true)
        if (after !== null) expect(between < after).toBe(true)
      }),
      { numRuns: 2000 },
    )
  })

  test('O room never runs out however often people insert at the same place', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: 1, maxLength: 200 }), turns => {
        let [before, after]: [string | null, string | null] = [null, null]
        for (const goesLeft of turns) {
          const between: string = rankBetween(before, after)
          if (before !== null) expect(between > before).toBe(true)
          if (after !== null) expect(between < after).toBe(true)
          if (goesLeft) after = between
          else before = between
        }
      }),
    )
  })

  test('O between equal or reversed neighbours the new one stands directly behind the first', () => {
    fc.assert(
      fc.property(rank, rank, (one, other) => {
        const [low, high] = one < other ? [one, other] : [other, one]
        for (const after of [low, high]) {
          const placed = rankBetween(high, after === high ? high : low)
          expect(placed > high).toBe(true)
          expect(placed.endsWith('0')).toBe(false)
        }
      }),
    )
    expect(rankBetween('a', 'a')).toBe('ai')
    // Nothing lies between a rank and the same rank with zeros behind it.
    expect(rankBetween('a', 'a0')).toBe('ai')
    expect(rankBetween(null, '0')).toBe('i')
  })

  test('O an outline made at once has its ranks in order, with room between them', () => {
    for (const count of [0, 1, 2, 7, 35, 36, 37, 400, 1300]) {
      const ranks = ranksFor(count)
      expect(ranks).toHaveLength(count)
      for (const [at, rank] of ranks.entries()) {
        expect(rank).toMatch(/[1-9a-z]$/)
        const next = ranks[at + 1]
        if (next !== undefined) expect(rank < next).toBe(true)
      }
    }
  })
})

describe('O the outline in order', () => {
  test('O parents come before children, siblings by rank, ties by id', () => {
    const rows = [row('b', null, 'm'), row('a', null, 'm'), row('a1', 'a', 'x'), row('c', null, 'c')]
    expect(inOrder(rows).map(one => one.id)).toEqual(['c', 'a', 'a1', 'b'])
    expect(rows.toSorted(byRank).map(one => one.id)).toEqual(['c', 'a', 'b', 'a1'])
  })

  test('O unnumbered sections take no number and leave no gap', () => {
    const rows = [
      row('lead', null, 'a', { numbered: false }),
      row('one', null, 'b'),
      row('sub', 'one', 'a'),
      row('deep', 'sub', 'a'),
      row('two', null, 'c'),
    ]
    expect(inOrder(rows).map(one => one.number)).toEqual(['', '一、', '（一）', '1.', '二、'])
  })

  test('O a section without departments has those of its nearest ancestor, lead and co together', () => {
    const rows = [
      row('one', null, 'a', { leadId: 'farm', coIds: ['water'] }),
      row('sub', 'one', 'a'),
      row('own', 'one', 'b', { coIds: ['school'] }),
    ]
    const holding = inOrder(rows).map(one => [one.effectiveLeadId, one.effectiveCoIds])
    expect(holding).toEqual([
      ['farm', ['water']],
      ['farm', ['water']],
      [null, ['school']],
    ])
  })

  test('O rows whose parent is gone do not appear', () => {
    expect(inOrder([row('one', null, 'a'), row('orphan', 'gone', 'a')]).map(one => one.id)).toEqual(['one'])
  })
})
