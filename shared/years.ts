/**
 * Years that move on with a report: in its title, period, headings, guidance and times.
 *
 * 1. Only the report's own year and its neighbours move (2026年总结和2027年打算); 2021年 in a report of 2026
 *    is history and stays, and so does whatever stands in 《》.
 * 2. A moment keeps its calendar date and hour; one that falls on a Saturday or Sunday goes to the Friday before.
 */
import type { Beginning } from './api.ts'

/** China keeps one time the whole year round: minutes east of UTC. */
const chinaOffsetMinutes = 480

const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs

const hanziDigits = '〇一二三四五六七八九'
const year = '(?:19|20)\\d{2}'
const hanziYear = '[一二][〇零○一二三四五六七八九]{3}'
const between = '\\s*[—–－\\-~～至到]{1,2}\\s*'

/** A title in 《》, a range of years, one year; Arabic or hanzi. Each ends before 年, 学年 or 年度. */
const mentions = new RegExp(
  `《[^》]*》|(?<!\\d)(${year})(年?${between})(${year})(?=\\s*(?:年|学年))|(?<!\\d)(${year}|${hanziYear})(?=\\s*(?:年|学年))`,
  'g',
)

/** The first year that a text names outside 《》: 2025 of 2025—2026学年. */
export function yearOf(text: string): number | undefined {
  for (const [, from, , , alone] of text.matchAll(mentions)) {
    const named = from ?? alone
    if (named !== undefined) return readYear(named)
  }
  return undefined
}

type Named = Pick<Beginning, 'title' | 'period'>

/** A report's own year: its period says it, or else its title. */
export const yearOfReport = ({ title, period }: Named) => yearOf(period) ?? yearOf(title)

/** Title, period and deadline of the same report a year later. */
export function suggestNext(earlier: Beginning): Beginning {
  const year = yearOfReport(earlier)
  const move = (text: string) => (year === undefined ? text : moveYears(text, year, 1))
  return {
    title: move(earlier.title),
    period: move(earlier.period),
    deadline: earlier.deadline === null ? null : yearsLater(earlier.deadline, 1),
  }
}

/** `text` of a report of the year `of`, as a report `by` years later says it. */
export function moveYears(text: string, of: number, by: number): string {
  const own = (written: string) => Math.abs(readYear(written) - of) <= 1
  const move = (written: string) => writeYear(readYear(written) + by, written)
  return text.replace(
    mentions,
    (whole: string, from?: string, sign?: string, to?: string, alone?: string) => {
      if (from !== undefined && to !== undefined)
        return own(from) && own(to) ? `${move(from)}${sign}${move(to)}` : whole
      return alone !== undefined && own(alone) ? move(alone) : whole
    },
  )
}

const readYear = (written: string) =>
  Number(Array.from(written.replace(/[零○]/g, '〇'), char => hanziValue(char) ?? char).join(''))

function hanziValue(char: string): number | undefined {
  const value = hanziDigits.indexOf(char)
  return value === -1 ? undefined : value
}

/** A year as the other one was written. */
function writeYear(value: number, like: string): string {
  const digits = String(value)
  return /^\d/.test(like) ? digits : Array.from(digits, digit => hanziDigits[Number(digit)]).join('')
}

/** The moment `by` years later, off the weekend. ISO 8601 UTC in and out. */
export function yearsLater(iso: string, by: number): string {
  const local = new Date(Date.parse(iso) + chinaOffsetMinutes * minuteMs)
  const month = local.getUTCMonth()
  local.setUTCFullYear(local.getUTCFullYear() + by)
  // 29 February has no namesake in most years: the last of February stands for it.
  if (local.getUTCMonth() !== month) local.setUTCDate(0)
  return offWeekend(new Date(local.getTime() - chinaOffsetMinutes * minuteMs).toISOString())
}

/** The moment itself, or the same hour of the Friday before. */
export function offWeekend(iso: string): string {
  const at = Date.parse(iso)
  const day = new Date(at + chinaOffsetMinutes * minuteMs).getUTCDay()
  const back = day === 6 ? 1 : day === 0 ? 2 : 0
  return new Date(at - back * dayMs).toISOString()
}
