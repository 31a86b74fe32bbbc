/** 版本: outline and matter of a report frozen, with one log position for each section. */
import type { Kysely } from 'kysely'

export async function createVersions({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('versions')
    .addColumn('id', 'text', column => column.primaryKey().notNull())
    .addColumn('report_id', 'text', column => column.notNull().references('reports.id'))
    .addColumn('number', 'integer', column => column.notNull())
    .addColumn('kind', 'text', column => column.notNull())
    .addColumn('edition', 'integer')
    .addColumn('name', 'text', column => column.notNull())
    .addColumn('note', 'text', column => column.notNull())
    .addColumn('section_id', 'text', column => column.references('sections.id'))
    .addColumn('person_id', 'text', column => column.notNull().references('persons.id'))
    .addColumn('at', 'text', column => column.notNull())
    .addColumn('content', 'text', column => column.notNull())
    .addUniqueConstraint('versions_number', ['report_id', 'number'])
    .execute()
  await schema
    .createTable('version_positions')
    .addColumn('version_id', 'text', column => column.notNull().references('versions.id'))
    .addColumn('section_id', 'text', column => column.notNull().references('sections.id'))
    .addColumn('seq', 'integer', column => column.notNull())
    .addPrimaryKeyConstraint('version_positions_key', ['version_id', 'section_id'])
    .execute()
  await schema
    .createIndex('version_positions_of_section')
    .on('version_positions')
    .columns(['section_id', 'seq'])
    .execute()
}
