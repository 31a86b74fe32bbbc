/**
 * 签审后的改动: what a section says now against what its last signed round said, for its department, the
 * coordinator, and whoever signed or holds the office that did.
 */
import type { ResponseOf } from '../../shared/api.ts'
import { done, type Outcome, refuse } from '../../shared/errors.ts'
import {
  accessTo,
  type Actor,
  holders,
  holdsOffice,
  mayReadReport,
  mayReadSubmissions,
} from '../../shared/permissions.ts'
import { signerRoles } from '../../shared/report.ts'
import { plainText } from '../../shared/schema/text.ts'
import { changesSinceSigned, type SignedChange } from '../../shared/signed-changes.ts'
import { LogDamage } from '../store/log-damage.ts'
import type { Database } from '../store/store.ts'
import type { ReportDeps } from './deps.ts'
import { type Offices, readOffices } from './own-signatures.ts'
import { readText } from './rounds.ts'
import { type LoadedReport, loadReport, type PlacedSection } from './rows.ts'

type Answer = ResponseOf<'listSignedChanges'>

export async function listSignedChanges(
  deps: Pick<ReportDeps, 'db' | 'texts'>,
  actor: Actor,
  reportId: string,
  sectionId: string,
): Promise<Outcome<Answer>> {
  const report = await loadReport(deps.db, reportId)
  const section = report?.sections.find(({ id }) => id === sectionId)
  if (!report || !section) return refuse('not-found')
  const access = accessTo(report, section)
  const offices = await readOffices(deps.db, actor.id)
  const signs = signerRoles.some(role => holdsOffice(offices[role], access))
  if (!signs && !mayReadReport(actor, report)) return refuse('not-found')
  if (!signs && !mayReadSubmissions(actor, { departmentIds: holders(section) })) return refuse('forbidden')
  const signed = await readSigned(deps.db, section)
  return done(signed ? await answerFor(deps, section, signed) : { signatures: [], changes: [] })
}

/** Over all reports that are not archived, for whoever signed or holds the office; the newest signature first. */
export async function listMySignedChanges(
  deps: Pick<ReportDeps, 'db' | 'texts'>,
  actor: Actor,
): Promise<Outcome<ResponseOf<'listMySignedChanges'>>> {
  const offices = await readOffices(deps.db, actor.id)
  const holdsNone = signerRoles.every(role => offices[role].length === 0)
  const rows = await deps.db
    .selectFrom('signatures')
    .innerJoin('sections', 'sections.id', 'signatures.section_id')
    .innerJoin('reports', 'reports.id', 'sections.report_id')
    .select(['sections.id', 'sections.report_id', 'signatures.recorded_by', 'signatures.medium'])
    .where('reports.deleted_at', 'is', null)
    .where('reports.stage', '<>', 'archived')
    .where('sections.deleted_at', 'is', null)
    // Everybody's first page asks: reports are read for those alone whom it may concern.
    .$if(holdsNone, query =>
      query.where('signatures.medium', '=', 'account').where('signatures.recorded_by', '=', actor.id),
    )
    .execute()
  const list: ResponseOf<'listMySignedChanges'> = []
  for (const [reportId, own] of Map.groupBy(rows, row => row.report_id)) {
    const report = await loadReport(deps.db, reportId)
    if (!report) continue
    const signedOwn = own.filter(row => row.medium === 'account' && row.recorded_by === actor.id)
    const ids = new Set(own.map(({ id }) => id))
    for (const section of report.sections.filter(({ id }) => ids.has(id))) {
      const isOwn = signedOwn.some(({ id }) => id === section.id)
      const entry = await entryFor(deps, report, section, isOwn ? undefined : offices)
      if (entry) list.push(entry)
    }
  }
  return done(list.toSorted((a, b) => b.signedAt.localeCompare(a.signedAt)))
}

/** `offices`: those by which the section must be signed; undefined: this person signed it themselves. */
async function entryFor(
  deps: Pick<ReportDeps, 'db' | 'texts'>,
  report: LoadedReport,
  section: PlacedSection,
  offices: Offices | undefined,
): Promise<ResponseOf<'listMySignedChanges'>[number] | undefined> {
  const access = accessTo(report, section)
  if (offices && !signerRoles.some(role => holdsOffice(offices[role], access))) return undefined
  const signed = await readSigned(deps.db, section)
  if (!signed) return undefined
  if (offices && !signed.signatures.some(({ role }) => holdsOffice(offices[role], access))) return undefined
  const { changes } = await answerFor(deps, section, signed)
  if (changes.length === 0) return undefined
  const { id: sectionId, number, heading, role } = section
  const place = { reportId: report.id, reportTitle: report.title, sectionId, number, heading, role }
  return { ...place, signedAt: signed.signatures.at(-1)?.at ?? '', changes }
}

type Signed = { readonly signatures: Answer['signatures']; readonly lines: readonly string[] }

/** The newest round that anybody signed, as it was submitted. */
async function readSigned(db: Database, section: PlacedSection): Promise<Signed | undefined> {
  const rows = await db
    .selectFrom('signatures')
    .select(['round', 'role', 'signer', 'at'])
    .where('section_id', '=', section.id)
    .orderBy('round', 'desc')
    .orderBy('at')
    .execute()
  const [newest] = rows
  if (!newest) return undefined
  const submission = await db
    .selectFrom('submissions')
    .select('text')
    .where('section_id', '=', section.id)
    .where('round', '=', newest.round)
    .executeTakeFirst()
  if (!submission) return undefined
  const signatures = rows
    .filter(({ round }) => round === newest.round)
    .map(({ role, signer, at }) => ({ role, signer, at }))
  return { signatures, lines: plainText(readText(submission.text)).split('\n') }
}

async function answerFor(
  { db, texts }: Pick<ReportDeps, 'db' | 'texts'>,
  section: PlacedSection,
  { signatures, lines }: Signed,
): Promise<Answer> {
  try {
    const { plain } = await texts.ofSection(db, section)
    return { signatures, changes: changesSinceSigned(lines, plain.split('\n'), segment()).map(plainChange) }
  } catch (error) {
    // What cannot be read is told as that elsewhere; here nothing can be said of it.
    if (error instanceof LogDamage) return { signatures, changes: [] }
    throw error
  }
}

const plainChange = ({ left, right, figures }: SignedChange) => ({
  left: left?.map(({ text, isOwn }) => ({ text, isOwn })) ?? null,
  right: right?.map(({ text, isOwn }) => ({ text, isOwn })) ?? null,
  figures,
})

function segment(): (line: string) => string[] {
  const segmenter = new Intl.Segmenter('zh', { granularity: 'word' })
  return line => [...segmenter.segment(line)].map(part => part.segment)
}
