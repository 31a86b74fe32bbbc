/**
 * The outbox: what goes out, from the transaction that caused it to the end of its delivery.
 *
 * 1. A letter is written in the transaction of what it tells of: both are there or neither.
 * 2. A moment is put in once for a channel: its key outlives the letter, so no restart says it twice.
 * 3. A letter under way is leased to one process. What was sent and not yet marked when a process died is sent
 *    once more when the lease has run out, under the same id: at least once, and twice in that window alone.
 * 4. It ends: sent, given up after limits.deliveryAttempts or limits.deliveryHours, or dropped.
 */
import { newId } from '../../shared/ids.ts'
import { limits } from '../../shared/limits.ts'
import { type Clock, type Deps, timestamp } from '../ops/deps.ts'
import type { Database } from '../store/store.ts'
import type { OutboxTable } from '../store/tables/going-out.ts'
import type { Letter, Sent } from './letter.ts'

const hourMs = 60 * 60 * 1000

/** The moment `ms` from now, as the tables write it. */
const at = (clock: Clock, ms: number) => new Date(clock() + ms).toISOString()

/** Answers the letter's id. */
export async function putIn(
  tx: Database,
  { clock, random }: Pick<Deps, 'clock' | 'random'>,
  letter: Letter,
  lifeMs = limits.deliveryHours * hourMs,
): Promise<string> {
  const id = newId(random)
  await tx
    .insertInto('outbox')
    .values({
      id,
      channel_id: letter.channelId,
      event: letter.event,
      person_id: letter.personId,
      language: letter.language,
      title: letter.title,
      text: letter.text,
      path: letter.path,
      facts: JSON.stringify(letter.facts),
      created_at: timestamp(clock),
      expires_at: at(clock, lifeMs),
      state: 'waiting',
      attempts: 0,
      next_at: timestamp(clock),
      lease_until: null,
      settled_at: null,
      error: null,
    })
    .execute()
  return id
}

/** Of these moments the ones that were never put in; from now on they were. */
export async function takeFresh(
  tx: Database,
  { clock }: Pick<Deps, 'clock'>,
  keys: readonly string[],
): Promise<Set<string>> {
  if (keys.length === 0) return new Set()
  const rows = await tx
    .insertInto('outbox_keys')
    .values(keys.map(key => ({ key, at: timestamp(clock) })))
    .onConflict(conflict => conflict.column('key').doNothing())
    .returning('key')
    .execute()
  return new Set(rows.map(({ key }) => key))
}

/** What may be tried now, the oldest first. */
export async function readDue(db: Database, clock: Clock, most: number): Promise<OutboxTable[]> {
  return dueNow(db, clock).selectAll().orderBy('created_at').orderBy('id').limit(most).execute()
}

function dueNow(db: Database, clock: Clock) {
  const now = timestamp(clock)
  return db
    .selectFrom('outbox')
    .where('state', '=', 'waiting')
    .where('next_at', '<=', now)
    .where(eb => eb.or([eb('lease_until', 'is', null), eb('lease_until', '<=', now)]))
}

/** How many may be tried now: what grows while nothing goes out. */
export async function countDue(db: Database, clock: Clock): Promise<number> {
  const { count } = await dueNow(db, clock)
    .select(eb => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count
}

/** False: another process has it, or it is settled. */
export async function lease(db: Database, clock: Clock, row: OutboxTable): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('outbox')
    .set({ lease_until: at(clock, limits.deliveryLeaseMs), attempts: row.attempts + 1 })
    .where('id', '=', row.id)
    .where('state', '=', 'waiting')
    .where('attempts', '=', row.attempts)
    .where(eb => eb.or([eb('lease_until', 'is', null), eb('lease_until', '<=', timestamp(clock))]))
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Marks what became of a leased letter. */
export async function settle(
  db: Database,
  clock: Clock,
  row: Pick<OutboxTable, 'id' | 'expires_at'> & { readonly attempts: number },
  sent: Sent | 'dropped',
): Promise<void> {
  const now = timestamp(clock)
  const end = (state: 'sent' | 'failed' | 'dropped', error: string | null) =>
    update({ state, error, lease_until: null, settled_at: now })
  const update = async (change: Partial<OutboxTable>) =>
    void (await db.updateTable('outbox').set(change).where('id', '=', row.id).execute())
  if (sent === 'dropped') return end('dropped', null)
  if (sent.ok) return end('sent', null)
  const pause = sent.pauseMs ?? pauseAfter(row.attempts)
  const next = at(clock, pause)
  const isOver = sent.final || row.attempts >= limits.deliveryAttempts || next > row.expires_at
  if (isOver) return end('failed', sent.error)
  return update({ error: sent.error, lease_until: null, next_at: next })
}

/** 30 s, 2 min, 8 min… */
function pauseAfter(attempts: number): number {
  return Math.min(limits.deliveryPauseMs * 4 ** (attempts - 1), limits.deliveryPauseMostMs)
}

/** How many letters of a channel left in the last minute. */
export async function sentLately(db: Database, clock: Clock, channelId: string): Promise<number> {
  const { count } = await db
    .selectFrom('outbox')
    .select(eb => eb.fn.countAll<number>().as('count'))
    .where('channel_id', '=', channelId)
    .where('settled_at', '>', at(clock, -60_000))
    .executeTakeFirstOrThrow()
  return count
}

/** Gives up what waited too long, and forgets what was settled long ago. */
export async function clearOut(db: Database, clock: Clock): Promise<void> {
  const now = timestamp(clock)
  await db
    .updateTable('outbox')
    .set({ state: 'failed', settled_at: now, lease_until: null })
    .where('state', '=', 'waiting')
    .where('expires_at', '<', now)
    .execute()
  await db
    .deleteFrom('outbox')
    .where('state', '!=', 'waiting')
    .where('created_at', '<', timestamp(clock, -limits.deliveryDays))
    .execute()
}
