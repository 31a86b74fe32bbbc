/**
 * `repeated-mark` 标点重复: 。。 ，； 、， and the like. Source: DOMAIN §3 #16.
 * Silent: …… —— ！！！ ？！ and marks behind a closing quote or bracket.
 */
import { found, matchesIn, type Rule, safe, spanOf } from '../rule.ts'

const marks = /[，。；：、]{2,6}|[,;](?=[，。；：、])|[，。；：、][,;]/gu

export const repeatedMark: Rule = {
  name: 'repeated-mark',
  ofSection: facts =>
    [...matchesIn(facts, marks)].map(({ line, match }) => {
      const span = spanOf(match)
      const kept =
        ['。', '；', '：', '，', '、'].find(sign => match[0].includes(sign)) ?? match[0].slice(0, 1)
      return found('repeated-mark', facts, line, span, {
        severity: 'warning',
        message: 'say_repeated_mark',
        values: { marks: match[0] },
        fix: safe({ ...span, text: kept }),
      })
    }),
}
