/**
 * `unbalanced` 引号括号不成对: a quote or bracket without its partner in the paragraph.
 * Source: DOMAIN §3 #17 (the reading is the import's, shared/import/pairs.ts).
 * Silent: half beside full width, 1） as a number, a quotation that goes on: the next paragraph opens with “ too.
 */
import { findUnbalanced } from '../../import/pairs.ts'
import { found, type Rule } from '../rule.ts'

export const unbalanced: Rule = {
  name: 'unbalanced',
  ofSection: facts =>
    facts.lines.flatMap((line, at) => {
      const odd = findUnbalanced(line.text)
      if (!odd) return []
      if (odd.mark === '“' && facts.lines[at + 1]?.text.trimStart().startsWith('“')) return []
      return [
        found(
          'unbalanced',
          facts,
          line,
          { from: odd.at, to: odd.at + 1 },
          {
            severity: 'warning',
            message: 'say_unbalanced',
            values: { mark: odd.mark },
          },
        ),
      ]
    }),
}
