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
  const fine = await readMoments(db, asked.value.sections)
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
}

const present = ({ at, people, sectionIds, changes }: Sum): Moment => ({
  at,
  people: [...people],
  sectionIds: [...sectionIds],
  changes,
})

/** In stretches of ten minutes. */
async function readMoments(db: Database, sections: readonly PlacedSection[]): Promise<Sum[]> {
  const sums: Sum[] = []
  for (const { id, head } of sections)
    for (let from = 0; from < head; from += rowsAtOnce) {
      const rows = await db
        .selectFrom('updates')
        .leftJoin('persons', 'persons.id', 'updates.person_id')
        .select(eb => [
          sql<string>`substr(updates.at, 1, ${sql.lit(finest)})`.as('stretch'),
          'persons.name as name',
          eb.fn.max('updates.at').as('at'),
          eb.fn.countAll<number>().as('changes'),
        ])
        .where('updates.section_id', '=', id)
        .where('updates.seq', '>', from)
        .where('updates.seq', '<=', Math.min(from + rowsAtOnce, head))
        .groupBy(['stretch', 'updates.person_id', 'persons.name'])
        .execute()
      for (const { stretch, name, at, changes } of rows)
        sums.push({
          stretch,
          at,
          people: new Set(name === null ? [] : [name]),
          sectionIds: new Set([id]),
          changes,
        })
    }
  return inStretches(sums, finest)
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
    }))
    .toSorted((one, other) => (one.stretch < other.stretch ? -1 : 1))
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

/**
 * Undefined: the section was not there yet. A log is in the order of its times, so a few of its rows tell;
 * looking at all of them would hold up whoever types.
 */
async function positionAt(db: Database, section: PlacedSection, at: string): Promise<number | undefined> {
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
