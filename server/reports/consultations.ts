/**
 * 征求意见 as the coordinator runs it: begin a round over a frozen text, add recipients, close and reopen, give
 * out links, decide. The rules stand in shared/consult.ts.
 */
import type { BodyOf, Consultations, NewRecipient, ResponseOf } from '../../shared/api.ts'
import { assemble } from '../../shared/assemble/assemble.ts'
import {
  beginning,
  type ConsultedText,
  consultedText,
  isDecidable,
  needsReason,
} from '../../shared/consult.ts'
import { done, type Outcome, refuse } from '../../shared/errors.ts'
import { newId, newSecret } from '../../shared/ids.ts'
import { limits } from '../../shared/limits.ts'
import { type Actor, mayConsult } from '../../shared/permissions.ts'
import { timestamp } from '../ops/deps.ts'
import { hashSecret } from '../ops/secrets.ts'
import type { Database } from '../store/store.ts'
import type { ConsultationTable, RecipientTable } from '../store/tables/talk.ts'
import { freezeAtStage } from './automatic-versions.ts'
import { changing } from './changing.ts'
import { listConsultations } from './consultation-rows.ts'
import type { ReportDeps } from './deps.ts'
import { writeMessages } from './messages.ts'
import type { LoadedReport } from './rows.ts'

type Links = ResponseOf<'startConsultation'>['links']

export async function startConsultation(
  deps: ReportDeps,
  actor: Actor,
  reportId: string,
  { title, note, dueAt, recipients, advance = false }: BodyOf<'startConsultation'>,
): Promise<Outcome<ResponseOf<'startConsultation'>>> {
  const outcome = await changing(deps, actor, reportId, async (tx, report) => {
    if (!mayConsult(actor)) return refuse('forbidden')
    const way = beginning(report.stage)
    if (way === 'never' || (way === 'advance' && !advance)) return refuse('conflict')
    if (Date.parse(dueAt) <= deps.clock()) return refuse('bad-request', { dueAt })
    const text = await freeze(tx, deps, report)
    if (!text.ok) return text
    const id = newId(deps.random)
    const round: ConsultationTable = {
      id,
      report_id: reportId,
      round: await nextRound(tx, reportId),
      title,
      note,
      due_at: new Date(dueAt).toISOString(),
      text: JSON.stringify(text.value),
      created_by: actor.id,
      created_at: timestamp(deps.clock),
      closed_at: null,
    }
    await tx.insertInto('consultations').values(round).execute()
    const added = await insertRecipients(tx, deps, id, recipients)
    if (!added.ok) return added
    const { names, links } = added.value
    await tellOfAsking(tx, deps, report, round, added.value)
    const start = {
      action: 'consultation.start' as const,
      subjectId: id,
      after: { title, dueAt, recipients: names },
    }
    if (way === 'now') return done({ act: start, value: links })
    await tx.updateTable('reports').set({ stage: 'consulting' }).where('id', '=', reportId).execute()
    await freezeAtStage(tx, deps, actor, report, { to: 'consulting' })
    const before = { stage: report.stage }
    const move = { action: 'report.stage' as const, before, after: { stage: 'consulting' } }
    return done({ act: [move, start], grants: 'all' as const, value: links })
  })
  return withLinks(deps, actor, reportId, outcome)
}

/** Nobody is asked about a text that cannot be read. */
async function freeze(tx: Database, deps: ReportDeps, report: LoadedReport): Promise<Outcome<ConsultedText>> {
  const texts = await deps.texts.ofReport(tx, report.id, report.sections)
  const unreadable = report.sections.filter(({ id }) => !texts.has(id))
  if (unreadable.length > 0) return refuse('unavailable', { sections: unreadable.map(({ id }) => id) })
  return done(consultedText(assemble(report, new Map([...texts].map(([id, { text }]) => [id, text])))))
}

async function nextRound(tx: Database, reportId: string): Promise<number> {
  const row = await tx
    .selectFrom('consultations')
    .select(eb => eb.fn.max('round').as('last'))
    .where('report_id', '=', reportId)
    .executeTakeFirst()
  return (row?.last ?? 0) + 1
}

type Added = {
  readonly names: string[]
  readonly links: Links
  /** Who has an account, and which departments are asked. */
  readonly personIds: string[]
  readonly departmentIds: string[]
}

/** Whoever has no account gets a link; its secret leaves here and is not stored. */
async function insertRecipients(
  tx: Database,
  deps: ReportDeps,
  consultationId: string,
  wanted: readonly NewRecipient[],
): Promise<Outcome<Added>> {
  const known = await tx
    .selectFrom('consultation_recipients')
    .select(['person_id'])
    .where('consultation_id', '=', consultationId)
    .execute()
  const asked = new Set(known.map(row => row.person_id))
  const added: Added = { names: [], links: [], personIds: [], departmentIds: [] }
  for (const [at, given] of wanted.entries()) {
    const name = await nameOf(tx, given)
    if (name === undefined) return refuse('bad-request', { recipient: given })
    // The same person twice is asked once.
    if (given.personId !== undefined && asked.has(given.personId)) continue
    asked.add(given.personId ?? null)
    const id = newId(deps.random)
    const link = given.personId === undefined ? newLink(deps) : undefined
    await tx
      .insertInto('consultation_recipients')
      .values({
        id,
        consultation_id: consultationId,
        position: known.length + at,
        name,
        department_id: given.departmentId ?? null,
        person_id: given.personId ?? null,
        secret_hash: link?.row.secret_hash ?? null,
        link_expires_at: link?.row.link_expires_at ?? null,
        state: 'waiting',
        answered_at: null,
        entered_by: null,
      })
      .execute()
    added.names.push(name)
    if (given.personId !== undefined) added.personIds.push(given.personId)
    if (given.departmentId !== undefined) added.departmentIds.push(given.departmentId)
    if (link) added.links.push({ recipientId: id, name, link: link.path })
  }
  return done(added)
}

/** Whoever has an account is told in the inbox; their departments' groups hear of it too. */
async function tellOfAsking(
  tx: Database,
  deps: ReportDeps,
  report: LoadedReport,
  round: ConsultationTable,
  { personIds, departmentIds }: Added,
): Promise<void> {
  await writeMessages(tx, deps, personIds, {
    kind: 'opinionsAsked',
    report,
    // Those who are added later are asked in a moment of their own.
    moment: `${round.id}:${timestamp(deps.clock)}`,
    departmentIds,
    params: { dueAt: round.due_at },
  })
}

/** What the recipient is called; undefined where the person or department is none of this house. */
async function nameOf(
  tx: Database,
  { name, departmentId, personId }: NewRecipient,
): Promise<string | undefined> {
  const one = async (table: 'persons' | 'departments', id: string) =>
    tx.selectFrom(table).select('name').where('id', '=', id).where('active', '=', 1).executeTakeFirst()
  const person = personId === undefined ? undefined : await one('persons', personId)
  const department = departmentId === undefined ? undefined : await one('departments', departmentId)
  if (personId !== undefined && !person) return undefined
  if (departmentId !== undefined && !department) return undefined
  return person?.name ?? name ?? department?.name
}

function newLink({ random, clock }: ReportDeps) {
  const secret = newSecret(random)
  return {
    path: `/opine#${secret}`,
    row: { secret_hash: hashSecret(secret), link_expires_at: timestamp(clock, limits.opinionLinkDays) },
  }
}

async function withLinks(
  deps: ReportDeps,
  actor: Actor,
  reportId: string,
  outcome: Outcome<{ readonly value: Links }>,
): Promise<Outcome<ResponseOf<'startConsultation'>>> {
  if (!outcome.ok) return outcome
  const consultations = await listConsultations(deps, actor, reportId)
  return consultations.ok
    ? done({ consultations: consultations.value, links: outcome.value.value })
    : consultations
}

/** The round, if it is of this report. */
async function findRound(
  tx: Database,
  reportId: string,
  consultationId: string,
): Promise<ConsultationTable | undefined> {
  return tx
    .selectFrom('consultations')
    .selectAll()
    .where('id', '=', consultationId)
    .where('report_id', '=', reportId)
    .executeTakeFirst()
}

export async function addRecipients(
  deps: ReportDeps,
  actor: Actor,
  reportId: string,
  consultationId: string,
  { recipients }: BodyOf<'addRecipients'>,
): Promise<Outcome<ResponseOf<'addRecipients'>>> {
  const outcome = await changing(deps, actor, reportId, async (tx, report) => {
    if (!mayConsult(actor)) return refuse('forbidden')
    const round = await findRound(tx, reportId, consultationId)
    if (!round) return refuse('not-found')
    if (round.closed_at !== null) return refuse('conflict')
    const added = await insertRecipients(tx, deps, consultationId, recipients)
    if (!added.ok) return added
    const { names, links } = added.value
    await tellOfAsking(tx, deps, report, round, added.value)
    const after = { recipients: names }
    const act = { action: 'consultation.recipients' as const, subjectId: consultationId, after }
    return done({ act, value: links })
  })
  return withLinks(deps, actor, reportId, outcome)
}

/** Closes the round for answers, or opens it again. */
export async function closeConsultation(
  deps: ReportDeps,
  actor: Actor,
  reportId: string,
  consultationId: string,
  { closed }: BodyOf<'closeConsultation'>,
): Promise<Outcome<Consultations>> {
  return changingConsultations(deps, actor, reportId, async tx => {
    if (!mayConsult(actor)) return refuse('forbidden')
    const round = await findRound(tx, reportId, consultationId)
    if (!round) return refuse('not-found')
    if ((round.closed_at !== null) === closed) return refuse('conflict')
    await tx
      .updateTable('consultations')
      .set({ closed_at: closed ? timestamp(deps.clock) : null })
      .where('id', '=', consultationId)
      .execute()
    const after = { closed }
    const act = { action: 'consultation.close' as const, subjectId: consultationId, after }
    return done({ act, value: null })
  })
}

async function changingConsultations(
  deps: ReportDeps,
  actor: Actor,
  reportId: string,
  verb: Parameters<typeof changing<null>>[3],
): Promise<Outcome<Consultations>> {
  const outcome = await changing(deps, actor, reportId, verb)
  return outcome.ok ? listConsultations(deps, actor, reportId) : outcome
}

/** The recipient with their round, if it is of this report. */
export async function findRecipient(
  tx: Database,
  reportId: string,
  recipientId: string,
): Promise<(RecipientTable & Pick<ConsultationTable, 'closed_at' | 'due_at' | 'text'>) | undefined> {
  return tx
    .selectFrom('consultation_recipients')
    .innerJoin('consultations', 'consultations.id', 'consultation_recipients.consultation_id')
    .selectAll('consultation_recipients')
    .select(['closed_at', 'due_at', 'text'])
    .where('consultation_recipients.id', '=', recipientId)
    .where('report_id', '=', reportId)
    .executeTakeFirst()
}

export async function renewOpinionLink(
  deps: ReportDeps,
  actor: Actor,
  reportId: string,
  recipientId: string,
): Promise<Outcome<ResponseOf<'renewOpinionLink'>>> {
  const { path, row } = newLink(deps)
  const outcome = await changing(deps, actor, reportId, async tx => {
    if (!mayConsult(actor)) return refuse('forbidden')
    const recipient = await findRecipient(tx, reportId, recipientId)
    if (!recipient) return refuse('not-found')
    if (recipient.person_id !== null || recipient.closed_at !== null) return refuse('conflict')
    await tx.updateTable('consultation_recipients').set(row).where('id', '=', recipientId).execute()
    return done({ act: { action: 'consultation.link' as const, subjectId: recipientId }, value: null })
  })
  return outcome.ok ? done({ link: path, expiresAt: row.link_expires_at }) : outcome
}

export async function decideOpinion(
  deps: ReportDeps,
  actor: Actor,
  reportId: string,
  opinionId: string,
  { outcome, reason }: BodyOf<'decideOpinion'>,
): Promise<Outcome<Consultations>> {
  return changingConsultations(deps, actor, reportId, async (tx, report) => {
    if (!mayConsult(actor)) return refuse('forbidden')
    const opinion = await tx
      .selectFrom('opinions')
      .innerJoin('consultation_recipients', 'consultation_recipients.id', 'opinions.recipient_id')
      .innerJoin('consultations', 'consultations.id', 'consultation_recipients.consultation_id')
      .select(['outcome', 'reason', 'recipient_id'])
      .where('opinions.id', '=', opinionId)
      .where('report_id', '=', reportId)
      .executeTakeFirst()
    if (!opinion) return refuse('not-found')
    if (!isDecidable(report.stage)) return refuse('conflict')
    if (outcome !== null && needsReason(outcome) && reason === undefined) return refuse('reason-needed')
    const after = { outcome, reason: outcome === null ? '' : (reason ?? '') }
    await tx
      .updateTable('opinions')
      .set({
        ...after,
        decided_by: outcome === null ? null : actor.id,
        decided_at: outcome === null ? null : timestamp(deps.clock),
      })
      .where('id', '=', opinionId)
      .execute()
    const before = { outcome: opinion.outcome, reason: opinion.reason }
    const subjectId = opinion.recipient_id
    return done({ act: { action: 'consultation.decide' as const, subjectId, before, after }, value: null })
  })
}
