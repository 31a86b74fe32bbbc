/**
 * One time for all processes of an installation: the database's. Their machines' clocks may differ by an hour; a
 * lease of one would be over for the other as soon as it is taken, and acts would stand in another order than they
 * were done in.
 *
 * 1. Each measurement tells, to the length of its round trip, how far the machine's clock is off. One that agrees
 *    with what is known changes nothing, so the time does not jitter.
 * 2. While the database is away what was known last holds.
 */
import { sql } from 'kysely'
import { limits } from '../../shared/limits.ts'
import type { Database } from '../store/store.ts'
import type { Clock } from './deps.ts'

export type DatabaseClock = {
  readonly clock: Clock
  /** One measurement; made by the timer, and by tests. */
  measure(): Promise<void>
  stop(): void
}

/** `db` is a PostgreSQL; `machine` the clock of this process. */
export async function followDatabaseClock(
  db: Database,
  machine: Clock,
  everyMs: number = limits.clockCheckMs,
): Promise<DatabaseClock> {
  let ahead = 0
  const measure = async () => {
    const asked = machine()
    const { rows } = await sql<{ now: number }>`
      select round(extract(epoch from clock_timestamp()) * 1000) as now`.execute(db)
    const answered = machine()
    const now = rows[0]?.now ?? answered
    ahead = Math.min(Math.max(ahead, asked - now), answered - now)
  }
  await measure()
  const timer = setInterval(() => void measure().catch(() => {}), everyMs)
  timer.unref()
  return { clock: () => machine() - ahead, measure, stop: () => clearInterval(timer) }
}
