/**
 * Who wrote a section as it is now, for whoever may read the report (rules Q1–Q6): spans of letters by their Yjs
 * ids, which the editors' documents have too. Shares are counted for who assembles alone.
 */
import type { ResponseOf, Share, WordSource } from '../../../shared/api.ts'
import { done, type Outcome, refuse } from '../../../shared/errors.ts'
import { type Actor, mayAssemble, mayReadReport } from '../../../shared/permissions.ts'
import { lettersOf, rootOf } from '../../../shared/schema/letters.ts'
import type { Database } from '../../store/store.ts'
import { readWritten, type Written } from '../authorship.ts'
import type { ReportDeps } from '../deps.ts'
import type { Source } from '../letter-sources.ts'
import { loadReport, type LoadedReport } from '../rows.ts'
import { departmentOf, readSeats } from './source-people.ts'

type Answer = ResponseOf<'getAuthorship'>

export async function readAuthorship(
  { db }: Pick<ReportDeps, 'db'>,
  actor: Actor,
  reportId: string,
  sectionId: string,
): Promise<Outcome<Answer>> {
  const report = await loadReport(db, reportId)
  const section = report?.sections.find(({ id }) => id === sectionId)
  if (!report || !section || !mayReadReport(actor, report)) return refuse('not-found')
  const written = await readWritten(db, sectionId, section.head)
  if (!written.ok) return written
  try {
    const { spans, sources } = spansOf(written.value)
    const shown = await present(db, report, sectionId, sources)
    const shares = mayAssemble(actor) ? sharesOf(spans, shown) : null
    return done({
      seq: section.head,
      spans: spans.map(({ words: _words, ...span }) => span),
      sources: shown,
      shares,
    })
  } finally {
    written.value.doc.destroy()
  }
}

type Span = Answer['spans'][number] & { readonly words: number }

function spansOf({ doc, sources }: Written): { spans: Span[]; sources: Source[] } {
  const spans: Span[] = []
  const known = new Map<string, number>()
  const list: Source[] = []
  const indexOf = (source: Source) => {
    const shown = { ...source, at: source.at && toMinute(source.at) }
    const key = JSON.stringify(shown)
    const index = known.get(key) ?? list.push(shown) - 1
    known.set(key, index)
    return index
  }
  for (const { client, clock, text } of lettersOf(rootOf(doc)))
    for (let at = 0; at < text.length; ) {
      const found = sources.at(client, clock + at)
      const until = Math.min(text.length, found ? found.until - clock : at + 1)
      const source = indexOf(found?.source ?? nobody)
      const words = text.slice(at, until).replace(/\s+/gu, '').length
      const last = spans.at(-1)
      if (last && last.client === client && last.clock + last.length === clock + at && last.source === source)
        spans[spans.length - 1] = { ...last, length: last.length + until - at, words: last.words + words }
      else spans.push({ client, clock: clock + at, length: until - at, source, words })
      at = until
    }
  return { spans, sources: list }
}

const nobody: Source = {
  personId: null,
  name: null,
  departmentId: null,
  at: null,
  submissionId: null,
  materialId: null,
  fromSectionId: null,
}

/** What was typed within a minute is told as one. */
const toMinute = (at: string) => `${at.slice(0, 16)}:00.000Z`

async function present(
  db: Database,
  report: LoadedReport,
  sectionId: string,
  sources: readonly Source[],
): Promise<WordSource[]> {
  const seats = await readSeats(db)
  const persons = new Map(
    (await db.selectFrom('persons').select(['id', 'name']).execute()).map(({ id, name }) => [id, name]),
  )
  const departments = new Map(
    (await db.selectFrom('departments').select(['id', 'name']).execute()).map(({ id, name }) => [id, name]),
  )
  const rounds = await db
    .selectFrom('submissions')
    .innerJoin('sections', 'sections.id', 'submissions.section_id')
    .select(['submissions.id', 'round'])
    .where('sections.report_id', '=', report.id)
    .execute()
  const materials = await db
    .selectFrom('materials')
    .select(['id', 'name'])
    .where('report_id', '=', report.id)
    .execute()
  return sources.map(source => {
    const departmentId = departmentOf(seats, report, source.fromSectionId ?? sectionId, source)
    return {
      personId: source.personId,
      personName: source.personId === null ? source.name : (persons.get(source.personId) ?? null),
      departmentId,
      departmentName: departmentId === null ? null : (departments.get(departmentId) ?? null),
      at: source.at,
      round: rounds.find(({ id }) => id === source.submissionId)?.round ?? null,
      material: materials.find(({ id }) => id === source.materialId)?.name ?? null,
      fromSectionId: source.fromSectionId,
    }
  })
}

/** Of all letters that are no white space; the largest first. */
function sharesOf(spans: readonly Span[], sources: readonly WordSource[]): Share[] {
  const counts = new Map<string, Share>()
  for (const { source, words } of spans) {
    const {
      personId = null,
      personName = null,
      departmentId = null,
      departmentName = null,
    } = sources[source] ?? {}
    const key = `${departmentId} ${personId ?? personName}`
    const known = counts.get(key)
    counts.set(key, {
      personId,
      personName,
      departmentId,
      departmentName,
      words: (known?.words ?? 0) + words,
    })
  }
  return [...counts.values()].filter(({ words }) => words > 0).sort((one, other) => other.words - one.words)
}
