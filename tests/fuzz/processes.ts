/**
 * Several processes over one PostgreSQL and, where there is one, one Redis, while seeded people type and everything
 * between them fails: processes die or stand still, Redis goes and forgets, PostgreSQL goes or drops its
 * connections, tabs move from process to process, sections close and open, two processes compact at once.
 *
 * 1. What anybody was shown, or a light called stored, is on the disk, whenever it is looked at.
 * 2. The log of a section that is closed takes nothing until it is opened.
 * 3. Every log is gapless; once all is quiet all tabs show what the disk has, and whatever anybody typed is in the
 *    section or in a draft of theirs.
 * 4. No process ends by itself.
 */
import { sql } from 'kysely'
import type { ReportConnection } from '../../client/collab/types.ts'
import { openRedisBus, type RedisBus } from '../../server/bus/redis.ts'
import { type Database, openPostgres } from '../../server/store/store.ts'
import {
  type PersonName,
  reportId,
  type SectionName,
  sections,
  storedText,
  until,
} from '../support/collab.ts'
import { connect, shown } from '../support/collab-visit.ts'
import { startPostgres, type TestPostgres } from '../support/postgres.ts'
import { redisProgram, startRedis, type TestRedis } from '../support/redis.ts'
import {
  givesSign,
  kill,
  type Prepared,
  prepareTown,
  start,
  type TownOptions,
} from '../support/town-process.ts'
import { type Cable, layCable } from './cable.ts'
import type { Network } from './kills.ts'
import { Ledger, marksIn, retouch } from './ledger.ts'
import { type Random, randomFrom } from './random.ts'

/** What the processes stand on; each round has a database of its own. */
export type Grounds = {
  readonly postgres: TestPostgres
  readonly redis: TestRedis | undefined
  stop(): Promise<void>
}

export async function openGrounds(): Promise<Grounds> {
  const postgres = await startPostgres()
  const redis = redisProgram === undefined ? undefined : await startRedis()
  return {
    postgres,
    redis,
    async stop() {
      await redis?.kill()
      await postgres.stop()
    },
  }
}

type Faults = { deaths: number; pauses: number; redis: number; postgres: number; connections: number }
export type Survived = Faults & { typed: number; stored: number; moves: number; locks: number; kept: number }

/** Lets a town of several processes work for so many steps; throws where a promise is broken. */
export async function processesRound(
  seed: number,
  steps: number,
  grounds: Grounds,
  network: Network,
): Promise<Survived> {
  const url = await grounds.postgres.newDatabase()
  const work = new Work(randomFrom(seed), grounds, url, network)
  try {
    await work.begin()
    for (let step = 0; step < steps; step += 1) await work.step()
    await work.settle()
    return work.counts
  } finally {
    await work.end()
  }
}

/** One of the processes: it keeps its port when it rises again. */
class TownProcess {
  port = 0
  readonly #place: string
  readonly #options: TownOptions
  #server: Prepared | undefined

  constructor(place: string, options: TownOptions) {
    this.#place = place
    this.#options = options
  }

  get endedByItself(): boolean {
    return this.#server !== undefined && (this.#server.exitCode !== null || this.#server.signalCode !== null)
  }

  async rise(): Promise<void> {
    const server = prepareTown(this.#place, { ...this.#options, port: this.port })
    this.port = await start(server)
    this.#server = server
  }

  signal(signal: 'SIGSTOP' | 'SIGCONT'): void {
    this.#server?.kill(signal)
  }

  async die(): Promise<void> {
    const server = this.#server
    this.#server = undefined
    if (server) await kill(server)
  }
}

type Tab = {
  readonly cable: Cable
  readonly connection: ReportConnection
  /** Which process serves it. */
  at: number
}

/** Who has a tab, and where they type; the last one reads. */
const people: readonly [PersonName, readonly SectionName[]][] = [
  ['li', ['s1', 's3']],
  ['wang', ['s2', 's3']],
  ['li', ['s1', 's3']],
  ['chen', ['s4']],
  ['reader', []],
]
const lockable: readonly SectionName[] = ['s1', 's2', 's3']
const hourMs = 60 * 60 * 1000
const secondDays = 1000 / (24 * hourMs)

const pause = (ms: number) => new Promise<void>(resolve => setTimeout(resolve, ms))

class Work {
  readonly counts: Survived = {
    typed: 0,
    stored: 0,
    moves: 0,
    locks: 0,
    kept: 0,
    deaths: 0,
    pauses: 0,
    redis: 0,
    postgres: 0,
    connections: 0,
  }
  readonly #random: Random
  readonly #grounds: Grounds
  readonly #url: string
  readonly #network: Network
  readonly #processes: readonly TownProcess[]
  readonly #tabs: Tab[] = []
  readonly #ledger = new Ledger()
  /** How far the log of a section had come when it was closed. */
  readonly #closed = new Map<SectionName, number>()
  #bus: RedisBus | undefined
  #db: Database | undefined
  /** One at a time; people go on typing. */
  #fault: Promise<void> = Promise.resolve()
  #isFailing = false

  constructor(random: Random, grounds: Grounds, url: string, network: Network) {
    this.#random = random
    this.#grounds = grounds
    this.#url = url
    this.#network = network
    const { redis } = grounds
    const isCompacting = random.below(2) === 0
    this.#processes = Array.from({ length: 2 + random.below(2) }, () => {
      const clock = { aheadMs: random.pick([0, hourMs, -hourMs]) }
      const compaction = isCompacting ? { historyDays: secondDays, compactionMs: 400 } : {}
      const bus = redis ? { redisUrl: redis.url } : {}
      return new TownProcess(url, { accessRecheckMs: 300, ...clock, ...compaction, ...bus })
    })
  }

  async begin(): Promise<void> {
    const [first, ...others] = this.#processes
    await first?.rise()
    await Promise.all(others.map(one => one.rise()))
    this.#db = await openPostgres(this.#url)
    const { redis } = this.#grounds
    const options = { channel: 'town', processId: 'verbs', onError: () => {} }
    if (redis) this.#bus = openRedisBus({ url: redis.url, ...options })
    for (const [index, [person]] of people.entries()) {
      const at = index % this.#processes.length
      const cable = await layCable(() => this.#processes[tab.at]?.port ?? 0)
      const connection = connect(cable.url, person)
      const tab: Tab = { cable, connection, at }
      for (const id of sections) connection.section(id)
      this.#tabs.push(tab)
    }
    await this.#quiet()
  }

  async step(): Promise<void> {
    // Drawn whatever becomes of it, so that the same seed draws the same again.
    const [what, turns] = [this.#random.below(1000), this.#random.below(12)]
    if (what < 800) this.#type()
    else if (what < 870) this.#move()
    else if (what < 910) await this.#turnKey(this.#random.pick(lockable))
    else if (what < 940) await this.#look()
    else if (what < 975) await pause(this.#random.below(60))
    else this.#fail()
    for (let turn = turns; turn > 0; turn -= 1) await new Promise(resolve => setImmediate(resolve))
  }

  /** Opens everything, waits until all is quiet, and compares. */
  async settle(): Promise<void> {
    await this.#fault
    for (const { cable } of this.#tabs) cable.mend()
    for (const id of this.#closed.keys()) await this.#turnKey(id)
    await this.#quiet()
    await this.#look()
    this.counts.kept = await this.#ledger.lookForAll(this.#open)
    this.counts.typed = this.#ledger.typed
    this.counts.stored = this.#ledger.stored
    for (const id of sections) await this.#countThrough(id)
    if (this.#processes.some(one => one.endedByItself)) throw new Error('a process ended by itself')
  }

  async end(): Promise<void> {
    await this.#fault.catch(() => {})
    for (const { connection } of this.#tabs) connection.close()
    for (const one of this.#processes) await one.die()
    for (const { cable } of this.#tabs) await cable.remove()
    this.#bus?.stop()
    await this.#db?.destroy()
  }

  get #open(): Database {
    if (!this.#db) throw new Error('the database is not open')
    return this.#db
  }

  #type(): void {
    const at = this.#random.below(people.length - 1)
    const [choice, isRetouch] = [this.#random.below(2), this.#random.below(3) === 0]
    const written = people[at]?.[1] ?? []
    const id = written[choice % written.length]
    if (id === undefined) return
    const session = this.#tabs[at]?.connection.section(id)
    // A tab's document can be typed in before it is loaded only by code, never by a person.
    if (!session?.snapshot().loaded || session.snapshot().ended) return
    if (isRetouch) retouch(this.#random, session)
    else this.#ledger.type(id, session)
  }

  /** A line breaks, and the tab comes back at another process, or for a while not at all. */
  #move(): void {
    this.counts.moves += 1
    const tab = this.#random.pick(this.#tabs)
    tab.at = this.#random.below(this.#processes.length)
    const isDead = this.#random.below(4) === 0
    tab.cable.mend()
    tab.cable.cut(isDead)
  }

  /** A verb closes a section, or opens it again: its log has not grown. */
  async #turnKey(id: SectionName): Promise<void> {
    const isHinted = this.#random.below(2) === 0
    await this.#fault
    const closedAt = this.#closed.get(id)
    const head = await this.#setStatus(id, closedAt === undefined ? 'submitted' : 'returned')
    if (isHinted) this.#bus?.publish({ type: 'grants', reportId })
    if (closedAt === undefined) {
      this.counts.locks += 1
      this.#closed.set(id, head)
      return
    }
    this.#closed.delete(id)
    if (head !== closedAt)
      throw new Error(`${id}: its log grew from ${closedAt} to ${head} while it was closed`)
  }

  /** Answers how far its log has come. */
  #setStatus(id: SectionName, status: 'submitted' | 'returned'): Promise<number> {
    return this.#open.transaction().execute(async tx => {
      const { head } = await tx
        .updateTable('sections')
        .set(eb => ({ status, grants: eb('grants', '+', 1) }))
        .where('id', '=', id)
        .returning('head')
        .executeTakeFirstOrThrow()
      return head
    })
  }

  /** What people see now, and then what the disk has. */
  async #look(): Promise<void> {
    await this.#fault
    await this.#ledger.lookAtDisk(this.#open, this.#seen())
  }

  #seen(): ReadonlyMap<SectionName, ReadonlySet<string>> {
    const reader = this.#tabs.at(-1)?.connection
    return new Map(sections.map(id => [id, marksIn(reader ? shown(reader.section(id)) : '')]))
  }

  /** One thing fails, and is mended a little later; nothing else fails meanwhile. */
  #fail(): void {
    const which = this.#random.below(10)
    const one = this.#random.pick(this.#processes)
    const ms = this.#random.below(800)
    if (this.#isFailing) return
    this.#isFailing = true
    const happening = this.#failure(which, one, ms).finally(() => {
      this.#isFailing = false
    })
    // Whoever waits for it next hears of it.
    happening.catch(() => {})
    this.#fault = happening
  }

  #failure(which: number, one: TownProcess, ms: number): Promise<void> {
    if (which < 3) return this.#death(one, ms)
    if (which < 5) return this.#stillness(one, ms)
    if (which < 7) return this.#redisGone(ms)
    if (which < 9) return this.#connectionsDropped()
    return this.#postgresGone(ms)
  }

  async #death(one: TownProcess, ms: number): Promise<void> {
    this.counts.deaths += 1
    await one.die()
    await this.#ledger.lookAtDisk(this.#open, this.#seen())
    await pause(ms)
    await one.rise()
    this.#network.back()
  }

  async #stillness(one: TownProcess, ms: number): Promise<void> {
    this.counts.pauses += 1
    one.signal('SIGSTOP')
    await pause(ms)
    one.signal('SIGCONT')
  }

  async #redisGone(ms: number): Promise<void> {
    const { redis } = this.#grounds
    if (!redis) return
    this.counts.redis += 1
    await redis.kill()
    await pause(ms)
    // It begins with nothing, as after a flush.
    await redis.start()
  }

  async #connectionsDropped(): Promise<void> {
    this.counts.connections += 1
    await sql`
      select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()`.execute(this.#open)
  }

  async #postgresGone(ms: number): Promise<void> {
    this.counts.postgres += 1
    const { postgres } = this.#grounds
    await postgres.kill()
    const seen = this.#seen()
    await pause(ms)
    // Nobody can bring anything again before the disk was looked at.
    for (const one of this.#processes) one.signal('SIGSTOP')
    await postgres.start()
    await this.#ledger.lookAtDisk(this.#open, seen).finally(() => {
      for (const one of this.#processes) one.signal('SIGCONT')
    })
  }

  async #quiet(): Promise<void> {
    this.#network.back()
    for (const id of sections) {
      const sessions = this.#tabs.map(tab => tab.connection.section(id))
      const isQuiet = async () => {
        const disk = await storedText(this.#open, id)
        return sessions.every(one => one.snapshot().light === 'stored' && shown(one) === disk)
      }
      await until(isQuiet, `all tabs show what the disk has of ${id}`, 120_000).catch(
        async (error: unknown) => {
          const seen = sessions.map((one, nth) => {
            const { light, ended } = one.snapshot()
            const served = `${light} ${shown(one).length} at process ${this.#tabs[nth]?.at}`
            return ended ? `${served} ended ${ended.code}` : served
          })
          const signs = await Promise.all(this.#processes.map(({ port }) => givesSign(port)))
          throw new Error(`${id}: ${seen.join(', ')}; processes that answer: ${signs.join()}`, {
            cause: error,
          })
        },
      )
    }
  }

  /**
   * The rows that are left follow each other up to the head; for what was dropped a checkpoint stands. A compaction
   * under way has put one in the place of a row whose elders are still there (history.ts, 2).
   */
  async #countThrough(id: SectionName): Promise<void> {
    // As of one moment: two processes compact beside it.
    const { head, rows, kept } = await this.#open
      .transaction()
      .setIsolationLevel('repeatable read')
      .execute(async tx => {
        const section = tx.selectFrom('sections').select('head').where('id', '=', id)
        const { head } = await section.executeTakeFirstOrThrow()
        const seqsOf = async (table: 'updates' | 'checkpoints') => {
          const found = await tx.selectFrom(table).select('seq').where('section_id', '=', id).execute()
          return found.map(({ seq }) => seq)
        }
        return { head, rows: await seqsOf('updates'), kept: await seqsOf('checkpoints') }
      })
    const oldest = Math.min(...rows, head + 1)
    const there = new Set([...rows, ...kept])
    const missing = Array.from({ length: head - oldest + 1 }, (_, at) => oldest + at).filter(
      seq => !there.has(seq),
    )
    const isStoodFor = oldest === 1 || kept.some(seq => seq >= oldest - 1)
    if (missing.length > 0 || !isStoodFor)
      throw new Error(`${id}: of ${head} rows ${rows.join()} are left and ${kept.join()} kept`)
  }
}
