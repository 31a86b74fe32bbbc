/**
 * An outline written as lines: two blanks, a full-width blank or a tab are one level. A line may be at most
 * one level below the one before it; a typed number (一、 （一） 1.) is left out, for numbers follow by themselves.
 */
import { limits } from '../../../shared/limits.ts'
import { formatNumber, headingCounter } from '../../../shared/numbering.ts'

export type Line = { readonly heading: string; readonly level: number; readonly number: string }

const typedNumber = /^(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[）)]|\d{1,2}[.．、])\s*/

/** `tooDeep` is the first line, from 1, that is deeper than an outline may be. */
export function readOutline(text: string): { lines: Line[]; tooDeep: number | undefined } {
  const counter = headingCounter()
  const lines: Line[] = []
  let tooDeep: number | undefined
  for (const [at, raw] of text.split('\n').entries()) {
    const heading = raw.trim().replace(typedNumber, '').slice(0, limits.headingLength)
    if (heading === '') continue
    const asked = 1 + depthOf(raw)
    if (asked > limits.outlineLevels) tooDeep ??= at + 1
    const level = Math.min(asked, (lines.at(-1)?.level ?? 0) + 1, limits.outlineLevels)
    lines.push({ heading, level, number: formatNumber(level, counter.next(level)) })
  }
  return { lines, tooDeep }
}

function depthOf(line: string): number {
  const blanks = /^\s*/.exec(line)?.[0] ?? ''
  const width = Array.from(blanks).reduce((sum, blank) => sum + (blank === ' ' ? 1 : 2), 0)
  return Math.floor(width / 2)
}
