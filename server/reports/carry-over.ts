/**
 * Reports begun from earlier ones, and the earlier text beside the new section.
 *
 * 1. The link alone is stored: the earlier text is read where it stands, as it stands today.
 * 2. Whoever holds the new section may read that one earlier section (shared/permissions.ts); the rest of the
 *    earlier report stays theirs to whom it was open before.
 */
import type { Beginning, Carried, Report } from '../../shared/api.ts'
import { done, type Outcome, refuse } from '../../shared/errors.ts'
import { withoutCitations } from '../../shared/figures/in-text.ts'
import { nextReport } from '../../shared/next-report.ts'
import {
  type Actor,
  holders,
  mayCreateReport,
  mayReadCarried,
  mayReadReport,
} from '../../shared/permissions.ts'
import { LogDamage } from '../store/log-damage.ts'
import type { Database } from '../store/store.ts'
import { createReport } from './creation.ts'
import type { ReportDeps } from './deps.ts'
import { activeDepartments, namesOfPeople } from './house.ts'
import { loadReport } from './rows.ts'

export async function beginFromReport(
  deps: ReportDeps,
  actor: Actor,
  reportId: string,
  beginning: Beginning,
): Promise<Outcome<Report>> {
  const earlier = await loadReport(deps.db, reportId)
  if (!earlier || !mayReadReport(actor, earlier)) return refuse('not-found')
  if (!mayCreateReport(actor)) return refuse('forbidden')
  const active = await activeDepartments(deps.db)
  const sectionIds = earlier.sections.map(({ id }) => id)
  return createReport(
    deps,
    actor,
    nextReport(earlier, beginning, id => active.has(id)),
    { reportId, sectionIds },
  )
}

export async function readCarried(
  deps: ReportDeps,
  actor: Actor,
  reportId: string,
  sectionId: string,
): Promise<Outcome<Carried>> {
  const report = await loadReport(deps.db, reportId)
  const section = report?.sections.find(({ id }) => id === sectionId)
  if (!report || !section || !mayReadReport(actor, report)) return refuse('not-found')
  if (section.carriedFromId === null) return refuse('not-found')
  const earlier = await loadEarlier(deps.db, section.carriedFromId)
  const found = earlier?.sections.find(({ id }) => id === section.carriedFromId)
  const holding = { departmentIds: holders(section) }
  if (!mayReadCarried(actor, holding, earlier ?? nobodys)) return refuse('forbidden')
  if (!earlier || !found) return done({ state: 'deleted' })
  try {
    const { text, plain } = await deps.texts.ofSection(deps.db, found)
    return done({
      state: 'here',
      title: earlier.title,
      heading: found.number + found.heading,
      reportId: mayReadReport(actor, earlier) ? earlier.id : null,
      // Its figures are another report's.
      text: withoutCitations(text),
      names: (await namesOfPeople(deps.db)).filter(name => plain.includes(name)),
    })
  } catch (error) {
    if (error instanceof LogDamage) return refuse('unavailable')
    throw error
  }
}

/** A report that is gone is open to nobody because of a department. */
const nobodys = { departmentIds: [] }

/** The live report that holds the section, live or not. */
async function loadEarlier(db: Database, sectionId: string) {
  const row = await db
    .selectFrom('sections')
    .select('report_id')
    .where('id', '=', sectionId)
    .executeTakeFirst()
  return row && loadReport(db, row.report_id)
}
