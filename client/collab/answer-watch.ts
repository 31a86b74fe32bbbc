/**
 * Watches whether a line that something was sent on still answers: a pulled cable is no event of a WebSocket.
 *
 * 1. A living server answers within the time that the line needs for what was sent; before that is over it is
 *    asked for a sign of life, since a disk may keep it from confirming anything.
 * 2. Doubt is only told. The line is never broken for it: whatever is heard ends it.
 */
import { limits } from '../../shared/limits.ts'

const tickMs = 250
/** How long a browser that calls itself offline may be wrong before it is believed. */
const offlineMs = 1000

export type AnswerWatcher = {
  /** Sends something that a living server answers at once. */
  askForSign(): void
  doubted(isDoubted: boolean): void
}

export class AnswerWatch {
  readonly #watcher: AnswerWatcher
  #ticking: ReturnType<typeof setInterval> | undefined
  #waitedMs = 0
  #bytes = 0
  #hasAsked = false
  #isDoubted = false

  constructor(watcher: AnswerWatcher) {
    this.#watcher = watcher
  }

  sent(bytes: number): void {
    this.#bytes += bytes
    this.#ticking ??= setInterval(() => this.#tick(), tickMs)
  }

  heard(): void {
    this.stop()
    if (this.#isDoubted) this.#watcher.doubted(false)
    this.#isDoubted = false
  }

  /** The browser says that it is offline. */
  suspect(): void {
    this.#ask()
    this.#waitedMs = Math.max(this.#waitedMs, this.#patienceMs() - offlineMs)
  }

  stop(): void {
    clearInterval(this.#ticking)
    this.#ticking = undefined
    this.#waitedMs = 0
    this.#bytes = 0
    this.#hasAsked = false
  }

  #tick(): void {
    this.#waitedMs += tickMs
    if (this.#waitedMs >= limits.unansweredMs / 2) this.#ask()
    if (this.#isDoubted || this.#waitedMs < this.#patienceMs()) return
    this.#isDoubted = true
    this.#watcher.doubted(true)
  }

  #ask(): void {
    if (this.#hasAsked) return
    this.#hasAsked = true
    this.#watcher.askForSign()
  }

  #patienceMs(): number {
    return limits.unansweredMs + (this.#bytes / limits.slowestBytesPerSecond) * 1000
  }
}
