/**
 * 催报 of chosen sections at once: one polite text for each department that owes any of them, to the inbox of its
 * people, to the channels that carry reminders, and by e-mail. What the preview shows is what is sent.
 *
 * One press is one act: its id, made by the browser, keeps a second press or a repeated request from sending
 * again. Another act sends again; the board shows when the last one was.
 */
import type { BodyOf, Person, ResponseOf } from '../../shared/api.ts'
import { mailChannelId, reaches } from '../../shared/channels.ts'
import { done, type Outcome, refuse } from '../../shared/errors.ts'
import type { Language } from '../../shared/i18n/dictionaries.ts'
import { departmentsOf, dutiesOf, type NoticedReport } from '../../shared/notice/duties.ts'
import { writeReminder } from '../../shared/notice/notice.ts'
import { type Actor, mayReadReport, mayRemind } from '../../shared/permissions.ts'
import { noProgress } from '../../shared/report.ts'
import { readMailRecipients } from '../accounts/mail.ts'
import { readOrganisation } from '../accounts/departments.ts'
import { readPeople } from '../accounts/person-rows.ts'
import { channelsFor } from '../delivery/channel-rows.ts'
import type { Letter } from '../delivery/letter.ts'
import { putIn } from '../delivery/outbox.ts'
import { readWords } from '../delivery/words.ts'
import { writeAudit } from '../ops/audit.ts'
import { inTransaction } from '../ops/transaction.ts'
import type { Database } from '../store/store.ts'
import type { ChannelTable } from '../store/tables/going-out.ts'
import { momentIn, reachOf } from './announce.ts'
import type { ReportDeps } from './deps.ts'
import { insertMessages } from './message-rows.ts'
import { idsBut, writers } from './messages.ts'
import { keepReminder } from './reminders.ts'
import { readProgress } from './rounds.ts'
import { type LoadedReport, loadReport } from './rows.ts'

type Mails = Awaited<ReturnType<typeof readMailRecipients>>

/** What one department is told, and who hears it. */
type Call = {
  readonly department: { readonly id: string; readonly name: string }
  readonly sections: NoticedReport['sections']
  readonly personIds: readonly string[]
  readonly mails: Mails
  readonly channels: readonly ChannelTable[]
  readonly textIn: (language: Language) => string
}

export async function previewReminders(
  deps: ReportDeps,
  actor: Actor,
  reportId: string,
  { sectionIds }: BodyOf<'previewReminders'>,
): Promise<Outcome<ResponseOf<'previewReminders'>>> {
  const planned = await plan(deps.db, deps, actor, reportId, sectionIds)
  if (!planned.ok) return planned
  return done(
    planned.value.calls.map(({ department, sections, personIds, mails, channels, textIn }) => ({
      departmentId: department.id,
      departmentName: department.name,
      text: textIn('zh'),
      sectionIds: sections.map(({ id }) => id),
      people: personIds.length,
      mails: mails.size,
      channels: channels.map(({ kind, name }) => ({ kind, name })),
    })),
  )
}

export async function sendReminders(
  deps: ReportDeps,
  actor: Actor,
  reportId: string,
  { sectionIds, actId }: BodyOf<'sendReminders'>,
): Promise<Outcome<ResponseOf<'sendReminders'>>> {
  return inTransaction(deps, async tx => {
    const planned = await plan(tx, deps, actor, reportId, sectionIds)
    if (!planned.ok) return planned
    const { report, calls, by } = planned.value
    const before = await tx
      .selectFrom('reminders')
      .select('department_id')
      .distinct()
      .where('act_id', '=', actId)
      .where('report_id', '=', reportId)
      .execute()
    if (before.length > 0) return done({ departments: before.length })
    for (const call of calls) await send(tx, deps, { call, report, actId, actorId: actor.id, by })
    return done({ departments: calls.length })
  })
}

type Planned = { readonly report: LoadedReport; readonly calls: readonly Call[]; readonly by: string }

async function plan(
  db: Database,
  deps: ReportDeps,
  actor: Actor,
  reportId: string,
  sectionIds: readonly string[],
): Promise<Outcome<Planned>> {
  const report = await loadReport(db, reportId)
  if (!report || !mayReadReport(actor, report)) return refuse('not-found')
  if (!mayRemind(actor, report)) return refuse('forbidden')
  const chosen = new Set(sectionIds)
  if (report.sections.filter(({ id }) => chosen.has(id)).length < chosen.size) return refuse('not-found')
  const people = await readPeople(db)
  const calls = await callsOf(db, deps, { report, chosen, people, actorId: actor.id })
  return done({ report, calls, by: people.find(({ id }) => id === actor.id)?.name ?? '' })
}

type Chosen = {
  readonly report: LoadedReport
  readonly chosen: ReadonlySet<string>
  readonly people: readonly Person[]
  readonly actorId: string
}

async function callsOf(
  db: Database,
  { clock, outgoing }: ReportDeps,
  { report, chosen, people, actorId }: Chosen,
): Promise<Call[]> {
  const progress = await readProgress(db, report.id)
  const sections = report.sections
    .filter(({ id }) => chosen.has(id))
    .map(section => ({ ...section, progress: progress.get(section.id) ?? noProgress }))
  const noticed: NoticedReport = { id: report.id, title: report.title, deadline: report.deadline, sections }
  const names = new Map(
    (await db.selectFrom('departments').select(['id', 'name']).execute()).map(({ id, name }) => [id, name]),
  )
  const from = (await readOrganisation(db))?.name ?? ''
  const channels = await channelsFor(db, outgoing, 'reminder')
  const mailing = channels.some(({ id }) => id === mailChannelId)
  const now = clock()
  const words = { zh: await readWords(db, 'zh'), en: await readWords(db, 'en') }
  const calls: Call[] = []
  for (const id of departmentsOf(noticed)) {
    const owed = dutiesOf(noticed, id, now).filter(duty => duty.owed)
    if (owed.length === 0) continue
    const department = { id, name: names.get(id) ?? '' }
    const personIds = idsBut(writers(people, [id]), actorId)
    const textIn = (language: Language) =>
      writeReminder({
        report: noticed,
        department,
        link: null,
        from,
        words: words[language],
        moment: momentIn(language, outgoing.timeZone),
        now,
      }) ?? ''
    calls.push({
      department,
      sections: owed.map(({ section }) => section),
      personIds,
      mails: mailing ? await readMailRecipients(db, personIds) : new Map(),
      channels: channels.filter(
        channel =>
          channel.id !== mailChannelId && reaches(reachOf(channel), 'reminder', [id], channels.map(reachOf)),
      ),
      textIn,
    })
  }
  return calls
}

type Sending = {
  readonly call: Call
  readonly report: LoadedReport
  readonly actId: string
  readonly actorId: string
  readonly by: string
}

async function send(tx: Database, deps: ReportDeps, sending: Sending): Promise<void> {
  const { call, report, actId, actorId, by } = sending
  const { department, sections, personIds, channels, mails } = call
  await keepReminder(tx, deps, {
    actId,
    reportId: report.id,
    departmentId: department.id,
    sectionIds: sections.map(({ id }) => id),
    way: 'sent',
    personId: actorId,
  })
  await writeAudit(tx, deps, {
    personId: actorId,
    action: 'reminder.send',
    reportId: report.id,
    subjectId: department.id,
    after: { sectionIds: sections.map(({ id }) => id) },
  })
  const moment = `${department.id}:${actId}`
  await insertMessages(tx, deps, personIds, { kind: 'reminder', report, moment, params: { by } })
  for (const { id, language } of channels)
    await putIn(tx, deps, letterOf(sending, { channelId: id, personId: null, language }))
  for (const [personId, { language }] of mails)
    await putIn(tx, deps, letterOf(sending, { channelId: mailChannelId, personId, language }))
}

/** The text's own first line is the title: who is meant, and of which report. */
function letterOf(
  { call, report, by }: Sending,
  to: Pick<Letter, 'channelId' | 'personId' | 'language'>,
): Letter {
  const [title = '', ...lines] = call.textIn(to.language).split('\n')
  return {
    ...to,
    event: 'reminder',
    title,
    text: lines.join('\n'),
    path: `/reports/${report.id}`,
    facts: {
      report: { id: report.id, title: report.title },
      department: call.department,
      sections: call.sections.map(({ id, number, heading, dueAt }) => ({
        id,
        number,
        heading,
        ...((dueAt ?? report.deadline) === null ? {} : { dueAt: dueAt ?? report.deadline ?? '' }),
      })),
      by,
    },
  }
}
