/**
 * A section's text as it is on disk, ready to be sent: what every join is answered from.
 *
 * 1. Holds committed bytes only, up to and including `seq`.
 * 2. A merged state and the rows after it: a join costs what is new since the last one, for the answer of the
 *    state is merged, framed and deflated once for all who come without any text.
 */
import * as Y from 'yjs'
import { sync } from '../../shared/frames.ts'
import { syncMessage } from './channel.ts'
import type { Outgoing } from './outgoing.ts'

/** More rows, or more bytes in them, are merged into the state at the next join. */
const rowsMost = 500
const rowBytesLeast = 64 * 1024

export class CommittedText {
  #seq: number
  #state: Uint8Array
  #rows: Uint8Array[]
  #size: number
  /** Kept until something is merged, or appended. */
  #stateAnswer: Outgoing | undefined
  #rowsMessage: Outgoing | undefined

  constructor(seq: number, state: Uint8Array, rows: readonly Uint8Array[] = []) {
    this.#seq = seq
    this.#state = state
    this.#rows = [...rows]
    this.#size = rows.reduce((sum, row) => sum + row.length, state.length)
  }

  get seq(): number {
    return this.#seq
  }

  /** Bytes kept; an upper bound of the merged state. */
  get size(): number {
    return this.#size
  }

  /** To be applied in order. */
  updates(): readonly Uint8Array[] {
    return [this.#state, ...this.#rows]
  }

  append(rows: readonly Uint8Array[]): void {
    this.#rows.push(...rows)
    this.#rowsMessage = undefined
    this.#seq += rows.length
    for (const row of rows) this.#size += row.length
  }

  get isCompact(): boolean {
    return this.#rows.length === 0
  }

  /** Is it time to merge the rows into the state? */
  get isLong(): boolean {
    const rowBytes = this.#size - this.#state.length
    return this.#rows.length > rowsMost || rowBytes > Math.max(rowBytesLeast, this.#state.length / 4)
  }

  /** Puts another encoding of the same state in place; only true while nothing is uncommitted. */
  compact(state: Uint8Array): void {
    this.#state = state
    this.#size = state.length
    this.#rows = []
    this.#stateAnswer = undefined
    this.#rowsMessage = undefined
  }

  merge(): void {
    this.compact(Y.mergeUpdates([this.#state, ...this.#rows]))
  }

  /**
   * What a client with this state vector lacks, to be sent in this order: the newest rows, which wait in the
   * client for what they lean on, then SyncStep2, so that whoever is called synced has everything. Throws on
   * bytes that are no state vector.
   */
  answerTo(stateVector: Uint8Array): readonly Outgoing[] {
    const hasText = Y.decodeStateVector(stateVector).size > 0
    if (hasText) return [...this.#newest(), syncMessage(sync.step2, Y.diffUpdate(this.#state, stateVector))]
    return [...this.#newest(), (this.#stateAnswer ??= syncMessage(sync.step2, this.#state))]
  }

  /** The same for clients that did not ask. */
  everything(): readonly Outgoing[] {
    return [...this.#newest(), syncMessage(sync.update, this.#state)]
  }

  #newest(): readonly Outgoing[] {
    if (this.isCompact) return []
    return [(this.#rowsMessage ??= syncMessage(sync.update, Y.mergeUpdates(this.#rows)))]
  }
}
