/** Where the SQL of SQLite and PostgreSQL differs and Kysely does not bridge it. */
import { type Kysely, PostgresAdapter, type RawBuilder, sql } from 'kysely'

export const isPostgres = (db: Pick<Kysely<unknown>, 'getExecutor'>): boolean =>
  db.getExecutor().adapter instanceof PostgresAdapter

/** A subquery of these values, however many there are (parameters have a limit). */
export function listed<Value extends string | number>(
  db: Pick<Kysely<unknown>, 'getExecutor'>,
  type: Value extends number ? 'integer' : 'text',
  values: readonly Value[],
): RawBuilder<Value> {
  const json = JSON.stringify(values)
  return isPostgres(db)
    ? sql<Value>`(select value::${sql.raw(type)} from jsonb_array_elements_text(${json}::jsonb))`
    : sql<Value>`(select value from json_each(${json}))`
}
