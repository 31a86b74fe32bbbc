/** 退改意见 on its way out: one document for each department, in any format that reports leave in. */
import type { RemarkFormat } from '../../shared/api.ts'
import { remarksFor } from '../../shared/checks/remarks.ts'
import { type Outcome, refuse } from '../../shared/errors.ts'
import type { Dictionary } from '../../shared/i18n/zh.ts'
import { type Actor, holders } from '../../shared/permissions.ts'
import type { ExportedFile } from '../convert/export.ts'
import type { ReportDeps } from './deps.ts'
import { checkReport } from './checks.ts'
import { readEarlier } from './earlier.ts'
import { writeFormat } from './leaving.ts'

type Wish = {
  readonly departmentId: string
  readonly format: RemarkFormat
  readonly words: Dictionary
}

/**
 * For whoever reads the report; what last year's says is told as far as they may read that. A department that holds none
 * of its sections is not found.
 */
export async function exportRemarks(
  deps: ReportDeps,
  actor: Actor,
  reportId: string,
  { departmentId, format, words }: Wish,
): Promise<Outcome<ExportedFile>> {
  const beside = await readEarlier(deps, actor, reportId)
  if (!beside.ok) return beside
  const checked = await checkReport(deps, actor, reportId, beside.value)
  if (!checked.ok) return checked
  const { report, open } = checked.value
  const department = await deps.db
    .selectFrom('departments')
    .select(['id', 'name'])
    .where('id', '=', departmentId)
    .executeTakeFirst()
  if (!department || !report.sections.some(section => holders(section).includes(department.id)))
    return refuse('not-found')
  const source = { ...remarksFor(report, open, department, words), images: new Map() }
  return writeFormat(deps, source, { format }, { owner: actor.id })
}
