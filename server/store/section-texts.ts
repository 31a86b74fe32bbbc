/**
 * The texts that are searched. What is special to the database stands here alone: SQLite keeps the grams of
 * shared/search.ts in FTS5, PostgreSQL the same grams in an array under GIN.
 *
 * 1. A section is stale from the moment that its log or its heading moves on (a trigger) until its text of
 *    that very position is kept.
 * 2. What is found here may have been deleted, or be foreign: whoever asks looks at the reports themselves.
 */
import { type RawBuilder, sql } from 'kysely'
import { isPostgres, listed } from './dialect.ts'
import type { Database } from './store.ts'

export type StaleText = {
  readonly sectionId: string
  readonly reportId: string
  readonly heading: string
  readonly head: number
  readonly generation: number
}

export type SearchedText = {
  readonly sectionId: string
  readonly reportId: string
  readonly text: string
  readonly grams: readonly string[]
  /** As the section was when the text was read. */
  readonly head: number
  readonly heading: string
}

/** Up to `most` stale sections. */
export async function readStaleTexts(db: Database, most: number): Promise<StaleText[]> {
  const rows = await db
    .selectFrom('stale_texts')
    .innerJoin('sections', 'sections.id', 'stale_texts.section_id')
    .select(['id', 'report_id', 'heading', 'head', 'generation'])
    .limit(most)
    .execute()
  return rows.map(({ id, report_id, ...rest }) => ({ sectionId: id, reportId: report_id, ...rest }))
}

/** The texts of a report say something else although none was written: figures that they cite have changed. */
export async function markStale(db: Database, reportId: string): Promise<void> {
  await db
    .insertInto('stale_texts')
    .columns(['section_id'])
    .expression(db.selectFrom('sections').select('id').where('report_id', '=', reportId))
    .onConflict(conflict => conflict.column('section_id').doNothing())
    .execute()
}

export async function countStaleTexts(db: Database): Promise<number> {
  const { count } = await db
    .selectFrom('stale_texts')
    .select(eb => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count
}

/** Keeps these texts in one transaction; one that the log has left behind meanwhile stays stale. */
export async function writeSearchedTexts(db: Database, texts: readonly SearchedText[]): Promise<void> {
  await db.transaction().execute(async tx => {
    for (const { sectionId, reportId, text, grams, head, heading } of texts) {
      const { n } = await tx
        .insertInto('text_index')
        .values({ section_id: sectionId, report_id: reportId })
        .onConflict(conflict => conflict.column('section_id').doUpdateSet({ report_id: reportId }))
        .returning('n')
        .executeTakeFirstOrThrow()
      await tx
        .insertInto('section_texts')
        .values({ n, text })
        .onConflict(conflict => conflict.column('n').doUpdateSet({ text }))
        .execute()
      await keepGrams(tx, n, grams)
      await tx
        .deleteFrom('stale_texts')
        .where('section_id', '=', sectionId)
        .where(eb =>
          eb.exists(
            eb
              .selectFrom('sections')
              .select('id')
              .where('id', '=', sectionId)
              .where('head', '=', head)
              .where('heading', '=', heading),
          ),
        )
        .execute()
    }
  })
}

/** A section whose text cannot be read is not asked for again until it moves on. */
export async function forgetStaleText(db: Database, sectionId: string): Promise<void> {
  await db.deleteFrom('stale_texts').where('section_id', '=', sectionId).execute()
}

/** All reports, or those in which one of these departments is named at some section. */
export type SearchScope = 'all' | readonly string[]

export type Candidate = {
  readonly reportId: string
  readonly titleMatches: boolean
  /** Numbers of texts, for readSearchedTexts. */
  readonly texts: readonly number[]
}

/**
 * Reports whose title contains all terms, or that have sections with all grams: titles first, then the newest
 * change. Sections may turn out not to contain the terms.
 */
export async function findCandidates(
  db: Database,
  { grams, terms, scope, most }: Question,
): Promise<Candidate[]> {
  const like = isPostgres(db) ? sql`ilike` : sql`like`
  const titled: RawBuilder<boolean> = sql.join(
    terms.map(term => sql`r.title ${like} ${`%${term.replace(/[\\%_]/g, '\\$&')}%`} escape '\\'`),
    sql` and `,
  )
  const inScope = scope === 'all' ? sql`true` : sql`r.id in (${reportsNaming(db, scope)})`
  const { rows } = await sql<{ id: string; titled: 0 | 1 | boolean; texts: string | null }>`
    select r.id, (${titled}) as titled, found.texts
    from reports r left join (${textsWith(db, grams)}) found on found.report_id = r.id
    where r.deleted_at is null and (found.texts is not null or ${titled}) and ${inScope}
    order by titled desc, r.updated_at desc, r.id
    limit ${most}`.execute(db)
  return rows.map(row => ({
    reportId: row.id,
    titleMatches: Boolean(row.titled),
    texts: (row.texts ?? '').split(',').flatMap(n => (n === '' ? [] : [Number(n)])),
  }))
}

export type Question = {
  readonly grams: readonly string[]
  readonly terms: readonly string[]
  readonly scope: SearchScope
  readonly most: number
}

/** Texts with all of these grams: their numbers, by report. */
function textsWith(db: Database, grams: readonly string[]): RawBuilder<unknown> {
  if (isPostgres(db))
    return sql`
      select i.report_id, string_agg(i.n::text, ',') as texts
      from section_grams join text_index i on i.n = section_grams.n
      where section_grams.grams @> ${[...grams]}::text[]
      group by i.report_id`
  const match = grams.map(gram => `"${gram}"`).join(' AND ')
  return sql`
    select i.report_id, group_concat(i.n) as texts
    from section_grams join text_index i on i.n = section_grams.rowid
    where section_grams match ${match}
    group by i.report_id`
}

async function keepGrams(tx: Database, n: number, grams: readonly string[]): Promise<void> {
  const kept = isPostgres(tx)
    ? sql`insert into section_grams (n, grams) values (${n}, ${[...grams]}::text[])
        on conflict (n) do update set grams = excluded.grams`
    : sql`insert or replace into section_grams (rowid, gram) values (${n}, ${grams.join(' ')})`
  await kept.execute(tx)
}

function reportsNaming(db: Database, departmentIds: readonly string[]): RawBuilder<unknown> {
  const ids = listed(db, 'text', departmentIds)
  return sql`select report_id from sections where deleted_at is null and (lead_id in ${ids} or id in (
    select section_id from section_departments where department_id in ${ids}))`
}

/** Which sections these texts are of; by number. */
export async function readTextPlaces(
  db: Database,
  numbers: readonly number[],
): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .selectFrom('text_index')
    .select(['n', 'section_id'])
    .where('n', 'in', listed(db, 'integer', numbers))
    .execute()
  return new Map(rows.map(row => [row.section_id, row.n]))
}

export async function readSearchedTexts(
  db: Database,
  numbers: readonly number[],
): Promise<ReadonlyMap<number, string>> {
  const rows = await db
    .selectFrom('section_texts')
    .selectAll()
    .where('n', 'in', listed(db, 'integer', numbers))
    .execute()
  return new Map(rows.map(row => [row.n, row.text]))
}
