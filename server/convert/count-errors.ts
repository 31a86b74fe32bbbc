/** What stands in the way of 定稿: the errors that the checks find and nobody ignored, counted in a thread of its own. */
import type { ReportToAssemble } from '../../shared/assemble/assemble.ts'
import { checkText } from '../../shared/checks/check.ts'
import { checkedReport } from '../../shared/checks/from-report.ts'
import { type Mark, splitIgnored, withWordsAround } from '../../shared/checks/ignored.ts'
import { settingOf } from '../../shared/checks/setting.ts'
import type { Text } from '../../shared/schema/text.ts'

export type ReportToCheck = {
  readonly report: ReportToAssemble & { readonly period: string }
  readonly texts: ReadonlyMap<string, Text>
  readonly ignored: readonly Mark[]
}

export type ErrorCount = { readonly errors: number; readonly secrecyMarks: number }

export function countErrors({ report, texts, ignored }: ReportToCheck): ErrorCount {
  const { title, period, matter } = report
  const setting = settingOf({ title, period, date: matter.date, isReport: matter.kind === 'report' })
  const checked = checkedReport(report, texts)
  const found = withWordsAround(checkText(checked, setting), checked)
  const errors = splitIgnored(found, ignored).open.filter(({ severity }) => severity === 'error')
  return {
    errors: errors.length,
    secrecyMarks: errors.filter(({ rule }) => rule === 'secrecy-mark').length,
  }
}
