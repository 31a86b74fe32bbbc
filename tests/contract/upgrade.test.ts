/** A store of an earlier version, brought up to date: what was there keeps its meaning. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Kysely, type KyselyPlugin } from 'kysely'
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

/** Breaks off at the `last`th statement that changes the schema, as a killed process does. */
function breaksOffAt(last: number): KyselyPlugin {
  let statements = 0
  return {
    transformQuery({ node }) {
      if (/^(AlterTable|CreateTable|CreateIndex)Node$/.test(node.kind)) statements += 1
      if (statements === last) throw new Error('killed')
      return node
    },
    transformResult: async ({ result }) => result,
  }
}

test('D19 an upgrade that is broken off leaves the store as it was, and the next start carries it out', async () => {
  const file = join(dir, 'broken-off.sqlite')
  const earlier = new Kysely<unknown>({ dialect: sqliteDialect(file) })
  const begun = new Migrator({ db: earlier, provider: migrationProvider })
  await begun.migrateTo('0001 tables of people, reports, the log and submissions')
  const tables = async () =>
    (await earlier.introspection.getTables()).map(({ name, columns }) => [name, columns])
  const before = await tables()
  for (const last of [2, 5, 11, 20]) {
    const db = earlier.withPlugin(breaksOffAt(last))
    const { error } = await new Migrator({ db, provider: migrationProvider }).migrateToLatest()
    expect(error).toEqual(new Error('killed'))
    expect(await tables()).toEqual(before)
  }
  await earlier.destroy()
  const db = await openStore(file)
  expect(await db.selectFrom('figures').selectAll().execute()).toEqual([])
  await db.destroy()
})

test('D19 a store that a newer program used is refused by an older one with a sentence', async () => {
  const file = join(dir, 'newer.sqlite')
  const db = await openStore(file)
  await db.destroy()
  const newer = new Kysely<{ kysely_migration: { name: string; timestamp: string } }>({
    dialect: sqliteDialect(file),
  })
  const timestamp = '2027-01-01T00:00:00.000Z'
  await newer.insertInto('kysely_migration').values({ name: '9999 something to come', timestamp }).execute()
  await newer.destroy()
  await expect(openStore(file)).rejects.toThrow(
    /^The database .* newer version of this program; start that one\.$/,
  )
})

test('Y17 acts of the desk of an earlier version are kept where material comes to be', async () => {
  const file = join(dir, 'desk.sqlite')
  const earlier = new Kysely<Record<string, Record<string, unknown>>>({ dialect: sqliteDialect(file) })
  const begun = new Migrator({ db: earlier, provider: migrationProvider, allowUnorderedMigrations: true })
  expect((await begun.migrateTo('0020 figures')).error).toBeUndefined()
  const made = { created_at: 'x' }
  const person = { id: 'p', name: '某', role: 'author', is_administrator: 0, active: 1, ...made }
  await earlier.insertInto('persons').values(person).execute()
  const state = { stage: 'drafting', matter: '{}', revision: 1, signoff: 'none', budget_unit: 'words' }
  const report = { id: 'r', title: '总结', period: '', updated_at: 'x', ...state, ...made }
  await earlier.insertInto('reports').values(report).execute()
  const counts = { rounds: 0, head: 0, grants: 0, generation: 1, numbered: 1 }
  const section = { id: 's', report_id: 'r', rank: 'a', heading: '综述', status: 'drafting', guidance: '' }
  await earlier
    .insertInto('sections')
    .values({ ...section, ...counts })
    .execute()
  const act = {
    id: 'a',
    report_id: 'r',
    kind: 'move',
    person_id: 'p',
    at: 'x',
    submission_id: null,
    from_section_id: 's',
    to_section_id: 's',
    piece: '{}',
    quote: '修渠',
    inserted: '{}',
    removed: '{}',
    undone_at: null,
    undone_by: null,
  }
  await earlier.insertInto('desk_acts').values(act).execute()
  await earlier.destroy()
  const db = await openStore(file)
  expect(await db.selectFrom('desk_acts').selectAll().execute()).toEqual([{ ...act, material_id: null }])
  await db.destroy()
})
