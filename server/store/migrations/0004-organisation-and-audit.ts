/** Heads and leaders of departments, who was merged into whom, tokens that end, and where an act came from. */
import { type Kysely, sql } from 'kysely'

export async function extendOrganisation(db: Kysely<unknown>): Promise<void> {
  const { schema } = db
  await schema.alterTable('departments').addColumn('leader_id', 'text').execute()
  await schema.alterTable('departments').addColumn('merged_into', 'text').execute()
  await schema.alterTable('persons').addColumn('merged_into', 'text').execute()
  await schema
    .createTable('department_heads')
    .addColumn('department_id', 'text', column => column.notNull().references('departments.id'))
    .addColumn('person_id', 'text', column => column.notNull().references('persons.id'))
    .addPrimaryKeyConstraint('department_heads_key', ['department_id', 'person_id'])
    .execute()
  await schema.alterTable('api_tokens').addColumn('expires_at', 'text').execute()
  await schema.alterTable('api_tokens').addColumn('last_used_at', 'text').execute()
  await extendAudit(db)
}

/** `seq` orders the acts of one moment, and is what the pages of the log are turned by. */
async function extendAudit(db: Kysely<unknown>): Promise<void> {
  const { schema } = db
  await schema.alterTable('audit').addColumn('seq', 'integer').execute()
  await schema.alterTable('audit').addColumn('address', 'text').execute()
  await schema.alterTable('audit').addColumn('via', 'text').execute()
  await sql`
    update audit set seq = numbered.n
    from (select id, row_number() over (order by at, id) as n from audit) as numbered
    where numbered.id = audit.id`.execute(db)
  await schema.createIndex('audit_seq').unique().on('audit').column('seq').execute()
  await schema.createIndex('audit_of_report').on('audit').columns(['report_id', 'seq']).execute()
  await schema.createIndex('audit_of_person').on('audit').columns(['person_id', 'seq']).execute()
}
