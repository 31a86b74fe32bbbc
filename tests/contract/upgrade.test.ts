/** A store of an earlier version, brought up to date: what was there keeps its meaning. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Kysely } from 'kysely'
import { Migrator } from 'kysely/migration'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { migrationProvider } from '../../server/store/migrations.ts'
import { sqliteDialect } from '../../server/store/sqlite.ts'
import { openStore } from '../../server/store/store.ts'

let dir: string
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'tonggao-upgrade-'))
})
afterAll(() => rmSync(dir, { recursive: true, force: true }))

test('D10 acts of an earlier version are numbered by their time, none left out', async () => {
  const file = join(dir, 'tonggao.sqlite')
  type Earlier = { audit: { id: string; at: string; action: string } }
  const earlier = new Kysely<Earlier>({ dialect: sqliteDialect(file) })
  const migrator = new Migrator({ db: earlier, provider: migrationProvider })
  const { error } = await migrator.migrateTo('0001 tables of people, reports, the log and submissions')
  expect(error).toBeUndefined()
  const acts = [
    { id: 'later', at: '2026-11-02T00:00:00.000Z', action: 'report.create' },
    { id: 'first', at: '2026-11-01T00:00:00.000Z', action: 'report.create' },
    { id: 'mixed', at: '2026-11-01T00:00:00.000Z', action: 'section.add' },
  ]
  await earlier.insertInto('audit').values(acts).execute()
  await earlier.destroy()
  const db = await openStore(file)
  const rows = await db.selectFrom('audit').select(['id', 'seq', 'via', 'address']).orderBy('seq').execute()
  const unknown = { via: null, address: null }
  expect(rows).toEqual([
    { id: 'first', seq: 1, ...unknown },
    { id: 'mixed', seq: 2, ...unknown },
    { id: 'later', seq: 3, ...unknown },
  ])
  await db.destroy()
})
