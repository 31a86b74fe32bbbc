/**
 * 成文日期 as people write it: 2025年12月8日, 2025-12-8, 二〇二五年十二月八日; and masks of it, 20xx年x月x日.
 */
import { fromHanzi } from '../numbering.ts'

/** A whole string that is a date. `iso` is null for a mask or a day that no month has. */
export type ReadDate = { readonly iso: string | null }

const arabic = /^(\d{4})\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})\s*日?$/
const hanzi =
  /^([一二三四五六七八九〇○零Ｏ]{4})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日$/u
const mask =
  /^(?:[\dxX×_*○]{2,6}|二[〇○零][xX×_*○一二三四五六七八九]{1,4})年\s*[\dxX×_*○]{0,3}\s*月(?:\s*[\dxX×_*○]{0,3}\s*日)?$/u
const hanziDigits = '〇一二三四五六七八九'

export function readDate(text: string): ReadDate | undefined {
  const digits = arabic.exec(text)
  if (digits) return { iso: toIso(Number(digits[1]), Number(digits[2]), Number(digits[3])) }
  const words = hanzi.exec(text)
  if (words)
    return { iso: toIso(readYear(words[1] ?? ''), fromHanzi(words[2] ?? ''), fromHanzi(words[3] ?? '')) }
  return mask.test(text) ? { iso: null } : undefined
}

function readYear(text: string): number {
  return Number(Array.from(text, sign => Math.max(0, hanziDigits.indexOf(sign))).join(''))
}

function toIso(year: number, month = 0, day = 0): string | null {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
  if (days === undefined || day < 1 || day > days) return null
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}
