/**
 * What is searched: each section's plain text as of a log position, the grams of it in a full-text index, and
 * the list of sections whose text or heading has moved on since. Triggers keep that list, so that no writer
 * of the log can forget it, in whatever process.
 */
import { type Kysely, sql } from 'kysely'
import { isPostgres } from '../dialect.ts'

export async function createSearch(db: Kysely<unknown>): Promise<void> {
  const { schema } = db
  await schema
    .createTable('text_index')
    .addColumn('n', 'integer', column =>
      isPostgres(db) ? column.primaryKey().generatedByDefaultAsIdentity() : column.primaryKey(),
    )
    .addColumn('section_id', 'text', column => column.notNull().unique().references('sections.id'))
    .addColumn('report_id', 'text', column => column.notNull())
    .execute()
  await schema
    .createTable('section_texts')
    .addColumn('n', 'integer', column => column.primaryKey().references('text_index.n'))
    .addColumn('text', 'text', column => column.notNull())
    .execute()
  await schema
    .createTable('stale_texts')
    .addColumn('section_id', 'text', column => column.primaryKey().notNull())
    .execute()
  if (isPostgres(db)) await indexInPostgres(db)
  else await indexInSqlite(db)
  await sql`insert into stale_texts (section_id) select id from sections`.execute(db)
}

async function indexInSqlite(db: Kysely<unknown>): Promise<void> {
  // The text is not kept twice (content=''), only which section has which gram (detail=none).
  await sql`create virtual table section_grams using fts5(
    gram, content='', contentless_delete=1, detail=none, tokenize='ascii'
  )`.execute(db)
  await sql`create trigger stale_text_of_new_section after insert on sections begin
    insert or ignore into stale_texts (section_id) values (new.id);
  end`.execute(db)
  await sql`create trigger stale_text_of_changed_section after update of head, heading, generation on sections begin
    insert or ignore into stale_texts (section_id) values (new.id);
  end`.execute(db)
}

async function indexInPostgres(db: Kysely<unknown>): Promise<void> {
  await sql`create table section_grams (
    n integer primary key references text_index (n), grams text[] not null
  )`.execute(db)
  await sql`create index section_grams_by_gram on section_grams using gin (grams)`.execute(db)
  await sql`create function note_stale_text() returns trigger language plpgsql as $$ begin
    insert into stale_texts (section_id) values (new.id) on conflict do nothing;
    return null;
  end $$`.execute(db)
  await sql`create trigger stale_text_of_new_section after insert on sections
    for each row execute function note_stale_text()`.execute(db)
  await sql`create trigger stale_text_of_changed_section after update of head, heading, generation on sections
    for each row execute function note_stale_text()`.execute(db)
}
