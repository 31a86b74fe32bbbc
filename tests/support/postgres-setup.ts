/** Starts the PostgreSQL that the tests of this project open their databases in. */
import type { TestProject } from 'vitest/node'
import { startPostgres } from './postgres.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** A database; others can be made beside it. */
    postgres: string
  }
}

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const postgres = await startPostgres()
  project.provide('postgres', await postgres.newDatabase())
  return () => postgres.stop()
}
