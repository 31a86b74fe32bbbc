/**
 * A section's text as it is on disk, ready to be sent: what every join is answered from.
 *
 * 1. Holds committed bytes only, up to and including `seq`.
 * 2. Merged, framed and deflated for a committed state, not for a joiner: the answer to an empty client is kept.
 */
import * as Y from 'yjs'
import { sync } from '../../shared/frames.ts'
import { syncMessage } from './channel.ts'
import type { Outgoing } from './outgoing.ts'

export class CommittedText {
  #seq: number
  #parts: Uint8Array[]
  #size: number
  /** The answer to an empty client, until something is appended. */
  #answer: Outgoing | undefined

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
    this.#answer = undefined
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

  /** SyncStep2: what a client with this state vector lacks. Throws on bytes that are no state vector. */
  answerTo(stateVector: Uint8Array): Outgoing {
    const isEmpty = Y.decodeStateVector(stateVector).size === 0
    if (isEmpty) return (this.#answer ??= syncMessage(sync.step2, this.whole()))
    return syncMessage(sync.step2, Y.diffUpdate(this.whole(), stateVector))
  }
}
