/**
 * Opening the store: the database behind DATA_DIR, migrated to this program's tables.
 */
import { Kysely } from 'kysely'
import { Migrator } from 'kysely/migration'
import { migrationProvider } from './migrations.ts'
import { sqliteDialect } from './sqlite.ts'
import type { Tables } from './tables.ts'

export type Database = Kysely<Tables>

/** Opens (creates, migrates) a SQLite store in `file`. Throws a sentence when it cannot. */
export async function openStore(file: string): Promise<Database> {
  const db = new Kysely<Tables>({ dialect: sqliteDialect(file) })
  // Each adds tables or columns of its own; a number that comes later may stand before one that was applied.
  const migrator = new Migrator({ db, provider: migrationProvider, allowUnorderedMigrations: true })
  const { error } = await migrator.migrateToLatest()
  if (error) {
    await db.destroy()
    throw new Error(`the database ${file} could not be brought up to date`, { cause: error })
  }
  return db
}
