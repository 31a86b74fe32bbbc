/** 单位用语表, the house's own words, names and places; and which rules of the checks ask before 定稿. */
import type { Kysely } from 'kysely'

export async function createHouseList({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('house_entries')
    .addColumn('id', 'text', column => column.primaryKey().notNull())
    .addColumn('kind', 'text', column => column.notNull())
    .addColumn('wording', 'text', column => column.notNull())
    .addColumn('instead', 'text', column => column.notNull())
    .addColumn('rank', 'integer')
    .addColumn('note', 'text', column => column.notNull())
    .addColumn('updated_at', 'text', column => column.notNull())
    .addColumn('deleted_at', 'text')
    .execute()
  await schema
    .createIndex('house_entries_by_wording')
    .on('house_entries')
    .columns(['kind', 'wording'])
    .execute()
  await schema.alterTable('reports').addColumn('gating', 'text').execute()
}
