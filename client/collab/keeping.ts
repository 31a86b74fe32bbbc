/**
 * Keeping: this tab's way to have text set aside that a section did not take.
 *
 * 1. One keep is on its way at a time; the others wait their turn.
 * 2. What is sent is taken from the document when its turn comes, against what the server is known to have; if
 *    the server misses something of it, the whole is sent.
 * 3. A line that breaks answers `unavailable` to all: whoever still has the text asks again on the next one.
 */
import type { Keep, KeepAnswer } from '../../shared/frames.ts'
import { limits } from '../../shared/limits.ts'

/** What a section has to be set aside now; `isWhole`: all of its text, whatever the server has. */
export type TakeText = (isWhole: boolean) => Omit<Keep, 'sectionId'>

type Waiting = {
  readonly sectionId: string
  readonly take: TakeText
  isWhole: boolean
  resolve(answer: KeepAnswer): void
}

export class Keeper {
  readonly #send: (ask: Keep) => void
  /** The first one is on its way while the line is up. */
  #queue: Waiting[] = []
  #isUp = false

  constructor(send: (ask: Keep) => void) {
    this.#send = send
  }

  /** Never rejects. */
  keep(sectionId: string, take: TakeText): Promise<KeepAnswer> {
    return new Promise(resolve => {
      this.#queue.push({ sectionId, take, isWhole: false, resolve })
      if (this.#queue.length === 1) this.#sendFirst()
    })
  }

  /** The server let us in. */
  welcomed(): void {
    this.#isUp = true
    this.#sendFirst()
  }

  lost(): void {
    this.#isUp = false
    for (const waiting of this.#queue.splice(0))
      waiting.resolve({ type: 'unkept', sectionId: waiting.sectionId, reason: 'unavailable' })
  }

  answered(answer: KeepAnswer): void {
    const [first] = this.#queue
    if (first?.sectionId !== answer.sectionId) return
    if (answer.type === 'unkept' && answer.reason === 'gap' && !first.isWhole) {
      first.isWhole = true
      return this.#sendFirst()
    }
    this.#settleFirst(answer)
  }

  #settleFirst(answer: KeepAnswer): void {
    this.#queue.shift()?.resolve(answer)
    this.#sendFirst()
  }

  #sendFirst(): void {
    const [first] = this.#queue
    if (!this.#isUp || !first) return
    const { sectionId } = first
    const text = first.take(first.isWhole)
    // Sent, it would cost the tab its line.
    if (text.state.length > limits.updateBytes)
      return this.#settleFirst({ type: 'unkept', sectionId, reason: 'too-large' })
    this.#send({ sectionId, ...text })
  }
}
