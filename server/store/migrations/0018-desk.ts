/** What was taken over and moved at the desk, and whose letters those were. */
import type { Kysely } from 'kysely'

export async function createDesk({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('desk_acts')
    .addColumn('id', 'text', column => column.primaryKey())
    .addColumn('report_id', 'text', column => column.notNull().references('reports.id'))
    .addColumn('kind', 'text', column => column.notNull())
    .addColumn('person_id', 'text', column => column.notNull().references('persons.id'))
    .addColumn('at', 'text', column => column.notNull())
    .addColumn('submission_id', 'text', column => column.references('submissions.id'))
    .addColumn('from_section_id', 'text', column => column.notNull().references('sections.id'))
    .addColumn('to_section_id', 'text', column => column.notNull().references('sections.id'))
    .addColumn('piece', 'text', column => column.notNull())
    .addColumn('quote', 'text', column => column.notNull())
    .addColumn('inserted', 'text', column => column.notNull())
    .addColumn('removed', 'text')
    .addColumn('undone_at', 'text')
    .addColumn('undone_by', 'text')
    .execute()
  await schema.createIndex('desk_acts_by_report').on('desk_acts').columns(['report_id', 'at']).execute()
  await schema
    .createTable('text_origins')
    .addColumn('section_id', 'text', column => column.notNull().references('sections.id'))
    .addColumn('client', 'bigint', column => column.notNull())
    .addColumn('clock', 'bigint', column => column.notNull())
    .addColumn('length', 'integer', column => column.notNull())
    .addColumn('person_id', 'text')
    .addColumn('name', 'text')
    .addColumn('department_id', 'text')
    .addColumn('at', 'text')
    .addColumn('submission_id', 'text')
    .addColumn('from_section_id', 'text', column => column.notNull())
    .addPrimaryKeyConstraint('text_origins_key', ['section_id', 'client', 'clock'])
    .execute()
}
