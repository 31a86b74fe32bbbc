/**
 * The committer: brings what the rooms accepted to disk, in turns.
 *
 * 1. One transaction at a time for all rooms; what arrives while it is in flight is the next batch.
 *    No timers: the disk sets the pace.
 * 2. A room whose rows were not taken learns so and judges again; the others are stored.
 * 3. When nothing could be committed every room of the batch loads its text anew, each failure in a row
 *    later than the one before, so that a full disk is not asked without a pause.
 */
import type { Append, Appended } from '../store/log.ts'

export type Committing = {
  readonly sectionId: string
  /** What is to be committed now, or undefined when there is nothing (any more). */
  takeBatch(): Append | undefined
  stored(appended: Extract<Appended, { result: 'stored' }>): void
  notTaken(): void
  appendFailed(pauseMs: number): void
}

const firstPauseMs = 50
const longestPauseMs = 5000

export class Committer {
  readonly #append: (batch: readonly Append[]) => Promise<Map<string, Appended>>
  readonly #onError: (error: unknown) => void
  #dirty = new Set<Committing>()
  #turn: Promise<void> | undefined
  #failures = 0

  constructor(
    append: (batch: readonly Append[]) => Promise<Map<string, Appended>>,
    onError: (error: unknown) => void,
  ) {
    this.#append = append
    this.#onError = onError
  }

  /** The room has something to commit. */
  enqueue(room: Committing): void {
    this.#dirty.add(room)
    this.#turn ??= this.#run()
  }

  /** Resolves when nothing waits and nothing is in flight. */
  async idle(): Promise<void> {
    while (this.#turn) await this.#turn
  }

  async #run(): Promise<void> {
    // Frames of the same tick share the first transaction.
    await Promise.resolve()
    while (this.#dirty.size > 0) await this.#commitBatch()
    this.#turn = undefined
  }

  async #commitBatch(): Promise<void> {
    const rooms = [...this.#dirty]
    this.#dirty = new Set()
    const batch = rooms.flatMap(room => {
      const append = room.takeBatch()
      return append ? [{ room, append }] : []
    })
    if (batch.length === 0) return
    try {
      const results = await this.#append(batch.map(({ append }) => append))
      this.#failures = 0
      for (const { room } of batch) this.#settle(room, results.get(room.sectionId))
    } catch (error) {
      // Also when a room failed on the answer: what it holds may differ from the log, so it is loaded anew.
      this.#onError(error)
      const pauseMs = Math.min(longestPauseMs, firstPauseMs * 2 ** this.#failures)
      this.#failures += 1
      for (const { room } of batch) room.appendFailed(pauseMs)
    }
  }

  #settle(room: Committing, appended: Appended | undefined): void {
    if (appended?.result === 'stored') room.stored(appended)
    else room.notTaken()
  }
}
