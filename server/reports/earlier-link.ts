/**
 * 去年的报告 chosen by hand: which report this one goes back to, and its sections with it.
 *
 * 1. What is stored is what a report begun from an earlier one has (carry-over.ts): the checks, the text beside the
 *    section and the comparison read the one as the other.
 * 2. Only a report that is there and open to whoever links it, and never the report itself.
 * 3. With another report the sections' links are told anew by their headings; with none they go.
 */
import { matchEarlierSections } from '../../shared/earlier-sections.ts'
import { done, type Outcome, refuse } from '../../shared/errors.ts'
import { type Actor, mayReadReport } from '../../shared/permissions.ts'
import type { Database } from '../store/store.ts'
import { type LoadedReport, loadReport } from './rows.ts'

/** Refuses with `bad-request`; the same report again changes nothing. */
export async function linkEarlier(
  tx: Database,
  actor: Actor,
  report: LoadedReport,
  earlierId: string | null,
): Promise<Outcome<null>> {
  if (earlierId === report.earlierId) return done(null)
  const earlier = earlierId === null ? undefined : await loadReport(tx, earlierId)
  const isOpen = earlier !== undefined && earlier.id !== report.id && mayReadReport(actor, earlier)
  if (earlierId !== null && !isOpen) return refuse('bad-request', { earlierId })
  await tx
    .updateTable('reports')
    .set({ carried_from_report_id: earlierId })
    .where('id', '=', report.id)
    .execute()
  await tx
    .updateTable('sections')
    .set({ carried_from_section_id: null })
    .where('report_id', '=', report.id)
    .execute()
  for (const [id, earlierSectionId] of matchEarlierSections(report.sections, earlier?.sections ?? []))
    await tx
      .updateTable('sections')
      .set({ carried_from_section_id: earlierSectionId })
      .where('id', '=', id)
      .execute()
  return done(null)
}

/** What the audit calls the report that this one goes back to; one that is gone keeps its title. */
export async function titleOfEarlier(tx: Database, earlierId: string | null): Promise<string | null> {
  if (earlierId === null) return null
  const row = await tx.selectFrom('reports').select('title').where('id', '=', earlierId).executeTakeFirst()
  return row?.title ?? null
}
