/**
 * `dash` 连接号: ranges of numbers with - -- — where ～ belongs, and of dates with - where — belongs.
 * Source: DOMAIN §3 #24; GB/T 15834-2011 4.13 and 15835-2011.
 * Silent: telephone and document numbers, codes, 9-3 between letters, a range already written with ～.
 */
import { found, matchesIn, type Rule, safe } from '../rule.ts'

const range =
  /(?<![\dA-Za-z\-—–.〔])\d{1,4}(?:\.\d+)?[%％年月日号]?(?<sign>-{1,3}|—{1,2}|–|~)\d{1,4}(?:\.\d+)?(?<unit>[%％年月日号]|学年|[\p{Script=Han}])/gu

export const dash: Rule = {
  name: 'dash',
  ofSection: facts =>
    [...matchesIn(facts, range)].flatMap(({ line, match }) => {
      const { sign = '', unit = '' } = match.groups ?? {}
      const isDate = /[年月日号]|学年/u.test(unit)
      const right = isDate ? '—' : '～'
      if (sign === right) return []
      const from = match.index + match[0].indexOf(sign)
      return [
        found(
          'dash',
          facts,
          line,
          { from: match.index, to: match.index + match[0].length },
          {
            severity: 'info',
            message: 'say_dash',
            values: { right },
            fix: safe({ from, to: from + sign.length, text: right }),
          },
        ),
      ]
    }),
}
