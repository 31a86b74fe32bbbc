/**
 * `percentage` 占比: A, B and "A is p% of B" stand in one sentence, and p is not A/B.
 * Source: DOMAIN §3 #4: more than half of the last digit off.
 * The base is looked for where the sentence says it: 占…B的p%, 完成…B的p%; behind a plan (计划B，完成A，完成率p%);
 * or the whole before 其中. If any figure of the sentence makes p right, it is right.
 * Silent: 约 余 多 in A or B, ranges, shares of what is not named.
 */
import type { Facts } from '../facts.ts'
import type { Indicator } from '../indicators.ts'
import { cite, found, type Rule } from '../rule.ts'
import { behindLast } from '../sentences.ts'

/** So many figures before one may have to do with it. */
const nearest = 12

export const percentage: Rule = {
  name: 'percentage',
  ofSection: facts => {
    const bySentence = Map.groupBy(facts.indicators(), ({ line, sentence }) => `${line.at} ${sentence.from}`)
    return [...bySentence.values()].flatMap(all =>
      all.flatMap((share, at) => (share.quantity.unit === '%' ? judge(facts, all, at) : [])),
    )
  },
}

/** 占目标任务20800人的91.98% · 完成年度计划24亿元的80% */
const ofBase = /^\s?的$/u
const saysShare = /(?:占|完成|达到?|为|是|达)[^，。；、]{0,24}$/u
const saysRate =
  /(?:完成率|占比|比重|比例|合格率|达标率|参保率|参与率|覆盖率|入学率|就业率|及格率|优秀率|通过率|办结率|整改率|满意率|到位率|使用率|出勤率|率)(?:达到|达|为|是|约)?$/u
const change = /增|减|降|提高|上升|下|同比|环比|比上|较上|高于|低于/u

function judge(facts: Facts, all: readonly Indicator[], at: number) {
  const share = all[at]
  if (!share || share.quantity.isAbout || share.quantity.isRange) return []
  const { text } = share.line
  const pair = baseInPhrase(all, at, text) ?? baseOfRate(all, at, text)
  if (!pair) return []
  const { part, whole, others } = pair
  if ([part, whole].some(({ quantity }) => quantity.isAbout || quantity.isRange || quantity.value === 0))
    return []
  if (part.quantity.unit !== whole.quantity.unit) return []
  if ([whole, ...others].some(base => fits(part, base, share))) return []
  const right = (part.quantity.value / whole.quantity.value) * 100
  if (right > 1000 || right < 0.05) return []
  return [
    found('percentage', facts, share.line, share.quantity, {
      severity: isWithinRounding(part, whole, share) ? 'info' : 'error',
      message: 'say_percentage',
      values: {
        part: text.slice(part.quantity.from, part.quantity.to),
        whole: text.slice(whole.quantity.from, whole.quantity.to),
        right: `${Number(right.toFixed(decimalsOf(share)))}%`,
      },
      related: [part, whole].map(({ line, quantity }) => cite(facts, line, quantity)),
    }),
  ]
}

type Pair = { readonly part: Indicator; readonly whole: Indicator; readonly others: readonly Indicator[] }

/** …A，占/完成…B的p%: the base stands right before the share. */
function baseInPhrase(all: readonly Indicator[], at: number, text: string): Pair | undefined {
  const share = all[at]
  const whole = all[at - 1]
  if (!share || !whole || !ofBase.test(text.slice(whole.quantity.to, share.quantity.from))) return undefined
  if (
    whole.quantity.unit === '%' ||
    !saysShare.test(text.slice(Math.max(whole.sentence.from, whole.quantity.from - 40), whole.quantity.from))
  )
    return undefined
  const part = all
    .slice(Math.max(0, at - nearest), at - 1)
    .findLast(({ quantity, standing }) => quantity.unit === whole.quantity.unit && standing !== 'change')
  return part && { part, whole, others: [] }
}

/** B…，A…，占p% or …率p%: the part stands nearest before, the base before it. */
function baseOfRate(all: readonly Indicator[], at: number, text: string): Pair | undefined {
  const share = all[at]
  if (!share) return undefined
  const clause = text.slice(Math.max(share.sentence.from, share.quantity.from - 16), share.quantity.from)
  const last = behindLast('，,；;、（(', clause)
  const isShare =
    /(?:^|\p{Script=Han}{0,8})占(?:比|总数的?|全[\p{Script=Han}]{0,6}的?|比重|其中的?|\p{Script=Han}{0,8}的)?(?:为|达到?)?\s?$/u.test(
      last,
    )
  if ((!isShare && !saysRate.test(last.trim())) || change.test(last)) return undefined
  // Rates that name no figure of the sentence: nothing is said about which.
  const before = all
    .slice(Math.max(0, at - nearest), at)
    .filter(({ quantity }) => quantity.unit !== '%' && quantity.unit !== '百分点')
  const part = before.at(-1)
  if (
    !part ||
    part.standing === 'change' ||
    /[；;。]/u.test(text.slice(part.quantity.to, share.quantity.from))
  )
    return undefined
  const same = before
    .slice(0, -1)
    .filter(({ quantity, standing }) => quantity.unit === part.quantity.unit && standing !== 'change')
  const whole = same.findLast(({ quantity }) => quantity.value >= part.quantity.value) ?? same.at(-1)
  if (!whole) return undefined
  return { part, whole, others: same }
}

const decimalsOf = ({ quantity }: Indicator) => Math.max(0, Math.round(-Math.log10(quantity.grain)))

function fits(part: Indicator, whole: Indicator, { quantity }: Indicator): boolean {
  if (whole.quantity.value === 0) return false
  const ratio = (part.quantity.value / whole.quantity.value) * 100
  // Some offices cut off instead of rounding: the digit below counts as right too.
  const off = ratio - quantity.value
  return off > -quantity.grain * 0.501 && off < quantity.grain * 0.9999
    ? true
    : ratio > 0 && Math.abs(10000 / ratio - quantity.value) <= quantity.grain * 0.501 && ratio > 100
}

/** A and B are themselves rounded (万, 亿): p may lie between what they could be. */
function isWithinRounding(part: Indicator, whole: Indicator, { quantity }: Indicator): boolean {
  const half = ({ quantity: { grain, value } }: Indicator) =>
    Number.isInteger(value) && grain === 1 ? 0 : grain / 2
  const low = ((part.quantity.value - half(part)) / (whole.quantity.value + half(whole))) * 100
  const high = ((part.quantity.value + half(part)) / (whole.quantity.value - half(whole))) * 100
  return quantity.value > low - quantity.grain / 2 && quantity.value < high + quantity.grain / 2
}
