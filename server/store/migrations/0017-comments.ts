/**
 * 批注 and 领导批示: threads at a place of a section's text, what was said in each, and whom it names. A mark is a
 * thread with a row of its own beside it.
 */
import { type Kysely, sql } from 'kysely'

export async function createComments(db: Kysely<unknown>): Promise<void> {
  const { schema } = db
  await schema
    .createTable('threads')
    .addColumn('id', 'text', column => column.primaryKey().notNull())
    .addColumn('report_id', 'text', column => column.notNull().references('reports.id'))
    .addColumn('section_id', 'text', column => column.notNull().references('sections.id'))
    .addColumn('kind', 'text', column => column.notNull())
    .addColumn('anchor_start', 'text')
    .addColumn('anchor_end', 'text')
    .addColumn('quote', 'text', column => column.notNull())
    .addColumn('before', 'text', column => column.notNull())
    .addColumn('after', 'text', column => column.notNull())
    .addColumn('created_by', 'text', column => column.notNull().references('persons.id'))
    .addColumn('created_at', 'text', column => column.notNull())
    .addColumn('resolved_at', 'text')
    .addColumn('resolved_by', 'text', column => column.references('persons.id'))
    .execute()
  await schema.createIndex('threads_of_report').on('threads').columns(['report_id', 'section_id']).execute()
  await schema.createIndex('threads_of_section').on('threads').column('section_id').execute()
  await schema
    .createTable('comments')
    .addColumn('id', 'text', column => column.primaryKey().notNull())
    .addColumn('thread_id', 'text', column => column.notNull().references('threads.id'))
    .addColumn('person_id', 'text', column => column.notNull().references('persons.id'))
    .addColumn('text', 'text', column => column.notNull())
    .addColumn('at', 'text', column => column.notNull())
    .addColumn('edited_at', 'text')
    .addColumn('deleted_at', 'text')
    .addColumn('proposal', 'text')
    .addColumn('proposal_over', 'text')
    .addColumn('proposal_state', 'text')
    .addColumn('decided_by', 'text', column => column.references('persons.id'))
    .addColumn('decided_at', 'text')
    .execute()
  await schema.createIndex('comments_of_thread').on('comments').column('thread_id').execute()
  await schema
    .createTable('comment_mentions')
    .addColumn('comment_id', 'text', column => column.notNull().references('comments.id'))
    .addColumn('person_id', 'text', column => column.notNull().references('persons.id'))
    .addPrimaryKeyConstraint('comment_mentions_key', ['comment_id', 'person_id'])
    .execute()
  await schema
    .createTable('marks')
    .addColumn('thread_id', 'text', column => column.primaryKey().notNull().references('threads.id'))
    .addColumn('leader', 'text', column => column.notNull())
    .addColumn('post', 'text', column => column.notNull())
    .addColumn('medium', 'text', column => column.notNull())
    .addColumn('said_on', 'text', column => column.notNull())
    .addColumn('attachment_id', 'text', column => column.references('attachments.id'))
    .addColumn('done_at', 'text')
    .addColumn('done_by', 'text', column => column.references('persons.id'))
    .addColumn('done_note', 'text', column => column.notNull())
    .addColumn('done_seq', 'integer')
    .execute()
  // E-mail says too whom a comment names, as it says everything that is to one person.
  await sql`update channels set events = replace(events, ']', ',"mentioned"]') where id = 'mail' and events <> '[]'`.execute(
    db,
  )
}
