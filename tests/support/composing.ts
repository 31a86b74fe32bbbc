/**
 * Composing Chinese as an input method does it: real composition events, made through Chromium's own protocol.
 * `letters` of the input method are shown under composition, one state after the other; `commit` ends it.
 */
import type { CDPSession, Page } from '@playwright/test'

export class InputMethod {
  readonly #session: CDPSession

  static async of(page: Page): Promise<InputMethod> {
    return new InputMethod(await page.context().newCDPSession(page))
  }

  constructor(session: CDPSession) {
    this.#session = session
  }

  /** Shows these letters under composition; none: the composition is cancelled. */
  async letters(text: string): Promise<void> {
    const end = text.length
    await this.#session.send('Input.imeSetComposition', { text, selectionStart: end, selectionEnd: end })
  }

  /** Letter by letter, as a person spells. */
  async spell(text: string): Promise<void> {
    for (let end = 1; end <= text.length; end += 1) await this.letters(text.slice(0, end))
  }

  async commit(text: string): Promise<void> {
    await this.#session.send('Input.insertText', { text })
  }
}
