/**
 * People at work through both processes of a house while something fails, and what they see of it: two write in
 * one section, each through another process, and two read.
 *
 * 1. Each mark that is typed is its own paragraph. A mark is claimed once a light called it stored or another tab
 *    shows it; a claimed mark that the log does not have, at any look, is lost.
 * 2. In the end every mark stands once in the log and in every tab, and the log has no gap.
 */
import { setTimeout as pause } from 'node:timers/promises'
import type { Light, ReportConnection, SectionSession } from '../../client/collab/types.ts'
import type { Database } from '../../server/store/store.ts'
import { storedText, until } from '../support/collab.ts'
import { connect, shown, type } from '../support/collab-visit.ts'
import type { House, Side } from './house.ts'

const section = 's3'
const sampleMs = 25
const keyMs = 150

export type Course = {
  /** Of each side: lights that people saw while it failed and until it was over, and for how long at most. */
  readonly lights: Readonly<Record<Side, ReadonlyMap<Light, number>>>
  /** The longest that a letter which was typed there took until it was stored, milliseconds. */
  readonly savingMs: Readonly<Record<Side, number>>
  /** The longest that a stored letter took to every tab, milliseconds. */
  readonly lateMs: number
  /** From the end of the fault until all lights were green and all tabs equal. */
  readonly recoverMs: number
  readonly typed: number
  /** Marks that were claimed and not in the log, or in the end missing or doubled anywhere. */
  readonly lost: readonly string[]
}

type Tab = {
  readonly side: Side
  readonly session: SectionSession
  readonly connection: ReportConnection
  readonly marks: Set<string>
  light: Light
  since: number
}

/** The place of who typed it: two take turns. */
const writerOf = (mark: string) => (Number(mark.slice(1, -1)) - 1) % 2
const marksOf = (text: string) => text.match(/«\d+»/g) ?? []

export class Shift {
  readonly #db: Database
  readonly #tabs: readonly Tab[]
  readonly #typedAt = new Map<string, number>()
  readonly #claimed = new Set<string>()
  /** When whoever reads on the same side saw it: it was stored. */
  readonly #storedAt = new Map<string, number>()
  readonly #arrived = new Set<string>()
  readonly #lost = new Set<string>()
  readonly #lights: Record<Side, Map<Light, number>> = { A: new Map(), B: new Map() }
  readonly #sampling: NodeJS.Timeout
  #typing: NodeJS.Timeout | undefined
  #reading: NodeJS.Timeout | undefined
  readonly #savingMs = { A: 0, B: 0 }
  #lateMs = 0
  #looking: Promise<void> | undefined

  constructor({ db, doors }: House) {
    this.#db = db
    const people = [
      ['li', 'A'],
      ['wang', 'B'],
      ['chen', 'A'],
      ['reader', 'B'],
    ] as const
    this.#tabs = people.map(([person, side]) => {
      const connection = connect(doors[side], person)
      const session = connection.section(section)
      return { side, session, connection, marks: new Set<string>(), light: 'opening', since: now() }
    })
    this.#sampling = setInterval(() => this.#sample(), sampleMs)
  }

  /** Works before, during and after: `fault` strikes, and answers when it is over. */
  async through(fault: () => Promise<void>): Promise<Course> {
    try {
      await this.#settled()
      this.#typeSome(4)
      await this.#settled()
      this.#begin()
      await pause(4 * keyMs)
      await fault()
      const over = now()
      this.#typeSome(2)
      clearInterval(this.#typing)
      await this.#settled()
      const recoverMs = now() - over
      this.#endLights()
      const seen = { lights: this.#lights, savingMs: { ...this.#savingMs }, lateMs: this.#lateMs }
      this.#typeSome(4)
      await this.#settled()
      await this.#lookIntoLog()
      await this.#compareAll()
      return { ...seen, recoverMs, typed: this.#typedAt.size, lost: [...this.#lost] }
    } finally {
      for (const timer of [this.#sampling, this.#typing, this.#reading]) clearInterval(timer)
      await this.#looking
      for (const { connection } of this.#tabs) connection.close()
    }
  }

  /** What was claimed before this call is in the log now. For moments that no tab could mend. */
  async #lookIntoLog(): Promise<void> {
    const claimed = [...this.#claimed]
    const kept = new Set(marksOf(await storedText(this.#db, section)))
    for (const mark of claimed) if (!kept.has(mark)) this.#lost.add(mark)
  }

  /** From here on lights and delays count. */
  #begin(): void {
    this.#lateMs = 0
    Object.assign(this.#savingMs, { A: 0, B: 0 })
    for (const side of Object.values(this.#lights)) side.clear()
    for (const tab of this.#tabs) tab.since = now()
    const look = () => {
      this.#looking ??= this.#lookIntoLog()
        // The database is away; the next look makes up for it.
        .catch(() => {})
        .finally(() => {
          this.#looking = undefined
        })
    }
    this.#reading = setInterval(look, 300)
    this.#typing = setInterval(() => this.#typeSome(1), keyMs)
  }

  #typeSome(count: number): void {
    for (let left = count; left > 0; left -= 1) {
      const mark = `«${this.#typedAt.size + 1}»`
      const session = this.#tabs[this.#typedAt.size % 2]?.session
      if (!session) throw new Error('nobody writes')
      this.#typedAt.set(mark, now())
      type(session, mark)
      session.whenStored().then(
        () => this.#claimed.add(mark),
        () => this.#lost.add(mark),
      )
    }
  }

  #sample(): void {
    for (const [at, tab] of this.#tabs.entries()) {
      const { light } = tab.session.snapshot()
      if (light !== tab.light) this.#sees(tab, light)
      for (const mark of marksOf(shown(tab.session))) {
        tab.marks.add(mark)
        // Who typed it shows it anyway.
        if (writerOf(mark) !== at) this.#claimed.add(mark)
      }
    }
    for (const [mark, at] of this.#typedAt) if (!this.#arrived.has(mark)) this.#follow(mark, at)
  }

  /** Who reads sits two places behind who writes on the same side. */
  #follow(mark: string, typedAt: number): void {
    const reader = this.#tabs[2 + writerOf(mark)]
    if (!reader?.marks.has(mark)) return
    const storedAt = this.#storedAt.get(mark) ?? now()
    this.#storedAt.set(mark, storedAt)
    this.#savingMs[reader.side] = Math.max(this.#savingMs[reader.side], storedAt - typedAt)
    if (this.#tabs.some(({ marks }) => !marks.has(mark))) return
    this.#arrived.add(mark)
    this.#lateMs = Math.max(this.#lateMs, now() - storedAt)
  }

  #sees(tab: Tab, light: Light): void {
    const seen = this.#lights[tab.side]
    seen.set(tab.light, Math.max(seen.get(tab.light) ?? 0, now() - tab.since))
    tab.light = light
    tab.since = now()
  }

  #endLights(): void {
    for (const tab of this.#tabs) this.#sees(tab, tab.light)
  }

  async #settled(): Promise<void> {
    const isSettled = () =>
      this.#tabs.every(({ session }) => session.snapshot().light === 'stored') &&
      new Set(this.#tabs.map(({ session }) => shown(session))).size === 1 &&
      this.#arrived.size === this.#typedAt.size
    await until(isSettled, 'all lights are green and all tabs equal', 90_000)
  }

  async #compareAll(): Promise<void> {
    const texts = [await storedText(this.#db, section), ...this.#tabs.map(({ session }) => shown(session))]
    for (const text of texts) {
      const found = Map.groupBy(marksOf(text), mark => mark)
      for (const mark of this.#typedAt.keys()) if (found.get(mark)?.length !== 1) this.#lost.add(mark)
    }
    const rows = this.#db.selectFrom('updates').select('seq').where('section_id', '=', section)
    const seqs = (await rows.orderBy('seq').execute()).map(({ seq }) => seq)
    const [first = 0] = seqs
    if (seqs.some((seq, at) => seq !== first + at)) throw new Error('the log has a gap')
  }
}

const now = () => performance.now()
