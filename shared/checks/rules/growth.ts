/**
 * `growth` 增幅: two values of one indicator and the growth between them stand in one sentence and do not agree:
 * 由31亿元增加到33亿元，增长6.5% · 去年350元，今年920元，增加570元 · 达33亿元，比上年的31亿元增长6.5%.
 * Source: DOMAIN §3 #6. 可比价 is not 现价, so the words ask to check the basis (核对口径).
 * Silent: 约 余 多, 可比价, 不变价, 同口径, values of different units, growth whose base is not named.
 */
import type { Facts } from '../facts.ts'
import type { Indicator } from '../indicators.ts'
import { cite, found, type Rule } from '../rule.ts'

/** So many figures before one may have to do with it. */
const nearest = 12

export const growth: Rule = {
  name: 'growth',
  ofEarlier: (facts, earlier) => {
    const values = valuesOf(earlier)
    const bySentence = Map.groupBy(facts.indicators(), ({ line, sentence }) => `${line.at} ${sentence.from}`)
    return [...bySentence.values()].flatMap(all =>
      all.flatMap((change, at) => judgeAgainst(facts, all, at, change, values)),
    )
  },
  ofSection: facts => {
    const bySentence = Map.groupBy(facts.indicators(), ({ line, sentence }) => `${line.at} ${sentence.from}`)
    return [...bySentence.values()].flatMap(all => all.flatMap((change, at) => judge(facts, all, at, change)))
  },
}

const up =
  /(?:增长|增加|提高|上升|增幅|增速|上涨|扩大|净增|多|涨幅|同比增)(?:率|幅度?)?(?:了|达到|达|为|约|近)?\s?$/u
const down = /(?:下降|减少|降低|回落|缩减|压减|降幅|下跌|少|减幅|缩短|压缩)(?:了|达到|达|为|约|近)?\s?$/u
const comparable = /可比价|不变价|同口径|可比口径|剔除|按可比|扣除/u

function judge(facts: Facts, all: readonly Indicator[], at: number, change: Indicator) {
  const { text } = change.line
  const { quantity } = change
  const lead = text.slice(Math.max(change.sentence.from, quantity.from - 14), quantity.from)
  const direction = up.test(lead) ? 1 : down.test(lead) ? -1 : 0
  if (direction === 0 || quantity.isAbout || quantity.isRange) return []
  if (
    comparable.test(
      text.slice(
        Math.max(change.sentence.from, quantity.from - 200),
        Math.min(change.sentence.to, quantity.to + 200),
      ),
    )
  )
    return []
  const pair = twoValues(all, at, text)
  if (!pair) return []
  const { from, to } = pair
  if (
    [from, to].some(value => value.quantity.isAbout || value.quantity.isRange || value.quantity.value === 0)
  )
    return []
  const right = rightValue(from, to, change, direction)
  if (right === undefined || right.fits) return []
  return [
    found('growth', facts, change.line, quantity, {
      severity: right.couldBeRounding ? 'info' : 'error',
      message: 'say_growth',
      values: {
        from: text.slice(from.quantity.from, from.quantity.to),
        to: text.slice(to.quantity.from, to.quantity.to),
        right: right.words,
      },
      related: [from, to].map(value => cite(facts, value.line, value.quantity)),
    }),
  ]
}

/** Base and result of the change at `at`, if the sentence names both. */
function twoValues(all: readonly Indicator[], at: number, text: string) {
  const change = all[at]
  if (!change) return undefined
  const sentence = all
    .slice(Math.max(0, at - nearest), at)
    .filter(({ quantity }) => !['%', '百分点', '倍'].includes(quantity.unit))
  const isRate = ['%', '百分点', '倍'].includes(change.quantity.unit)
  const rates = all.slice(Math.max(0, at - nearest), at).filter(({ quantity }) => quantity.unit === '%')
  const values = change.quantity.unit === '百分点' ? rates : sentence
  const last = values.at(-1)
  const first = values.at(-2)
  if (!last || !first || last.quantity.unit !== first.quantity.unit) return undefined
  if (!isRate && change.quantity.unit !== last.quantity.unit) return undefined
  if (
    change.quantity.from - last.quantity.to > 24 ||
    /[；;]/u.test(text.slice(first.quantity.from, change.quantity.from))
  )
    return undefined
  const between = text.slice(first.quantity.to, last.quantity.from)
  const behind = text.slice(last.quantity.to, change.quantity.from)
  const lead = text.slice(Math.max(change.sentence.from, first.quantity.from - 14), first.quantity.from)
  // 由A增加到B，增长p%
  if (
    /^[，,]?(?:增长|增加|提高|上升|下降|减少|降低|发展|扩大|提升|压缩|缩短|回落|跃升|攀升|升|降)(?:到了?|至了?|为)\s?$/u.test(
      between,
    )
  )
    return { from: first, to: last }
  // 达B，比上年(同期)的A增长p%
  if (
    /(?:比|较)(?:上年|去年|上一年|\d{4}年|上年同期|去年同期|年初|前年|20\d\d年)(?:同期)?的?\s?$/u.test(
      between,
    ) &&
    /^\s?(?:净?增|减|提|上|下|降|多|少)/u.test(behind)
  )
    return { from: last, to: first }
  // 去年A，今年B，增长p%
  if (
    /(?:去年|上年|上一年|20\d\d年|上年同期|去年同期)[^，。；]{0,10}$/u.test(lead) &&
    /(?:今年|本年|20\d\d年)[^，。；]{0,12}$/u.test(between)
  )
    return { from: first, to: last }
  return undefined
}

/** What last year's report says of each indicator; two values are none. */
function valuesOf(earlier: readonly Facts[]): ReadonlyMap<string, Indicator | null> {
  const values = new Map<string, Indicator | null>()
  for (const facts of earlier)
    for (const indicator of facts.indicators()) {
      const { quantity, period, standing, group } = indicator
      if (period !== '' || standing !== 'actual' || group !== '' || !isExact(indicator)) continue
      const key = keyOf(indicator)
      const before = values.get(key)
      if (before === undefined) values.set(key, indicator)
      else if (before?.quantity.value !== quantity.value) values.set(key, null)
    }
  return values
}

const keyOf = ({ name, quantity }: Indicator) => `${name} ${quantity.unit}`
const isExact = ({ name, quantity }: Indicator) =>
  name.length >= 2 && quantity.unit !== '' && !quantity.isAbout && !quantity.isRange && quantity.value !== 0

/** …达33亿元，增长6.5%: the base stands in last year's report. */
function judgeAgainst(
  facts: Facts,
  all: readonly Indicator[],
  at: number,
  change: Indicator,
  values: ReadonlyMap<string, Indicator | null>,
) {
  const { text } = change.line
  const { quantity, sentence } = change
  const value = all[at - 1]
  const lead = text.slice(Math.max(sentence.from, quantity.from - 14), quantity.from)
  const direction = up.test(lead) ? 1 : down.test(lead) ? -1 : 0
  if (direction === 0 || !value || value.period !== '' || value.standing !== 'actual') return []
  if (quantity.unit !== '%' || quantity.isAbout || quantity.isRange || !isExact(value)) return []
  if (quantity.from - value.quantity.to > 12 || twoValues(all, at, text)) return []
  if (/环比|年均|比(?!上年|去年|上一年)/u.test(text.slice(value.quantity.to, quantity.from))) return []
  if (comparable.test(text.slice(sentence.from, sentence.to))) return []
  const base = values.get(keyOf(value))
  const right = base ? rightValue(base, value, change, direction) : undefined
  if (!base || !right || right.fits) return []
  return [
    found('growth', facts, change.line, quantity, {
      severity: right.couldBeRounding ? 'info' : 'warning',
      message: 'say_growth_year',
      values: {
        from: base.line.text.slice(base.quantity.from, base.quantity.to),
        to: text.slice(value.quantity.from, value.quantity.to),
        right: right.words,
      },
    }),
  ]
}

type Right = { readonly fits: boolean; readonly couldBeRounding: boolean; readonly words: string }

function rightValue(from: Indicator, to: Indicator, change: Indicator, direction: 1 | -1): Right | undefined {
  const [a, b] = [from.quantity.value, to.quantity.value]
  const { unit, value, grain } = change.quantity
  if (unit === '倍') return undefined
  const isDifference = unit === from.quantity.unit || unit === '百分点'
  const exact = isDifference ? (b - a) * direction : ((b - a) / a) * 100 * direction
  const halfOf = ({ quantity }: Indicator) => (quantity.grain === 1 ? 0 : quantity.grain / 2)
  const [ha, hb] = [halfOf(from), halfOf(to)]
  const spread = isDifference ? ha + hb : ((hb + (b / a) * ha) / a) * 100
  const off = Math.abs(exact - value)
  const decimals = Math.max(0, Math.round(-Math.log10(grain)))
  const shown = isDifference ? describe(exact, change) : `${Number(exact.toFixed(Math.min(6, decimals)))}%`
  return { fits: off <= grain * 0.501, couldBeRounding: off <= spread + grain / 2, words: shown }
}

function describe(value: number, { quantity, line }: Indicator): string {
  const unit = line.text.slice(quantity.from, quantity.to).replace(/^[\d.,\s]+/u, '')
  const scale = unit.startsWith('亿') ? 1e8 : unit.startsWith('万') ? 1e4 : 1
  return `${Number((value / scale).toPrecision(8))}${unit}`
}
