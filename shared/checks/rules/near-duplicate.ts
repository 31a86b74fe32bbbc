/**
 * `near-duplicate` 重复段落: two paragraphs say the same: both departments wrote it, or it was pasted twice.
 * Source: DOMAIN §3 #11: five-character grams, Jaccard ≥ 0.5 or containment ≥ 0.7, 30 characters and more.
 * Silent: what `stale-duplicate` tells, one form for different subjects, names of documents in 《》, tables.
 */
import { found, type Rule } from '../rule.ts'
import { opening, restOf } from './stale-duplicate.ts'

export const nearDuplicate: Rule = {
  name: 'near-duplicate',
  ofPair: (a, b) =>
    a
      .duplicatesIn(b)
      .filter(({ differing }) => differing.length === 0)
      .map(({ earlier, later, isExact }) =>
        found('near-duplicate', b, later.line, opening(later), {
          severity: 'warning',
          message: isExact ? 'say_duplicate' : 'say_near_duplicate',
          related: restOf(a, earlier, b, later),
        }),
      ),
}
