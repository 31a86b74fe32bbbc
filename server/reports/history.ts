/**
 * 时间轴: when a report's texts were written, by whom, and how they read at such a moment, out of the log.
 *
 * 1. Moments are stretches of ten minutes, an hour or a day, whichever keeps their number within limits; each is
 *    named by the time of its last change, and what is read at it is what was committed by then.
 * 2. Outline and figures are those of today: a section that did not exist yet is left out, one that was deleted too.
 */
import { sql } from 'kysely'
import type { QueryOf, ResponseOf } from '../../shared/api.ts'
import { done, type Outcome, refuse } from '../../shared/errors.ts'
import { showFigures } from '../../shared/figures/in-text.ts'
import { limits } from '../../shared/limits.ts'
import { type Actor, mayReadReport } from '../../shared/permissions.ts'
import type { Database } from '../store/store.ts'
import { readFigureValues } from './figure-rows.ts'
import { type PastDeps, type Position, textsAt } from './past-texts.ts'
import { type LoadedReport, loadReport, type PlacedSection } from './rows.ts'

type Moment = ResponseOf<'listMoments'>[number]

export async function listMoments(
  { db }: Pick<PastDeps, 'db'>,
  actor: Actor,
  reportId: string,
  { section }: QueryOf<'listMoments'>,
): Promise<Outcome<Moment[]>> {
  const asked = await sectionsAsked(db, actor, reportId, section)
  if (!asked.ok) return asked
  const ids = asked.value.sections.map(({ id }) => id)
  if (ids.length === 0) return done([])
  for (const length of stretches) {
    const moments = await readMoments(db, ids, length)
    if (moments.length <= limits.momentsShown) return done(moments)
  }
  return done((await readMoments(db, ids, dayLength)).slice(-limits.momentsShown))
}

/** How much of a time (2026-11-23T08:15:30.000Z) tells one stretch from the next: ten minutes, an hour, a day. */
const dayLength = 10
const stretches = [15, 13, dayLength]

/** The oldest first. */
async function readMoments(db: Database, sectionIds: readonly string[], length: number): Promise<Moment[]> {
  const rows = await db
    .selectFrom('updates')
    .leftJoin('persons', 'persons.id', 'updates.person_id')
    .select(eb => [
      sql<string>`substr(updates.at, 1, ${sql.lit(length)})`.as('stretch'),
      'updates.section_id as sectionId',
      'persons.name as name',
      eb.fn.max('updates.at').as('at'),
      eb.fn.countAll<number>().as('changes'),
    ])
    .where('updates.section_id', 'in', sectionIds)
    .groupBy(['stretch', 'updates.section_id', 'updates.person_id', 'persons.name'])
    .orderBy('stretch')
    .execute()
  return [...Map.groupBy(rows, ({ stretch }) => stretch).values()].map(group => ({
    at: group.reduce((last, { at }) => (at > last ? at : last), ''),
    people: [...new Set(group.flatMap(({ name }) => name ?? []))],
    sectionIds: [...new Set(group.map(({ sectionId }) => sectionId))],
    changes: group.reduce((sum, { changes }) => sum + changes, 0),
  }))
}

export async function readMoment(
  deps: PastDeps,
  actor: Actor,
  reportId: string,
  { at, section }: QueryOf<'readMoment'>,
): Promise<Outcome<ResponseOf<'readMoment'>>> {
  const asked = await sectionsAsked(deps.db, actor, reportId, section)
  if (!asked.ok) return asked
  const { report, sections } = asked.value
  const positions: Position[] = []
  for (const one of sections) {
    const seq = await positionAt(deps.db, one, at)
    if (seq !== undefined) positions.push({ sectionId: one.id, seq })
  }
  const texts = await textsAt(deps, positions, report.sections)
  if (!texts.ok) return texts
  const figures = await readFigureValues(deps.db, reportId)
  const shown = [...texts.value].map(([id, text]) => [id, showFigures(text, figures)] as const)
  return done({ texts: Object.fromEntries(shown) })
}

/** Undefined: the section was not there yet. */
async function positionAt(db: Database, section: PlacedSection, at: string): Promise<number | undefined> {
  const { last, first } = await db
    .selectFrom('updates')
    .select(eb => [
      eb.fn.max(eb.case().when('at', '<=', at).then(eb.ref('seq')).end()).as('last'),
      eb.fn.min('seq').as('first'),
    ])
    .where('section_id', '=', section.id)
    .executeTakeFirstOrThrow()
  if (last !== null) return last
  // Rows that the retention dropped are stood in for by the position before the first that is left.
  const standIn = first === null ? section.head : first - 1
  return standIn >= 1 ? standIn : undefined
}

async function sectionsAsked(
  db: Database,
  actor: Actor,
  reportId: string,
  sectionId: string | undefined,
): Promise<Outcome<{ readonly report: LoadedReport; readonly sections: readonly PlacedSection[] }>> {
  const report = await loadReport(db, reportId)
  if (!report || !mayReadReport(actor, report)) return refuse('not-found')
  if (sectionId === undefined) return done({ report, sections: report.sections })
  const section = report.sections.find(({ id }) => id === sectionId)
  return section ? done({ report, sections: [section] }) : refuse('not-found')
}
