/** Hostile bytes, a short run; `npm run fuzz -- --minutes N` is the long one. */
import { expect, test } from 'vitest'
import { mutateRound } from './mutation.ts'

/** Two that once split a surrogate pair in the live text alone, and one more. */
test.each([21, 25, 20250101])(
  'Z1 mutated and forged updates break no promise (seed %i)',
  async seed => {
    const counts = await mutateRound(seed, 6, 300)
    expect(counts.thrown).toBe(1800)
    // Enough of them get past the reader to try the judge.
    expect(counts.wellFormed).toBeGreaterThan(500)
    expect(counts.taken).toBeGreaterThan(0)
    expect(counts.refused).toBeGreaterThan(0)
  },
  60_000,
)
