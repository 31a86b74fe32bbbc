/** Who does what is to be done in the background, of several processes over one PostgreSQL. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createLog } from '../../server/ops/log.ts'
import { openDuty } from '../../server/ops/duty.ts'
import { type Database, openPostgres } from '../../server/store/store.ts'
import { limits } from '../../shared/limits.ts'
import { startPostgres, type TestPostgres } from '../support/postgres.ts'

const log = createLog('silent')
let postgres: TestPostgres
let db: Database

beforeAll(async () => {
  postgres = await startPostgres()
  db = await openPostgres(await postgres.newDatabase())
})

afterAll(async () => {
  await db.destroy()
  await postgres.stop()
})

test('B19 work in the background is one process’s, until it stops or was not heard of', async () => {
  let now = Date.parse('2026-11-23T01:00:00Z')
  const open = (name: string) => openDuty({ db, log, clock: () => now }, name)
  const [one, two] = [await open('one'), await open('two')]
  const mine = () => [one.isMine(), two.isMine()]
  expect(mine()).toEqual([true, false])
  now += limits.dutyMs - 1
  await Promise.all([two.look(), one.look()])
  expect(mine()).toEqual([true, false])
  // It stands still: by its own time it is not on duty any more, and another takes it.
  now += limits.dutyMs + 1
  expect(mine()).toEqual([false, false])
  await two.look()
  await one.look()
  expect(mine()).toEqual([false, true])
  await two.stop()
  await one.look()
  expect(mine()).toEqual([true, false])
  await one.stop()
})
