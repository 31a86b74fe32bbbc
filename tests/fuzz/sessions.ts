/**
 * A town at work, at random: several tabs, sections that close and come back, lines that break, a server that
 * starts again over the same store.
 *
 * 1. What a light called stored is on the disk, whenever it is looked at.
 * 2. A section that is submitted keeps every byte until it is returned.
 * 3. When everything is quiet all tabs and the disk show the same, and whatever anybody typed is in the section
 *    or in a draft of theirs.
 */
import type { ReportConnection } from '../../client/collab/types.ts'
import type { Status } from '../../shared/report.ts'
import {
  type PersonName,
  reportId,
  type SectionName,
  type Served,
  serveTown,
  storedBytes,
  storedText,
  townStore,
  until,
} from '../support/collab.ts'
import { connect, shown } from '../support/collab-visit.ts'
import { type Cable, layCable } from './cable.ts'
import { Ledger, retouch } from './ledger.ts'
import { type Random, randomFrom } from './random.ts'

export type Worked = {
  typed: number
  stored: number
  locks: number
  cuts: number
  restarts: number
  kept: number
}

type Tab = { readonly person: PersonName; readonly cable: Cable; readonly connection: ReportConnection }

/** Who has a tab, and where they type; the coordinator only where no status shuts them out. */
const writing: readonly [PersonName, readonly SectionName[]][] = [
  ['li', ['s1', 's3']],
  ['li', ['s1', 's3']],
  ['wang', ['s2', 's3']],
  ['chen', ['s4']],
]
const open: readonly SectionName[] = ['s1', 's2', 's3', 's4']
const lockable: readonly SectionName[] = ['s1', 's2', 's3']

/** Lets the town work for so many steps; throws where a promise is broken. */
export async function workRound(seed: number, steps: number): Promise<Worked> {
  const store = await townStore()
  const work = new Work(randomFrom(seed), store.db)
  try {
    await work.begin()
    for (let step = 0; step < steps; step += 1) await work.step()
    await work.settle()
    return work.counts
  } finally {
    await work.end()
    await store.remove()
  }
}

class Work {
  readonly counts: Worked = { typed: 0, stored: 0, locks: 0, cuts: 0, restarts: 0, kept: 0 }
  readonly #random: Random
  readonly #db: Served['db']
  readonly #tabs: Tab[] = []
  readonly #ledger = new Ledger()
  /** What the disk had when a section was submitted. */
  readonly #locked = new Map<SectionName, string>()
  #town: Served | undefined

  constructor(random: Random, db: Served['db']) {
    this.#random = random
    this.#db = db
  }

  async begin(): Promise<void> {
    this.#town = await serveTown(this.#db)
    for (const [person] of [...writing, ['reader'] as const]) {
      const cable = await layCable(() => this.#town?.port ?? 0)
      const connection = connect(cable.url, person)
      for (const id of open) connection.section(id)
      this.#tabs.push({ person, cable, connection })
    }
    const isOpen = () => this.#tabs.every(({ connection }) => connection.snapshot().light === 'stored')
    await until(isOpen, 'every tab has opened every section', 60_000)
    await this.#lockOut()
  }

  async step(): Promise<void> {
    const what = this.#random.below(100)
    if (what < 80) this.#type()
    else if (what < 88) this.#breakLine()
    else if (what < 94) await this.#turnKey()
    // People think, and what they typed gets on.
    else if (what < 98) await new Promise(resolve => setTimeout(resolve, this.#random.below(40)))
    else await this.#restart()
    for (let turns = this.#random.below(12); turns > 0; turns -= 1)
      await new Promise(resolve => setImmediate(resolve))
  }

  /** Opens everything, waits until all is quiet, and compares. */
  async settle(): Promise<void> {
    for (const { cable } of this.#tabs) cable.mend()
    for (const id of this.#locked.keys()) await this.#unlock(id)
    for (const id of open) {
      const sessions = this.#tabs.map(tab => tab.connection.section(id))
      const isQuiet = async () => {
        const disk = await storedText(this.#db, id)
        return sessions.every(one => one.snapshot().light === 'stored' && shown(one) === disk)
      }
      await until(isQuiet, `all tabs show what the disk has of ${id}`, 60_000).catch((error: unknown) => {
        const seen = sessions.map(one => `${one.snapshot().light} ${shown(one).length}`)
        throw new Error(`${id}: ${seen.join(', ')}`, { cause: error })
      })
    }
    await this.#ledger.lookAtDisk(this.#db)
    this.counts.kept = await this.#ledger.lookForAll(this.#db)
    Object.assign(this.counts, { typed: this.#ledger.typed, stored: this.#ledger.stored })
    if (this.#town?.errors.length) throw new Error('the server failed', { cause: this.#town.errors[0] })
  }

  async end(): Promise<void> {
    for (const { connection } of this.#tabs) connection.close()
    await this.#town?.stop()
    for (const { cable } of this.#tabs) await cable.remove()
  }

  #type(): void {
    const at = this.#random.below(writing.length)
    const [sections, tab] = [writing[at]?.[1] ?? open, this.#tabs[at]]
    const id = this.#random.pick(sections)
    const session = tab?.connection.section(id)
    // A tab's document can be typed in before it is loaded only by code, never by a person.
    if (!session?.snapshot().loaded || session.snapshot().ended) return
    if (this.#random.below(3) === 0) return retouch(this.#random, session)
    this.#ledger.type(id, session)
  }

  /** Somebody writes without a line into a section that is submitted meanwhile: in every round at least once. */
  async #lockOut(): Promise<void> {
    const [tab] = this.#tabs
    const session = tab?.connection.section('s1')
    if (!tab || !session) return
    tab.cable.cut(true)
    await until(() => session.snapshot().light === 'offline', 'the line is down')
    this.#ledger.type('s1', session)
    await this.#turnKeyOf('s1')
    tab.cable.mend()
    await until(() => session.snapshot().settingAside?.is === 'kept', 'the text is set aside', 60_000)
  }

  #breakLine(): void {
    this.counts.cuts += 1
    const { cable } = this.#random.pick(this.#tabs)
    if (this.#random.below(2) === 0) cable.mend()
    else cable.cut(this.#random.below(2) === 0)
  }

  /** Submits a section, or returns it. */
  async #turnKey(): Promise<void> {
    await this.#turnKeyOf(this.#random.pick(lockable))
  }

  async #turnKeyOf(id: SectionName): Promise<void> {
    if (this.#locked.has(id)) return this.#unlock(id)
    this.counts.locks += 1
    await this.#setStatus(id, 'submitted')
    this.#locked.set(id, await storedBytes(this.#db, id))
  }

  async #unlock(id: SectionName): Promise<void> {
    if ((await storedBytes(this.#db, id)) !== this.#locked.get(id))
      throw new Error(`${id} changed while locked`)
    this.#locked.delete(id)
    await this.#setStatus(id, 'returned')
  }

  async #setStatus(id: SectionName, status: Status): Promise<void> {
    await this.#db
      .updateTable('sections')
      .set(eb => ({ status, grants: eb('grants', '+', 1) }))
      .where('id', '=', id)
      .execute()
    // A hint may be late; a lock holds without it.
    if (status === 'returned' || this.#random.below(2) === 0)
      this.#town?.publish({ type: 'grants', reportId })
  }

  async #restart(): Promise<void> {
    this.counts.restarts += 1
    await this.#town?.stop()
    await this.#ledger.lookAtDisk(this.#db)
    if (this.#town?.errors.length) throw new Error('the server failed', { cause: this.#town.errors[0] })
    this.#town = await serveTown(this.#db)
  }
}
