/** What stands in the way of 定稿: the errors that the checks find, counted in a thread of its own. */
import type { ReportToAssemble } from '../../shared/assemble/assemble.ts'
import { checkText } from '../../shared/checks/check.ts'
import { checkedReport } from '../../shared/checks/from-report.ts'
import { settingOf } from '../../shared/checks/setting.ts'
import type { Text } from '../../shared/schema/text.ts'

export type ReportToCheck = {
  readonly report: ReportToAssemble & { readonly period: string }
  readonly texts: ReadonlyMap<string, Text>
}

export type ErrorCount = { readonly errors: number; readonly secrecyMarks: number }

export function countErrors({ report, texts }: ReportToCheck): ErrorCount {
  const { title, period, matter } = report
  const setting = settingOf({ title, period, date: matter.date, isReport: matter.kind === 'report' })
  const errors = checkText(checkedReport(report, texts), setting).filter(
    ({ severity }) => severity === 'error',
  )
  return {
    errors: errors.length,
    secrecyMarks: errors.filter(({ rule }) => rule === 'secrecy-mark').length,
  }
}
