/**
 * `relative-year` 今年、去年: the text was signed in the year after the one that it tells of, so that 今年 means
 * another year than its author meant. Source: DOMAIN §3 #22.
 * Silent: no 成文日期, a date within the report's year, quotations, sections of plans.
 */
import { found, type Rule, suggested } from '../rule.ts'
import { withoutQuoted } from '../sentences.ts'

const relative = /今年|去年|明年/gu
const away: Readonly<Record<string, number>> = { 今年: 0, 去年: -1, 明年: 1 }

export const relativeYear: Rule = {
  name: 'relative-year',
  ofSection: (facts, { year, date }) => {
    if (year === null || date === null || Number(date.slice(0, 4)) !== year + 1) return []
    return facts.lines.flatMap(line =>
      [...withoutQuoted(line.text).matchAll(relative)].map(match => {
        const span = { from: match.index, to: match.index + match[0].length }
        const meant = `${year + (away[match[0]] ?? 0)}年`
        return found('relative-year', facts, line, span, {
          severity: 'info',
          message: 'say_relative_year',
          values: { word: match[0], meant },
          fix: suggested({ ...span, text: meant }),
        })
      }),
    )
  },
}
