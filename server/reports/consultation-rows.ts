/** Reading rounds of opinions: rows, whom they ask, and the answer that a person may see of them. */
import type { Consultation, ConsultRecipient, Consultations } from '../../shared/api.ts'
import { type ConsultedText, isLate } from '../../shared/consult.ts'
import { done, type Outcome, refuse } from '../../shared/errors.ts'
import { type Actor, mayConsult, mayOpine, mayReadReport } from '../../shared/permissions.ts'
import type { Database } from '../store/store.ts'
import type { ConsultationTable, OpinionTable, RecipientTable } from '../store/tables/talk.ts'
import type { ReportDeps } from './deps.ts'
import { type LoadedReport, loadReport } from './rows.ts'

export type Round = ConsultationTable & { readonly recipients: readonly RecipientTable[] }

/** Newest first, with their recipients in order. */
async function readRounds(db: Database, reportId: string): Promise<Round[]> {
  const rounds = await db
    .selectFrom('consultations')
    .selectAll()
    .where('report_id', '=', reportId)
    .orderBy('round', 'desc')
    .execute()
  const recipients = await db
    .selectFrom('consultation_recipients')
    .innerJoin('consultations', 'consultations.id', 'consultation_recipients.consultation_id')
    .selectAll('consultation_recipients')
    .where('report_id', '=', reportId)
    .orderBy('position')
    .execute()
  const byRound = Map.groupBy(recipients, ({ consultation_id: id }) => id)
  return rounds.map(round => ({ ...round, recipients: byRound.get(round.id) ?? [] }))
}

export function readConsulted(json: string): ConsultedText {
  const text: ConsultedText = JSON.parse(json)
  return text
}

/** Rounds with the recipients that this person may see; not-found where there is nothing for them at all. */
export async function readMyPart(
  db: Database,
  actor: Actor,
  reportId: string,
): Promise<Outcome<{ report: LoadedReport; rounds: Round[] }>> {
  const report = await loadReport(db, reportId)
  if (!report) return refuse('not-found')
  const all = await readRounds(db, reportId)
  const rounds = mayConsult(actor) ? all : all.flatMap(round => ownPart(actor, round))
  if (rounds.length === 0 && !mayReadReport(actor, report)) return refuse('not-found')
  return done({ report, rounds })
}

function ownPart(actor: Actor, round: Round): Round[] {
  const recipients = round.recipients.filter(one => mayOpine(actor, { personId: one.person_id }))
  return recipients.length === 0 ? [] : [{ ...round, recipients }]
}

export async function listConsultations(
  { db }: Pick<ReportDeps, 'db'>,
  actor: Actor,
  reportId: string,
): Promise<Outcome<Consultations>> {
  const part = await readMyPart(db, actor, reportId)
  if (!part.ok) return part
  return done(await presentRounds(db, part.value.report, part.value.rounds))
}

/** All rounds, for the program itself, which asks for nobody. */
export async function readConsultations(db: Database, report: LoadedReport): Promise<Consultations> {
  return presentRounds(db, report, await readRounds(db, report.id))
}

async function presentRounds(
  db: Database,
  report: LoadedReport,
  rounds: readonly Round[],
): Promise<Consultations> {
  const opinions = Map.groupBy(await readOpinions(db, report.id), ({ recipient_id: id }) => id)
  const people = new Map(
    (await db.selectFrom('persons').select(['id', 'name']).execute()).map(({ id, name }) => [id, name]),
  )
  const nameOf = (id: string | null) => (id === null ? null : (people.get(id) ?? null))
  return {
    reportTitle: report.title,
    stage: report.stage,
    rounds: rounds.map(round => presentRound(round, opinions, nameOf)),
  }
}

async function readOpinions(db: Database, reportId: string): Promise<OpinionTable[]> {
  return db
    .selectFrom('opinions')
    .innerJoin('consultation_recipients', 'consultation_recipients.id', 'opinions.recipient_id')
    .innerJoin('consultations', 'consultations.id', 'consultation_recipients.consultation_id')
    .selectAll('opinions')
    .where('report_id', '=', reportId)
    .orderBy('opinions.position')
    .execute()
}

type NameOf = (id: string | null) => string | null

function presentRound(
  round: Round,
  opinions: ReadonlyMap<string, readonly OpinionTable[]>,
  nameOf: NameOf,
): Consultation {
  return {
    id: round.id,
    round: round.round,
    title: round.title,
    note: round.note,
    dueAt: round.due_at,
    createdAt: round.created_at,
    createdByName: nameOf(round.created_by) ?? '',
    closedAt: round.closed_at,
    sections: readConsulted(round.text).sections.map(({ id, label }) => ({ id, label })),
    recipients: round.recipients.map(one => ({
      ...presentRecipient(one, round, nameOf),
      opinions: (opinions.get(one.id) ?? []).map(opinion => presentOpinion(opinion, nameOf)),
    })),
  }
}

function presentRecipient(
  row: RecipientTable,
  round: Round,
  nameOf: NameOf,
): Omit<ConsultRecipient, 'opinions'> {
  return {
    id: row.id,
    name: row.name,
    departmentId: row.department_id,
    personId: row.person_id,
    state: row.state,
    answeredAt: row.answered_at,
    late: isLate(row.answered_at, round.due_at),
    enteredByName: nameOf(row.entered_by),
  }
}

function presentOpinion(row: OpinionTable, nameOf: NameOf): ConsultRecipient['opinions'][number] {
  return {
    id: row.id,
    sectionId: row.section_id,
    quote: row.quote,
    text: row.text,
    createdAt: row.created_at,
    outcome: row.outcome,
    reason: row.reason,
    decidedByName: nameOf(row.decided_by),
    decidedAt: row.decided_at,
  }
}

/** How many opinions of the report nobody has decided about. */
export async function countUndecided(db: Database, reportId: string): Promise<number> {
  const { count } = await db
    .selectFrom('opinions')
    .innerJoin('consultation_recipients', 'consultation_recipients.id', 'opinions.recipient_id')
    .innerJoin('consultations', 'consultations.id', 'consultation_recipients.consultation_id')
    .select(eb => eb.fn.countAll<number>().as('count'))
    .where('report_id', '=', reportId)
    .where('outcome', 'is', null)
    .executeTakeFirstOrThrow()
  return count
}
