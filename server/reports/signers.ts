/** Who holds the offices that sign for a section: 部门负责人 and 分管领导 of the department that speaks for it. */
import { accessTo, speakersOf } from '../../shared/permissions.ts'
import type { SignerRole } from '../../shared/report.ts'
import type { Database } from '../store/store.ts'
import type { LoadedReport, PlacedSection } from './rows.ts'

export async function readSigners(
  db: Database,
  report: LoadedReport,
  section: PlacedSection,
): Promise<Record<SignerRole, string[]>> {
  const speakers = speakersOf(accessTo(report, section))
  if (speakers.length === 0) return { head: [], leader: [] }
  const heads = await db
    .selectFrom('department_heads')
    .select('person_id')
    .where('department_id', 'in', speakers)
    .orderBy('person_id')
    .execute()
  const leaders = await db
    .selectFrom('departments')
    .select('leader_id')
    .where('id', 'in', speakers)
    .where('leader_id', 'is not', null)
    .execute()
  return {
    head: heads.map(row => row.person_id),
    leader: leaders.flatMap(row => row.leader_id ?? []),
  }
}
