/**
 * `completed-below-target` 未达标却称完成: 圆满完成 stands in a sentence with a rate of completion under 100 %.
 * Source: DOMAIN §3 #5.
 * Silent: rates of something else (增长, 合格率, 满意率), 基本完成, 完成了…的98% without 圆满.
 */
import { found, type Rule, type Rule as R } from '../rule.ts'

/** How far from the rate the word may stand, characters. */
const reach = 150

const complete = /(?:圆满|全面|超额|全部|胜利|顺利|提前|如期)(?:地)?完成/u
const rate = /(?:占|完成|达|为|目标|任务|计划|的)[^，。；]{0,20}$/u

export const completedBelowTarget: R = {
  name: 'completed-below-target',
  ofSection: facts =>
    facts.indicators().flatMap(({ line, quantity, sentence }) => {
      if (quantity.unit !== '%' || quantity.value >= 100 || quantity.value < 1) return []
      const start = Math.max(sentence.from, quantity.from - reach)
      const match = complete.exec(line.text.slice(start, Math.min(sentence.to, quantity.to + reach)))
      if (!match) return []
      const lead = line.text.slice(Math.max(sentence.from, quantity.from - 24), quantity.from)
      const clause = lead.slice(lead.lastIndexOf('，') + 1)
      if (
        !rate.test(clause) ||
        !/目标|任务|计划|完成/u.test(clause) ||
        /增长|提高|下降|增加|减少|合格|满意|率达/u.test(clause)
      )
        return []
      const from = start + match.index
      return [
        found(
          'completed-below-target',
          facts,
          line,
          { from, to: from + match[0].length },
          {
            severity: 'warning',
            message: 'say_below_target',
            values: { rate: line.text.slice(quantity.from, quantity.to), words: match[0] },
          },
        ),
      ]
    }),
} satisfies Rule
