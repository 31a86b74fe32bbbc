/**
 * Reminders of what is due, by the clock: looked at every `limits.dueCheckMs`, written once for each section,
 * time and person, and once for each section, time and channel. A new time of a section is a new moment; a
 * restart is not. What is due of a report at one look goes out as one letter.
 */
import { type ChannelEvent, channelEventOf, mailChannelId } from '../../shared/channels.ts'
import { holders } from '../../shared/permissions.ts'
import { reminderAt } from '../../shared/inbox.ts'
import { limits } from '../../shared/limits.ts'
import { isClosed, isOpenForAuthors } from '../../shared/report.ts'
import { readPeople } from '../accounts/person-rows.ts'
import { channelsFor } from '../delivery/channel-rows.ts'
import type { Duty } from '../ops/duty.ts'
import type { Database } from '../store/store.ts'
import type { ChannelTable } from '../store/tables/going-out.ts'
import type { ReportDeps } from './deps.ts'
import { announce, type Announced, channelKey, isReached } from './announce.ts'
import { pruneInbox } from './inbox.ts'
import { insertMessages, messageKey, type Told } from './message-rows.ts'
import { writers } from './messages.ts'
import { loadReports } from './rows.ts'

type DueDeps = Pick<ReportDeps, 'db' | 'clock' | 'random' | 'log' | 'outgoing'>

/** Writes what is to be said now and was not said yet. */
export async function remindOfDue(deps: DueDeps): Promise<void> {
  const due = await findDue(deps)
  const said = await saidKeys(deps.db)
  const isUnannounced = await unannounced(deps)
  const waiting = due
    .map(({ told, personIds }) => ({
      told,
      personIds: personIds.filter(id => !said.has(messageKey(told, id))),
    }))
    .filter(({ told, personIds }) => personIds.length > 0 || isUnannounced(told))
  if (waiting.length === 0) return
  await deps.db.transaction().execute(async tx => {
    for (const { personIds, told } of waiting) await insertMessages(tx, deps, personIds, told)
    for (const together of Map.groupBy(waiting, ({ told }) => `${told.kind}:${told.report.id}`).values())
      await announce(tx, deps, together)
  })
}

async function findDue({ db, clock }: DueDeps): Promise<Announced[]> {
  const now = clock()
  const people = await readPeople(db)
  const ticks = await db.selectFrom('section_ticks').select(['section_id', 'department_id']).execute()
  const finished = new Set(ticks.map(row => `${row.section_id}:${row.department_id}`))
  const due: Announced[] = []
  for (const report of await loadReports(db)) {
    if (isClosed(report.stage)) continue
    for (const section of report.sections) {
      const dueAt = section.dueAt ?? report.deadline
      const kind = dueAt === null ? undefined : reminderAt(dueAt, now)
      if (dueAt === null || !kind || !isOpenForAuthors(section.status)) continue
      const owing = holders(section).filter(
        id => id === section.effectiveLeadId || !finished.has(`${section.id}:${id}`),
      )
      if (owing.length === 0) continue
      const told = { kind, report, section, moment: dueAt, params: { dueAt } }
      due.push({ told, personIds: writers(people, owing).map(({ id }) => id) })
    }
  }
  return due
}

/** Is there a channel that carries this, and was not told? A group is told even where nobody has an account. */
async function unannounced({ db, outgoing }: DueDeps): Promise<(told: Told) => boolean> {
  const events = ['dueSoon', 'overdue'] as const
  const channels = new Map<ChannelEvent, ChannelTable[]>()
  for (const event of events) channels.set(event, await channelsFor(db, outgoing, event))
  const rows = await db
    .selectFrom('outbox_keys')
    .select('key')
    .where(eb => eb.or([eb('key', 'like', 'due%'), eb('key', 'like', 'overdue%')]))
    .execute()
  const keys = new Set(rows.map(({ key }) => key))
  return told => {
    const event = channelEventOf(told.kind)
    const carrying = (event && channels.get(event)) ?? []
    return (
      event !== undefined &&
      carrying.some(
        channel =>
          channel.id !== mailChannelId &&
          isReached(channel, event, told, carrying) &&
          !keys.has(channelKey(told, channel.id)),
      )
    )
  }
}

async function saidKeys(db: Database): Promise<Set<string>> {
  const rows = await db
    .selectFrom('messages')
    .select('dedupe_key')
    .where('kind', 'in', ['dueSoon', 'dueTomorrow', 'overdue'])
    .execute()
  return new Set(rows.map(row => row.dedupe_key))
}

/** Looks again and again while it is on duty; a failure is logged, and the next look makes up for it. */
export function startReminders(deps: DueDeps, duty: Duty): { stop(): Promise<void> } {
  let running = Promise.resolve()
  const timer = setInterval(() => {
    if (!duty.isMine()) return
    running = running
      .then(() => pruneInbox(deps))
      .then(() => remindOfDue(deps))
      .catch((error: unknown) => deps.log.error({ error }, 'reminders of what is due failed'))
  }, limits.dueCheckMs)
  return {
    stop: async () => {
      clearInterval(timer)
      await running
    },
  }
}
