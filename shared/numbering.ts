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

/** A number found at the start of a line. */
export type ReadNumber = {
  /** 1…5, by the shape of the number. */
  readonly level: number
  readonly value: number
  /** Characters that the number takes, blanks behind it included. */
  readonly length: number
  /** False for a shape that offices write and GB/T 15834 does not have: 1、 (一) 一： */
  readonly standard: boolean
}

const hanziNumber = '[一二三四五六七八九十]{1,3}'
const digitNumber = '[0-9０-９]{1,2}'

/** One shape: where its digits stand (group 1) and how they read. */
type Shape = { readonly level: number; readonly pattern: RegExp; readonly read: (digits: string) => number }

const readHanzi = (text: string) => fromHanzi(text) ?? 0
const readDigits = (text: string) =>
  Number(text.replace(/[０-９]/g, wide => String.fromCodePoint((wide.codePointAt(0) ?? 0) - 0xfee0)))
/** A single character out of a run of twenty (or ten): ①…⑳, ⒈…⒛, ⑴…⒇, ㈠…㈩. */
const readFrom = (first: string) => (text: string) =>
  (text.codePointAt(0) ?? 0) - (first.codePointAt(0) ?? 0) + 1

const shapes: readonly Shape[] = [
  { level: 1, pattern: new RegExp(`^(${hanziNumber})[、：:.．]`), read: readHanzi },
  { level: 2, pattern: new RegExp(`^[（(]\\s*(${hanziNumber})\\s*[）)][、.．]?`), read: readHanzi },
  { level: 2, pattern: /^([㈠-㈩])、?/u, read: readFrom('㈠') },
  // A dot before a digit is a decimal point: 1.5万.
  { level: 3, pattern: new RegExp(`^(${digitNumber})(?:[、．]|\\.(?![0-9]))`), read: readDigits },
  { level: 3, pattern: /^([⒈-⒛])/u, read: readFrom('⒈') },
  { level: 4, pattern: new RegExp(`^[（(]\\s*(${digitNumber})\\s*[）)][、.．]?`), read: readDigits },
  { level: 4, pattern: new RegExp(`^(${digitNumber})[）)]`), read: readDigits },
  { level: 4, pattern: /^([⑴-⒇])/u, read: readFrom('⑴') },
  { level: 5, pattern: /^([①-⑳])[、.．]?/u, read: readFrom('①') },
]

/** 一、二、三产业 and 1、2、3号 list things; they number nothing. */
const enumeration =
  /^(?:[一二三四五六七八九十]{1,3}、[一二三四五六七八九十]{1,3}(?:、|[季产期线级类年号组村次]))|^(?:[0-9０-９]{1,2}、[0-9０-９]+、)/

/** The heading number that a line starts with. Blanks before it are the caller's to remove. */
export function readNumber(line: string): ReadNumber | undefined {
  if (enumeration.test(line)) return undefined
  for (const shape of shapes) {
    const match = shape.pattern.exec(line)
    if (!match) continue
    const value = shape.read(match[1] ?? '')
    if (value < 1) return undefined
    const blanks = /^\s*/.exec(line.slice(match[0].length))?.[0].length ?? 0
    const standard = match[0] === formatNumber(shape.level, value)
    return { level: shape.level, value, length: match[0].length + blanks, standard }
  }
  return undefined
}

/** The deepest level that formatNumber gives a shape of its own. */
export const deepestLevel = 5

/**
 * Counts headings while they are walked in document order: next(level) gives the value at that level and
 * clears the deeper ones. A section's own text continues the counter of its outline.
 */
export function headingCounter(): { next(level: number): number; skip(level: number): void } {
  const values: number[] = []
  return {
    next(level) {
      values.length = Math.min(values.length, level)
      while (values.length < level) values.push(0)
      const value = (values[level - 1] ?? 0) + 1
      values[level - 1] = value
      return value
    },
    /** A heading without a number: what stands below it is counted from one again. */
    skip(level) {
      values.length = Math.min(values.length, level)
    },
  }
}
