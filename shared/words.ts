/**
 * 字数 as WPS and Word count it for Chinese: each hanzi, kana, hangul and full-width mark is one; a run of
 * other visible characters (Latin letters, digits, half-width marks) is one; blanks count nothing.
 */
import type { LengthLimit } from './report.ts'

/** First and last code points of what counts one by one. The full-width blank, U+3000, is a blank. */
const wide: readonly (readonly [number, number])[] = [
  [0x4e00, 0x9fff],
  [0x3001, 0x303e],
  [0xff01, 0xff60],
  [0x2e80, 0x2fff],
  [0x3041, 0x33ff],
  [0x3400, 0x4dbf],
  [0xa000, 0xa4cf],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe4f],
  [0xffe0, 0xffe6],
  [0x20000, 0x3ffff],
]
/** Marks of Chinese text that share their code points with Western typography. */
const wideMarks = '‘’“”—…·'

/** 字数 of a text. One pass: the reading view counts whole reports while people type. */
export function wordCount(text: string): number {
  let count = 0
  let inRun = false
  for (let at = 0; at < text.length; at += 1) {
    const point = text.codePointAt(at) ?? 0
    if (point > 0xffff) at += 1
    const alone = isWide(point)
    const visible = alone || !isBlank(point)
    if (alone || (visible && !inRun)) count += 1
    inRun = visible && !alone
  }
  return count
}

const isWide = (point: number) =>
  point < 0x2e80
    ? point > 0xb6 && wideMarks.includes(String.fromCharCode(point))
    : wide.some(([first, last]) => point >= first && point <= last)

const isBlank = (point: number) =>
  point < 0x80 ? point === 0x20 || (point > 8 && point < 14) : /\s/u.test(String.fromCodePoint(point))

/** How a length stands to its limit; without a limit everything is within. */
export function lengthVerdict(words: number, limit: LengthLimit): 'under' | 'within' | 'over' {
  if (limit.ceiling !== null && words > limit.ceiling) return 'over'
  return limit.floor !== null && words < limit.floor ? 'under' : 'within'
}
