/**
 * 字数 as WPS and Word count it for Chinese: each hanzi, kana, hangul and full-width mark is one; a run of
 * other visible characters (Latin letters, digits, half-width marks) is one; blanks count nothing.
 */
import type { LengthLimit } from './report.ts'

const wide =
  /[\u2E80-\u303E\u3041-\u33FF\u3400-\u4DBF\u4E00-\u9FFF\uA000-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE4F\uFF01-\uFF60\uFFE0-\uFFE6‘’“”—…·]|[\u{20000}-\u{3FFFF}]/gu

/** 字数 of a text. */
export function wordCount(text: string): number {
  const single = text.match(wide)?.length ?? 0
  const runs = text.replace(wide, ' ').match(/\S+/g)?.length ?? 0
  return single + runs
}

/** How a length stands to its limit; without a limit everything is within. */
export function lengthVerdict(words: number, limit: LengthLimit): 'under' | 'within' | 'over' {
  if (limit.ceiling !== null && words > limit.ceiling) return 'over'
  return limit.floor !== null && words < limit.floor ? 'under' : 'within'
}
