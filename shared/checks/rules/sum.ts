/**
 * `sum` 分项与合计: the parts named behind 其中 (or in the bracket, or before 共计) do not add up to the whole.
 * Source: DOMAIN §3 #3.
 *
 * How it decides. The whole is the last figure of the unit before the parts; the parts are two or more figures
 * of that unit. They may be a selection only (其中参加联合踏勘46次): a sum that falls short is told only where
 * one wrong digit or two swapped ones would explain it in a number large enough for that to be no accident, or
 * where the parts make up nine tenths. A sum that exceeds the whole is told always.
 * Silent: 约 余 多 ranges, … 等, classes that overlap (党员, 女, 35岁以下), changes (增加3亿元), averages (人均).
 */
import type { Cited } from '../finding.ts'
import type { Indicator } from '../indicators.ts'
import { cite, found, type Rule } from '../rule.ts'
import type { Facts } from '../facts.ts'
import { type Breakdown, findBreakdowns } from '../breakdowns.ts'

export const sum: Rule = {
  name: 'sum',
  ofSection: facts => findBreakdowns(facts).flatMap(breakdown => judge(facts, breakdown)),
}

function judge(facts: Facts, { whole, parts, isOpen }: Breakdown) {
  const all = [whole, ...parts]
  if (all.some(({ quantity }) => quantity.isAbout || quantity.isRange || quantity.value === 0)) return []
  const grain = Math.min(...all.map(({ quantity }) => quantity.grain))
  const total = parts.reduce((value, { quantity }) => value + quantity.value, 0)
  const difference = Math.round((total - whole.quantity.value) / grain)
  if (difference === 0 || isRounding(all, difference, grain)) return []
  const size = Math.round(whole.quantity.value / grain)
  if (difference < 0 && (isOpen || !isLikely(-difference, size))) return []
  if (difference > 0 && difference > size * 2 && !isOneSlip(difference)) return []
  const related: Cited[] = parts.map(part => cite(facts, part.line, part.quantity))
  return [
    found('sum', facts, whole.line, whole.quantity, {
      severity: 'error',
      message: 'say_sum',
      values: {
        whole: whole.line.text.slice(whole.quantity.from, whole.quantity.to),
        sum: inUnit(total, whole),
        difference: inUnit(Math.abs(total - whole.quantity.value), whole),
      },
      related,
    }),
  ]
}

/** Each rounded part may be off by half its last digit: 1.2+1.3 may be 2.4万. */
function isRounding(all: readonly Indicator[], difference: number, grain: number): boolean {
  if (all.every(({ quantity }) => quantity.grain === 1)) return false
  const slack = all.reduce((value, { quantity }) => value + quantity.grain / 2, 0) / grain
  return all.length > 3 && Math.abs(difference) < Math.min(slack, 2)
}

function isLikely(short: number, size: number): boolean {
  if (short <= size * 0.1) return true
  if (!isOneSlip(short)) return false
  return size >= 100 || short <= size * 0.3
}

/** One digit wrong, or two neighbouring ones swapped: d × 10ⁿ or 9d × 10ⁿ. */
function isOneSlip(difference: number): boolean {
  const digits = String(difference).replace(/0+$/, '')
  return digits.length === 1 || (digits.length === 2 && Number(digits) % 9 === 0)
}

function inUnit(value: number, { quantity, line }: Indicator): string {
  const factor = /[万亿千百]{1,2}/u.exec(quantity.written)?.[0]
  const scale = { 百: 1e2, 千: 1e3, 万: 1e4, 亿: 1e8, 百万: 1e6, 千万: 1e7, 万亿: 1e12 }[factor ?? ''] ?? 1
  const unit = line.text.slice(quantity.from, quantity.to).replace(/^[\d.,\s]+/u, '')
  return `${Number((value / scale).toPrecision(10))}${unit}`
}
