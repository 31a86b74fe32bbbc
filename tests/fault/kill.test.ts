/** The server dies while people type, a short run; `npm run fuzz -- --minutes N` is the long one. */
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { killRound } from '../fuzz/kills.ts'

const kills = 40
const seed = 20250102
/** Where the tabs hear that the network is back. */
const browser = new EventTarget()

beforeAll(() => {
  for (const name of ['addEventListener', 'removeEventListener'] as const)
    vi.stubGlobal(name, browser[name].bind(browser))
})

afterAll(() => {
  vi.unstubAllGlobals()
})

test(`F1 what was shown or called stored outlives ${kills} kills while three people type (seed ${seed})`, async () => {
  const counts = await killRound(seed, kills, { back: () => browser.dispatchEvent(new Event('online')) })
  expect(counts.kills).toBe(kills)
  expect(counts.stored).toBeGreaterThanOrEqual(kills)
}, 240_000)
