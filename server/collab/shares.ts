/**
 * Shares: how much of one turn of the event loop one person may have, so that whoever sends much, by however many
 * sockets, waits for others and not they for them.
 *
 * 1. A person who has had limits.turnCpuMs in this turn goes on in the next; what their frames still hold waits.
 * 2. A turn ends once everybody else's sockets have been read.
 */
import { limits } from '../../shared/limits.ts'

export class Shares {
  readonly #nextTurn: (run: () => void) => void
  readonly #spent = new Map<string, number>()
  #waiting: (() => void)[] = []
  #isEnding = false

  /** `nextTurn` runs something after the sockets have been read again (setImmediate). */
  constructor(nextTurn: (run: () => void) => void) {
    this.#nextTurn = nextTurn
  }

  /** Counts CPU time, milliseconds, in this turn. */
  spend(personId: string, ms: number): void {
    this.#spent.set(personId, (this.#spent.get(personId) ?? 0) + ms)
    this.#endSoon()
  }

  isOver(personId: string): boolean {
    return (this.#spent.get(personId) ?? 0) >= limits.turnCpuMs
  }

  /** Calls back in the next turn. */
  wait(run: () => void): void {
    this.#waiting.push(run)
    this.#endSoon()
  }

  #endSoon(): void {
    if (this.#isEnding) return
    this.#isEnding = true
    this.#nextTurn(() => {
      this.#isEnding = false
      this.#spent.clear()
      for (const run of this.#waiting.splice(0)) run()
    })
  }
}
