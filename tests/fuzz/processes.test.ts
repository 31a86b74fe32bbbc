/** Several processes and all that fails between them, a short run; `npm run fuzz -- --minutes N` is the long one. */
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type Grounds, openGrounds, processesRound } from './processes.ts'

const seed = 20250103
/** Where the tabs hear that the network is back. */
const browser = new EventTarget()
let grounds: Grounds

beforeAll(async () => {
  for (const name of ['addEventListener', 'removeEventListener'] as const)
    vi.stubGlobal(name, browser[name].bind(browser))
  grounds = await openGrounds()
})

afterAll(async () => {
  vi.unstubAllGlobals()
  await grounds.stop()
})

test(`Z4 a town of several processes loses nothing while they, Redis and PostgreSQL fail (seed ${seed})`, async () => {
  const back = () => browser.dispatchEvent(new Event('online'))
  const counts = await processesRound(seed, 250, grounds, { back })
  expect(counts.stored).toBeGreaterThan(0)
  expect(counts.moves).toBeGreaterThan(0)
  expect(counts.locks).toBeGreaterThan(0)
  const { deaths, pauses, redis, postgres, connections } = counts
  expect(deaths + pauses + redis + postgres + connections).toBeGreaterThan(2)
}, 240_000)
