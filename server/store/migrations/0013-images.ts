/** The images of reports. One that another report took over stands there under the same id. */
import type { Kysely } from 'kysely'

export async function createImages({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('images')
    .addColumn('report_id', 'text', column => column.notNull().references('reports.id'))
    .addColumn('id', 'text', column => column.notNull())
    .addColumn('media_type', 'text', column => column.notNull())
    .addColumn('width', 'integer', column => column.notNull())
    .addColumn('height', 'integer', column => column.notNull())
    .addColumn('size', 'integer', column => column.notNull())
    .addColumn('hash', 'text', column => column.notNull())
    .addColumn('bytes', 'blob', column => column.notNull())
    .addColumn('created_by', 'text', column => column.references('persons.id'))
    .addColumn('created_at', 'text', column => column.notNull())
    .addPrimaryKeyConstraint('images_key', ['report_id', 'id'])
    .execute()
  await schema.createIndex('images_by_hash').on('images').columns(['report_id', 'hash']).execute()
}
