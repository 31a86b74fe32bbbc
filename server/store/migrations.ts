/**
 * Migrations, numbered and named in words, each in a file of its own; never edited once released.
 */
import type { Migration, MigrationProvider } from 'kysely/migration'
import { createFirstTables } from './migrations/0001-first-tables.ts'

const migrations: Record<string, Migration> = {
  '0001 tables of people, reports, the log and submissions': { up: createFirstTables },
}

export const migrationProvider: MigrationProvider = { getMigrations: async () => migrations }
