/**
 * The stored light of one section: counts what was sent and what the server says about it.
 *
 * 1. Green only when the channel is open, this connection's SyncStep1 has been answered (that answer carries
 *    everything that this tab has), and every Update and SyncStep2 frame is on the server's disk.
 * 2. Refused text keeps the light from green until a later full answer was taken.
 */
import type { Light } from './types.ts'

export class StoredLight {
  #sent = 0
  #storedUpTo = 0
  #lastAnswer = 0
  #refusedAt = 0
  readonly #settled = new Set<number>()
  #isOpen = false
  #wasOpen = false
  #isRefused = false

  get isRefused(): boolean {
    return this.#isRefused
  }

  opened(): void {
    this.#sent = 0
    this.#storedUpTo = 0
    this.#lastAnswer = 0
    this.#refusedAt = 0
    this.#settled.clear()
    this.#isOpen = true
    this.#wasOpen = true
  }

  closed(): void {
    this.#isOpen = false
  }

  /** An Update, or the answer (SyncStep2) to the server's question. */
  sent(isAnswer: boolean): void {
    this.#sent += 1
    if (isAnswer) this.#lastAnswer = this.#sent
  }

  stored(n: number): void {
    this.#storedUpTo = Math.max(this.#storedUpTo, n)
    for (const settled of this.#settled) if (settled <= n) this.#settled.delete(settled)
    // A full answer after the refusal was taken: nothing of this tab is missing any more.
    if (this.#lastAnswer > this.#refusedAt && n >= this.#lastAnswer) this.#isRefused = false
  }

  /** Frame n will not be stored. `isLoss`: it held something of this person's. */
  refused(n: number, isLoss: boolean): void {
    this.#settled.add(n)
    if (!isLoss) return
    this.#isRefused = true
    this.#refusedAt = Math.max(this.#refusedAt, n)
  }

  /** Something never left, for it is more than the server takes: no answer of this connection can hold all. */
  withheld(): void {
    this.#isRefused = true
    this.#refusedAt = Number.POSITIVE_INFINITY
  }

  /** `isDown`: the line is down or does not answer; this channel is not merely about to open. */
  color(isDown: boolean): Light {
    if (this.#isRefused) return 'refused'
    if (isDown) return 'offline'
    if (!this.#isOpen) return this.#wasOpen ? 'offline' : 'opening'
    if (this.#lastAnswer === 0) return 'opening'
    return this.#sent - this.#storedUpTo - this.#settled.size > 0 ? 'storing' : 'stored'
  }
}
