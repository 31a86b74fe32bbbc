/** What was tried and failed, counted over all processes. */
import type { Kysely } from 'kysely'

export async function createAttemptCounts({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('attempts')
    .addColumn('kind', 'text', column => column.notNull())
    .addColumn('key', 'text', column => column.notNull())
    // Milliseconds since 1970: the moment at which nothing is counted any more.
    .addColumn('full_at', 'bigint', column => column.notNull())
    .addPrimaryKeyConstraint('attempts_key', ['kind', 'key'])
    .execute()
}
