/** The checks over a whole report, as a task: with a long text they take too long for the thread that serves everybody. */
import type { ReportToAssemble } from '../../shared/assemble/assemble.ts'
import type { EarlierText, RegisteredFigure } from '../../shared/checks/checked-text.ts'
import { checkText } from '../../shared/checks/check.ts'
import { checkedReport } from '../../shared/checks/from-report.ts'
import { type MarkedFinding, withWordsAround } from '../../shared/checks/ignored.ts'
import { type HouseList, settingOfReport } from '../../shared/checks/setting.ts'
import type { Text } from '../../shared/schema/text.ts'

export type ReportToCheck = {
  readonly report: ReportToAssemble & { readonly period: string }
  readonly texts: ReadonlyMap<string, Text>
  readonly house: HouseList
  readonly figures?: readonly RegisteredFigure[]
  readonly earlier?: EarlierText | undefined
}

/** Everything found, ignored or not. */
export function findingsIn({ report, texts, house, figures = [], earlier }: ReportToCheck): MarkedFinding[] {
  const checked = { ...checkedReport(report, texts), figures, ...(earlier ? { earlier } : {}) }
  return withWordsAround(checkText(checked, settingOfReport(report, house)), checked)
}
