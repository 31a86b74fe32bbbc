/** What leaves about a report: the contract's Report with every section's plain text. */
import type { Progress, Report, Section } from '../../shared/api.ts'
import { done, type Outcome, refuse } from '../../shared/errors.ts'
import { type Actor, mayReadReport } from '../../shared/permissions.ts'
import { noProgress } from '../../shared/report.ts'
import type { ReportDeps } from './deps.ts'
import { readProgress } from './rounds.ts'
import { type LoadedReport, loadReport, type PlacedSection } from './rows.ts'
import type { SectionText } from './texts.ts'

export type ReportWithTexts = { readonly report: Report; readonly texts: ReadonlyMap<string, SectionText> }

/** Foreign and missing look the same: not-found. A section whose text cannot be read says so. */
export async function readReport(deps: ReportDeps, actor: Actor, reportId: string): Promise<Outcome<Report>> {
  const outcome = await readReadable(deps, actor, reportId)
  return outcome.ok ? done(outcome.value.report) : outcome
}

/** The report with every text, for whatever leaves the house: refused while one of them cannot be read. */
export async function readWithTexts(
  deps: ReportDeps,
  actor: Actor,
  reportId: string,
): Promise<Outcome<ReportWithTexts>> {
  return whole(await readReadable(deps, actor, reportId))
}

/** The same for the program itself, which asks for nobody. */
export async function readForProgram(deps: ReportDeps, reportId: string): Promise<Outcome<ReportWithTexts>> {
  const loaded = await loadReport(deps.db, reportId)
  return loaded ? whole(await readLoaded(deps, loaded)) : refuse('not-found')
}

function whole(outcome: Outcome<ReportWithTexts>): Outcome<ReportWithTexts> {
  if (!outcome.ok) return outcome
  const unreadable = outcome.value.report.sections.filter(section => section.unreadable)
  return unreadable.length === 0
    ? outcome
    : refuse('unavailable', { sections: unreadable.map(({ id }) => id) })
}

async function readReadable(
  deps: ReportDeps,
  actor: Actor,
  reportId: string,
): Promise<Outcome<ReportWithTexts>> {
  const loaded = await loadReport(deps.db, reportId)
  return loaded && mayReadReport(actor, loaded) ? readLoaded(deps, loaded) : refuse('not-found')
}

async function readLoaded(deps: ReportDeps, loaded: LoadedReport): Promise<Outcome<ReportWithTexts>> {
  const { id: reportId } = loaded
  const texts = await deps.texts.ofReport(deps.db, reportId, loaded.sections)
  const lost = loaded.sections.filter(section => !texts.has(section.id)).map(({ id }) => id)
  if (lost.length > 0)
    deps.log.error({ reportId, sections: lost }, 'the log is damaged: texts cannot be read')
  return done({ report: presentReport(loaded, texts, await readProgress(deps.db, reportId)), texts })
}

function presentReport(
  loaded: LoadedReport,
  texts: ReadonlyMap<string, SectionText>,
  progress: ReadonlyMap<string, Progress>,
): Report {
  const { id, title, period, stage, deadline, wordsCeiling, budgetUnit, signoff, gating, matter, revision } =
    loaded
  return {
    id,
    title,
    period,
    stage,
    deadline,
    wordsCeiling,
    budgetUnit,
    signoff,
    gating,
    matter: { ...matter },
    revision,
    ...(loaded.earlierId === null ? {} : { earlierId: loaded.earlierId }),
    sections: loaded.sections.map(section =>
      presentSection(section, texts.get(section.id), progress.get(section.id) ?? noProgress),
    ),
  }
}

function presentSection(section: PlacedSection, text: SectionText | undefined, progress: Progress): Section {
  return {
    id: section.id,
    parentId: section.parentId,
    level: section.level,
    number: section.number,
    heading: section.heading,
    numbered: section.numbered,
    role: section.role,
    status: section.status,
    leadId: section.leadId,
    coIds: [...section.coIds],
    effectiveLeadId: section.effectiveLeadId,
    effectiveCoIds: [...section.effectiveCoIds],
    dueAt: section.dueAt,
    floor: section.floor,
    ceiling: section.ceiling,
    guidance: section.guidance,
    returnReason: section.returnReason,
    rounds: section.rounds,
    progress,
    grants: section.grants,
    generation: section.generation,
    ...(section.carriedFromId === null ? {} : { carried: true }),
    ...(text ? { text: text.plain, words: text.words } : { text: '', words: 0, unreadable: true }),
  }
}
