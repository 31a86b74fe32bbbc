/**
 * Searching all reports that the asking person may read: titles, headings, texts.
 *
 * 1. The store proposes, the reports themselves decide: each one that is shown was loaded now and asked of
 *    shared/permissions.ts now, so that what was deleted or taken away a moment ago does not show.
 * 2. A section is shown only if the question really stands in it.
 */
import type { FoundReport, SearchResults } from '../../shared/api.ts'
import { done, type Outcome } from '../../shared/errors.ts'
import { limits } from '../../shared/limits.ts'
import { type Actor, mayReadReport } from '../../shared/permissions.ts'
import { findTerms, gramsAsked, snippetOf, termsOf } from '../../shared/search.ts'
import {
  type Candidate,
  findCandidates,
  readSearchedTexts,
  readTextPlaces,
  type SearchScope,
} from '../store/section-texts.ts'
import type { ReportDeps } from './deps.ts'
import { type LoadedReport, loadReport, type PlacedSection } from './rows.ts'
import { catchUp } from './text-index.ts'

export async function search(
  deps: ReportDeps,
  actor: Actor,
  { q }: { readonly q: string },
): Promise<Outcome<SearchResults>> {
  const terms = termsOf(q)
  const grams = gramsAsked(q)
  if (grams.length === 0) return done({ reports: [], more: false, complete: true })
  const complete = await catchUp(deps)
  const most = limits.searchReports + 1
  const candidates = await findCandidates(deps.db, { grams, terms, scope: scopeOf(actor), most })
  const reports: FoundReport[] = []
  for (const candidate of candidates.slice(0, limits.searchReports)) {
    const found = await readCandidate(deps, actor, candidate, terms)
    if (found) reports.push(found)
  }
  return done({ reports, more: candidates.length === most, complete })
}

/** Whoever reads a report that no department holds reads them all. */
function scopeOf(actor: Actor): SearchScope {
  return mayReadReport(actor, { departmentIds: [] }) ? 'all' : actor.departmentIds
}

async function readCandidate(
  { db }: ReportDeps,
  actor: Actor,
  { reportId, texts, titleMatches }: Candidate,
  terms: readonly string[],
): Promise<FoundReport | undefined> {
  const report = await loadReport(db, reportId)
  if (!report || !mayReadReport(actor, report)) return undefined
  const numbers = await readTextPlaces(db, texts)
  const candidates = report.sections.filter(({ id }) => numbers.has(id))
  const { sections, more } = await readSections(db, candidates, numbers, terms)
  if (sections.length === 0 && !titleMatches) return undefined
  return { ...facts(report), sections, more }
}

const facts = ({ id, title, period, stage }: LoadedReport) => ({ id, title, period, stage })

/** The first sections that contain the terms; texts are read in portions, for most of them do. */
async function readSections(
  db: ReportDeps['db'],
  candidates: readonly PlacedSection[],
  numbers: ReadonlyMap<string, number>,
  terms: readonly string[],
): Promise<Pick<FoundReport, 'sections' | 'more'>> {
  const sections: FoundReport['sections'] = []
  for (let from = 0; from < candidates.length; from += portion) {
    const read = candidates.slice(from, from + portion)
    const texts = await readSearchedTexts(
      db,
      read.flatMap(({ id }) => numbers.get(id) ?? []),
    )
    for (const section of read) {
      const found = foundIn(section, texts.get(numbers.get(section.id) ?? 0) ?? '', terms)
      if (found && sections.length === limits.searchSections) return { sections, more: true }
      if (found) sections.push(found)
    }
  }
  return { sections, more: false }
}

const portion = limits.searchSections + 1

function foundIn(
  { id, number, heading }: PlacedSection,
  text: string,
  terms: readonly string[],
): FoundReport['sections'][number] | undefined {
  const found = findTerms(text, terms)
  if (found) return { id, number, heading, snippet: snippetOf(text, found), count: found.count }
  // Some terms may stand in the heading and the others in the text.
  if (!findTerms(`${heading}\n${text}`, terms)) return undefined
  return { id, number, heading, snippet: null, count: 0 }
}
