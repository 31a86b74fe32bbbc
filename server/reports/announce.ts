/**
 * From the inbox to the outbox: what is told to people inside goes to the channels that carry it, in the same
 * transaction (delivery/outbox.ts). Several things of one kind that are told at once are one letter.
 */
import {
  type ChannelEvent,
  channelEventOf,
  isPersonal,
  mailChannelId,
  reaches,
} from '../../shared/channels.ts'
import type { Language } from '../../shared/i18n/dictionaries.ts'
import { fill } from '../../shared/i18n/fill.ts'
import { sayMessage } from '../../shared/inbox-words.ts'
import { holders } from '../../shared/permissions.ts'
import { readMailRecipients } from '../accounts/mail.ts'
import { channelsFor } from '../delivery/channel-rows.ts'
import type { Facts, Letter } from '../delivery/letter.ts'
import { putIn, takeFresh } from '../delivery/outbox.ts'
import { readWords } from '../delivery/words.ts'
import type { Deps } from '../ops/deps.ts'
import type { Database } from '../store/store.ts'
import type { ChannelTable } from '../store/tables/going-out.ts'
import { messageKey, paramsOf, type Told } from './message-rows.ts'

export type Announced = { readonly told: Told; readonly personIds: readonly string[] }

export type AnnounceDeps = Pick<Deps, 'clock' | 'random' | 'outgoing'>

/** All of one kind and of one report. */
export async function announce(tx: Database, deps: AnnounceDeps, list: readonly Announced[]): Promise<void> {
  const [first] = list
  const event = first && channelEventOf(first.told.kind)
  if (!event) return
  const channels = await channelsFor(tx, deps.outgoing, event)
  for (const channel of channels) {
    if (channel.id === mailChannelId) await mailTo(tx, deps, event, list)
    else if (!isPersonal(event)) {
      const reached = list.filter(({ told }) => isReached(channel, event, told, channels))
      await tellChannel(tx, deps, channel, event, reached)
    }
  }
}

export const reachOf = ({ kind, department_id: departmentId }: ChannelTable) => ({ kind, departmentId })

export function isReached(
  channel: ChannelTable,
  event: ChannelEvent,
  { section, departmentIds }: Told,
  channels: readonly ChannelTable[],
): boolean {
  const concerned = section ? holders(section) : (departmentIds ?? [])
  return reaches(reachOf(channel), event, concerned, channels.map(reachOf))
}

/** The moment as a channel knows it; `@` keeps it apart from a person's. */
export const channelKey = (told: Told, channelId: string) => messageKey(told, `@${channelId}`)

async function tellChannel(
  tx: Database,
  deps: AnnounceDeps,
  channel: ChannelTable,
  event: ChannelEvent,
  list: readonly Announced[],
): Promise<void> {
  const keyOf = ({ told }: Announced) => channelKey(told, channel.id)
  const fresh = await takeFresh(tx, deps, list.map(keyOf))
  const news = list.filter(one => fresh.has(keyOf(one))).map(({ told }) => told)
  if (news.length > 0)
    await putIn(
      tx,
      deps,
      await letterOf(tx, deps, event, news, { channelId: channel.id, language: channel.language }),
    )
}

/** One e-mail for each person, of all that is new to them. */
async function mailTo(
  tx: Database,
  deps: AnnounceDeps,
  event: ChannelEvent,
  list: readonly Announced[],
): Promise<void> {
  const recipients = await readMailRecipients(tx, [...new Set(list.flatMap(({ personIds }) => personIds))])
  for (const [personId, { language }] of recipients) {
    const theirs = list.filter(({ personIds }) => personIds.includes(personId)).map(({ told }) => told)
    const keyOf = (told: Told) => `${mailChannelId}:${messageKey(told, personId)}`
    const fresh = await takeFresh(tx, deps, theirs.map(keyOf))
    const news = theirs.filter(told => fresh.has(keyOf(told)))
    if (news.length === 0) continue
    await putIn(
      tx,
      deps,
      await letterOf(tx, deps, event, news, { channelId: mailChannelId, language, personId }),
    )
  }
}

type To = { readonly channelId: string; readonly language: Language; readonly personId?: string }

async function letterOf(
  tx: Database,
  { outgoing }: AnnounceDeps,
  event: ChannelEvent,
  news: readonly Told[],
  { channelId, language, personId }: To,
): Promise<Letter> {
  const words = await readWords(tx, language)
  const moment = momentIn(language, outgoing.timeZone)
  const [first] = news
  const report = first?.report ?? { id: '', title: '' }
  // A group or a program is not "you".
  const say = (told: Told) =>
    told.kind === 'opinionsAsked' && personId === undefined
      ? fill(words.channels.asked, { report: report.title, time: moment(told.params?.dueAt ?? '') })
      : sayMessage(told.kind, paramsOf(told), words, moment)
  return {
    channelId,
    event,
    personId: personId ?? null,
    language,
    title: fill(words.channels[`title_${event}`], { report: report.title }),
    text: news.map(say).join('\n'),
    path: pathOf(event, report.id, news),
    facts: factsOf(report, news),
  }
}

/** Whoever is asked for opinions may not see the report itself: their own list leads to it. */
function pathOf(event: ChannelEvent, reportId: string, news: readonly Told[]): string {
  if (event === 'opinionsAsked') return '/'
  const section = news.length === 1 ? news[0]?.section : undefined
  return `/reports/${reportId}${section ? `#${section.id}` : ''}`
}

function factsOf(report: { readonly id: string; readonly title: string }, news: readonly Told[]): Facts {
  const params = news[0]?.params
  const sections = news.flatMap(({ section, params: own }) =>
    section
      ? {
          id: section.id,
          number: section.number,
          heading: section.heading,
          ...(own?.dueAt === undefined ? {} : { dueAt: own.dueAt }),
        }
      : [],
  )
  return {
    report: { id: report.id, title: report.title },
    ...(sections.length > 0 ? { sections } : {}),
    ...(params?.by === undefined ? {} : { by: params.by }),
    ...(params?.reason === undefined ? {} : { reason: params.reason }),
  }
}

/** 11月23日 18:00, in the time zone of the house. */
export function momentIn(language: Language, timeZone: string): (iso: string) => string {
  const format = new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', {
    timeZone,
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
  })
  return iso => (Number.isNaN(Date.parse(iso)) ? '' : format.format(new Date(iso)))
}
