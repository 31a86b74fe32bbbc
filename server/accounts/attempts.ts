/**
 * How often something may be tried: buckets of tokens, refilled evenly, one for each key.
 *
 * 1. A success gives its tokens back, so that a whole office behind one address signs in at nine o'clock.
 * 2. Nothing is locked for ever: an empty bucket has a token again by and by, and can be filled by hand.
 * 3. Memory is bounded: beyond so many keys the one that was seen first is forgotten.
 * What counts as one address is decided in ops/address.ts, what is counted against whom in sign-in.ts.
 */
import type { Clock } from '../ops/deps.ts'

export type Attempts = {
  /** Takes a token; false when there is none left. */
  take(key: string): boolean
  giveBack(key: string): void
  /** Has the last token gone? */
  isEmpty(key: string): boolean
  /** Fills the bucket of a key, and those of the keys that begin with it and a blank. */
  refill(key: string): void
}

type Bucket = { tokens: number; at: number }

/** Above this many keys the full buckets, which say nothing, are dropped, else the oldest. */
const bucketsMost = 10_000

export function createAttempts(clock: Clock, most: number, windowSeconds: number): Attempts {
  const buckets = new Map<string, Bucket>()
  const perMs = most / (windowSeconds * 1000)

  const refilled = (key: string): Bucket => {
    const now = clock()
    const bucket = buckets.get(key) ?? { tokens: most, at: now }
    bucket.tokens = Math.min(most, bucket.tokens + (now - bucket.at) * perMs)
    bucket.at = now
    return bucket
  }
  const makeRoom = () => {
    for (const key of buckets.keys()) if (refilled(key).tokens >= most) buckets.delete(key)
    const [oldest] = buckets.keys()
    if (buckets.size >= bucketsMost && oldest !== undefined) buckets.delete(oldest)
  }

  return {
    take(key) {
      if (buckets.size >= bucketsMost && !buckets.has(key)) makeRoom()
      const bucket = refilled(key)
      buckets.set(key, bucket)
      if (bucket.tokens < 1) return false
      bucket.tokens -= 1
      return true
    },
    giveBack(key) {
      const bucket = buckets.get(key)
      if (bucket) bucket.tokens = Math.min(most, bucket.tokens + 1)
    },
    isEmpty: key => buckets.has(key) && refilled(key).tokens < 1,
    refill(key) {
      for (const known of buckets.keys())
        if (known === key || known.startsWith(`${key} `)) buckets.delete(known)
    },
  }
}
