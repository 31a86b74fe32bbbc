/**
 * The committer: brings what the rooms accepted to disk, in turns.
 *
 * 1. One transaction at a time for all rooms; what arrives while it is in flight is the next batch.
 *    No timers: the disk sets the pace.
 * 2. A room whose rows were not taken learns so and judges again; the others are stored.
 * 3. When a batch could not be committed its rooms are tried one by one, so that one section's damage stops
 *    nobody else. A room that could not be committed loads its text anew, and asks for what it is owed after
 *    a pause that grows with the failures in a row, so that a full disk is not asked without one.
 */
import type { Append, Appended } from '../store/append.ts'

export type Committing = {
  readonly sectionId: string
  /** What is to be committed now, or undefined when there is nothing (any more). */
  takeBatch(): Append | undefined
  stored(appended: Extract<Appended, { result: 'stored' }>): void
  notTaken(): void
  appendFailed(pauseMs: number): void
}

type Waiting = { readonly room: Committing; readonly append: Append }

const firstPauseMs = 50
const longestPauseMs = 5000

export class Committer {
  readonly #append: (batch: readonly Append[]) => Promise<ReadonlyMap<string, Appended>>
  readonly #onError: (error: unknown) => void
  #dirty = new Set<Committing>()
  #turn: Promise<void> | undefined
  #failures = 0

  constructor(
    append: (batch: readonly Append[]) => Promise<ReadonlyMap<string, Appended>>,
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
    const failed = await this.#commit(batch)
    const alone = failed.length > 1 ? await this.#commitEach(failed) : failed
    this.#failures = alone.length > 0 ? this.#failures + 1 : 0
    const pauseMs = Math.min(longestPauseMs, (firstPauseMs / 2) * 2 ** this.#failures)
    for (const { room } of alone) room.appendFailed(pauseMs)
  }

  /** Answers those that were not committed: all or none, but for a room that failed on the answer. */
  async #commit(batch: readonly Waiting[]): Promise<readonly Waiting[]> {
    try {
      const results = await this.#append(batch.map(({ append }) => append))
      return batch.filter(({ room }) => !this.#settle(room, results.get(room.sectionId)))
    } catch (error) {
      this.#onError(error)
      return batch
    }
  }

  async #commitEach(batch: readonly Waiting[]): Promise<Waiting[]> {
    const failed: Waiting[] = []
    for (const one of batch) failed.push(...(await this.#commit([one])))
    return failed
  }

  /** False: the room failed on the answer, so what it holds may differ from the log. */
  #settle(room: Committing, appended: Appended | undefined): boolean {
    try {
      if (appended?.result === 'stored') room.stored(appended)
      else room.notTaken()
      return true
    } catch (error) {
      this.#onError(error)
      return false
    }
  }
}
