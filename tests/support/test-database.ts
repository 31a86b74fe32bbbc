/** The database that a test opens where it does not matter which: SQLite, unless the run is on PostgreSQL. */
import { Client } from 'pg'
import { type Database, openPostgres, openStore } from '../../server/store/store.ts'

/** A new, empty database of the PostgreSQL of this run; undefined: the run is on SQLite. */
export async function testPostgres(): Promise<string | undefined> {
  const url = process.env.TEST_POSTGRES
  if (url === undefined) return undefined
  const name = `t${process.hrtime.bigint()}x${process.pid}`
  const client = new Client(url)
  await client.connect()
  await client.query(`create database ${name} template template0 encoding 'UTF8' locale 'C'`)
  await client.end()
  return url.replace(/[^/]*$/, name)
}

/** `file` is where SQLite keeps it. */
export async function openTestStore(file: string): Promise<Database> {
  const url = await testPostgres()
  return url === undefined ? openStore(file) : openPostgres(url)
}
