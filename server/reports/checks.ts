/** The checks over a whole report, as whoever may read it sees them; and what they say before 定稿. */
import { checkText } from '../../shared/checks/check.ts'
import type { Finding, RuleName } from '../../shared/checks/finding.ts'
import { checkedReport } from '../../shared/checks/from-report.ts'
import { settingOf } from '../../shared/checks/setting.ts'
import { done, type Outcome } from '../../shared/errors.ts'
import type { Actor } from '../../shared/permissions.ts'
import type { ErrorCount } from '../convert/count-errors.ts'
import type { ReportDeps } from './deps.ts'
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
  return done({
    findings: checkText(
      checked,
      settingOf({ title, period, date: matter.date, isReport: matter.kind === 'report' }),
      only,
    ),
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
  return deps.conversions.run('count-errors', { report, texts: plain }, { owner: actor.id })
}
