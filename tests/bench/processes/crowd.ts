/**
 * The people of a measurement: six in each report, spread over the processes in turn, two to a section, each with
 * all sections open and a caret that moves along with the keys. What became of each key: when each other tab saw
 * it, and when its author's light was green.
 */
import * as decoding from 'lib0/decoding'
import { decodeFrame, message, sync } from '../../../shared/frames.ts'
import type { Child } from '../children.ts'
import { Client } from '../client.ts'
import { Caret, forEachKey, Hand, keyText } from '../marks.ts'
import { tabSpeech } from '../speech.ts'
import { sectionName } from '../stock.ts'

export const peoplePerReport = 6
export const sectionsPerReport = 3
/** Long frames bring text; what is told of a key's fate is a few bytes. */
const fateBytesMost = 16
const allSections = Array.from({ length: sectionsPerReport }, (_, section) => section)

type Key = { readonly typist: Typist; readonly at: number; seenBy: number; isGreen: boolean }

class Typist {
  readonly client: Client
  readonly process: number
  readonly report: number
  /** Which of the six. */
  readonly seat: number
  readonly section: number
  readonly hand = new Hand()
  readonly caret: Caret
  /** Keys whose fate is not told yet, by the number that `stored` would tell. */
  owed: { readonly n: number; readonly key: Key }[] = []

  constructor(person: number, children: readonly Child[]) {
    this.process = person % children.length
    this.report = Math.floor(person / peoplePerReport)
    this.seat = person % peoplePerReport
    this.section = Math.floor(this.seat / 2)
    this.caret = new Caret(sectionName(this.report, this.section))
    const speech = tabSpeech({ report: this.report, sections: allSections, person })
    this.client = new Client(children[this.process]?.port ?? 0, speech, sectionsPerReport)
  }
}

/** Milliseconds from the key. */
export type Latencies = { readonly same: number[]; readonly other: number[]; readonly green: number[] }

export class Crowd {
  readonly #typists: Typist[] = []
  #keys: Key[] = []
  /** The number of the first of them: keys are numbered through. */
  #first = 0
  #missing = 0
  #latencies: Latencies = { same: [], other: [], green: [] }
  #failure: string | undefined

  /** Comes in a few at a time, as a morning does. */
  static async seated(reports: number, children: readonly Child[]): Promise<Crowd> {
    const crowd = new Crowd()
    const people = reports * peoplePerReport
    const atOnce = 20
    for (let from = 0; from < people; from += atOnce) {
      const count = Math.min(atOnce, people - from)
      const some = Array.from({ length: count }, (_, at) => new Typist(from + at, children))
      await Promise.all(some.map(typist => typist.client.ready()))
      crowd.#typists.push(...some)
    }
    for (const typist of crowd.#typists) crowd.#sit(typist)
    return crowd
  }

  get people(): number {
    return this.#typists.length
  }

  /** Types at this pace, all together, spread evenly over people; answers how many keys came to be. */
  async type(perSecond: number, ms: number): Promise<number> {
    const start = performance.now()
    const gap = 1000 / perSecond
    let turn = 0
    for (; turn * gap < ms; turn += 1) {
      const wait = start + turn * gap - performance.now()
      if (wait > 0.5) await new Promise(resolve => setTimeout(resolve, wait))
      if (this.#failure !== undefined) throw new Error(this.#failure)
      const typist = this.#typists[turn % this.#typists.length]
      if (typist) this.#press(typist)
    }
    return turn
  }

  /** Waits until every key was seen by all and is green, this long at most; false: not all. */
  async settled(mostMs: number): Promise<boolean> {
    const end = performance.now() + mostMs
    while (this.#missing > 0 && performance.now() < end && this.#failure === undefined)
      await new Promise(resolve => setTimeout(resolve, 5))
    if (this.#failure !== undefined) throw new Error(this.#failure)
    return this.#missing === 0
  }

  /** What was measured since the last time. */
  take(): Latencies {
    const taken = this.#latencies
    this.#latencies = { same: [], other: [], green: [] }
    this.#first += this.#keys.length
    this.#keys = []
    this.#missing = 0
    return taken
  }

  leave(): void {
    for (const { client } of this.#typists) client.close()
  }

  #sit(typist: Typist): void {
    const { client, hand, section } = typist
    client.heard = frame => this.#hear(typist, frame, performance.now())
    client.ws.on('close', code => (this.#failure ??= `a server closed a tab with ${code}`))
    client.update(section, hand.beginning)
  }

  #press(typist: Typist): void {
    const { client, hand, section } = typist
    const number = this.#first + this.#keys.length
    const key: Key = { typist, at: performance.now(), seenBy: 1 << typist.seat, isGreen: false }
    this.#keys.push(key)
    // Each other of the report, and the light.
    this.#missing += peoplePerReport
    client.update(section, hand.type(keyText(number)))
    typist.owed.push({ n: client.sent[section] ?? 0, key })
    client.presence(typist.caret.move(number))
  }

  #hear(typist: Typist, frame: Buffer, now: number): void {
    if (frame.length <= fateBytesMost) this.#readFate(typist, frame, now)
    forEachKey(frame, number => this.#seen(typist, number, now))
  }

  /** A state that is sent whole brings keys again that were seen before. */
  #seen({ seat, report, process }: Typist, number: number, now: number): void {
    const key = this.#keys[number - this.#first]
    if (!key || key.typist.report !== report || (key.seenBy & (1 << seat)) !== 0) return
    key.seenBy |= 1 << seat
    this.#missing -= 1
    const latencies = process === key.typist.process ? this.#latencies.same : this.#latencies.other
    latencies.push(now - key.at)
  }

  #readFate(typist: Typist, frame: Buffer, now: number): void {
    const read = decodeFrame(frame)
    if (read.op !== 'data' || read.channel === 0) return
    const decoder = decoding.createDecoder(read.payload)
    const type = decoding.readVarUint(decoder)
    if (type === message.refused) this.#failure ??= 'a key was refused'
    if (type === message.sync && decoding.readVarUint(decoder) === sync.step1)
      return typist.client.answer(read.channel - 1)
    if (type === message.stored && read.channel - 1 === typist.section)
      this.#stored(typist, decoding.readVarUint(decoder), now)
  }

  #stored(typist: Typist, upTo: number, now: number): void {
    const count = typist.owed.findIndex(({ n }) => n > upTo)
    for (const { key } of typist.owed.splice(0, count < 0 ? typist.owed.length : count)) {
      if (key.isGreen || this.#keys.length === 0) continue
      key.isGreen = true
      this.#missing -= 1
      this.#latencies.green.push(now - key.at)
    }
  }
}
