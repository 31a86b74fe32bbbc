/**
 * A section's text as it is on disk, ready to be sent: what every join is answered from.
 *
 * 1. Holds committed bytes only, up to and including `seq`.
 * 2. Merged once a join, not once a joiner: the answer to an empty client is cached whole.
 */
import * as Y from 'yjs'

export class CommittedText {
  #seq: number
  #parts: Uint8Array[]
  #size: number

  constructor(seq: number, bytes: Uint8Array) {
    this.#seq = seq
    this.#parts = [bytes]
    this.#size = bytes.length
  }

  get seq(): number {
    return this.#seq
  }

  /** Bytes kept; an upper bound of the merged state. */
  get size(): number {
    return this.#size
  }

  append(rows: readonly Uint8Array[]): void {
    this.#parts.push(...rows)
    this.#seq += rows.length
    for (const row of rows) this.#size += row.length
  }

  /** Puts a smaller encoding of the same state in place; only true while nothing is uncommitted. */
  compact(bytes: Uint8Array): void {
    this.#parts = [bytes]
    this.#size = bytes.length
  }

  get isCompact(): boolean {
    return this.#parts.length === 1
  }

  /** The whole state as one update; the same array until something is appended. */
  whole(): Uint8Array {
    const [only] = this.#parts
    if (this.isCompact && only) return only
    const merged = Y.mergeUpdates(this.#parts)
    this.compact(merged)
    return merged
  }

  /** What a client with this state vector lacks. Throws on bytes that are no state vector. */
  since(stateVector: Uint8Array): Uint8Array {
    const known = Y.decodeStateVector(stateVector)
    return known.size === 0 ? this.whole() : Y.diffUpdate(this.whole(), stateVector)
  }
}
