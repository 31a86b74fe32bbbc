/**
 * Load: people who type or move their carets at a steady pace, and what became of each key: when it was seen,
 * by how many, and what the server spent on it.
 */
import type { Child } from './children.ts'
import { Client } from './client.ts'
import { percentile } from './numbers.ts'
import type { Figures, Subject } from './rounds.ts'
import type { Place } from './speech.ts'

/** A crowd that opens its sockets a few at a time, as a morning does. */
export async function seat({ contender, child }: Subject, places: readonly Place[]): Promise<Client[]> {
  const clients: Client[] = []
  const atOnce = 20
  for (let from = 0; from < places.length; from += atOnce) {
    const some = places
      .slice(from, from + atOnce)
      .map(place => new Client(child.port, contender.speech(place), place.sections.length))
    clients.push(...some)
    await Promise.all(some.map(client => client.ready()))
  }
  return clients
}

export type Pace = {
  readonly child: Child
  readonly clients: readonly Client[]
  readonly writers: readonly number[]
  /** Of each writer. */
  readonly perSecond: number
  /** How many clients each thing of this writer reaches. */
  readonly audience: number
  readonly warmMs: number
  readonly measureMs: number
  /** A newer one may take the place of an older that was not sent yet, as with carets: then not all arrive. */
  readonly supersedes?: boolean
  /** Does what writer `at` does, so that others see this number. */
  act(at: number, number: number): void
  forEach(frame: Buffer, seen: (number: number) => void): void
}

const drainMs = 20_000
/** So long without anything new, and what is missing was superseded. */
const quietMs = 500

/** Latencies in ms, the server's CPU in µs for each thing that one client saw. */
export async function paced(pace: Pace): Promise<Figures> {
  const run = new Run(pace)
  await run.act(pace.warmMs)
  await run.drained()
  const before = await pace.child.cpu()
  run.clear()
  await run.act(pace.measureMs)
  await run.drained()
  const after = await pace.child.cpu()
  const { latencies } = run
  return {
    p50: percentile(latencies, 0.5),
    p99: percentile(latencies, 0.99),
    worst: latencies.reduce((most, latency) => Math.max(most, latency), 0),
    cpu: (after.cpuMicros - before.cpuMicros) / latencies.length,
  }
}

/** What was done and seen so far. */
export class Run {
  latencies: number[] = []
  readonly #pace: Pace
  readonly #sentAt: number[] = []
  readonly #writerOf: number[] = []
  #expected = 0

  constructor(pace: Pace) {
    this.#pace = pace
    for (const [at, client] of pace.clients.entries())
      client.heard = frame => {
        const now = performance.now()
        pace.forEach(frame, number => this.#seen(at, number, now))
      }
  }

  #seen(at: number, number: number, now: number): void {
    const sentAt = this.#sentAt[number]
    // An echo to the writer delivers nothing.
    if (sentAt !== undefined && this.#writerOf[number] !== at) this.latencies.push(now - sentAt)
  }

  /** Forgets what was seen; call when nothing is on its way. */
  clear(): void {
    this.latencies = []
    this.#expected = 0
  }

  /** Everybody acts at their pace, evenly spread over time. */
  async act(ms: number, until: () => boolean = () => false): Promise<void> {
    const { writers, perSecond, audience } = this.#pace
    const gap = 1000 / (writers.length * perSecond)
    const start = performance.now()
    for (let turn = 0; turn * gap < ms && !until(); turn += 1) {
      const due = start + turn * gap
      const wait = due - performance.now()
      if (wait > 0.5) await new Promise(resolve => setTimeout(resolve, wait))
      const writer = writers[turn % writers.length] ?? 0
      const number = this.#sentAt.length
      this.#sentAt.push(performance.now())
      this.#writerOf.push(writer)
      this.#expected += audience
      this.#pace.act(writer, number)
    }
  }

  async drained(): Promise<void> {
    const end = performance.now() + drainMs
    let seen = -1
    let since = 0
    while (this.latencies.length < this.#expected) {
      if (this.latencies.length > seen) [seen, since] = [this.latencies.length, performance.now()]
      if (this.#pace.supersedes && performance.now() > since + quietMs) return
      if (performance.now() > end)
        throw new Error(`${this.#expected - this.latencies.length} of ${this.#expected} never arrived`)
      await new Promise(resolve => setTimeout(resolve, 5))
    }
  }
}
