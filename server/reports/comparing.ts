/**
 * The sides of a comparison: a version, the text now, 来稿, last year's report; read and assembled, not compared.
 *
 * 1. Whoever may not read a side is not shown it: 来稿 by mayReadSubmissions section by section, last year's text
 *    by mayReadCarried; what is left then is all that is compared.
 * 2. Sections of last year's report are called by the ids of those that were begun from them.
 * 3. One section, or some, are compared without what stands around the text.
 */
import type { Comparable, ResponseOf } from '../../shared/api.ts'
import type { ComparisonQuery } from '../../shared/api/compare.ts'
import { type AssembledReport, assemble, type ReportToAssemble } from '../../shared/assemble/assemble.ts'
import { onlySections } from '../../shared/compare/only.ts'
import { parseSide, type Side } from '../../shared/compare/sides.ts'
import { done, type Outcome, refuse } from '../../shared/errors.ts'
import {
  type Actor,
  holders,
  mayReadCarried,
  mayReadReport,
  mayReadSubmissions,
} from '../../shared/permissions.ts'
import { emptyText, type Text } from '../../shared/schema/text.ts'
import type { Database } from '../store/store.ts'
import type { ReportDeps } from './deps.ts'
import { readForProgram, readWithTexts } from './present.ts'
import { type LoadedReport, loadReport } from './rows.ts'
import { listVersions, readVersion } from './versions.ts'

/** What a side is before it is assembled. */
type ReadSide = {
  readonly about: Comparable
  readonly reportId: string
  readonly report: ReportToAssemble
  readonly texts: ReadonlyMap<string, Text>
  /** The sections that it is about; null: all. */
  readonly only: ReadonlySet<string> | null
}

export type ComparedSide = ResponseOf<'compare'>['left'] & { readonly texts: ReadonlyMap<string, Text> }

export async function listComparable(
  deps: ReportDeps,
  actor: Actor,
  reportId: string,
): Promise<Outcome<Comparable[]>> {
  const report = await loadReport(deps.db, reportId)
  if (!report || !mayReadReport(actor, report)) return refuse('not-found')
  const versions = await listVersions(deps, actor, reportId)
  if (!versions.ok) return versions
  const rounds = await readableRounds(deps.db, actor, report)
  const earlier = await earlierReport(deps.db, actor, report)
  return done([
    { kind: 'now', side: 'now' },
    ...versions.value.map(
      ({ id, name, kind, edition, at }): Comparable => ({
        kind: 'version',
        side: `version:${id}`,
        name,
        versionKind: kind,
        edition,
        at,
      }),
    ),
    ...(rounds.some(isLatest) ? [{ kind: 'submitted', side: 'submitted' } as const] : []),
    ...rounds.map(aboutRound),
    ...(earlier ? [aboutEarlier(earlier.report)] : []),
  ])
}

type ReadComparison = {
  /** The report's. */
  readonly title: string
  readonly left: ComparedSide
  readonly right: ComparedSide
}

/** Both sides, assembled, for whoever may read them. */
export async function readComparison(
  deps: ReportDeps,
  actor: Actor,
  reportId: string,
  { left, right, section }: ComparisonQuery,
): Promise<Outcome<ReadComparison>> {
  const report = await loadReport(deps.db, reportId)
  if (!report || !mayReadReport(actor, report)) return refuse('not-found')
  const own = await readSide(deps, actor, report, parseSide(left))
  if (!own.ok) return own
  const other = await readSide(deps, actor, report, parseSide(right))
  if (!other.ok) return other
  const only = both(both(own.value.only, other.value.only), section === undefined ? null : new Set([section]))
  const isThere = ({ report: { sections } }: ReadSide) => sections.some(({ id }) => id === section)
  if (section !== undefined && !isThere(own.value) && !isThere(other.value)) return refuse('not-found')
  const [from, to] = [assembleSide(own.value, only), assembleSide(other.value, only)]
  return done({ title: report.title, left: from, right: to })
}

export async function compareSides(
  deps: ReportDeps,
  actor: Actor,
  reportId: string,
  query: ComparisonQuery,
): Promise<Outcome<ResponseOf<'compare'>>> {
  const read = await readComparison(deps, actor, reportId, query)
  if (!read.ok) return read
  const shown = ({ about, reportId: of, report }: ComparedSide) => ({ about, reportId: of, report })
  return done({ left: shown(read.value.left), right: shown(read.value.right) })
}

type Ids = ReadonlySet<string> | null
const both = (one: Ids, other: Ids): Ids =>
  one && other ? new Set([...one].filter(id => other.has(id))) : (one ?? other)

function assembleSide({ about, reportId, report, texts }: ReadSide, only: Ids): ComparedSide {
  const assembled: AssembledReport = assemble(report, texts)
  return { about, reportId, texts, report: only ? onlySections(assembled, only) : assembled }
}

async function readSide(
  deps: ReportDeps,
  actor: Actor,
  report: LoadedReport,
  side: Side | undefined,
): Promise<Outcome<ReadSide>> {
  switch (side?.kind) {
    case 'now':
      return readNow(deps, actor, report)
    case 'version':
      return readVersionSide(deps, actor, report, side)
    case 'submitted':
    case 'submission':
      return readRounds(deps, actor, report, side)
    case 'last-year':
      return readEarlier(deps, actor, report)
    case undefined:
      return refuse('bad-request')
  }
}

async function readNow(deps: ReportDeps, actor: Actor, { id }: LoadedReport): Promise<Outcome<ReadSide>> {
  const read = await readWithTexts(deps, actor, id)
  if (!read.ok) return read
  const { report, texts } = read.value
  const about = { kind: 'now', side: 'now' } as const
  return done({ about, reportId: id, report, texts: textsOf(texts), only: null })
}

const textsOf = (texts: ReadonlyMap<string, { readonly text: Text }>) =>
  new Map([...texts].map(([id, { text }]) => [id, text]))

async function readVersionSide(
  deps: ReportDeps,
  actor: Actor,
  { id: reportId }: LoadedReport,
  { id }: { readonly id: string },
): Promise<Outcome<ReadSide>> {
  const read = await readVersion(deps, actor, reportId, id)
  if (!read.ok) return read
  const { report, texts, version } = read.value
  const { name, kind, edition, at } = version
  const about = { kind: 'version', side: `version:${id}`, name, versionKind: kind, edition, at } as const
  return done({ about, reportId, report, texts: new Map(Object.entries(texts)), only: null })
}

/** 来稿 in the outline as it is now: one of a section, or the latest of each. */
async function readRounds(
  deps: ReportDeps,
  actor: Actor,
  report: LoadedReport,
  side: Side,
): Promise<Outcome<ReadSide>> {
  const rounds = await readableRounds(deps.db, actor, report)
  const meant = rounds.filter(round => ('id' in side ? round.id === side.id : isLatest(round)))
  const [first] = meant
  if (!first) return refuse('not-found')
  const now = await readNow(deps, actor, report)
  if (!now.ok) return now
  const texts = new Map(now.value.texts)
  for (const { sectionId, text } of meant) texts.set(sectionId, text)
  const about = 'id' in side ? aboutRound(first) : ({ kind: 'submitted', side: 'submitted' } as const)
  return done({ ...now.value, about, texts, only: new Set(meant.map(({ sectionId }) => sectionId)) })
}

type Round = {
  readonly id: string
  readonly sectionId: string
  readonly place: string
  readonly round: number
  readonly latest: boolean
  readonly personName: string
  readonly at: string
  readonly text: Text
}
const isLatest = ({ latest }: Round) => latest

function aboutRound({ id, sectionId, place, round, personName, at }: Round): Comparable {
  return { kind: 'submission', side: `submission:${id}`, sectionId, place, round, personName, at }
}

/** Those that say something, in document order, the newest of a section first; recalled ones are no 来稿. */
async function readableRounds(db: Database, actor: Actor, report: LoadedReport): Promise<Round[]> {
  const sections = report.sections.filter(section =>
    mayReadSubmissions(actor, { departmentIds: holders(section) }),
  )
  if (sections.length === 0) return []
  const rows = await db
    .selectFrom('submissions')
    .innerJoin('persons', 'persons.id', 'submissions.person_id')
    .innerJoin('sections', 'sections.id', 'submissions.section_id')
    .select(['submissions.id', 'section_id', 'round', 'at', 'text', 'persons.name'])
    .where('sections.report_id', '=', report.id)
    .where('recalled_at', 'is', null)
    .where('nil', '=', 0)
    .orderBy('round', 'desc')
    .execute()
  return sections.flatMap(({ id, number, heading }) =>
    rows
      .filter(row => row.section_id === id)
      .map((row, at) => ({
        id: row.id,
        sectionId: id,
        place: number + heading,
        round: row.round,
        latest: at === 0,
        personName: row.name,
        at: row.at,
        text: readText(row.text),
      })),
  )
}

function readText(json: string): Text {
  const text: Text | null = JSON.parse(json)
  return text ?? emptyText
}

type Earlier = { readonly report: LoadedReport; readonly only: Ids }

const aboutEarlier = ({ title }: LoadedReport): Comparable => ({
  kind: 'last-year',
  side: 'last-year',
  title,
})

/** The report that this one goes back to, or else most of its sections do, as far as this person may read it. */
async function earlierReport(
  db: Database,
  actor: Actor,
  { sections, earlierId }: LoadedReport,
): Promise<Earlier | undefined> {
  const carried = sections.flatMap(({ carriedFromId }) => (carriedFromId === null ? [] : [carriedFromId]))
  const linked = earlierId === null ? undefined : await loadReport(db, earlierId)
  const report = linked ?? (await reportOfSections(db, carried))
  if (!report) return undefined
  if (mayReadReport(actor, report)) return { report, only: null }
  const ids = new Set(report.sections.map(({ id }) => id))
  const held = sections.filter(
    section =>
      ids.has(section.carriedFromId ?? '') &&
      mayReadCarried(actor, { departmentIds: holders(section) }, report),
  )
  return held.length === 0 ? undefined : { report, only: new Set(held.map(({ id }) => id)) }
}

async function reportOfSections(db: Database, ids: readonly string[]): Promise<LoadedReport | undefined> {
  if (ids.length === 0) return undefined
  const row = await db
    .selectFrom('sections')
    .select('report_id')
    .select(eb => eb.fn.countAll<number>().as('count'))
    .where('id', 'in', ids)
    .groupBy('report_id')
    .orderBy('count', 'desc')
    .orderBy('report_id')
    .limit(1)
    .executeTakeFirst()
  return row && loadReport(db, row.report_id)
}

async function readEarlier(deps: ReportDeps, actor: Actor, now: LoadedReport): Promise<Outcome<ReadSide>> {
  const { sections } = now
  const earlier = await earlierReport(deps.db, actor, now)
  if (!earlier) return refuse('not-found')
  // Who may read what was asked above.
  const read = await readForProgram(deps, earlier.report.id)
  if (!read.ok) return read
  const { report, texts } = read.value
  const names = new Map<string, string>()
  for (const { id, carriedFromId } of sections)
    if (carriedFromId !== null && !names.has(carriedFromId)) names.set(carriedFromId, id)
  const named = (id: string) => names.get(id) ?? id
  return done({
    about: aboutEarlier(earlier.report),
    reportId: report.id,
    report: {
      ...report,
      sections: report.sections.map(section => ({
        ...section,
        id: named(section.id),
        parentId: section.parentId === null ? null : named(section.parentId),
      })),
    },
    texts: new Map([...texts].map(([id, { text }]) => [named(id), text])),
    only: earlier.only,
  })
}
