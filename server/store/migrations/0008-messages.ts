/** The inbox. `dedupe_key` names the moment and the person: what was said is not said twice, restarts included. */
import type { Kysely } from 'kysely'

export async function createMessages({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('messages')
    .addColumn('id', 'text', column => column.primaryKey().notNull())
    .addColumn('person_id', 'text', column => column.notNull().references('persons.id'))
    .addColumn('report_id', 'text', column => column.notNull().references('reports.id'))
    .addColumn('section_id', 'text', column => column.references('sections.id'))
    .addColumn('kind', 'text', column => column.notNull())
    .addColumn('params', 'text', column => column.notNull())
    .addColumn('created_at', 'text', column => column.notNull())
    .addColumn('read_at', 'text')
    .addColumn('dedupe_key', 'text', column => column.notNull().unique())
    .execute()
  await schema
    .createIndex('messages_of_person')
    .on('messages')
    .columns(['person_id', 'read_at', 'created_at'])
    .execute()
}
