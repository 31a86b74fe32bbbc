/**
 * `length` 字数: a section with all below it is over its ceiling or under its floor, counted as WPS counts.
 * Source: DOMAIN §3 #26. Silent: files, and sections without a limit.
 */
import { lengthVerdict } from '../../words.ts'
import { found, type Rule } from '../rule.ts'

export const length: Rule = {
  name: 'length',
  ofSection: facts => {
    const line = facts.lines[0]
    if (!facts.length || !line) return []
    const verdict = lengthVerdict(facts.length.words, facts.length)
    if (verdict === 'within') return []
    const limit = (verdict === 'over' ? facts.length.ceiling : facts.length.floor) ?? 0
    return [
      found(
        'length',
        facts,
        line,
        { from: 0, to: line.text.length },
        {
          severity: 'info',
          message: verdict === 'over' ? 'say_too_long' : 'say_too_short',
          values: { words: facts.length.words, limit },
        },
      ),
    ]
  },
}
