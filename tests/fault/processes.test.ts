/**
 * What fails beside several processes or of them: the list of scenarios.ts in a short run, and how long anybody is
 * waited for.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createApp } from '../../server/app.ts'
import { putIn } from '../../server/delivery/outbox.ts'
import { appendUpdates } from '../../server/store/append.ts'
import { isUnwritable } from '../../server/store/failures.ts'
import { type Database, openPostgres } from '../../server/store/store.ts'
import { limits } from '../../shared/limits.ts'
import { tryConfig } from '../http/office.ts'
import { seedTown, until } from '../support/collab.ts'
import { openDatabaseLine } from '../support/database-line.ts'
import { startPostgres, type TestPostgres } from '../support/postgres.ts'
import { openReceiver, wellDone } from '../support/receiver.ts'
import { raceForTheLock } from './lock-race.ts'
import { missingFor, play, scenarios } from './scenarios.ts'

let postgres: TestPostgres
beforeAll(async () => {
  postgres = await startPostgres()
})
afterAll(() => postgres.stop())

describe.concurrent('nothing is lost, and all are green and equal again', () => {
  for (const scenario of scenarios) {
    test.skipIf(missingFor(scenario) !== undefined)(
      `F11 ${scenario.fault('test')}`,
      async () => expect((await play(scenario, 'test', postgres)).lost).toEqual([]),
      150_000,
    )
  }
})

test.concurrent('F12 a section that is submitted through one process takes no letter through another from that instant', async () => {
  const race = await raceForTheLock(postgres, 12)
  expect(race).toMatchObject({ late: 0, different: 0, lost: [] })
  expect(race.drafts, 'letters came too late').toBeGreaterThan(0)
}, 150_000)

const rename = (db: Database, title: string) => db.updateTable('reports').set({ title }).execute()
const titleOf = async (db: Database) =>
  (await db.selectFrom('reports').select('title').executeTakeFirstOrThrow()).title

async function timed<Value>(work: Promise<Value>): Promise<{ readonly ms: number; readonly value: Value }> {
  const since = performance.now()
  const value = await work
  return { ms: performance.now() - since, value }
}

const failureOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  )

test.concurrent('F13 who stands still within a transaction is waited for no longer than limits.transactionIdleMs, and nothing of it stays', async () => {
  const url = await postgres.newDatabase()
  const [still, other] = [await openPostgres(url), await openPostgres(url)]
  await seedTown(other)
  const [begun, woken] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const asleep = failureOf(
    still.transaction().execute(async tx => {
      await rename(tx, '睡着之前')
      begun.resolve()
      await woken.promise
      await rename(tx, '醒来之后')
    }),
  )
  await begun.promise
  const { ms } = await timed(other.transaction().execute(tx => rename(tx, '没有等很久')))
  expect(ms).toBeGreaterThan(limits.transactionIdleMs / 2)
  expect(ms).toBeLessThan(limits.turnWaitMs)
  woken.resolve()
  expect(isUnwritable(await asleep)).toBe(true)
  expect(await titleOf(other)).toBe('没有等很久')
  await Promise.all([still.destroy(), other.destroy()])
}, 60_000)

test.concurrent('F13 whose turn does not come within limits.turnWaitMs is told to come again, verbs and appends alike', async () => {
  const url = await postgres.newDatabase()
  const db = await openPostgres(url)
  await seedTown(db)
  const holder = new Client(url)
  await holder.connect()
  await holder.query('select pg_advisory_lock($1)', [0x7467])
  const rows = [{ personId: 'li', bytes: new Uint8Array([0, 0]) }]
  const append = { sectionId: 's1', head: 1, grants: 1, rows, bindings: [] }
  const waiting = [
    db.transaction().execute(tx => rename(tx, '轮到我了')),
    appendUpdates(db, [append], Date.now),
  ]
  for (const { ms, value: error } of await Promise.all(waiting.map(one => timed(failureOf(one))))) {
    expect(isUnwritable(error)).toBe(true)
    expect(ms).toBeLessThan(limits.statementMs)
  }
  await holder.end()
  await db.transaction().execute(tx => rename(tx, '轮到我了'))
  await db.destroy()
}, 60_000)

test.concurrent('F13 a PostgreSQL that says nothing is given up after limits.statementMs', async () => {
  const line = await openDatabaseLine(postgres.port)
  const db = await openPostgres(line.through(await postgres.newDatabase()))
  await seedTown(db)
  line.atCommit = () => 'hold'
  const { ms, value: error } = await timed(failureOf(db.transaction().execute(tx => rename(tx, '石沉大海'))))
  expect(isUnwritable(error)).toBe(true)
  expect(ms).toBeLessThan(limits.statementMs * 1.5)
  line.atCommit = () => 'pass'
  await db.transaction().execute(tx => rename(tx, '又有回音'))
  await db.destroy()
  await line.stop()
}, 60_000)

test.concurrent('F14 a letter under way goes out once, though the clock of another process is an hour ahead', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tonggao-clocks-'))
  const receiver = await openReceiver()
  const config = { ...tryConfig(folder), databaseUrl: await postgres.newDatabase() }
  const [right, ahead] = [0, 60 * 60 * 1000].map(ms => createApp(config, { machine: () => Date.now() + ms }))
  if (!right || !ahead) throw new Error('no process')
  const { program } = await right.start()
  const looked = Promise.withResolvers<void>()
  receiver.answer((got, response) => void looked.promise.then(() => wellDone(got, response)))
  await program.db
    .insertInto('channels')
    .values({
      id: 'hook',
      kind: 'webhook',
      name: '内网接收',
      department_id: null,
      url: receiver.url,
      secret: null,
      keyword: '',
      mention_all: 0,
      language: 'zh',
      events: '[]',
      active: 1,
      created_at: new Date().toISOString(),
      deleted_at: null,
    })
    .execute()
  const facts = { title: '测试', text: '', path: null, facts: {}, personId: null, language: 'zh' } as const
  await program.db
    .transaction()
    .execute(tx => putIn(tx, program, { ...facts, event: 'test', channelId: 'hook' }))
  await until(() => receiver.got.length === 1, 'the receiver has it')
  const other = await ahead.start()
  const theirs = other.delivery.deliverDue()
  await Promise.race([theirs, until(() => receiver.got.length > 1, 'it comes again', 3000).catch(() => {})])
  looked.resolve()
  await theirs
  expect(receiver.got).toHaveLength(1)
  expect(Math.abs(program.clock() - other.program.clock())).toBeLessThan(limits.deliveryLeaseMs / 2)
  await ahead.stop()
  await right.stop()
  await receiver.close()
  rmSync(folder, { recursive: true, force: true })
}, 60_000)
