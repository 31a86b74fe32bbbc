/**
 * `halfwidth` 半角标点: , ; : ( ) ? ! beside hanzi, told once a line with all of them in one fix.
 * Source: DOMAIN §3 #14; GB/T 15834-2011.
 * Silent: what shared/halfwidth.ts leaves alone.
 */
import { halfwidthMarks } from '../../halfwidth.ts'
import { found, type Rule, safe } from '../rule.ts'

export const halfwidth: Rule = {
  name: 'halfwidth',
  ofSection: facts =>
    facts.lines.flatMap(line => {
      const edits = halfwidthMarks(line.text)
      const [first] = edits
      if (!first) return []
      return [
        found('halfwidth', facts, line, first, {
          severity: 'warning',
          message: 'say_halfwidth',
          values: { count: edits.length },
          fix: safe(...edits),
        }),
      ]
    }),
}
