/** Templates of the house; the built-in ones are no rows. */
import type { Kysely } from 'kysely'

export async function createTemplates({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('templates')
    .addColumn('id', 'text', column => column.primaryKey().notNull())
    .addColumn('name', 'text', column => column.notNull())
    .addColumn('content', 'text', column => column.notNull())
    .addColumn('updated_at', 'text', column => column.notNull())
    .addColumn('deleted_at', 'text')
    .execute()
}
