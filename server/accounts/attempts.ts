/**
 * How often something may be tried: buckets of tokens, refilled evenly, one for each key. They stand in the
 * database: all processes count as one, and a restart forgives nothing.
 *
 * 1. A success costs nothing, so that a whole office behind one address signs in at nine o'clock.
 * 2. Nothing is locked for ever: an empty bucket has a token again by and by, and can be filled by hand.
 * 3. What is kept is bounded: full buckets, which say nothing, are dropped, and beyond so many the fullest.
 * 4. What is under way counts as failed until it is known. Other processes do not see it yet: what they let
 *    through at that moment is a debt, of one bucket at most, that is waited for. So nobody tries more often for
 *    coming by several processes, but for once.
 * 5. The database's clock counts, not that of a process. A moment that it cannot have written (it was set back)
 *    is taken for an empty bucket.
 * What counts as one address is decided in ops/address.ts, what is counted against whom in sign-in.ts.
 */
import { type RawBuilder, sql } from 'kysely'
import type { Clock } from '../ops/deps.ts'
import type { Database } from '../store/store.ts'
import type { AttemptTable } from '../store/tables/office.ts'

export type Attempts = {
  /** Reserves a token; undefined when there is none left. */
  begin(key: string): Promise<Attempt | undefined>
  /** Has the last token gone? */
  isEmpty(key: string): Promise<boolean>
}

/** Something that is being tried. */
export type Attempt = {
  /** The token is gone. */
  failed(): Promise<void>
  /** Always called in the end, whatever came of it. */
  over(): void
}

type Kind = AttemptTable['kind']

/** Buckets that are kept, and failures of this process after which it looks whether there are more. */
const bucketsMost = 10_000
const tidyEvery = 100

export function createAttempts(
  db: Database,
  clock: Clock,
  kind: Kind,
  { most, windowSeconds, kept = bucketsMost }: { most: number; windowSeconds: number; kept?: number },
): Attempts {
  const windowMs = windowSeconds * 1000
  const tokenMs = Math.round(windowMs / most)
  const underway = new Map<string, number>()
  let failures = 0

  /** How long it takes until the bucket is full, milliseconds. */
  const readAhead = async (key: string) => {
    const now = momentOf(clock)
    const row = await db
      .selectFrom('attempts')
      .select(eb => eb('full_at', '-', now).as('ahead'))
      .where('kind', '=', kind)
      .where('key', '=', key)
      .executeTakeFirst()
    const ahead = Math.max(0, row?.ahead ?? 0)
    if (ahead <= 2 * windowMs) return ahead
    await db
      .updateTable('attempts')
      .set(eb => ({ full_at: eb(now, '+', windowMs) }))
      .where('kind', '=', kind)
      .where('key', '=', key)
      .execute()
    return windowMs
  }
  const spend = async (key: string) => {
    const now = momentOf(clock)
    const latest = sql<number>`${now} + ${sql.lit(2 * windowMs)}`
    const [first, next] = [
      sql<number>`${now} + ${sql.lit(tokenMs)}`,
      sql<number>`attempts.full_at + ${sql.lit(tokenMs)}`,
    ]
    await db
      .insertInto('attempts')
      .values({ kind, key, full_at: first })
      .onConflict(conflict =>
        conflict.columns(['kind', 'key']).doUpdateSet({
          full_at: sql<number>`case when attempts.full_at < ${now} then ${first}
            when ${next} > ${latest} then ${latest} else ${next} end`,
        }),
      )
      .execute()
    failures += 1
    if (failures % tidyEvery === 0) await tidy(db, clock, kept)
  }
  const change = (key: string, by: number) => {
    const count = (underway.get(key) ?? 0) + by
    if (count > 0) underway.set(key, count)
    else underway.delete(key)
  }

  return {
    async begin(key) {
      const before = underway.get(key) ?? 0
      change(key, 1)
      const over = () => change(key, -1)
      try {
        if ((await readAhead(key)) + (before + 1) * tokenMs <= windowMs)
          return { failed: () => spend(key), over }
      } catch (error) {
        over()
        throw error
      }
      over()
      return undefined
    },
    isEmpty: async key => (await readAhead(key)) + tokenMs > windowMs,
  }
}

/** Fills the bucket of a key, and those of the keys that begin with it and a blank. */
export async function refill(db: Database, kind: Kind, key: string): Promise<void> {
  await db
    .deleteFrom('attempts')
    .where('kind', '=', kind)
    .where(eb =>
      eb.or([eb('key', '=', key), eb.and([eb('key', '>=', `${key} `), eb('key', '<', `${key}!`)])]),
    )
    .execute()
}

async function tidy(db: Database, clock: Clock, kept: number): Promise<void> {
  await db.deleteFrom('attempts').where('full_at', '<=', momentOf(clock)).execute()
  const last = await db
    .selectFrom('attempts')
    .select('full_at')
    .orderBy('full_at', 'desc')
    .offset(kept)
    .limit(1)
    .executeTakeFirst()
  if (last) await db.deleteFrom('attempts').where('full_at', '<=', last.full_at).execute()
}

/** All processes over one database go by one clock (ops/database-clock.ts). */
const momentOf = (clock: Clock): RawBuilder<number> => sql<number>`cast(${clock()} as bigint)`
