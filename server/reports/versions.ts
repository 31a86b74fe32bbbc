/**
 * 版本: a report frozen by name, by a step, or before its text is put back.
 *
 * 1. Outline, matter and one log position for each section are read and written in one transaction: that of the
 *    verb which freezes, after what it did, so no version holds half of a step.
 * 2. A text is no copy: its log is the history, and retention spares the positions that a version names.
 * Values of figures are copied, since the register moves on.
 * 3. What was signed (送审稿, 定稿, its errata) is neither renamed nor deleted.
 */
import type { BodyOf, ResponseOf, Version } from '../../shared/api.ts'
import { done, type Outcome, refuse } from '../../shared/errors.ts'
import type { FigureValue, FigureValues } from '../../shared/figures/figure.ts'
import { showFigures } from '../../shared/figures/in-text.ts'
import { newId } from '../../shared/ids.ts'
import { limits } from '../../shared/limits.ts'
import { readMatter } from '../../shared/matter.ts'
import {
  type Actor,
  mayDeleteVersion,
  mayReadReport,
  mayRenameVersion,
  maySaveVersion,
} from '../../shared/permissions.ts'
import type { Text } from '../../shared/schema/text.ts'
import {
  changesBetween,
  type FrozenReport,
  type FrozenSection,
  placeOf,
  type VersionChange,
  type VersionKind,
} from '../../shared/versions/versions.ts'
import { timestamp } from '../ops/deps.ts'
import type { Database } from '../store/store.ts'
import { changing } from './changing.ts'
import type { ReportDeps } from './deps.ts'
import { readFigureValues } from './figure-rows.ts'
import { type PastDeps, textsAt } from './past-texts.ts'
import { type LoadedReport, loadReport, type PlacedSection } from './rows.ts'

export type Freezing = {
  readonly kind: VersionKind
  readonly name?: string | undefined
  readonly note?: string | undefined
  /** The section that it is made for. */
  readonly sectionId?: string | undefined
  readonly edition?: number | undefined
}

/** Freezes the report as it stands in this transaction; answers the version's id. */
export async function freezeVersion(
  tx: Database,
  { clock, random }: Pick<ReportDeps, 'clock' | 'random'>,
  actor: Pick<Actor, 'id'>,
  { id: reportId }: Pick<LoadedReport, 'id'>,
  { kind, name = '', note = '', sectionId, edition }: Freezing,
): Promise<string> {
  if (!tx.isTransaction) throw new Error('a version is frozen in a transaction')
  const report = await loadReport(tx, reportId)
  if (!report) throw new Error('a report that is not there was to be frozen')
  const id = newId(random)
  const frozen = freeze(report)
  await tx
    .insertInto('versions')
    .values({
      id,
      report_id: reportId,
      number: await nextNumber(tx, reportId),
      kind,
      edition: edition ?? null,
      name,
      note,
      section_id: sectionId ?? null,
      person_id: actor.id,
      at: timestamp(clock),
      content: JSON.stringify({ ...frozen, figures: [...(await readFigureValues(tx, reportId))] }),
      stage: frozen.stage,
      place: placeOf(frozen, sectionId ?? null),
      changes: JSON.stringify(kind === 'erratum' ? await changesSinceFinal(tx, reportId, frozen) : []),
    })
    .execute()
  const positions = report.sections.map(({ id: section, head }) => ({
    version_id: id,
    section_id: section,
    seq: head,
  }))
  if (positions.length > 0) await tx.insertInto('version_positions').values(positions).execute()
  return id
}

/** What is another than in the newest 定稿. */
async function changesSinceFinal(
  tx: Database,
  reportId: string,
  frozen: FrozenReport,
): Promise<VersionChange[]> {
  const row = await tx
    .selectFrom('versions')
    .select('content')
    .where('report_id', '=', reportId)
    .where('kind', 'in', ['final', 'erratum'])
    .orderBy('number', 'desc')
    .executeTakeFirst()
  return row ? changesBetween(readContent(row.content), frozen) : []
}

async function nextNumber(tx: Database, reportId: string): Promise<number> {
  const { last } = await tx
    .selectFrom('versions')
    .select(eb => eb.fn.max('number').as('last'))
    .where('report_id', '=', reportId)
    .executeTakeFirstOrThrow()
  return (last ?? 0) + 1
}

function freeze({
  title,
  period,
  stage,
  wordsCeiling,
  budgetUnit,
  matter,
  sections,
}: LoadedReport): FrozenReport {
  return { title, period, stage, wordsCeiling, budgetUnit, matter, sections: sections.map(freezeSection) }
}

function freezeSection(section: PlacedSection): FrozenSection {
  const { id, parentId, level, number, heading, numbered, role, status } = section
  const { leadId, coIds, dueAt, floor, ceiling, guidance, head } = section
  const place = { id, parentId, level, number, heading, numbered, role, status }
  return { ...place, leadId, coIds, dueAt, floor, ceiling, guidance, seq: head }
}

export async function dropVersion(tx: Database, versionId: string): Promise<void> {
  await tx.deleteFrom('version_positions').where('version_id', '=', versionId).execute()
  await tx.deleteFrom('versions').where('id', '=', versionId).execute()
}

export async function listVersions(
  { db }: Pick<ReportDeps, 'db'>,
  actor: Actor,
  reportId: string,
): Promise<Outcome<Version[]>> {
  const report = await loadReport(db, reportId)
  if (!report || !mayReadReport(actor, report)) return refuse('not-found')
  const rows = await described(db, reportId).orderBy('versions.number', 'desc').execute()
  return done(rows.map(row => present(actor, row)))
}

export async function saveVersion(
  deps: ReportDeps,
  actor: Actor,
  reportId: string,
  { name, note }: BodyOf<'saveVersion'>,
): Promise<Outcome<Version>> {
  const saved = await changing(deps, actor, reportId, async (tx, report) => {
    if (!maySaveVersion(actor, report)) return refuse('forbidden')
    const { count } = await tx
      .selectFrom('versions')
      .select(eb => eb.fn.countAll<number>().as('count'))
      .where('report_id', '=', reportId)
      .where('kind', '=', 'manual')
      .executeTakeFirstOrThrow()
    if (count >= limits.versionsByHand) return refuse('too-large', { versions: count })
    const id = await freezeVersion(tx, deps, actor, report, { kind: 'manual', name, note })
    return done({ act: { action: 'version.save' as const, subjectId: id, after: { name } }, value: id })
  })
  return saved.ok ? findVersion(deps.db, actor, reportId, saved.value.value) : saved
}

export async function renameVersion(
  deps: ReportDeps,
  actor: Actor,
  reportId: string,
  versionId: string,
  { name, note }: BodyOf<'renameVersion'>,
): Promise<Outcome<Version>> {
  const renamed = await changing(deps, actor, reportId, async tx => {
    const found = await findVersion(tx, actor, reportId, versionId)
    if (!found.ok) return found
    if (!mayRenameVersion(actor, found.value)) return refuse('forbidden')
    const said = note === undefined ? { name } : { name, note }
    await tx.updateTable('versions').set(said).where('id', '=', versionId).execute()
    const before = { name: found.value.name }
    const act = { action: 'version.rename' as const, subjectId: versionId, before, after: said }
    return done({ act, value: null })
  })
  return renamed.ok ? findVersion(deps.db, actor, reportId, versionId) : renamed
}

export async function deleteVersion(
  deps: ReportDeps,
  actor: Actor,
  reportId: string,
  versionId: string,
): Promise<Outcome<ResponseOf<'deleteVersion'>>> {
  const deleted = await changing(deps, actor, reportId, async tx => {
    const found = await findVersion(tx, actor, reportId, versionId)
    if (!found.ok) return found
    if (!mayDeleteVersion(actor, found.value)) return refuse('forbidden')
    await dropVersion(tx, versionId)
    const before = { name: found.value.name }
    return done({ act: { action: 'version.delete' as const, subjectId: versionId, before }, value: null })
  })
  return deleted.ok ? done({}) : deleted
}

/** A version with its outline, matter and texts, as assemble() takes them; the caller has asked who may read. */
type FrozenTexts = { readonly report: FrozenReport; readonly texts: ReadonlyMap<string, Text> }

export async function readFrozen(
  deps: PastDeps,
  actor: Pick<Actor, 'id'>,
  reportId: string,
  versionId: string,
): Promise<Outcome<FrozenTexts>> {
  const row = await deps.db
    .selectFrom('versions')
    .select('content')
    .where('id', '=', versionId)
    .where('report_id', '=', reportId)
    .executeTakeFirst()
  if (!row) return refuse('not-found')
  const report = readContent(row.content)
  const positions = report.sections.map(({ id, seq }) => ({ sectionId: id, seq }))
  const live = (await loadReport(deps.db, reportId))?.sections ?? []
  const texts = await textsAt(deps, actor, positions, live)
  if (!texts.ok) return texts
  const figures = frozenFigures(row.content)
  return done({
    report,
    texts: new Map([...texts.value].map(([id, text]) => [id, showFigures(text, figures)])),
  })
}

export async function readVersion(
  deps: PastDeps,
  actor: Actor,
  reportId: string,
  versionId: string,
): Promise<Outcome<ResponseOf<'readVersion'>>> {
  const report = await loadReport(deps.db, reportId)
  if (!report || !mayReadReport(actor, report)) return refuse('not-found')
  const version = await findVersion(deps.db, actor, reportId, versionId)
  if (!version.ok) return version
  const frozen = await readFrozen(deps, actor, reportId, versionId)
  if (!frozen.ok) return frozen
  const { texts } = frozen.value
  return done({
    version: version.value,
    report: { ...frozen.value.report, matter: { ...frozen.value.report.matter } },
    texts: Object.fromEntries(texts),
  })
}

/** One version of this report, as whoever may read the report is shown it. */
async function findVersion(
  db: Database,
  actor: Actor,
  reportId: string,
  versionId: string,
): Promise<Outcome<Version>> {
  const row = await described(db, reportId).where('versions.id', '=', versionId).executeTakeFirst()
  if (!row) return refuse('not-found')
  return done(present(actor, row))
}

/** The contents stay where they are: those of a report's versions are megabytes. */
function described(db: Database, reportId: string) {
  return db
    .selectFrom('versions')
    .innerJoin('persons', 'persons.id', 'versions.person_id')
    .select([
      'versions.id',
      'versions.number',
      'versions.kind',
      'versions.edition',
      'versions.name',
      'versions.note',
      'versions.stage',
      'versions.place',
      'versions.changes',
      'versions.section_id as sectionId',
      'versions.person_id as personId',
      'versions.at',
      'persons.name as personName',
    ])
    .where('versions.report_id', '=', reportId)
}

type Described = Awaited<ReturnType<ReturnType<typeof described>['execute']>>[number]

const present = (actor: Actor, { changes, ...row }: Described): Version => ({
  ...row,
  changes: JSON.parse(changes) as VersionChange[],
  mayRename: mayRenameVersion(actor, row),
  mayDelete: mayDeleteVersion(actor, row),
})

/** Rows may be older than some of the matter's fields. */
function readContent(json: string): FrozenReport {
  const content: FrozenReport & { figures?: unknown } = JSON.parse(json)
  delete content.figures
  return { ...content, matter: readMatter(JSON.stringify(content.matter)) }
}

/** The values that the texts of a version print. */
type FrozenFigures = { readonly figures: readonly (readonly [id: string, figure: FigureValue])[] }

/** A version from before figures has none. */
function frozenFigures(json: string): FigureValues {
  const { figures = [] }: Partial<FrozenFigures> = JSON.parse(json)
  return new Map(figures)
}
