/**
 * The list of faults: what fails beside the processes of a house or of them, while people work through both.
 * Each is struck for as long as it takes to be felt, or shorter in npm test.
 */
import assert from 'node:assert/strict'
import { setTimeout as pause } from 'node:timers/promises'
import { createClient } from '@redis/client'
import { sql } from 'kysely'
import { type Database, openPostgres } from '../../server/store/store.ts'
import { until } from '../support/collab.ts'
import type { AtCommit } from '../support/database-line.ts'
import { fillHistory, oldestRow, readKept } from '../support/long-history.ts'
import { startPostgres, type TestPostgres } from '../support/postgres.ts'
import { hasOlderProgram } from '../support/older-program.ts'
import { redisProgram } from '../support/redis.ts'
import { type House, type HouseOptions, openHouse } from './house.ts'
import { type Course, Shift } from './shift.ts'

export type Length = 'table' | 'test'

export type Scenario = {
  /** As a row of the table calls it. */
  readonly fault: (length: Length) => string
  readonly needsRedis?: boolean
  /** Whether it needs the history of the source. */
  readonly needsHistory?: boolean
  /** Whether it fails a PostgreSQL, which then is its own. */
  readonly failsPostgres?: boolean
  readonly options?: HouseOptions
  strike(house: House, length: Length): Promise<void>
}

const seconds = (count: number) => pause(count * 1000)

/** Every third COMMIT of both processes meets this, for a while. */
const atEveryThird =
  (what: AtCommit) =>
  async ({ processes }: House, length: Length) => {
    let commits = 0
    const lines = Object.values(processes).map(({ line }) => line)
    for (const line of lines) line.atCommit = () => ((commits += 1) % 3 === 0 ? what : 'pass')
    await seconds(length === 'table' ? 10 : 3)
    await until(() => lines.every(({ met }) => met > 0), 'commits were cut on both lines')
    for (const line of lines) line.atCommit = () => 'pass'
  }

const hourMs = 60 * 60 * 1000

const compacting = { compactionMs: 50, historyDays: 30 }
const past = { sectionId: 's3', rows: 1200, young: 1100, named: [400, 800] }

export const scenarios: readonly Scenario[] = [
  {
    fault: length => `Redis is killed, and started again after ${length === 'table' ? 10 : 4} s`,
    needsRedis: true,
    async strike({ redis }, length) {
      await redis?.kill()
      await seconds(length === 'table' ? 10 : 4)
      await redis?.start()
    },
  },
  {
    fault: () => 'Redis is flushed, and every connection to it cut',
    needsRedis: true,
    async strike({ redis }) {
      const client = createClient({ url: redis?.url ?? '' })
      await client.connect()
      await client.flushAll()
      for (const type of ['normal', 'pubsub']) await client.sendCommand(['CLIENT', 'KILL', 'TYPE', type])
      client.destroy()
    },
  },
  {
    fault: () => 'hints are dropped, doubled and reordered all the time',
    needsRedis: true,
    options: { A: { badHints: true }, B: { badHints: true } },
    strike: (_, length) => seconds(length === 'table' ? 20 : 4),
  },
  {
    fault: () => 'PostgreSQL is restarted',
    failsPostgres: true,
    async strike({ postgres }) {
      await postgres.shutDown()
      await postgres.start()
    },
  },
  {
    fault: () => 'the connection is cut as a COMMIT is sent, before PostgreSQL has it: every third one',
    strike: atEveryThird('cut before'),
  },
  {
    fault: () => 'the connection is cut between COMMIT and its answer: every third one',
    strike: atEveryThird('cut after'),
  },
  {
    fault: () => 'PostgreSQL stands still for 20 s (SIGSTOP) and goes on',
    failsPostgres: true,
    async strike({ postgres }) {
      postgres.pause()
      await seconds(20)
      postgres.resume()
    },
  },
  {
    fault: () =>
      'the PostgreSQL that is written to stands still, its synchronous standby takes over after 3 s',
    failsPostgres: true,
    options: { hasStandby: true },
    async strike({ postgres, standby, leadTo }) {
      if (!standby) throw new Error('nobody stands by')
      postgres.pause()
      await seconds(3)
      await standby.promote()
      leadTo(standby.port)
    },
  },
  {
    fault: length => `process A stands still for ${pauseOf(length)} s (SIGSTOP) and goes on`,
    async strike({ processes: { A } }, length) {
      A.pause()
      await seconds(pauseOf(length))
      A.resume()
    },
  },
  {
    fault: length => `process A stands still for ${pauseOf(length)} s, and a verb with everybody’s turn`,
    async strike({ processes: { A }, databaseUrl }, length) {
      const still = await openPostgres(databaseUrl)
      const woken = Promise.withResolvers<void>()
      const renamed = still.transaction().execute(async tx => {
        A.pause()
        await woken.promise
        await tx.updateTable('reports').set({ title: '醒来之后' }).execute()
      })
      const isRefused = assert.rejects(renamed)
      await seconds(pauseOf(length))
      woken.resolve()
      A.resume()
      await isRefused
      await still.destroy()
    },
  },
  {
    fault: () => 'process A is killed, and started again after 5 s',
    async strike({ processes: { A } }) {
      await A.end()
      await seconds(5)
      await A.start()
    },
  },
  {
    fault: () => 'both processes compact a long history at once; one is killed at it, and started again',
    options: {
      A: compacting,
      B: compacting,
      async furnish(db) {
        await fillHistory(db, past)
        await writtenAt(db, Date.now(), past.rows)
      },
    },
    async strike({ db, processes: { A } }) {
      const kept = await readKept(db, past)
      await writtenAt(db, Date.now() - 40 * 24 * hourMs, past.young - 1)
      await until(async () => (await oldestRow(db, past.sectionId)) > 1, 'rows are dropped')
      await A.end()
      await A.start()
      await until(async () => (await oldestRow(db, past.sectionId)) === past.young, 'the work is done')
      assert.deepEqual(await readKept(db, past), kept)
    },
  },
  {
    fault: () => 'the clock of process B’s machine is an hour ahead',
    options: { B: { aheadMs: hourMs } },
    async strike({ db }, length) {
      await seconds(length === 'table' ? 20 : 2)
      const rows = await db
        .selectFrom('updates')
        .select('at')
        .where('section_id', '=', 's3')
        .orderBy('seq')
        .execute()
      const times = rows.map(({ at }) => Date.parse(at)).slice(1)
      assert(Math.max(...times) - Math.min(...times) < hourMs / 2)
    },
  },
  {
    fault: () => 'a newer version has added to the tables, processes of this one go on',
    async strike({ db, databaseUrl }, length) {
      for (const table of ['sections', 'updates', 'reports', 'section_clients'])
        await sql`alter table ${sql.table(table)} add column later text not null default ''`.execute(db)
      await sql`create table later (id text primary key)`.execute(db)
      const now = new Date().toISOString()
      await sql`insert into kysely_migration (name, timestamp) values ('9999 of later', ${now})`.execute(db)
      await seconds(length === 'table' ? 20 : 2)
      await assert.rejects(openPostgres(databaseUrl))
    },
  },
  {
    fault: () =>
      'process A is of the version before the newest migration, B of this one; A is killed, and started again as this one',
    needsHistory: true,
    options: { isUpgrade: true },
    async strike({ processes: { A } }, length) {
      await seconds(length === 'table' ? 20 : 2)
      await A.end()
      await A.start()
    },
  },
]

/** Why it cannot be struck here, if so. */
export function missingFor({ needsRedis, needsHistory }: Scenario): string | undefined {
  if (needsRedis && redisProgram === undefined) return 'there is no redis-server'
  if (needsHistory && !hasOlderProgram) return 'the history of the source is not here'
  return undefined
}

/** Says of the rows up to this one when they were written: old ones are what a compaction looks for. */
async function writtenAt(db: Database, at: number, upTo: number): Promise<void> {
  const rows = db.updateTable('updates').where('section_id', '=', past.sectionId).where('seq', '<=', upTo)
  await rows.set({ at: new Date(at).toISOString() }).execute()
}

/** Less than a minute shows the same: people have moved to the other process by then. */
const pauseOf = (length: Length) => (length === 'table' ? 60 : 30)

export async function play(scenario: Scenario, length: Length, shared: TestPostgres): Promise<Course> {
  const { failsPostgres, options } = scenario
  const postgres = failsPostgres ? await startPostgres() : shared
  try {
    const house = await openHouse(postgres, options)
    try {
      return await new Shift(house).through(() => scenario.strike(house, length))
    } finally {
      await house.stop()
    }
  } finally {
    if (failsPostgres) await postgres.stop()
  }
}
