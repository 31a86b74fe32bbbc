/**
 * `stale-figure` 与上年相同的数字: in a paragraph that goes back to last year's report a figure has not changed.
 * Source: DOMAIN §3 #12, with last year's report beside this one.
 * Silent: without last year's report; paragraphs that are the same to the letter (`stale-duplicate` tells of those);
 * single digits, years, and figures that the register prints.
 */
import { isCited } from '../checked-text.ts'
import { found, type Rule } from '../rule.ts'

export const staleFigure: Rule = {
  name: 'stale-figure',
  ofEarlier: (facts, earlier) =>
    earlier.flatMap(before =>
      before.duplicatesIn(facts).flatMap(({ earlier: old, later, isExact }) => {
        if (isExact) return []
        return [...later.figures].flatMap(([around, value]) => {
          if (old.figures.get(around) !== value || value.replace(/\D/g, '').length < 2) return []
          const from = later.line.text.indexOf(value)
          const span = { from, to: from + value.length }
          const isYear = later.line.text.startsWith('年', span.to)
          if (from === -1 || isYear || isCited(later.line, span)) return []
          return [
            found('stale-figure', facts, later.line, span, {
              severity: 'warning',
              message: 'say_stale_figure',
              values: { value },
            }),
          ]
        })
      }),
    ),
}
