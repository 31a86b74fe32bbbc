/**
 * 时间轴: when a report's texts were written, by whom, and how they read at such a moment, out of the log.
 *
 * 1. Moments are stretches of ten minutes, an hour or a day, whichever keeps their number within limits; each is
 *    named by the time of its last change, and what is read at it is what was committed by then.
 * 2. Outline, title and matter are those of then (past-outline.ts), and so are the values of figures; what changed
 *    in the outline alone is a moment too, as far back as the log reaches.
 */
import { sql } from 'kysely'
import type { QueryOf, ResponseOf } from '../../shared/api.ts'
import { done, type Outcome, refuse } from '../../shared/errors.ts'
import { showFigures } from '../../shared/figures/in-text.ts'
import { limits } from '../../shared/limits.ts'
import { type Actor, mayReadReport } from '../../shared/permissions.ts'
import type { Database } from '../store/store.ts'
import { readFigureValuesAt } from './figure-rows.ts'
import { isOfOutline, outlineActions, outlineAt } from './past-outline.ts'
import { type PastDeps, type Position, textsAt } from './past-texts.ts'
import { type LoadedReport, loadReport } from './rows.ts'

type Moment = ResponseOf<'listMoments'>[number]

export async function listMoments(
  { db }: Pick<PastDeps, 'db'>,
  actor: Actor,
  reportId: string,
  { section }: QueryOf<'listMoments'>,
): Promise<Outcome<Moment[]>> {
  const report = await readable(db, actor, reportId, section)
  if (!report.ok) return report
  const fine = await readMoments(db, reportId, section)
  for (const length of stretches) {
    const moments = inStretches(fine, length)
    if (moments.length <= limits.momentsShown) return done(moments.map(present))
  }
  return done(inStretches(fine, dayLength).slice(-limits.momentsShown).map(present))
}

/** How much of a time (2026-11-23T08:15:30.000Z) tells one stretch from the next: ten minutes, an hour, a day. */
const dayLength = 10
const finest = 15
const stretches = [finest, 13, dayLength]

/** Rows of a log that are counted in one statement: whoever types waits for no more than that. */
const rowsAtOnce = 10_000

type Sum = {
  readonly stretch: string
  readonly at: string
  readonly people: ReadonlySet<string>
  readonly sectionIds: ReadonlySet<string>
  readonly changes: number
  readonly isOfOutline: boolean
}

const present = ({ at, people, sectionIds, changes, isOfOutline }: Sum): Moment => ({
  at,
  outline: isOfOutline,
  people: [...people],
  sectionIds: [...sectionIds],
  changes,
})

/** In stretches of ten minutes. */
async function readMoments(db: Database, reportId: string, sectionId: string | undefined): Promise<Sum[]> {
  const sections = await db
    .selectFrom('sections')
    .select(['id', 'head'])
    .where('report_id', '=', reportId)
    .$if(sectionId !== undefined, query => query.where('id', '=', sectionId ?? ''))
    .execute()
  const sums: Sum[] = []
  for (const { id, head } of sections)
    for (let from = 0; from < head; from += rowsAtOnce)
      sums.push(...(await writingSums(db, id, from, Math.min(from + rowsAtOnce, head))))
  const first = sums.reduce((least, { stretch }) => (stretch < least ? stretch : least), '9')
  // Before the log begins there is no text to read an outline with.
  const outlined = (await outlineSums(db, reportId, sectionId)).filter(({ stretch }) => stretch >= first)
  return inStretches([...sums, ...outlined], finest)
}

async function writingSums(db: Database, sectionId: string, from: number, to: number): Promise<Sum[]> {
  const rows = await db
    .selectFrom('updates')
    .leftJoin('persons', 'persons.id', 'updates.person_id')
    .select(eb => [
      sql<string>`substr(updates.at, 1, ${sql.lit(finest)})`.as('stretch'),
      'persons.name as name',
      eb.fn.max('updates.at').as('at'),
      eb.fn.countAll<number>().as('changes'),
    ])
    .where('updates.section_id', '=', sectionId)
    .where('updates.seq', '>', from)
    .where('updates.seq', '<=', to)
    .groupBy(['stretch', 'updates.person_id', 'persons.name'])
    .execute()
  return rows.map(({ name, ...row }) => ({
    ...row,
    people: new Set(name === null ? [] : [name]),
    sectionIds: new Set([sectionId]),
    isOfOutline: false,
  }))
}

async function outlineSums(db: Database, reportId: string, sectionId: string | undefined): Promise<Sum[]> {
  const rows = await db
    .selectFrom('audit')
    .leftJoin('persons', 'persons.id', 'audit.person_id')
    .select(['audit.action', 'audit.at', 'audit.subject_id as subjectId', 'persons.name as name'])
    .select(['audit.before', 'audit.after'])
    .where('audit.report_id', '=', reportId)
    .where('audit.action', 'in', outlineActions)
    .$if(sectionId !== undefined, query => query.where('audit.subject_id', '=', sectionId ?? ''))
    .execute()
  return rows.filter(isOfOutline).map(({ action, at, subjectId, name }) => ({
    stretch: at.slice(0, finest),
    at,
    people: new Set(name === null ? [] : [name]),
    sectionIds: new Set(subjectId !== null && action.startsWith('section.') ? [subjectId] : []),
    changes: 1,
    isOfOutline: true,
  }))
}

/** Sums put together; the oldest first. */
function inStretches(sums: readonly Sum[], length: number): Sum[] {
  return [...Map.groupBy(sums, ({ stretch }) => stretch.slice(0, length))]
    .map(([stretch, group]) => ({
      stretch,
      at: group.reduce((last, { at }) => (at > last ? at : last), ''),
      people: new Set(group.flatMap(({ people }) => [...people])),
      sectionIds: new Set(group.flatMap(({ sectionIds }) => [...sectionIds])),
      changes: group.reduce((sum, { changes }) => sum + changes, 0),
      isOfOutline: group.some(({ isOfOutline }) => isOfOutline),
    }))
    .toSorted((one, other) => (one.stretch < other.stretch ? -1 : 1))
}

export async function readMoment(
  deps: PastDeps,
  actor: Actor,
  reportId: string,
  { at, section }: QueryOf<'readMoment'>,
): Promise<Outcome<ResponseOf<'readMoment'>>> {
  const report = await readable(deps.db, actor, reportId, section)
  if (!report.ok) return report
  const { outline, heads } = await outlineAt(deps.db, report.value, at)
  const sections = outline.sections.filter(({ id }) => section === undefined || id === section)
  const positions: Position[] = []
  for (const { id } of sections) {
    const seq = await positionAt(deps.db, { id, head: heads.get(id) ?? 0 }, at)
    if (seq !== undefined) positions.push({ sectionId: id, seq })
  }
  const texts = await textsAt(deps, actor, positions, report.value.sections)
  if (!texts.ok) return texts
  const figures = await readFigureValuesAt(deps.db, reportId, at)
  const shown = [...texts.value].map(([id, text]) => [id, showFigures(text, figures)] as const)
  const written = sections.filter(({ id }) => texts.value.has(id))
  return done({ outline: { ...outline, sections: written }, texts: Object.fromEntries(shown) })
}

/**
 * Undefined: the section was not there yet. A log is in the order of its times, so a few of its rows tell;
 * looking at all of them would hold up whoever types.
 */
async function positionAt(
  db: Database,
  section: { readonly id: string; readonly head: number },
  at: string,
): Promise<number | undefined> {
  const isBy = async (seq: number) => {
    const row = await db
      .selectFrom('updates')
      .select('at')
      .where('section_id', '=', section.id)
      .where('seq', '=', seq)
      .executeTakeFirst()
    return row !== undefined && row.at <= at
  }
  const { first } = await db
    .selectFrom('updates')
    .select(eb => eb.fn.min('seq').as('first'))
    .where('section_id', '=', section.id)
    .executeTakeFirstOrThrow()
  // Rows that the retention dropped are stood in for by the position before the first that is left.
  let known = first === null ? section.head : first - 1
  for (let after = section.head + 1; after - known > 1; ) {
    const middle = (known + after) >> 1
    if (await isBy(middle)) known = middle
    else after = middle
  }
  return known >= 1 ? known : undefined
}

/** The report, for who may read it; and the section that is asked for is one of it. */
async function readable(
  db: Database,
  actor: Actor,
  reportId: string,
  sectionId: string | undefined,
): Promise<Outcome<LoadedReport>> {
  const report = await loadReport(db, reportId)
  if (!report || !mayReadReport(actor, report)) return refuse('not-found')
  const isThere = sectionId === undefined || report.sections.some(({ id }) => id === sectionId)
  return isThere ? done(report) : refuse('not-found')
}
