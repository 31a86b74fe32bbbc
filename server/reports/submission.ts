/**
 * A section's way from the department to the coordinator: submit, return, accept; and the 来稿 kept on the way.
 *
 * 1. A 来稿 is the text as committed at the log position that it names, copied in the transaction that closes
 *    the section; it is never changed or deleted.
 * 2. Steps are those of shared/report.ts, rights those of shared/permissions.ts: a wrong state is a conflict,
 *    a wrong person forbidden.
 */
import type { BodyOf, Report, Submission } from '../../shared/api.ts'
import { done, type Outcome, refuse } from '../../shared/errors.ts'
import { newId } from '../../shared/ids.ts'
import {
  type Actor,
  holders,
  mayAccept,
  mayReadReport,
  mayReadSubmissions,
  mayReturn,
  maySubmit,
  type SectionAccess,
} from '../../shared/permissions.ts'
import { type Status, type StatusStep, statusAfter, statuses } from '../../shared/report.ts'
import type { Text } from '../../shared/schema/text.ts'
import { timestamp } from '../ops/deps.ts'
import type { Database } from '../store/store.ts'
import { changingReport } from './changing.ts'
import type { ReportDeps } from './deps.ts'
import { accessOf, loadReport, type PlacedSection } from './rows.ts'

type MayStep = (actor: Actor, section: SectionAccess) => boolean

/** Conflict if the person could take this step in some other state, else forbidden. */
function refuseStep(actor: Actor, access: SectionAccess, may: MayStep) {
  const everBy = statuses.some(status => may(actor, { ...access, status, stage: 'drafting' }))
  return refuse(everBy ? 'conflict' : 'forbidden')
}

type Step = {
  readonly step: Exclude<StatusStep, 'write'>
  readonly may: MayStep
  /** What else the step writes, in its transaction. */
  readonly write: (tx: Database, section: PlacedSection, status: Status) => Promise<void>
  readonly reason?: string
}

async function takeStep(
  deps: ReportDeps,
  actor: Actor,
  reportId: string,
  sectionId: string,
  { step, may, write, reason }: Step,
): Promise<Outcome<Report>> {
  return changingReport(deps, actor, reportId, async (tx, report) => {
    const section = report.sections.find(({ id }) => id === sectionId)
    if (!section) return refuse('not-found')
    const access = accessOf(report, section)
    if (!may(actor, access)) return refuseStep(actor, access, may)
    const status = statusAfter(section.status, step)
    if (status === undefined) return refuse('conflict')
    await write(tx, section, status)
    const act = {
      action: `section.${step}` as const,
      subjectId: sectionId,
      before: { status: section.status },
      after: reason === undefined ? { status } : { status, reason },
    }
    return done({ act, grants: [sectionId], value: null })
  })
}

/** Closes the section for its authors and keeps its text as the next round's 来稿. */
export async function submitSection(
  deps: ReportDeps,
  actor: Actor,
  reportId: string,
  sectionId: string,
): Promise<Outcome<Report>> {
  return takeStep(deps, actor, reportId, sectionId, {
    step: 'submit',
    may: maySubmit,
    async write(tx, section, status) {
      const { text, words, seq } = await deps.texts.ofSection(tx, section)
      const round = section.rounds + 1
      await tx
        .insertInto('submissions')
        .values({
          id: newId(deps.random),
          section_id: sectionId,
          round,
          person_id: actor.id,
          channel: 'editor',
          at: timestamp(deps.clock),
          seq,
          text: JSON.stringify(text),
          words,
        })
        .execute()
      await tx
        .updateTable('sections')
        .set({ status, rounds: round, return_reason: null })
        .where('id', '=', sectionId)
        .execute()
    },
  })
}

/** Gives the section back to its authors, with a reason. */
export async function returnSection(
  deps: ReportDeps,
  actor: Actor,
  reportId: string,
  sectionId: string,
  { reason }: BodyOf<'returnSection'>,
): Promise<Outcome<Report>> {
  return takeStep(deps, actor, reportId, sectionId, {
    step: 'return',
    may: mayReturn,
    reason,
    async write(tx, _section, status) {
      await tx
        .updateTable('sections')
        .set({ status, return_reason: reason })
        .where('id', '=', sectionId)
        .execute()
    },
  })
}

export async function acceptSection(
  deps: ReportDeps,
  actor: Actor,
  reportId: string,
  sectionId: string,
): Promise<Outcome<Report>> {
  return takeStep(deps, actor, reportId, sectionId, {
    step: 'accept',
    may: mayAccept,
    async write(tx, _section, status) {
      await tx
        .updateTable('sections')
        .set({ status, return_reason: null })
        .where('id', '=', sectionId)
        .execute()
    },
  })
}

/** All rounds of a section, the newest first. */
export async function listSubmissions(
  { db }: Pick<ReportDeps, 'db'>,
  actor: Actor,
  reportId: string,
  sectionId: string,
): Promise<Outcome<Submission[]>> {
  const report = await loadReport(db, reportId)
  const section = report?.sections.find(({ id }) => id === sectionId)
  if (!report || !section || !mayReadReport(actor, report)) return refuse('not-found')
  if (!mayReadSubmissions(actor, { departmentIds: holders(section) })) return refuse('forbidden')
  const rows = await db
    .selectFrom('submissions')
    .innerJoin('persons', 'persons.id', 'submissions.person_id')
    .selectAll('submissions')
    .select('persons.name as person_name')
    .where('section_id', '=', sectionId)
    .orderBy('round', 'desc')
    .execute()
  return done(
    rows.map(row => ({
      id: row.id,
      sectionId,
      round: row.round,
      personId: row.person_id,
      personName: row.person_name,
      channel: row.channel,
      at: row.at,
      text: readText(row.text),
      words: row.words,
    })),
  )
}

function readText(json: string): Text {
  const text: Text = JSON.parse(json)
  return text
}
