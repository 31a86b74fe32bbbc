/**
 * What serves in a measurement of several processes: a durable PostgreSQL and a Redis of its own, so many servers
 * over them, all on the first core; or one server over SQLite, to compare with.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { countStaleTexts } from '../../../server/store/section-texts.ts'
import { type Database, openPostgres, openStore } from '../../../server/store/store.ts'
import { startPostgres } from '../../support/postgres.ts'
import { startRedis } from '../../support/redis.ts'
import { type Child, pinServing, startChild } from '../children.ts'
import { fillOurs, fillStore, type Stock } from '../stock.ts'
import { cpuMsOf, familyOf, postgresCounts, redisCounts } from './meter.ts'

export type Setup = { readonly store: 'SQLite' | 'PostgreSQL'; readonly processes: number }

/** Running sums since the start; of SQLite only the servers' own. */
export type Usage = {
  readonly serversMs: number
  readonly postgresMs: number
  readonly redisMs: number
  readonly transactions: number
  readonly walBytes: number
  readonly redisCommands: number
}

export type Stage = {
  readonly children: readonly Child[]
  usage(): Promise<Usage>
  stop(): Promise<void>
}

const script = join(import.meta.dirname, '../servers/ours.ts')
const nothing: Usage = {
  serversMs: 0,
  postgresMs: 0,
  redisMs: 0,
  transactions: 0,
  walBytes: 0,
  redisCommands: 0,
}

export async function openStage(setup: Setup, stock: Stock, profile?: string): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), 'tonggao-processes-'))
  /** Undone in reverse order. */
  const opened: (() => unknown)[] = [() => rmSync(folder, { recursive: true, force: true })]
  const stop = async () => {
    for (const undo of opened.splice(0).reverse()) await undo()
  }
  const children: Child[] = []
  const serve = async (args: readonly string[]) => {
    const child = await startChild(script, args, { profile })
    opened.push(() => child.stop())
    children.push(child)
  }
  const serversMs = async () => {
    let sum = 0
    for (const child of children) sum += (await child.cpu()).cpuMicros / 1000
    return sum
  }
  try {
    if (setup.store === 'SQLite') {
      await fillOurs(folder, stock)
      await serve([folder])
      const store = await openStore(join(folder, 'tonggao.sqlite'))
      await indexed(store)
      await store.destroy()
      return { children, stop, usage: async () => ({ ...nothing, serversMs: await serversMs() }) }
    }
    const postgres = await startPostgres({ durable: true })
    opened.push(() => postgres.stop())
    const redis = await startRedis()
    opened.push(() => redis.kill())
    pinServing([...familyOf(postgres.pid()), redis.pid()])
    const url = await postgres.newDatabase()
    const db = await openPostgres(url)
    await fillStore(db, stock)
    const counted = await postgresCounts(url)
    opened.push(() => counted.stop())
    for (let at = 0; at < setup.processes; at += 1) await serve([join(folder, `${at}`), url, redis.url])
    await indexed(db)
    await db.destroy()
    const usage = async (): Promise<Usage> => ({
      serversMs: await serversMs(),
      postgresMs: cpuMsOf(familyOf(postgres.pid())),
      redisMs: cpuMsOf([redis.pid()]),
      ...(await counted.read()),
      redisCommands: await redisCounts(redis.url),
    })
    return { children, usage, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** Whoever begins to serve takes all texts into the search first: that is no key's cost. */
async function indexed(db: Database): Promise<void> {
  while ((await countStaleTexts(db)) > 0) await pause(200)
}
