/**
 * Numbers of headings: formatting and reading them, and numbering an outline.
 * Levels as GB/T 9704-2012 7.3.3 has them: 一、 （一） 1. （1）; the fifth, ①, is common practice.
 *
 * 1. Numbers are never stored: they follow from the place in the tree.
 * 2. formatNumber and readNumber are inverse for 1…99 (①: 1…20).
 */
const digits = '零一二三四五六七八九'

/** 1…99 in hanzi: 一 … 九十九. Beyond that Arabic digits, which no outline reaches. */
export function toHanzi(value: number): string {
  if (!Number.isInteger(value) || value < 1 || value > 99) return String(value)
  const tens = Math.floor(value / 10)
  const ones = value % 10
  const head = tens === 0 ? '' : tens === 1 ? '十' : `${digits[tens]}十`
  return head + (ones === 0 ? '' : digits[ones])
}

/** The value of 一 … 九十九, or undefined. */
export function fromHanzi(text: string): number | undefined {
  const match = /^(?:([二三四五六七八九])?(十))?([一二三四五六七八九])?$/.exec(text)
  if (!match || text === '') return undefined
  const tens = match[2] ? (match[1] ? digits.indexOf(match[1]) : 1) : 0
  return tens * 10 + (match[3] ? digits.indexOf(match[3]) : 0)
}

/** The number as it stands before the heading. `level` 1…5, `value` from 1. */
export function formatNumber(level: number, value: number): string {
  switch (level) {
    case 1:
      return `${toHanzi(value)}、`
    case 2:
      return `（${toHanzi(value)}）`
    case 3:
      return `${value}.`
    case 4:
      return `（${value}）`
    default:
      return value <= 20 ? String.fromCodePoint(0x2460 + value - 1) : `(${value})`
  }
}

/** The deepest level that formatNumber gives a shape of its own. */
export const deepestLevel = 5

/**
 * Counts headings while they are walked in document order: next(level) gives the value at that level and
 * clears the deeper ones. A section's own text continues the counter of its outline.
 */
export function headingCounter(): { next(level: number): number } {
  const values: number[] = []
  return {
    next(level) {
      values.length = Math.min(values.length, level)
      while (values.length < level) values.push(0)
      const value = (values[level - 1] ?? 0) + 1
      values[level - 1] = value
      return value
    },
  }
}
