/** The append, whatever database is behind it: one transaction, an answer for each section. */
import { CompiledQuery } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Append, appendUpdates, prepareAppend } from '../../server/store/append.ts'
import { appendSteps } from '../../server/store/append-steps.ts'
import type { Database } from '../../server/store/store.ts'
import { reportId, townStore } from '../support/collab.ts'

type TownStore = Awaited<ReturnType<typeof townStore>>

const at = Date.UTC(2025, 0, 2)
let store: TownStore

beforeEach(async () => {
  store = await townStore()
})

afterEach(() => store.remove())

const append = (sectionId: string, changes: Partial<Append> = {}): Append => ({
  sectionId,
  head: 1,
  grants: 1,
  rows: [{ personId: 'li', bytes: new Uint8Array([1, 2, 3]) }],
  bindings: [],
  ...changes,
})

/** As a database behind a line would be asked: every step's queries at once, and their answers awaited. */
async function appendOverLine(db: Database, batch: readonly Append[], now: number) {
  const statements = prepareAppend(db)
  return db.transaction().execute(async tx => {
    const steps = appendSteps(statements, batch, new Date(now).toISOString())
    let step = steps.next()
    while (!step.done) {
      const asked = step.value.map(({ sql, parameters }) =>
        tx.executeQuery(CompiledQuery.raw(sql, [...parameters])),
      )
      step = steps.next((await Promise.all(asked)).map(({ rows }) => rows))
    }
    return new Map(step.value)
  })
}

/** All that an append may touch, but for the rows that sections begin with. */
const written = async (db: Database) => ({
  rows: await db
    .selectFrom('updates')
    .selectAll()
    .where('seq', '>', 1)
    .orderBy('section_id')
    .orderBy('seq')
    .execute(),
  clients: await db
    .selectFrom('section_clients')
    .selectAll()
    .orderBy('section_id')
    .orderBy('client')
    .execute(),
  sections: await db.selectFrom('sections').selectAll().orderBy('id').execute(),
  reports: await db.selectFrom('reports').selectAll().execute(),
})

test('D6 an append does and answers the same in one message and step by step', async () => {
  const other = await townStore()
  const [owned, claimed] = [
    { client: 1, personId: 'wang' },
    { client: 1, personId: 'li' },
  ]
  const batches: readonly (readonly Append[])[] = [
    [append('s2', { bindings: [owned] })],
    [
      append('s4', { grants: 2 }),
      append('s3', { rows: [...append('s3').rows, { personId: 'wang', bytes: new Uint8Array([9]) }] }),
      append('s2', { head: 2, grants: 2, bindings: [claimed] }),
      append('s1', { bindings: [claimed, { client: 2, personId: 'li' }] }),
      append('unknown'),
    ],
    [],
  ]
  for (const batch of batches)
    expect(await appendOverLine(other.db, batch, at)).toEqual(await appendUpdates(store.db, batch, () => at))
  expect(await written(other.db)).toEqual(await written(store.db))
  await other.remove()
})

test('D7 an append answers every section: stored, with what the first edit began, or why not', async () => {
  await appendUpdates(store.db, [append('s2', { bindings: [{ client: 1, personId: 'wang' }] })], () => at)
  const batch = [
    append('s4', { grants: 2 }),
    append('s3'),
    append('s2', { head: 2, grants: 2, bindings: [{ client: 1, personId: 'li' }] }),
    append('s1'),
  ]
  // One revision for the report, however many of its sections began.
  const stored = { result: 'stored', head: 2, grants: 2, began: { reportId, revision: 3 } }
  expect(await appendUpdates(store.db, batch, () => at)).toEqual(
    new Map<string, unknown>([
      ['s1', stored],
      ['s2', { result: 'foreign' }],
      ['s3', stored],
      ['s4', { result: 'stale' }],
    ]),
  )
})

test('D8 an append that fails half-way leaves nothing, and the next one finds a clean store', async () => {
  const { db } = store
  const before = await written(db)
  // A row that stands where the append of s3 wants to write, after that of s1 was written.
  const inTheWay = { section_id: 's3', seq: 2, person_id: null, at: '', checksum: 0, bytes: new Uint8Array() }
  await db.insertInto('updates').values(inTheWay).execute()
  await expect(appendUpdates(db, [append('s3'), append('s1')], () => at)).rejects.toThrow(/UNIQUE/i)
  await db.deleteFrom('updates').where('seq', '=', 2).execute()
  expect(await written(db)).toEqual(before)
  const results = await appendUpdates(db, [append('s3'), append('s1')], () => at)
  expect([...results.values()].map(({ result }) => result)).toEqual(['stored', 'stored'])
})

test('D9 an append waits for the transaction before it, and is none within another', async () => {
  const { db } = store
  const held = Promise.withResolvers<void>()
  const locking = db.transaction().execute(async tx => {
    await held.promise
    await tx.updateTable('sections').set({ grants: 2 }).where('id', '=', 's1').execute()
    await expect(appendUpdates(tx, [append('s1')], () => at)).rejects.toThrow('transaction of its own')
  })
  const appending = appendUpdates(db, [append('s1')], () => at)
  held.resolve()
  await locking
  expect((await appending).get('s1')).toEqual({ result: 'stale' })
})
