/**
 * `date` 日期: a day that no calendar has (6月31日, 13月5日, 2月30日) or a span that runs backwards
 * (5月20日至5月10日). Source: DOMAIN §3 #23.
 * Silent: 13个月, 32日均, spans over the turn of the year (12月20日至1月5日), 农历 dates.
 */
import { found, matchesIn, type Rule, spanOf } from '../rule.ts'

const day = /(?<![\d.])(?:(?<year>\d{4})年)?(?<month>\d{1,2})月(?<day>\d{1,2})[日号](?!均)/gu
const span =
  /(?<![\d.])(?:(?<y1>\d{4})年)?(?<m1>\d{1,2})月(?<d1>\d{1,2})[日号]?\s?(?:至|到|[—–~～-]{1,2})\s?(?:(?<y2>\d{4})年)?(?:(?<m2>\d{1,2})月)?(?<d2>\d{1,2})[日号]/gu
const month = /(?<![\d.第])(?:\d{4}年)(?<month>\d{1,2})月(?!\d)/gu

export const date: Rule = {
  name: 'date',
  ofSection: facts => [
    ...[...matchesIn(facts, day)].flatMap(({ line, match }) =>
      exists(match.groups ?? {}) || isLunar(line.text, match.index)
        ? []
        : [found('date', facts, line, spanOf(match), { severity: 'error', message: 'say_no_such_date' })],
    ),
    ...[...matchesIn(facts, month)].flatMap(({ line, match }) => {
      const value = Number(match.groups?.month)
      return value >= 1 && value <= 12
        ? []
        : [found('date', facts, line, spanOf(match), { severity: 'error', message: 'say_no_such_date' })]
    }),
    ...[...matchesIn(facts, span)].flatMap(({ line, match }) =>
      isForward(match.groups ?? {})
        ? []
        : [found('date', facts, line, spanOf(match), { severity: 'error', message: 'say_backward_span' })],
    ),
  ],
}

type Groups = Readonly<Record<string, string | undefined>>

const lengths = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

function exists({ year, month: monthOf, day: dayOf }: Groups): boolean {
  const [y, m, d] = [Number(year), Number(monthOf), Number(dayOf)]
  const last = lengths[m - 1]
  if (last === undefined || d < 1 || d > last) return false
  const leap = (y % 4 === 0 && y % 100 !== 0) || y % 400 === 0
  return m !== 2 || d < 29 || year === undefined || leap
}

const isLunar = (text: string, at: number) => /农历|阴历/u.test(text.slice(Math.max(0, at - 4), at))

function isForward({ y1, m1, d1, y2, m2, d2 }: Groups): boolean {
  if (y2 !== undefined && y1 !== undefined && y1 !== y2) return Number(y1) < Number(y2)
  const [from, to] = [Number(m1), Number(m2 ?? m1)]
  if (to === from) return Number(d1) <= Number(d2)
  // Without years a span may run over the turn of the year.
  return to > from || (y2 === undefined && from - to > 6)
}
