/**
 * `house-term` 规范表述: a wording that the house's list replaces, a leader's post or order that is not the list's.
 * Source: the list itself.
 * Silent: without a list; where the right wording stands that holds the wrong one in it.
 */
import { leaderFindings } from '../leaders.ts'
import { found, type Rule, suggested } from '../rule.ts'

export const houseTerm: Rule = {
  name: 'house-term',
  ofSection: (facts, { house }) => [
    ...leaderFindings(facts, house),
    ...house.terms.flatMap(({ wrong, right }) =>
      wrong === '' || wrong === right
        ? []
        : facts.lines.flatMap(line =>
            occurrences(line.text, wrong)
              .filter(from => !isInside(line.text, from, wrong, right))
              .map(from => {
                const span = { from, to: from + wrong.length }
                return found('house-term', facts, line, span, {
                  severity: 'warning',
                  message: 'say_house_term',
                  values: { wrong, right },
                  fix: suggested({ ...span, text: right }),
                })
              }),
          ),
    ),
  ],
}

function occurrences(text: string, word: string): number[] {
  const places: number[] = []
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + word.length)) places.push(at)
  return places
}

/** 示范区 is wrong for 示范园区's list entry only where it is not the right word's own part. */
function isInside(text: string, from: number, wrong: string, right: string): boolean {
  const shift = right.indexOf(wrong)
  return shift !== -1 && text.startsWith(right, from - shift)
}
