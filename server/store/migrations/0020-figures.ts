/** 指标: the figures of a report, registered once, and every change of them. */
import type { Kysely } from 'kysely'

export async function createFigures({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('figures')
    .addColumn('id', 'text', column => column.primaryKey())
    .addColumn('report_id', 'text', column => column.notNull().references('reports.id'))
    .addColumn('place', 'integer', column => column.notNull())
    .addColumn('name', 'text', column => column.notNull())
    .addColumn('unit', 'text', column => column.notNull())
    .addColumn('period', 'text', column => column.notNull())
    .addColumn('value', 'text')
    .addColumn('as_of', 'text')
    .addColumn('standing', 'text', column => column.notNull())
    .addColumn('source', 'text', column => column.notNull())
    .addColumn('basis', 'text', column => column.notNull())
    .addColumn('department_id', 'text', column => column.references('departments.id'))
    .addColumn('due_at', 'text')
    .addColumn('version', 'integer', column => column.notNull())
    .addColumn('deleted_at', 'text')
    .execute()
  await schema.createIndex('figures_by_report').on('figures').columns(['report_id', 'place']).execute()
  await schema.createIndex('figures_by_department').on('figures').column('department_id').execute()
  await schema
    .createTable('figure_changes')
    .addColumn('id', 'text', column => column.primaryKey())
    .addColumn('figure_id', 'text', column => column.notNull().references('figures.id'))
    .addColumn('version', 'integer', column => column.notNull())
    .addColumn('person_id', 'text', column => column.notNull().references('persons.id'))
    .addColumn('at', 'text', column => column.notNull())
    .addColumn('before', 'text', column => column.notNull())
    .addColumn('after', 'text', column => column.notNull())
    .execute()
  await schema
    .createIndex('figure_changes_by_figure')
    .on('figure_changes')
    .columns(['figure_id', 'version'])
    .execute()
}
