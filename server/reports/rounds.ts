/**
 * The rounds of a section as they are shown: every 来稿 with its signatures and, where it went back, by whom and
 * why; and where the present round stands (已写完, signatures, looked at).
 */
import type { Progress, ReturnNote, Round } from '../../shared/api.ts'
import { done, type Outcome, refuse } from '../../shared/errors.ts'
import { type Actor, holders, mayReadReport, mayReadSubmissions } from '../../shared/permissions.ts'
import type { Text } from '../../shared/schema/text.ts'
import type { Database } from '../store/store.ts'
import type { ReportDeps } from './deps.ts'
import { loadReport } from './rows.ts'

/** All rounds of a section, the newest first. */
export async function listSubmissions(
  { db }: Pick<ReportDeps, 'db'>,
  actor: Actor,
  reportId: string,
  sectionId: string,
): Promise<Outcome<Round[]>> {
  const report = await loadReport(db, reportId)
  const section = report?.sections.find(({ id }) => id === sectionId)
  if (!report || !section || !mayReadReport(actor, report)) return refuse('not-found')
  if (!mayReadSubmissions(actor, { departmentIds: holders(section) })) return refuse('forbidden')
  return done(await readRounds(db, sectionId))
}

/** The same for the program itself, which asks for nobody. */
export async function readRounds(db: Database, sectionId: string): Promise<Round[]> {
  const rows = await db
    .selectFrom('submissions')
    .innerJoin('persons', 'persons.id', 'submissions.person_id')
    .selectAll('submissions')
    .select('persons.name as person_name')
    .where('section_id', '=', sectionId)
    .orderBy('round', 'desc')
    .execute()
  const returns = await db
    .selectFrom('returns')
    .selectAll()
    .where('section_id', '=', sectionId)
    .orderBy('at')
    .execute()
  const signatures = await db
    .selectFrom('signatures')
    .selectAll()
    .where('section_id', '=', sectionId)
    .orderBy('at')
    .execute()
  return rows.map(row => ({
    id: row.id,
    sectionId,
    round: row.round,
    personId: row.person_id,
    personName: row.person_name,
    channel: row.channel,
    at: row.at,
    text: readText(row.text),
    words: row.words,
    nil: row.nil === 1,
    note: row.note,
    recalledAt: row.recalled_at,
    enteredFor: row.entered_for,
    attachmentId: row.attachment_id,
    returns: returns
      .filter(({ round }) => round === row.round)
      .map(({ kind, at, by_name: byName, reason, notes }) => ({
        kind,
        at,
        byName,
        reason,
        notes: readNotes(notes),
      })),
    signatures: signatures
      .filter(({ round }) => round === row.round)
      .map(({ role, signer, medium, at, note, attachment_id: attachmentId }) => ({
        role,
        signer,
        medium,
        at,
        note,
        attachmentId,
      })),
  }))
}

/** Where the present round of each section stands; sections without any are left out. */
export async function readProgress(db: Database, reportId: string): Promise<Map<string, Progress>> {
  const submissions = await db
    .selectFrom('submissions')
    .innerJoin('sections', join =>
      join
        .onRef('sections.id', '=', 'submissions.section_id')
        .onRef('sections.rounds', '=', 'submissions.round'),
    )
    .select(['section_id', 'at', 'nil', 'looked_at', 'recalled_at'])
    .where('sections.report_id', '=', reportId)
    .execute()
  const ticks = await db
    .selectFrom('section_ticks')
    .innerJoin('sections', 'sections.id', 'section_ticks.section_id')
    .innerJoin('persons', 'persons.id', 'section_ticks.person_id')
    .select(['section_id', 'department_id', 'kind', 'at', 'reason', 'persons.name'])
    .where('sections.report_id', '=', reportId)
    .orderBy('at')
    .execute()
  const signatures = await db
    .selectFrom('signatures')
    .innerJoin('sections', join =>
      join
        .onRef('sections.id', '=', 'signatures.section_id')
        .onRef('sections.rounds', '=', 'signatures.round'),
    )
    .select(['section_id', 'signatures.role', 'signer', 'medium', 'at'])
    .where('sections.report_id', '=', reportId)
    .orderBy('at')
    .execute()
  const notes = await lastNotes(db, reportId)
  const ids = new Set([...submissions, ...ticks, ...signatures].map(row => row.section_id))
  return new Map(
    Array.from(ids, id => {
      const submission = submissions.find(row => row.section_id === id)
      const progress: Progress = {
        submittedAt: submission && submission.recalled_at === null ? submission.at : null,
        nil: submission?.nil === 1 && submission.recalled_at === null,
        looked: submission !== undefined && submission.looked_at !== null,
        ticks: ticks
          .filter(row => row.section_id === id)
          .map(({ department_id: departmentId, kind, at, reason, name: personName }) => ({
            departmentId,
            kind,
            at,
            reason,
            personName,
          })),
        signatures: signatures
          .filter(row => row.section_id === id)
          .map(({ role, signer, medium, at }) => ({ role, signer, medium, at })),
        notes: notes.get(id) ?? [],
      }
      return [id, progress]
    }),
  )
}

/** The notes at the sentences of what went back and is not submitted again. */
async function lastNotes(db: Database, reportId: string): Promise<Map<string, ReturnNote[]>> {
  const rows = await db
    .selectFrom('returns')
    .innerJoin('sections', join =>
      join.onRef('sections.id', '=', 'returns.section_id').onRef('sections.rounds', '=', 'returns.round'),
    )
    .select(['section_id', 'notes'])
    .where('sections.report_id', '=', reportId)
    .where('sections.status', '=', 'returned')
    .orderBy('at')
    .execute()
  return new Map(rows.map(row => [row.section_id, readNotes(row.notes)]))
}

export function readText(json: string): Text {
  const text: Text = JSON.parse(json)
  return text
}

function readNotes(json: string): ReturnNote[] {
  const notes: ReturnNote[] = JSON.parse(json)
  return notes
}
