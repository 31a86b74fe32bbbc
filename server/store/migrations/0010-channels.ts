/** 通知渠道, the outbox, what was reminded of when, and in which language a person is written to. */
import type { Kysely } from 'kysely'

type Made = { channels: Record<string, string | number | null> }

export async function createChannels(db: Kysely<unknown>): Promise<void> {
  const { schema } = db
  await schema.alterTable('persons').addColumn('language', 'text').execute()
  await schema
    .alterTable('persons')
    .addColumn('mail_off', 'integer', column => column.notNull().defaultTo(0))
    .execute()
  await schema
    .createTable('channels')
    .addColumn('id', 'text', column => column.primaryKey().notNull())
    .addColumn('kind', 'text', column => column.notNull())
    .addColumn('name', 'text', column => column.notNull())
    .addColumn('department_id', 'text', column => column.references('departments.id'))
    .addColumn('url', 'text', column => column.notNull())
    .addColumn('secret', 'text')
    .addColumn('keyword', 'text', column => column.notNull())
    .addColumn('mention_all', 'integer', column => column.notNull())
    .addColumn('language', 'text', column => column.notNull())
    .addColumn('events', 'text', column => column.notNull())
    .addColumn('active', 'integer', column => column.notNull())
    .addColumn('created_at', 'text', column => column.notNull())
    .addColumn('deleted_at', 'text')
    .execute()
  await schema
    .createTable('outbox')
    .addColumn('id', 'text', column => column.primaryKey().notNull())
    .addColumn('channel_id', 'text', column => column.notNull().references('channels.id'))
    .addColumn('event', 'text', column => column.notNull())
    .addColumn('person_id', 'text', column => column.references('persons.id'))
    .addColumn('language', 'text', column => column.notNull())
    .addColumn('title', 'text', column => column.notNull())
    .addColumn('text', 'text', column => column.notNull())
    .addColumn('path', 'text')
    .addColumn('facts', 'text', column => column.notNull())
    .addColumn('created_at', 'text', column => column.notNull())
    .addColumn('expires_at', 'text', column => column.notNull())
    .addColumn('state', 'text', column => column.notNull())
    .addColumn('attempts', 'integer', column => column.notNull())
    .addColumn('next_at', 'text', column => column.notNull())
    .addColumn('lease_until', 'text')
    .addColumn('settled_at', 'text')
    .addColumn('error', 'text')
    .execute()
  await schema.createIndex('outbox_due').on('outbox').columns(['state', 'next_at']).execute()
  await schema.createIndex('outbox_newest').on('outbox').column('created_at').execute()
  await schema
    .createTable('outbox_keys')
    .addColumn('key', 'text', column => column.primaryKey().notNull())
    .addColumn('at', 'text', column => column.notNull())
    .execute()
  await schema
    .createTable('reminders')
    .addColumn('id', 'text', column => column.primaryKey().notNull())
    .addColumn('act_id', 'text', column => column.notNull())
    .addColumn('report_id', 'text', column => column.notNull().references('reports.id'))
    .addColumn('section_id', 'text', column => column.notNull().references('sections.id'))
    .addColumn('department_id', 'text', column => column.notNull().references('departments.id'))
    .addColumn('way', 'text', column => column.notNull())
    .addColumn('person_id', 'text', column => column.notNull().references('persons.id'))
    .addColumn('at', 'text', column => column.notNull())
    .addUniqueConstraint('reminders_of_act', ['act_id', 'section_id', 'department_id'])
    .execute()
  await schema.createIndex('reminders_of_report').on('reminders').columns(['report_id', 'at']).execute()
  await insertMail(db)
}

/** The one channel that is there from the start; it is silent until SMTP is set. */
async function insertMail(db: Kysely<unknown>): Promise<void> {
  await db
    .withTables<Made>()
    .insertInto('channels')
    .values({
      id: 'mail',
      kind: 'mail',
      name: '',
      department_id: null,
      url: '',
      secret: null,
      keyword: '',
      mention_all: 0,
      language: 'zh',
      events: JSON.stringify(['dueSoon', 'overdue', 'returned', 'reminder', 'opinionsAsked']),
      active: 1,
      created_at: '2026-01-01T00:00:00.000Z',
      deleted_at: null,
    })
    .execute()
}
