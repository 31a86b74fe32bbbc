/**
 * How much CPU time each person costs the server: measured, in a window that slides.
 *
 * 1. Who asked for the work pays for it; who is over the limit waits until the window has moved on.
 * 2. The window is told from two halves: the running one, and what the one before has left of its weight.
 */
import { limits } from '../../shared/limits.ts'

type Load = { began: number; spent: number; before: number }

const halfMs = limits.personCpuWindowMs / 2

export class Workload {
  readonly #now: () => number
  readonly #loads = new Map<string, Load>()

  /** `now`: milliseconds of a clock that never goes back. */
  constructor(now: () => number) {
    this.#now = now
  }

  /** Counts some milliseconds of CPU time for a person; answers whether they have had more than their share. */
  spend(personId: string, ms: number): boolean {
    const load = this.#loadOf(personId)
    load.spent += ms
    return this.#isOver(load)
  }

  isOver(personId: string): boolean {
    return this.#loads.has(personId) && this.#isOver(this.#loadOf(personId))
  }

  #isOver({ began, spent, before }: Load): boolean {
    const weight = Math.max(0, 1 - (this.#now() - began) / halfMs)
    return spent + before * weight > limits.personCpuMs
  }

  #loadOf(personId: string): Load {
    const now = this.#now()
    const load = this.#loads.get(personId)
    if (load && now - load.began < halfMs) return load
    const before = load && now - load.began < 2 * halfMs ? load.spent : 0
    const next = { began: now, spent: 0, before }
    if (!load) this.#forgetIdle(now)
    this.#loads.set(personId, next)
    return next
  }

  /** Whoever comes new makes room: people who were quiet for a whole window are forgotten. */
  #forgetIdle(now: number): void {
    for (const [personId, { began }] of this.#loads)
      if (now - began > 2 * halfMs) this.#loads.delete(personId)
  }
}
