/**
 * A house: processes A and B over one PostgreSQL and one Redis, and a door before each.
 *
 * 1. Each process has a line of its own to the database (database-line.ts); so has whoever looks into the log.
 * 2. A door leads to its process, and to the other one while its process does not answer: a balancer that asks
 *    both for a sign of life every second. It never breaks a connection that is up.
 */
import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { type Database, openPostgres } from '../../server/store/store.ts'
import { seedTown } from '../support/collab.ts'
import { type DatabaseLine, openDatabaseLine } from '../support/database-line.ts'
import { takeOlderProgram } from '../support/older-program.ts'
import type { Standby, TestPostgres } from '../support/postgres.ts'
import { redisProgram, startRedis, type TestRedis } from '../support/redis.ts'
import {
  givesSign,
  kill,
  type Prepared,
  prepareTown,
  start,
  type TownOptions,
} from '../support/town-process.ts'

export type Side = 'A' | 'B'

export type House = {
  readonly postgres: TestPostgres
  readonly standby: Standby | undefined
  readonly databaseUrl: string
  /** Looks into the database as it is at this moment. */
  readonly db: Database
  readonly redis: TestRedis | undefined
  readonly processes: Readonly<Record<Side, Process>>
  /** Where people come in, by the process that the door leads to. */
  readonly doors: Readonly<Record<Side, string>>
  /** Leads every line to another server, and breaks what is up. */
  readonly leadTo: (port: number) => void
  stop(): Promise<void>
}

export type HouseOptions = { readonly [side in Side]?: TownOptions } & {
  readonly hasStandby?: boolean
  /** A is the program as it was before its newest migration, which B's brings; B's when it starts again. */
  readonly isUpgrade?: boolean
  /** After the town is in the database and before anybody serves it. */
  readonly furnish?: (db: Database) => Promise<void>
}

export async function openHouse(postgres: TestPostgres, options: HouseOptions = {}): Promise<House> {
  /** Undone in reverse order, also when opening fails half-way. */
  const opened: (() => unknown)[] = []
  const stop = async () => {
    for (const undo of opened.splice(0).reverse()) await undo()
  }
  const openLine = async () => {
    const line = await openDatabaseLine(postgres.port)
    opened.push(() => line.stop())
    return line
  }
  try {
    const databaseUrl = await postgres.newDatabase()
    const standby = options.hasStandby ? await postgres.addStandby() : undefined
    const redis = redisProgram === undefined ? undefined : await startRedis()
    if (redis) opened.push(() => redis.kill())
    const begun = async (side: Side, program?: string) => {
      const line = await openLine()
      const own = { ...(redis && { redisUrl: redis.url }), ...options[side] }
      const process = new Process(line, line.through(databaseUrl), own)
      opened.push(() => process.end())
      await process.start(program)
      return process
    }
    const older = options.isUpgrade ? takeOlderProgram() : undefined
    opened.push(() => older?.remove())
    // Before anybody else makes the tables: it makes its own, and the town.
    const earlier = older && (await begun('A', older.folder))
    const look = await openLine()
    const db = await openPostgres(look.through(databaseUrl))
    opened.push(() => db.destroy())
    if (!earlier) await seedTown(db)
    await options.furnish?.(db)
    const processes = { A: earlier ?? (await begun('A')), B: await begun('B') }
    const { A, B } = processes
    const openedDoor = async (own: Process, other: Process) => {
      const door = await openDoor(own, other)
      opened.push(() => door.close())
      return door.url
    }
    const leadTo = (port: number) => {
      for (const line of [look, A.line, B.line]) {
        line.port = port
        line.cut()
      }
    }
    const doors = { A: await openedDoor(A, B), B: await openedDoor(B, A) }
    return { postgres, standby, databaseUrl, db, redis, processes, doors, leadTo, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

class Process {
  readonly line: DatabaseLine
  readonly #place: string
  readonly #options: TownOptions
  #server: Prepared | undefined
  port = 0
  isWell = false

  constructor(line: DatabaseLine, place: string, options: TownOptions) {
    this.line = line
    this.#place = place
    this.#options = options
  }

  /** `program`: the root of its source tree, where it is another than this one. */
  async start(program?: string): Promise<void> {
    const server = prepareTown(this.#place, this.#options, [], program)
    this.#server = server
    this.port = await start(server)
    void this.#watch(server)
  }

  /** As long as this one is not ended. */
  async #watch(server: Prepared): Promise<void> {
    this.isWell = true
    while (this.#server === server) {
      await pause(1000, undefined, { ref: false })
      this.isWell = await givesSign(this.port)
    }
  }

  pause(): void {
    this.#server?.kill('SIGSTOP')
  }

  resume(): void {
    this.#server?.kill('SIGCONT')
  }

  async end(): Promise<void> {
    const server = this.#server
    this.#server = undefined
    if (server) await kill(server)
  }
}

type Door = { readonly url: string; close(): void }

async function openDoor(own: Process, other: Process): Promise<Door> {
  const server = createServer(down => {
    const up = connect(own.isWell ? own.port : other.port, '127.0.0.1')
    for (const socket of [down, up]) socket.on('error', () => {})
    down.on('close', () => up.destroy())
    up.on('close', () => down.destroy())
    down.pipe(up).pipe(down)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the door has no port')
  return { url: `ws://127.0.0.1:${address.port}`, close: () => server.close() }
}
