/** A town at work, a short run; `npm run fuzz -- --minutes N` is the long one. */
import { expect, test } from 'vitest'
import { workRound } from './sessions.ts'

test.each([1, 20250101])(
  'Z2 a town at work loses nothing that was called stored (seed %i)',
  async seed => {
    const counts = await workRound(seed, 250)
    expect(counts.stored).toBeGreaterThan(0)
    expect(counts.locks).toBeGreaterThan(0)
    expect(counts.cuts).toBeGreaterThan(0)
    expect(counts.restarts).toBeGreaterThan(0)
    expect(counts.kept).toBeGreaterThan(0)
  },
  120_000,
)
