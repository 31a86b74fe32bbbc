/** Reading 通知渠道: those that carry an event now, and how one is shown without what opens it. */
import type { Channel } from '../../shared/api.ts'
import { type ChannelEvent, channelEvents, mailChannelId } from '../../shared/channels.ts'
import type { OutgoingRules } from '../ops/deps.ts'
import type { Database } from '../store/store.ts'
import type { ChannelTable } from '../store/tables/going-out.ts'

export async function readChannels(db: Database): Promise<ChannelTable[]> {
  return db
    .selectFrom('channels')
    .selectAll()
    .where('deleted_at', 'is', null)
    .orderBy('created_at')
    .orderBy('id')
    .execute()
}

export async function readChannel(db: Database, channelId: string): Promise<ChannelTable | undefined> {
  return db
    .selectFrom('channels')
    .selectAll()
    .where('id', '=', channelId)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
}

/** The channels that carry this event; e-mail among them only where SMTP is set. */
export async function channelsFor(
  db: Database,
  { mailFrom }: OutgoingRules,
  event: ChannelEvent,
): Promise<ChannelTable[]> {
  return (await readChannels(db)).filter(
    channel =>
      channel.active === 1 &&
      eventsOf(channel).includes(event) &&
      (channel.id !== mailChannelId || mailFrom !== undefined),
  )
}

/** What an older version wrote and this one does not know is left out. */
function eventsOf({ events }: Pick<ChannelTable, 'events'>): ChannelEvent[] {
  const stored: unknown = JSON.parse(events)
  return channelEvents.filter(event => Array.isArray(stored) && stored.includes(event))
}

export function presentChannel(row: ChannelTable): Channel {
  return {
    id: row.id,
    kind: row.kind,
    name: row.name,
    departmentId: row.department_id,
    keyword: row.keyword,
    mentionAll: row.mention_all === 1,
    language: row.language,
    events: eventsOf(row),
    active: row.active === 1,
    host: row.url === '' ? '' : new URL(row.url).host,
    hasSecret: row.secret !== null,
  }
}
