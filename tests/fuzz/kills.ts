/**
 * The server dies at random moments while seeded people type: nothing that anybody was shown, or that a light
 * called stored, is lost.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ReportConnection, SectionSession } from '../../client/collab/types.ts'
import { openStore } from '../../server/store/store.ts'
import { storedText, until } from '../support/collab.ts'
import { connect, shown, type } from '../support/collab-visit.ts'
import { kill, type Prepared, prepareTown, start } from '../support/town-process.ts'
import { type Random, randomFrom } from './random.ts'

export type Killed = { kills: number; typed: number; stored: number }

/** Tells the tabs that the network is back, as a browser does, so that nobody waits for the next try. */
export type Network = { back(): void }

/** Lets the server die so often; throws where a promise is broken. */
export async function killRound(seed: number, kills: number, network: Network): Promise<Killed> {
  const folder = mkdtempSync(join(tmpdir(), 'tonggao-kill-'))
  const mortal = new MortalTown(join(folder, 'tonggao.sqlite'), network)
  const people: ReportConnection[] = []
  try {
    await mortal.rise()
    for (const person of ['li', 'wang', 'chen', 'reader']) people.push(connect(mortal.url, person))
    const round = new Round(randomFrom(seed), mortal, people)
    for (let at = 0; at < kills; at += 1) await round.killOnce()
    await round.settle()
    return round.counts
  } finally {
    for (const person of people) person.close()
    await mortal.end()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** A server that can be killed, and the next one, loaded and waiting, so that the dead one is soon replaced. */
class MortalTown {
  readonly file: string
  readonly #network: Network
  #server: Prepared | undefined
  #standby: Prepared
  #port = 0

  constructor(file: string, network: Network) {
    this.file = file
    this.#network = network
    this.#standby = prepareTown(file)
  }

  get url(): string {
    return `ws://127.0.0.1:${this.#port}`
  }

  async rise(): Promise<void> {
    this.#server = this.#standby
    this.#port = await start(this.#server)
    this.#network.back()
    this.#standby = prepareTown(this.file, { port: this.#port })
  }

  strike(): void {
    this.#server?.kill('SIGKILL')
  }

  async dead(): Promise<void> {
    if (this.#server) await kill(this.#server)
  }

  async end(): Promise<void> {
    await this.dead()
    await kill(this.#standby)
  }
}

/** The marks «n» that a text holds. */
const marks = (text: string) => new Set(text.match(/«\d+»/g))

class Round {
  readonly counts: Killed = { kills: 0, typed: 0, stored: 0 }
  readonly #random: Random
  readonly #town: MortalTown
  readonly #writers: readonly SectionSession[]
  readonly #reader: SectionSession
  /** Marks that a light called stored. */
  readonly #green = new Set<string>()
  /** What is answered once the server was struck counts for nothing: it may have been on its way. */
  #isStruck = false

  constructor(random: Random, town: MortalTown, people: readonly ReportConnection[]) {
    const sessions = people.map(person => person.section('s3'))
    const reader = sessions.pop()
    if (!reader) throw new Error('nobody reads')
    this.#random = random
    this.#town = town
    this.#writers = sessions
    this.#reader = reader
  }

  async killOnce(): Promise<void> {
    const areBack = () => this.#writers.every(one => one.snapshot().light === 'stored')
    await until(areBack, 'all are back', 60_000)
    this.#isStruck = false
    const moment = 1 + this.#random.below(25)
    /** Before the kill somebody stops to look at their light. */
    const rest = this.#random.below(moment)
    for (let key = 0; key < 30; key += 1) {
      const session = this.#random.pick(this.#writers)
      this.#type(session)
      if (key === moment) this.#strike()
      if (key === rest) await until(() => session.snapshot().light === 'stored', 'the light is green')
      for (let turns = this.#random.below(20); turns >= 0; turns -= 1)
        await new Promise(resolve => setImmediate(resolve))
    }
    await this.#town.dead()
    await this.#lookAtDisk()
    await this.#town.rise()
  }

  async settle(): Promise<void> {
    const all = () => marks(shown(this.#reader)).size === this.counts.typed
    await until(all, 'everything that was typed has arrived', 60_000)
    const isOne = () => new Set([...this.#writers, this.#reader].map(shown)).size === 1
    await until(isOne, 'all tabs are equal')
  }

  #type(session: SectionSession): void {
    this.counts.typed += 1
    const mark = `«${this.counts.typed}»`
    type(session, mark)
    session.whenStored().then(
      () => {
        if (this.#isStruck) return
        this.#green.add(mark)
        this.counts.stored = this.#green.size
      },
      () => {},
    )
  }

  #strike(): void {
    this.#town.strike()
    this.#isStruck = true
    this.counts.kills += 1
  }

  /** Read on the disk alone, before any tab could bring it again. */
  async #lookAtDisk(): Promise<void> {
    const seen = marks(shown(this.#reader))
    const db = await openStore(this.#town.file)
    const kept = marks(await storedText(db, 's3'))
    await db.destroy()
    const lost = [...seen, ...this.#green].filter(mark => !kept.has(mark))
    if (lost.length > 0)
      throw new Error(`shown or called stored, then lost at kill ${this.counts.kills}: ${lost.join()}`)
  }
}
