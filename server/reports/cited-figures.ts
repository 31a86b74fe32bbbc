/**
 * Figures and the texts that cite them: a cited figure is not deleted (rule T11), and a section that comes back brings
 * those back that went while nothing cited them.
 */
import { figureIds } from '../../shared/figures/in-text.ts'
import type { Act } from '../ops/audit.ts'
import type { Database } from '../store/store.ts'
import type { ReportDeps } from './deps.ts'
import type { LoadedReport } from './rows.ts'

/** Live sections whose text cites it. */
export async function sectionsCiting(
  tx: Database,
  { texts }: Pick<ReportDeps, 'texts'>,
  report: LoadedReport,
  figureId: string,
): Promise<string[]> {
  const all = await texts.ofReport(tx, report.id, report.sections)
  return [...all].filter(([, { text }]) => figureIds(text).includes(figureId)).map(([id]) => id)
}

/** In the transaction in which these sections came back; answers an act for each figure that came with them. */
export async function bringBackCited(
  tx: Database,
  { texts }: Pick<ReportDeps, 'texts'>,
  reportId: string,
  sectionIds: readonly string[],
): Promise<Pick<Act, 'action' | 'subjectId'>[]> {
  const gone = await tx
    .selectFrom('figures')
    .select('id')
    .where('report_id', '=', reportId)
    .where('deleted_at', 'is not', null)
    .execute()
  if (gone.length === 0 || sectionIds.length === 0) return []
  const sections = await tx
    .selectFrom('sections')
    .select(['id', 'head', 'generation'])
    .where('id', 'in', sectionIds)
    .execute()
  const cited = new Set(
    [...(await texts.ofReport(tx, reportId, sections)).values()].flatMap(({ text }) => figureIds(text)),
  )
  const back = gone.map(({ id }) => id).filter(id => cited.has(id))
  if (back.length === 0) return []
  await tx.updateTable('figures').set({ deleted_at: null }).where('id', 'in', back).execute()
  return back.map(id => ({ action: 'figure.restore', subjectId: id }))
}
