/** What the rules must know beyond the text itself: the report's year and span, its date, the house's list. */
import { guessPeriod } from '../import/period.ts'
import type { SectionRole } from '../report.ts'

/** The office's own table (规范表述, names, places); rules that need it are silent without it. */
export type HouseList = {
  /** Wordings not to be used, and what the house writes instead. */
  readonly terms: readonly { readonly wrong: string; readonly right: string }[]
  /** Names of people, units and projects as they are rightly written. */
  readonly names: readonly string[]
  /** The house's own places and units: 县, 镇, 村, 学校… */
  readonly places: readonly string[]
  /** Its leaders in their order, with their posts; a post may be empty. */
  readonly leaders?: readonly {
    readonly name: string
    readonly post: string
    /** Null: no order is claimed. */
    readonly rank: number | null
  }[]
  /** Names of others that must not stand in its texts. */
  readonly foreign?: readonly string[]
  /** What it calls itself: 我镇, 我局. */
  readonly selves?: readonly string[]
}

export const emptyHouseList: HouseList = { terms: [], names: [], places: [] }

/** Which stretch of the year a report tells of. */
type PeriodSpan = 'year' | 'half' | 'quarter' | 'term' | 'other'

export type Setting = {
  readonly year: number | null
  readonly span: PeriodSpan
  /** 成文日期, ISO; null: none yet. */
  readonly date: string | null
  /** 报告 goes upward and may hold no 请示. */
  readonly isReportUpward: boolean
  /** Roles that must be there. */
  readonly demanded: readonly SectionRole[]
  readonly house: HouseList
}

/** A summary tells of shortcomings and of what comes next. */
const usuallyDemanded: readonly SectionRole[] = ['problems', 'plan']

/** Of a report as the house has it. */
export function settingOfReport(
  report: {
    readonly title: string
    readonly period: string
    readonly matter: { readonly date: string | null; readonly kind: 'summary' | 'report' }
  },
  house: HouseList,
): Setting {
  const { title, period, matter } = report
  return settingOf({ title, period, date: matter.date, isReport: matter.kind === 'report' }, house)
}

/** What title and period say by themselves. `period` may be empty. */
export function settingOf(
  {
    title,
    period = '',
    date = null,
    isReport = false,
  }: { title: string; period?: string; date?: string | null; isReport?: boolean },
  house: HouseList = emptyHouseList,
): Setting {
  const named = guessPeriod(period) || guessPeriod(title) || period
  const years = named.match(/(?:19|20)\d{2}/g)
  return {
    year: years ? Number(years.at(-1)) : null,
    span: spanOf(named),
    date,
    isReportUpward: isReport || /的报告$|情况报告$/u.test(title.trim()),
    demanded: usuallyDemanded,
    house,
  }
}

function spanOf(period: string): PeriodSpan {
  if (/[上下]半年/u.test(period)) return 'half'
  if (/季度|月/u.test(period)) return 'quarter'
  if (/学年|学期/u.test(period)) return 'term'
  return /^(?:19|20)\d{2}年?(?:年度|度)?$/u.test(period) ? 'year' : 'other'
}
