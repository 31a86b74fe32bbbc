/**
 * Last year's report as the checks read it beside this one: its lines and its register.
 *
 * 1. Which report that is, is the link that carry-over.ts or earlier-link.ts made; it is read as it stands today.
 * 2. Who may not read the earlier report is given those of its sections alone that theirs go back to, and no
 *    register.
 */
import type { Figure, ResponseOf } from '../../shared/api.ts'
import type { EarlierText } from '../../shared/checks/checked-text.ts'
import { done, type Outcome, refuse } from '../../shared/errors.ts'
import { type Actor, holders, mayReadCarried, mayReadReport } from '../../shared/permissions.ts'
import type { ReportDeps } from './deps.ts'
import { readFigures } from './figure-rows.ts'
import { type LoadedReport, loadReport } from './rows.ts'

export const pickRegistered = ({ name, unit, period, value }: Figure) => ({
  name,
  unit,
  period,
  value,
})

/** For whoever reads the report: as much of the earlier one as they may see. */
export async function readEarlier(
  deps: ReportDeps,
  actor: Actor,
  reportId: string,
): Promise<Outcome<ResponseOf<'getEarlier'>>> {
  const report = await loadReport(deps.db, reportId)
  if (!report || !mayReadReport(actor, report)) return refuse('not-found')
  const earlier = await loadEarlier(deps, report)
  if (!earlier) return done({ earlier: null })
  const carried = new Set(
    report.sections
      .filter(section => mayReadCarried(actor, { departmentIds: holders(section) }, earlier))
      .map(({ carriedFromId }) => carriedFromId),
  )
  const readsAll = mayReadReport(actor, earlier)
  return done({ earlier: await textOf(deps, earlier, id => readsAll || carried.has(id), readsAll) })
}

/** The whole of it, for the program itself. */
export async function readEarlierText(deps: ReportDeps, reportId: string): Promise<EarlierText | undefined> {
  const report = await loadReport(deps.db, reportId)
  const earlier = report && (await loadEarlier(deps, report))
  return earlier && textOf(deps, earlier, () => true, true)
}

async function loadEarlier(
  { db }: ReportDeps,
  { earlierId }: LoadedReport,
): Promise<LoadedReport | undefined> {
  return earlierId === null ? undefined : loadReport(db, earlierId)
}

async function textOf(
  { db, texts }: ReportDeps,
  earlier: LoadedReport,
  isShown: (sectionId: string) => boolean,
  withFigures: boolean,
): Promise<NonNullable<ResponseOf<'getEarlier'>['earlier']>> {
  const all = await texts.ofReport(db, earlier.id, earlier.sections)
  return {
    title: earlier.title,
    sections: earlier.sections
      .filter(({ id }) => isShown(id))
      .map(({ id, heading }) => ({
        heading,
        lines: (all.get(id)?.plain ?? '').split('\n').filter(line => line.trim() !== ''),
      })),
    figures: withFigures ? (await readFigures(db, earlier.id)).map(pickRegistered) : [],
  }
}
