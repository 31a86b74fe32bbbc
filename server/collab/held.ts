/**
 * What channels send while a room loads its text, to be done in order once the text is here.
 *
 * 1. Each channel's line hears how many bytes wait, so that its session can bound them (G22).
 * 2. What a channel sent is forgotten with the channel: a session that ends leaves nothing behind.
 */
import type { Channel } from './channel.ts'

type Work = { readonly channel: Channel; readonly bytes: number; readonly run: () => void }

export class Held {
  #works: Work[] = []

  hold(channel: Channel, bytes: number, run: () => void): void {
    this.#works.push({ channel, bytes, run })
    // Last: it may close the channel, which is then forgotten.
    channel.line.waits(bytes)
  }

  forget(channel: Channel): void {
    const gone = this.#works.filter(work => work.channel === channel)
    if (gone.length === 0) return
    this.#works = this.#works.filter(work => work.channel !== channel)
    for (const { bytes } of gone) channel.line.waited(bytes)
  }

  /** Nothing waits any more; answers what is to be done. */
  release(): (() => void)[] {
    const works = this.#works
    this.#works = []
    for (const { channel, bytes } of works) channel.line.waited(bytes)
    return works.map(work => work.run)
  }
}
