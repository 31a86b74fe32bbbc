/**
 * Work that can wait a moment: done in order, some milliseconds of it in each turn of the event loop, so that
 * much of it (a report's fifty texts) never holds up what people type meanwhile.
 */
const turnMs = 5

export class Turns {
  readonly #now: () => number
  #waiting: (() => void)[] = []
  #isScheduled = false

  /** `now` in milliseconds. */
  constructor(now: () => number) {
    this.#now = now
  }

  add(work: () => void): void {
    this.#waiting.push(work)
    this.#schedule()
  }

  #schedule(): void {
    if (this.#isScheduled) return
    this.#isScheduled = true
    setImmediate(() => this.#turn())
  }

  #turn(): void {
    this.#isScheduled = false
    const end = this.#now() + turnMs
    do this.#waiting.shift()?.()
    while (this.#waiting.length > 0 && this.#now() < end)
    if (this.#waiting.length > 0) this.#schedule()
  }
}
