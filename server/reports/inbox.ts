/** One's own inbox: reading it, and marking messages as read; old ones are dropped. Nobody reads another's. */
import type { BodyOf, Message, ResponseOf } from '../../shared/api.ts'
import { done, type Outcome } from '../../shared/errors.ts'
import { limits } from '../../shared/limits.ts'
import type { Actor } from '../../shared/permissions.ts'
import { timestamp } from '../ops/deps.ts'
import type { Database } from '../store/store.ts'
import type { ReportDeps } from './deps.ts'

export async function listInbox(
  { db }: Pick<ReportDeps, 'db'>,
  actor: Actor,
): Promise<Outcome<ResponseOf<'listInbox'>>> {
  const rows = await db
    .selectFrom('messages')
    .selectAll()
    .where('person_id', '=', actor.id)
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .limit(limits.inboxPage)
    .execute()
  const messages = rows.map((row): Message => {
    const params: Message['params'] = JSON.parse(row.params)
    return {
      id: row.id,
      kind: row.kind,
      reportId: row.report_id,
      sectionId: row.section_id,
      params,
      at: row.created_at,
      read: row.read_at !== null,
    }
  })
  return done({ unread: await countUnread(db, actor), messages })
}

/** Ids of others' messages change nothing. */
export async function markInboxRead(
  { db, clock }: Pick<ReportDeps, 'db' | 'clock'>,
  actor: Actor,
  { ids }: BodyOf<'markInboxRead'>,
): Promise<Outcome<ResponseOf<'markInboxRead'>>> {
  await db
    .updateTable('messages')
    .set({ read_at: timestamp(clock) })
    .where('person_id', '=', actor.id)
    .where('read_at', 'is', null)
    .$if(ids !== undefined, query => query.where('id', 'in', ids ?? []))
    .execute()
  return done({ unread: await countUnread(db, actor) })
}

/** Drops what is older than `limits.inboxDays`. */
export async function pruneInbox({ db, clock }: Pick<ReportDeps, 'db' | 'clock'>): Promise<void> {
  await db.deleteFrom('messages').where('created_at', '<', timestamp(clock, -limits.inboxDays)).execute()
}

async function countUnread(db: Database, actor: Actor): Promise<number> {
  const { count } = await db
    .selectFrom('messages')
    .select(eb => eb.fn.countAll<number>().as('count'))
    .where('person_id', '=', actor.id)
    .where('read_at', 'is', null)
    .executeTakeFirstOrThrow()
  return count
}
