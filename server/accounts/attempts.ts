/**
 * How often one address may fail to sign in: a bucket of tokens an address, refilled evenly.
 * A success gives its token back, so that a whole office behind one address signs in at nine o'clock.
 * What counts as one address is decided in http/address.ts. Memory is bounded: beyond so many addresses the
 * one that was seen first is forgotten.
 */
import type { Clock } from '../ops/deps.ts'

export type Attempts = {
  /** Takes a token; false when the address has none left. */
  take(address: string): boolean
  giveBack(address: string): void
}

type Bucket = { tokens: number; at: number }

/** Above this many addresses the full buckets, which say nothing, are dropped, else the oldest. */
const bucketsMost = 10_000

export function createAttempts(clock: Clock, most: number, windowSeconds: number): Attempts {
  const buckets = new Map<string, Bucket>()
  const perMs = most / (windowSeconds * 1000)

  const refilled = (address: string): Bucket => {
    const now = clock()
    const bucket = buckets.get(address) ?? { tokens: most, at: now }
    bucket.tokens = Math.min(most, bucket.tokens + (now - bucket.at) * perMs)
    bucket.at = now
    return bucket
  }
  const makeRoom = () => {
    for (const address of buckets.keys()) if (refilled(address).tokens >= most) buckets.delete(address)
    const [oldest] = buckets.keys()
    if (buckets.size >= bucketsMost && oldest !== undefined) buckets.delete(oldest)
  }

  return {
    take(address) {
      if (buckets.size >= bucketsMost && !buckets.has(address)) makeRoom()
      const bucket = refilled(address)
      buckets.set(address, bucket)
      if (bucket.tokens < 1) return false
      bucket.tokens -= 1
      return true
    },
    giveBack(address) {
      const bucket = buckets.get(address)
      if (bucket) bucket.tokens = Math.min(most, bucket.tokens + 1)
    },
  }
}
