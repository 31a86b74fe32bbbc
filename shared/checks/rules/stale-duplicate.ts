/**
 * `stale-duplicate` 只有数字不同的段落: two paragraphs that are alike but for their figures: one of them is likely
 * last year's. Source: DOMAIN §3 #12.
 * With last year's report beside this one: what is that report's paragraph, to the letter or but for its figures.
 * Silent: one form filled in for different subjects (东河镇…, 西河镇…), paragraphs under 30 characters, tables.
 */
import type { Paragraph } from '../grams.ts'
import { cite, found, type Rule } from '../rule.ts'
import type { Cited } from '../finding.ts'
import type { Facts } from '../facts.ts'

export const staleDuplicate: Rule = {
  name: 'stale-duplicate',
  ofEarlier: (facts, earlier) =>
    earlier.flatMap(before =>
      before.duplicatesIn(facts).flatMap(({ earlier: old, later, differing, isExact }) => {
        // A paragraph that was written anew may well be like the one before.
        if (!isExact && (old.masked !== later.masked || differing.length === 0)) return []
        const [first] = differing
        return [
          found('stale-duplicate', facts, later.line, opening(later), {
            severity: 'warning',
            message: first ? 'say_stale_duplicate_year' : 'say_stale_duplicate_same',
            values: first ? { earlier: first[0], later: first[1] } : {},
          }),
        ]
      }),
    ),
  ofPair: (a, b) =>
    a.duplicatesIn(b).flatMap(({ earlier, later, differing }) => {
      const [first] = differing
      if (!first) return []
      return [
        found('stale-duplicate', b, later.line, opening(later), {
          severity: 'error',
          message: 'say_stale_duplicate',
          values: { earlier: first[0], later: first[1] },
          related: restOf(a, earlier, b, later),
        }),
      ]
    }),
}

/** The first words stand for the paragraph. */
export function opening({ line }: Paragraph) {
  return { from: 0, to: Math.min(line.text.length, 30) }
}

/** The other paragraph, and what both go on with. */
export function restOf(a: Facts, earlier: Paragraph, b: Facts, later: Paragraph): Cited[] {
  const whole = (line: Paragraph['line']) => ({ from: 0, to: Math.min(line.text.length, 30) })
  return [
    ...[earlier.line, ...earlier.rest].map(line => cite(a, line, whole(line))),
    ...later.rest.map(line => cite(b, line, whole(line))),
  ]
}
