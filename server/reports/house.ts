/** What verbs ask of the house: its active departments, and what its people are called. */
import type { Database } from '../store/store.ts'

export async function activeDepartments(db: Database): Promise<ReadonlySet<string>> {
  const rows = await db.selectFrom('departments').select('id').where('active', '=', 1).execute()
  return new Set(rows.map(({ id }) => id))
}

export async function namesOfPeople(db: Database): Promise<string[]> {
  const rows = await db.selectFrom('persons').select('name').distinct().execute()
  return rows.map(({ name }) => name)
}
