/** With TEST_DATABASE=postgres all tests that open an office or a town do it in PostgreSQL. */
import { startPostgres } from './postgres.ts'

export async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (process.env.TEST_DATABASE !== 'postgres') return undefined
  const postgres = await startPostgres()
  process.env.TEST_POSTGRES = await postgres.newDatabase()
  return () => postgres.stop()
}
