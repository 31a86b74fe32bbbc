/**
 * Opening the store: the database behind DATA_DIR, or DATABASE_URL's, migrated to this program's tables.
 */
import { HandleEmptyInListsPlugin, Kysely, replaceWithNoncontingentExpression } from 'kysely'
import { Migrator } from 'kysely/migration'
import { migrationProvider } from './migrations.ts'
import { checkPostgres, postgresDialect, prepareTypes } from './postgres.ts'
import { sqliteDialect } from './sqlite.ts'
import type { Tables } from './tables.ts'

export type Database = Kysely<Tables>

/** Opens (creates, migrates) a SQLite store in `file`. Throws a sentence when it cannot. */
export async function openStore(file: string): Promise<Database> {
  return migrated(new Kysely<Tables>({ dialect: sqliteDialect(file) }), file)
}

/** The same in a PostgreSQL database that is there: `postgres://user:password@host:port/name`. */
export async function openPostgres(url: string): Promise<Database> {
  const patient = patientPostgres(url)
  try {
    await checkPostgres(patient)
    await prepareTypes(patient)
  } catch (error) {
    await patient.destroy()
    throw error
  }
  await (await migrated(patient, 'of DATABASE_URL')).destroy()
  return new Kysely<Tables>({ dialect: postgresDialect(url), plugins })
}

/** One that is up to date, for work that takes long and has the database for itself. */
export const patientPostgres = (url: string): Database =>
  new Kysely<Tables>({ dialect: postgresDialect(url, { isPatient: true }), plugins })

/** An empty list is nothing to SQLite and an error to PostgreSQL. */
const plugins = [new HandleEmptyInListsPlugin({ strategy: replaceWithNoncontingentExpression })]

async function migrated(db: Database, name: string): Promise<Database> {
  // Each adds tables or columns of its own; a number that comes later may stand before one that was applied.
  const migrator = new Migrator({ db, provider: migrationProvider, allowUnorderedMigrations: true })
  const { error } = await migrator.migrateToLatest()
  if (!error) return db
  await db.destroy()
  if (isOfNewer(error))
    throw new Error(
      `The database ${name} was already used by a newer version of this program; start that one.`,
    )
  throw new Error(`the database ${name} could not be brought up to date`, { cause: error })
}

/** It has a migration that this program does not know; Kysely says so in words alone. */
const isOfNewer = (error: unknown) =>
  error instanceof Error && /previously executed migration .* is missing/.test(error.message)
