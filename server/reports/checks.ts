/** The checks over a whole report, as whoever may read it sees them, without what was ignored; and what they say before 定稿. */
import { checkText } from '../../shared/checks/check.ts'
import type { Finding, RuleName } from '../../shared/checks/finding.ts'
import { checkedReport } from '../../shared/checks/from-report.ts'
import { splitIgnored, withWordsAround } from '../../shared/checks/ignored.ts'
import { settingOf } from '../../shared/checks/setting.ts'
import { done, type Outcome } from '../../shared/errors.ts'
import type { Actor } from '../../shared/permissions.ts'
import type { ErrorCount } from '../convert/count-errors.ts'
import type { ReportDeps } from './deps.ts'
import { readIgnored } from './ignored.ts'
import { readWithTexts } from './present.ts'

export async function checkReport(
  deps: ReportDeps,
  actor: Actor,
  reportId: string,
  only?: readonly RuleName[],
): Promise<
  Outcome<{ readonly findings: readonly Finding[]; readonly headings: ReadonlyMap<string, string> }>
> {
  const read = await readWithTexts(deps, actor, reportId)
  if (!read.ok) return read
  const { report, texts } = read.value
  const plain = new Map([...texts].map(([id, { text }]) => [id, text]))
  const checked = checkedReport(report, plain)
  const { title, period, matter } = report
  const setting = settingOf({ title, period, date: matter.date, isReport: matter.kind === 'report' })
  const found = withWordsAround(checkText(checked, setting, only), checked)
  return done({
    findings: splitIgnored(found, await readIgnored(deps.db, reportId)).open,
    headings: new Map(checked.sections.map(({ id, heading }) => [id, heading])),
  })
}

/**
 * What the checks find in the way of 定稿, looked at before the stage moves, in a thread of its own: a text that
 * changes at that very moment is not looked at again, as nobody can read and write it at once.
 */
export async function errorsInTheWay(
  deps: ReportDeps,
  actor: Actor,
  reportId: string,
): Promise<Outcome<ErrorCount>> {
  const read = await readWithTexts(deps, actor, reportId)
  if (!read.ok) return read
  const { report, texts } = read.value
  const plain = new Map([...texts].map(([id, { text }]) => [id, text]))
  const order = { report, texts: plain, ignored: await readIgnored(deps.db, reportId) }
  return deps.conversions.run('count-errors', order, { owner: actor.id })
}
