/**
 * Answers of 征求意见: by a recipient with an account, by a personal link without one, or entered for them; and
 * what a recipient is shown. The rules stand in shared/consult.ts.
 */
import type { BodyOf, ConsultAnswer, Consultations, ResponseOf } from '../../shared/api.ts'
import { isLate, type Said, saysTheSame } from '../../shared/consult.ts'
import { done, type Outcome, refuse } from '../../shared/errors.ts'
import { newId } from '../../shared/ids.ts'
import { type Actor, mayConsult, mayOpine } from '../../shared/permissions.ts'
import { readOrganisation } from '../accounts/departments.ts'
import { writeAudit } from '../ops/audit.ts'
import { timestamp } from '../ops/deps.ts'
import { hashSecret } from '../ops/secrets.ts'
import { inTransaction, type Tell } from '../ops/transaction.ts'
import type { Database } from '../store/store.ts'
import type { ConsultationTable, OpinionTable, RecipientTable } from '../store/tables/talk.ts'
import { raiseRevision } from './changing.ts'
import { listConsultations, readConsulted, readMyPart } from './consultation-rows.ts'
import { findRecipient } from './consultations.ts'
import type { ReportDeps } from './deps.ts'

type Answering = RecipientTable & Pick<ConsultationTable, 'due_at' | 'text'>

/** Who answers: the recipient themself, or a coordinator for them. */
type By = { readonly personId: string | null; readonly enteredBy: string | null }

export async function answerConsultation(
  deps: ReportDeps,
  actor: Actor,
  reportId: string,
  recipientId: string,
  answer: ConsultAnswer,
): Promise<Outcome<Consultations>> {
  const outcome = await inTransaction(deps, async (tx, tell) => {
    const part = await readMyPart(tx, actor, reportId)
    if (!part.ok) return part
    const recipient = await findRecipient(tx, reportId, recipientId)
    const own = recipient !== undefined && mayOpine(actor, { personId: recipient.person_id })
    // To whoever is not asked there is no round.
    if (!recipient || !(own || mayConsult(actor))) return refuse('not-found')
    if (recipient.closed_at !== null) return refuse('conflict')
    const by = { personId: actor.id, enteredBy: own ? null : actor.id }
    return keepAnswer(tx, deps, tell, { reportId, recipient, answer, by })
  })
  return outcome.ok ? listConsultations(deps, actor, reportId) : outcome
}

type Kept = {
  readonly reportId: string
  readonly recipient: Answering
  readonly answer: ConsultAnswer
  readonly by: By
}

/** Replaces what was answered before; an opinion in the same words keeps what was decided about it. */
async function keepAnswer(
  tx: Database,
  deps: ReportDeps,
  tell: Tell,
  { reportId, recipient, answer, by }: Kept,
): Promise<Outcome<null>> {
  const said = answer.answer === 'none' ? [] : answer.opinions
  const sectionIds = new Set(readConsulted(recipient.text).sections.map(({ id }) => id))
  const astray = said.find(({ sectionId }) => sectionId !== null && !sectionIds.has(sectionId))
  if (astray) return refuse('bad-request', { sectionId: astray.sectionId })
  const at = timestamp(deps.clock)
  const earlier = await readSaid(tx, recipient.id)
  await tx.deleteFrom('opinions').where('recipient_id', '=', recipient.id).execute()
  const rows = said.map((one, position): OpinionTable => {
    const same = earlier.find(row => saysTheSame(saidOf(row), one))
    if (same) return { ...same, position }
    return {
      id: newId(deps.random),
      recipient_id: recipient.id,
      position,
      section_id: one.sectionId,
      quote: one.quote,
      text: one.text,
      created_at: at,
      entered_by: by.enteredBy,
      outcome: null,
      reason: '',
      decided_by: null,
      decided_at: null,
    }
  })
  // The same words twice are one opinion.
  const once = [...new Map(rows.map(row => [row.id, row])).values()]
  if (once.length > 0) await tx.insertInto('opinions').values(once).execute()
  await tx
    .updateTable('consultation_recipients')
    .set({
      state: answer.answer === 'none' ? 'none' : 'answered',
      answered_at: at,
      entered_by: by.enteredBy,
    })
    .where('id', '=', recipient.id)
    .execute()
  await writeAudit(tx, deps, {
    personId: by.personId,
    action: 'consultation.answer',
    reportId,
    subjectId: recipient.id,
    before: { answer: wordOf(recipient.state), opinions: earlier.map(({ text }) => text) },
    after: {
      answer: answer.answer === 'none' ? 'no-opinion' : 'opinions',
      opinions: once.map(({ text }) => text),
      ...(by.enteredBy === null ? {} : { enteredFor: true }),
      ...(isLate(at, recipient.due_at) ? { late: true } : {}),
    },
  })
  const revision = await raiseRevision(tx, deps, reportId)
  tell({ type: 'report', reportId, revision })
  return done(null)
}

const wordOf = (state: RecipientTable['state']) =>
  state === 'none' ? 'no-opinion' : state === 'answered' ? 'opinions' : 'waiting'

const readSaid = (tx: Database, recipientId: string) =>
  tx.selectFrom('opinions').selectAll().where('recipient_id', '=', recipientId).orderBy('position').execute()

const saidOf = ({ section_id: sectionId, quote, text }: OpinionTable): Said => ({ sectionId, quote, text })

/** The text of a round, for whoever is asked in it and for the coordinator. */
export async function getConsultedText(
  { db }: Pick<ReportDeps, 'db'>,
  actor: Actor,
  reportId: string,
  consultationId: string,
): Promise<Outcome<ResponseOf<'getConsultedText'>>> {
  const part = await readMyPart(db, actor, reportId)
  if (!part.ok) return part
  const round = part.value.rounds.find(({ id }) => id === consultationId)
  return round ? done(copied(round.text)) : refuse('not-found')
}

function copied(json: string): ResponseOf<'getConsultedText'> {
  const { title, sections } = readConsulted(json)
  return { title, sections: sections.map(section => ({ ...section, lines: [...section.lines] })) }
}

/** What this person is asked for, over all reports. */
export async function listMyConsultations(
  { db }: Pick<ReportDeps, 'db'>,
  actor: Actor,
): Promise<Outcome<ResponseOf<'listMyConsultations'>>> {
  const rows = await db
    .selectFrom('consultation_recipients')
    .innerJoin('consultations', 'consultations.id', 'consultation_recipients.consultation_id')
    .innerJoin('reports', 'reports.id', 'consultations.report_id')
    .select(['report_id', 'consultation_id', 'consultations.title', 'due_at', 'state'])
    .select('reports.title as report_title')
    .where('person_id', '=', actor.id)
    .where('closed_at', 'is', null)
    .where('deleted_at', 'is', null)
    .orderBy('due_at')
    .execute()
  const asked = rows.map(row => ({
    reportId: row.report_id,
    reportTitle: row.report_title,
    consultationId: row.consultation_id,
    title: row.title,
    dueAt: row.due_at,
    state: row.state,
  }))
  return done(asked.toSorted((a, b) => Number(a.state !== 'waiting') - Number(b.state !== 'waiting')))
}

/** Whom a link is of: its round is open, its report there, and it has not expired. */
async function findByLink(db: Database, { clock }: Pick<ReportDeps, 'clock'>, secret: string) {
  return db
    .selectFrom('consultation_recipients')
    .innerJoin('consultations', 'consultations.id', 'consultation_recipients.consultation_id')
    .innerJoin('reports', 'reports.id', 'consultations.report_id')
    .selectAll('consultation_recipients')
    .select(['report_id', 'consultations.title', 'note', 'round', 'due_at', 'text'])
    .where('secret_hash', '=', hashSecret(secret))
    .where('link_expires_at', '>', timestamp(clock))
    .where('closed_at', 'is', null)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
}

export async function peekOpinion(
  deps: ReportDeps,
  { token }: BodyOf<'peekOpinion'>,
): Promise<Outcome<ResponseOf<'peekOpinion'>>> {
  const linked = await findByLink(deps.db, deps, token)
  const organisation = await readOrganisation(deps.db)
  if (!linked || !organisation) return refuse('link-expired')
  const said = await readSaid(deps.db, linked.id)
  return done({
    organisation: organisation.name,
    title: linked.title,
    note: linked.note,
    round: linked.round,
    dueAt: linked.due_at,
    name: linked.name,
    state: linked.state,
    opinions: said.map(saidOf).map(one => ({ ...one })),
    text: copied(linked.text),
  })
}

export async function opineByLink(
  deps: ReportDeps,
  { token, answer }: BodyOf<'opineByLink'>,
): Promise<Outcome<Record<string, never>>> {
  return inTransaction(deps, async (tx, tell) => {
    const recipient = await findByLink(tx, deps, token)
    if (!recipient) return refuse('link-expired')
    const by = { personId: null, enteredBy: null }
    const kept = await keepAnswer(tx, deps, tell, { reportId: recipient.report_id, recipient, answer, by })
    return kept.ok ? done({}) : kept
  })
}
