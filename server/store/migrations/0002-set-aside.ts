/** Drafts of text that a section did not take. */
import type { Kysely } from 'kysely'

export async function createSetAside({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('set_aside')
    .addColumn('id', 'text', column => column.primaryKey().notNull())
    .addColumn('report_id', 'text', column => column.notNull().references('reports.id'))
    .addColumn('section_id', 'text', column => column.notNull().references('sections.id'))
    .addColumn('person_id', 'text', column => column.notNull())
    .addColumn('hash', 'text', column => column.notNull())
    .addColumn('at', 'text', column => column.notNull())
    .addColumn('seq', 'integer', column => column.notNull())
    .addColumn('generation', 'integer', column => column.notNull())
    .addColumn('state', 'blob', column => column.notNull())
    .addColumn('text', 'text', column => column.notNull())
    .addColumn('words', 'integer', column => column.notNull())
    .addColumn('bytes', 'integer', column => column.notNull())
    .addColumn('taken_at', 'text')
    .addColumn('taken_by', 'text')
    .addUniqueConstraint('set_aside_once', ['section_id', 'person_id', 'hash'])
    .execute()
  await schema.createIndex('set_aside_of_report').on('set_aside').column('report_id').execute()
}
