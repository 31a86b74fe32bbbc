/**
 * Work in the background is one process's at a time, however many serve: reminders, deliveries, final files, the
 * search's texts, old history. Whoever holds the duty does it, and holds on; the others look whether it is free.
 *
 * 1. It is a row with a time. A process that dies or stands still loses it limits.dutyMs after it said last that it
 *    is there; one that stops gives it back.
 * 2. It spares work and keeps things in order, and is no lock: a process that stood still may act a moment past its
 *    time. What must happen once is held by rows of its own: keys, leases, states.
 * 3. Over SQLite there is one process, and the duty is its.
 */
import { limits } from '../../shared/limits.ts'
import { isPostgres } from '../store/dialect.ts'
import type { Database } from '../store/store.ts'
import type { Clock, Log } from './deps.ts'

export type Duty = { isMine(): boolean }

export type HeldDuty = Duty & {
  /** Takes it, or holds on to it; called by the timer, and by tests. */
  look(): Promise<void>
  stop(): Promise<void>
}

type Deps = { readonly db: Database; readonly clock: Clock; readonly log: Log }

/** For who is alone. */
export const always: Duty = { isMine: () => true }

/** `processId` without blanks. */
export async function openDuty({ db, clock, log }: Deps, processId: string): Promise<HeldDuty> {
  if (!isPostgres(db)) return { ...always, look: async () => {}, stop: async () => {} }
  let until = 0
  const look = async () => {
    const wanted = clock() + limits.dutyMs
    if (await take(db, clock(), wanted, processId)) until = wanted
  }
  let looking = look()
  await looking
  const timer = setInterval(() => {
    looking = look().catch((error: unknown) => log.error({ error }, 'the duty could not be asked for'))
  }, limits.dutyMs / 3)
  return {
    isMine: () => clock() < until,
    look,
    async stop() {
      clearInterval(timer)
      await looking
      until = 0
      // Where the database is away it runs out by itself.
      await giveBack(db, processId).catch((error: unknown) => log.warn({ error }, 'the duty was kept'))
    },
  }
}

const key = 'duty'

/** The row says until when, then whose: moments compare as texts. False: another's, and not run out. */
async function take(db: Database, now: number, until: number, processId: string): Promise<boolean> {
  const value = `${new Date(until).toISOString()} ${processId}`
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('settings')
    .values({ key, value })
    .onConflict(conflict =>
      conflict
        .column('key')
        .doUpdateSet({ value })
        .where(eb =>
          eb.or([
            eb('settings.value', '<', new Date(now).toISOString()),
            eb('settings.value', 'like', `% ${processId}`),
          ]),
        ),
    )
    .executeTakeFirstOrThrow()
  return numInsertedOrUpdatedRows === 1n
}

async function giveBack(db: Database, processId: string): Promise<void> {
  await db.deleteFrom('settings').where('key', '=', key).where('value', 'like', `% ${processId}`).execute()
}
