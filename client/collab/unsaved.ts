/**
 * What a person typed into one section in this tab and the server has not confirmed.
 *
 * 1. Only what was typed here counts: text that came from the local copy is there at the next visit as well.
 * 2. Late is what has waited for limits.unsavedMs without any of it being confirmed: a slow line that gets on is
 *    not late, a disk that takes nothing is.
 */
import { limits } from '../../shared/limits.ts'

export class UnsavedText {
  readonly #changed: () => void
  #isThere = false
  #isLate = false
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(changed: () => void) {
    this.#changed = changed
  }

  get isThere(): boolean {
    return this.#isThere
  }

  get isLate(): boolean {
    return this.#isLate
  }

  typed(): void {
    if (this.#isThere) return
    this.#isThere = true
    this.#wait()
  }

  /** Something was confirmed, or the line is new: the rest has its full time. */
  gotOn(): void {
    if (this.#isThere) this.#wait()
  }

  /** Everything was confirmed, or the person has done with it. */
  settled(): void {
    this.#isThere = false
    this.#isLate = false
    clearTimeout(this.#timer)
  }

  #wait(): void {
    this.#isLate = false
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => {
      this.#isLate = true
      this.#changed()
    }, limits.unsavedMs)
  }
}
