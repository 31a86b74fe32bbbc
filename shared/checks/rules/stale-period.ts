/**
 * `stale-period` 时段过时: 上半年, 截至10月 or a forecast (预计) in a summary of the whole year: the part was written
 * for an earlier report and not brought up to date. Source: DOMAIN §3, further rules.
 * Silent: reports of half a year, a quarter, a term, or of no named period; sentences that set 上半年 beside 下半年
 * or 全年; 截至12月; sections and sentences of plans.
 */
import { found, matchesIn, type Rule, spanOf } from '../rule.ts'
import { sentenceAround } from '../sentences.ts'

const stale =
  /上半年|前三季度|截[至止](?:目前，?)?(?:今年|(?:20\d\d年))?\s?(?:[1-9]|1[01])月(?:底|末|份|\d{1,2}日)?|1[—–~～-](?:[6-9]|1[01])月份?|(?<!(?:时间|比|较|超|好于|高于|低于))预计(?:全年|年底|年末|到年底|完成|可|将|实现|达)[^。；]{0,20}\d/gu

export const stalePeriod: Rule = {
  name: 'stale-period',
  ofSection: (facts, { span }) => {
    if (span !== 'year' || facts.role === 'plan') return []
    return [...matchesIn(facts, stale)].flatMap(({ line, match }) => {
      if (line.kind === 'title') return []
      const words = sentenceAround(line.text, match.index)
      if (/下半年|[12][—–~～-]12月|明年|下一步|来年|下年度|将来/u.test(words)) return []
      if (!match[0].startsWith('预计') && /全年/u.test(words)) return []
      const isForecast = match[0].startsWith('预计')
      const place = isForecast ? { from: match.index, to: match.index + 2 } : spanOf(match)
      const message = isForecast ? 'say_stale_forecast' : 'say_stale_period'
      return [
        found('stale-period', facts, line, place, {
          severity: 'warning',
          message,
          values: { words: match[0] },
        }),
      ]
    })
  },
}
