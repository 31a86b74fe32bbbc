/** Findings of the checks that somebody ignored, with the reason. */
import type { Kysely } from 'kysely'

export async function createIgnoredFindings({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('ignored_findings')
    .addColumn('id', 'text', column => column.primaryKey())
    .addColumn('report_id', 'text', column => column.notNull().references('reports.id'))
    .addColumn('section_id', 'text', column => column.references('sections.id'))
    .addColumn('rule', 'text', column => column.notNull())
    .addColumn('quote', 'text', column => column.notNull())
    .addColumn('before', 'text', column => column.notNull())
    .addColumn('after', 'text', column => column.notNull())
    .addColumn('reason', 'text', column => column.notNull())
    .addColumn('person_id', 'text', column => column.notNull().references('persons.id'))
    .addColumn('at', 'text', column => column.notNull())
    .execute()
  await schema
    .createIndex('ignored_findings_by_report')
    .on('ignored_findings')
    .columns(['report_id', 'section_id'])
    .execute()
}
