/** 材料: text of a department that is bound to no section, and which departments were asked for it. */
import { type Kysely, sql } from 'kysely'

export async function createMaterial(db: Kysely<unknown>): Promise<void> {
  const { schema } = db
  await schema
    .createTable('materials')
    .addColumn('id', 'text', column => column.primaryKey())
    .addColumn('report_id', 'text', column => column.notNull().references('reports.id'))
    .addColumn('department_id', 'text', column => column.references('departments.id'))
    .addColumn('person_id', 'text', column => column.notNull().references('persons.id'))
    .addColumn('entered_for', 'text')
    .addColumn('name', 'text', column => column.notNull())
    .addColumn('at', 'text', column => column.notNull())
    .addColumn('text', 'text', column => column.notNull())
    .addColumn('words', 'integer', column => column.notNull())
    .addColumn('attachment_id', 'text', column => column.notNull().references('attachments.id'))
    .execute()
  await schema.createIndex('materials_by_report').on('materials').columns(['report_id', 'at']).execute()
  await schema
    .createTable('material_asks')
    .addColumn('report_id', 'text', column => column.notNull().references('reports.id'))
    .addColumn('department_id', 'text', column => column.notNull().references('departments.id'))
    .addPrimaryKeyConstraint('material_asks_key', ['report_id', 'department_id'])
    .execute()
  await schema.alterTable('text_origins').addColumn('material_id', 'text').execute()
  await freeActs(db)
}

/** What comes from material comes from no section: SQLite lets go of a NOT NULL by a new table alone. */
async function freeActs(db: Kysely<unknown>): Promise<void> {
  const { schema } = db
  await schema
    .createTable('desk_acts_anew')
    .addColumn('id', 'text', column => column.primaryKey())
    .addColumn('report_id', 'text', column => column.notNull().references('reports.id'))
    .addColumn('kind', 'text', column => column.notNull())
    .addColumn('person_id', 'text', column => column.notNull().references('persons.id'))
    .addColumn('at', 'text', column => column.notNull())
    .addColumn('submission_id', 'text', column => column.references('submissions.id'))
    .addColumn('material_id', 'text', column => column.references('materials.id'))
    .addColumn('from_section_id', 'text', column => column.references('sections.id'))
    .addColumn('to_section_id', 'text', column => column.notNull().references('sections.id'))
    .addColumn('piece', 'text', column => column.notNull())
    .addColumn('quote', 'text', column => column.notNull())
    .addColumn('inserted', 'text', column => column.notNull())
    .addColumn('removed', 'text')
    .addColumn('undone_at', 'text')
    .addColumn('undone_by', 'text')
    .execute()
  const kept = sql.raw(
    'id, report_id, kind, person_id, at, submission_id, from_section_id, to_section_id, piece, quote, inserted, removed, undone_at, undone_by',
  )
  await sql`insert into desk_acts_anew (${kept}) select ${kept} from desk_acts`.execute(db)
  await schema.dropTable('desk_acts').execute()
  await schema.alterTable('desk_acts_anew').renameTo('desk_acts').execute()
  await schema.createIndex('desk_acts_by_report').on('desk_acts').columns(['report_id', 'at']).execute()
}
