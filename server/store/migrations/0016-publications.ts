/** 成品: the files of a report as they were when it became final, and public links to them. */
import type { Kysely } from 'kysely'

export async function createPublications({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('publications')
    .addColumn('id', 'text', column => column.primaryKey().notNull())
    .addColumn('report_id', 'text', column => column.notNull().references('reports.id'))
    .addColumn('number', 'integer', column => column.notNull())
    .addColumn('state', 'text', column => column.notNull())
    .addColumn('missing', 'text', column => column.notNull())
    .addColumn('created_by', 'text', column => column.references('persons.id'))
    .addColumn('created_at', 'text', column => column.notNull())
    .addUniqueConstraint('publications_number', ['report_id', 'number'])
    .execute()
  await schema.createIndex('publications_by_state').on('publications').column('state').execute()
  await schema
    .createTable('publication_files')
    .addColumn('publication_id', 'text', column => column.notNull().references('publications.id'))
    .addColumn('format', 'text', column => column.notNull())
    .addColumn('filename', 'text', column => column.notNull())
    .addColumn('media_type', 'text', column => column.notNull())
    .addColumn('size', 'integer', column => column.notNull())
    .addColumn('sha256', 'text', column => column.notNull())
    .addColumn('bytes', 'blob', column => column.notNull())
    .addPrimaryKeyConstraint('publication_files_key', ['publication_id', 'format'])
    .execute()
  await schema
    .createTable('public_links')
    .addColumn('id', 'text', column => column.primaryKey().notNull())
    .addColumn('publication_id', 'text', column => column.notNull().references('publications.id'))
    .addColumn('secret_hash', 'text', column => column.notNull().unique())
    .addColumn('password_hash', 'text')
    .addColumn('expires_at', 'text')
    .addColumn('created_by', 'text', column => column.notNull().references('persons.id'))
    .addColumn('created_at', 'text', column => column.notNull())
    .addColumn('revoked_at', 'text')
    .execute()
  await schema
    .createIndex('public_links_of_publication')
    .on('public_links')
    .column('publication_id')
    .execute()
}
