/** Attempts are counted by the database: over all processes, and over restarts. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Attempts, createAttempts, refill } from '../../server/accounts/attempts.ts'
import type { Database } from '../../server/store/store.ts'
import { openTestStore } from '../support/test-database.ts'

const most = 4
const windowSeconds = 60
const tokenMs = (windowSeconds * 1000) / most

let folder: string
let db: Database
let steppedMs = 0
const clock = () => Date.now() + steppedMs
const wait = (ms: number) => {
  steppedMs += ms
}

beforeEach(async () => {
  steppedMs = 0
  folder = mkdtempSync(join(tmpdir(), 'tonggao-attempts-'))
  db = await openTestStore(join(folder, 'tonggao.sqlite'))
})
afterEach(async () => {
  await db.destroy()
  rmSync(folder, { recursive: true, force: true })
})

/** The attempts of one more process. */
const process = (kept = 10_000) => createAttempts(db, clock, 'accounts', { most, windowSeconds, kept })

async function fails(attempts: Attempts, key: string): Promise<boolean> {
  const attempt = await attempts.begin(key)
  await attempt?.failed()
  attempt?.over()
  return attempt !== undefined
}

async function isFree(attempts: Attempts, key: string): Promise<boolean> {
  const attempt = await attempts.begin(key)
  attempt?.over()
  return attempt !== undefined
}

const rows = () => db.selectFrom('attempts').selectAll().execute()

test('A90 all processes count as one, a restart forgives nothing, and a token comes back by and by, for one of them', async () => {
  const [one, two] = [process(), process()]
  const tried = []
  for (let n = 0; n < most; n += 1) tried.push(await fails(n % 2 === 0 ? one : two, 'li'))
  expect(tried).toEqual([true, true, true, true])
  expect(await Promise.all([one, two, process()].map(attempts => isFree(attempts, 'li')))).toEqual([
    false,
    false,
    false,
  ])
  expect([await one.isEmpty('li'), await two.isEmpty('chen'), await isFree(two, 'chen')]).toEqual([
    true,
    false,
    true,
  ])
  wait(tokenMs)
  expect([await fails(two, 'li'), await fails(one, 'li')]).toEqual([true, false])
  wait(windowSeconds * 1000)
  for (let n = 0; n < most; n += 1) expect(await fails(one, 'li')).toBe(true)
  expect(await fails(two, 'li')).toBe(false)
})

test('A91 what succeeds costs nothing and writes nothing', async () => {
  const one = process()
  for (let n = 0; n < 3 * most; n += 1) expect(await isFree(one, 'li')).toBe(true)
  expect(await rows()).toEqual([])
})

test('A92 what is under way counts as failed; what several processes let through at once is a debt', async () => {
  const [one, two] = [process(), process()]
  const begun = await Promise.all(Array.from({ length: 2 * most }, () => one.begin('li')))
  expect(begun.filter(Boolean)).toHaveLength(most)
  const elsewhere = await Promise.all(Array.from({ length: 3 * most }, () => two.begin('li')))
  expect(elsewhere.filter(Boolean)).toHaveLength(most)
  for (const attempt of [...begun, ...elsewhere]) {
    await attempt?.failed()
    attempt?.over()
  }
  wait(windowSeconds * 1000)
  expect(await isFree(one, 'li')).toBe(false)
  wait(tokenMs + 1000)
  expect([await fails(one, 'li'), await fails(two, 'li')]).toEqual([true, false])
})

test('A93 a clock that was set back locks nobody out for longer than a window', async () => {
  const one = process()
  wait(3_600_000)
  await fails(one, 'li')
  wait(-3_600_000)
  expect(await isFree(one, 'li')).toBe(false)
  wait(tokenMs + 1000)
  expect(await isFree(one, 'li')).toBe(true)
})

test('A94 a count is lifted for all processes, with those of its places, and for nobody else', async () => {
  const [one, two] = [process(), process()]
  const keys = ['li', 'li 10.0.0.1', 'lia', 'l']
  for (const key of keys) for (let n = 0; n < most; n += 1) await fails(one, key)
  await refill(db, 'accounts', 'li')
  expect(await Promise.all(keys.map(key => isFree(two, key)))).toEqual([true, true, false, false])
})

test('A28 whoever tries from ever new addresses fills no room, and frees nobody who is locked', async () => {
  const one = process(10)
  for (let n = 0; n < most; n += 1) await fails(one, 'first')
  for (let n = 0; n < 200 - most; n += 1) await fails(one, `address ${n}`)
  expect((await rows()).length).toBeLessThanOrEqual(10)
  expect(await isFree(one, 'first')).toBe(false)
  wait(windowSeconds * 1000)
  for (let n = 0; n < 100; n += 1) await fails(one, `later ${n}`)
  expect((await rows()).filter(({ key }) => !key.startsWith('later'))).toEqual([])
})
