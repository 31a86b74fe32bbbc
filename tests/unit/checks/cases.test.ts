/** Every rule on its own table of cases; the nine most valuable ones also on cases that were held out. */
import { describe, expect, test } from 'vitest'
import { ruleNames } from '../../../shared/checks/finding.ts'
import { casesOf, findingsIn, nine, score } from './rules.ts'

describe.each(ruleNames)('%s', rule => {
  const { found, silent } = casesOf[rule]
  const here = found.map(given => [given] as const)
  const quiet = silent.map(given => [given] as const)

  test.each(here)('finds %j', given => {
    expect(findingsIn(given, [rule]).map(finding => finding.rule)).toContain(rule)
  })
  test.each(quiet)('is silent on %j', given => {
    expect(findingsIn(given, [rule]).map(({ quote, message }) => `${message}: ${quote}`)).toEqual([])
  })
})

describe('the nine most valuable rules', () => {
  test.each(Object.entries(nine))('%s has 20 true and 20 silent cases, some held out', (_rule, cases) => {
    expect(cases.found.length + cases.heldOut.found.length).toBeGreaterThanOrEqual(20)
    expect(cases.silent.length + cases.heldOut.silent.length).toBeGreaterThanOrEqual(20)
    expect(cases.heldOut.found.length).toBeGreaterThanOrEqual(8)
  })

  test('C3 on held-out cases precision is at least 0.95 and recall at least 0.9', () => {
    const scores = Object.entries(nine).map(([rule, { heldOut }]) => ({
      rule,
      ...score(rule as keyof typeof nine, heldOut),
    }))
    const poor = scores.filter(({ precision, recall }) => precision < 0.95 || recall < 0.9)
    expect(poor).toEqual([])
  })
})
