/**
 * The disk fails while people type, and comes back: nothing is called stored or shown that is not on it, the
 * server goes on, and what the tabs hold is stored without a restart.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Kysely, sql } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ReportConnection } from '../../client/collab/types.ts'
import { Committer, type Committing } from '../../server/collab/committer.ts'
import type { Appended } from '../../server/store/append.ts'
import { sqliteDialect } from '../../server/store/sqlite.ts'
import { type Database, openStore } from '../../server/store/store.ts'
import { type PersonName, serveTown, storedText, townStore, until } from '../support/collab.ts'
import { connect, green, isGreen, shown, type } from '../support/collab-visit.ts'
import { kill, type Prepared, prepareTown, start } from '../support/town-process.ts'

let folder: string
let visits: ReportConnection[]
let server: Prepared | undefined

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tonggao-disk-'))
  visits = []
})

afterEach(async () => {
  for (const connection of visits) connection.close()
  if (server) await kill(server)
  server = undefined
  rmSync(folder, { recursive: true, force: true })
})

function visit(url: string, person: PersonName): ReportConnection {
  const connection = connect(url, person)
  visits.push(connection)
  return connection
}

/** More than what is free in the pages that the file has already. */
const long = '长'.repeat(20_000)

type Disk = { fail(): Promise<void> | void; mend(): Promise<void> | void }

/** Li writes, the disk fails, Li and Wang write on, the disk is mended. */
async function liveThrough(url: string, disk: Disk): Promise<void> {
  const [li, wang] = [visit(url, 'li').section('s3'), visit(url, 'wang').section('s3')]
  const reader = visit(url, 'reader').section('s3')
  await green(li, wang, reader)
  type(li, '之前')
  await until(() => shown(reader) === '\n之前' && isGreen(li), 'all is well')

  await disk.fail()
  type(li, `李${long}`)
  type(wang, `王${long}`)
  let isTold = false
  li.whenStored().then(
    () => (isTold = true),
    () => {},
  )
  // Whoever comes now is let in, and sees what is stored.
  const newcomer = visit(url, 'chen').section('s3')
  await until(() => newcomer.snapshot().loaded, 'the server lets people in')
  // Long enough for several tries.
  const end = Date.now() + 600
  await until(() => {
    expect([isGreen(li), isGreen(wang), isTold], 'called stored').toEqual([false, false, false])
    expect([shown(reader), shown(newcomer)], 'shown to others').toEqual(['\n之前', '\n之前'])
    return Date.now() > end
  }, 'the disk has failed for a while')

  await disk.mend()
  await green(li, wang)
  const all = () => shown(reader).length === shown(li).length && shown(reader).length > 2 * long.length
  await until(all, 'everything has arrived')
  expect(shown(reader)).toContain(`李${long}`)
  expect(shown(reader)).toContain(`王${long}`)
  await until(() => new Set([li, wang, reader, newcomer].map(shown)).size === 1, 'all tabs are equal')
}

/** What stands in for a disk where none can be mounted: SQLite's own refusals. */
const standIns: readonly (readonly [string, (db: Database) => Disk])[] = [
  [
    'is full',
    db => ({
      async fail() {
        const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(db)
        await sql`pragma max_page_count = ${sql.lit(rows[0]?.page_count ?? 1)}`.execute(db)
      },
      async mend() {
        await sql`pragma max_page_count = 1000000000`.execute(db)
      },
    }),
  ],
  [
    'can only be read',
    db => ({
      async fail() {
        await sql`pragma query_only = 1`.execute(db)
      },
      async mend() {
        await sql`pragma query_only = 0`.execute(db)
      },
    }),
  ],
]

test.each(standIns)(
  'F2 a disk that %s: nothing is called stored, and all is once it is mended',
  async (_what, disk) => {
    const store = await townStore()
    const town = await serveTown(store.db)
    await liveThrough(town.url, disk(store.db))
    expect(await storedText(store.db, 's3')).toContain(`李${long}`)
    expect(town.collab.health().failedCommits).toBeGreaterThan(1)
    for (const connection of visits) connection.close()
    await town.stop()
    await store.remove()
  },
)

/** A file system of 4 MB in a mount namespace of the process's own; root needs no user namespace for it. */
const unshare = 'unshare'
const ownMounts = [unshare, process.getuid?.() === 0 ? '-m' : '-rm', 'sh', '-c']
const mount = 'mount -t tmpfs -o size=4m tmpfs "$0" && exec "$@"'
const mayMount = () =>
  spawnSync(unshare, [...ownMounts.slice(1), mount, tmpdir(), 'true'], { stdio: 'ignore' }).status === 0

test.skipIf(!mayMount())(
  'F2 a real file system of 4 MB runs full under a real server, and is emptied again',
  async () => {
    const small = join(folder, 'small')
    mkdirSync(small)
    server = prepareTown(join(small, 'tonggao.sqlite'), {}, [...ownMounts, mount, small])
    const url = `ws://127.0.0.1:${await start(server)}`
    // The mount is the server's alone; from here it is reached through the process.
    const filler = join(`/proc/${server.pid}/root`, small, 'filler')
    await liveThrough(url, {
      fail: () => expect(() => writeFileSync(filler, new Uint8Array(6_000_000))).toThrow('ENOSPC'),
      mend: () => rmSync(filler),
    })
    expect(existsSync(join(small, 'tonggao.sqlite')), 'it was a file system of its own').toBe(false)
  },
)

/** Of util-linux: changes the limits of a running process. */
const prlimit = 'prlimit'
const mayLimit = () => spawnSync(prlimit, ['--version'], { stdio: 'ignore' }).status === 0

test.skipIf(!mayLimit())(
  'F3 every write is an I/O error under a real server, and then no longer',
  async () => {
    const file = join(folder, 'tonggao.sqlite')
    server = prepareTown(file)
    const url = `ws://127.0.0.1:${await start(server)}`
    const limit = (size: string): void => {
      execFileSync(prlimit, ['--pid', `${server?.pid}`, `--fsize=${size}:unlimited`])
    }
    await liveThrough(url, {
      fail: () => limit(`${statSync(`${file}-wal`).size}`),
      mend: () => limit('unlimited'),
    })
    await kill(server)
    const db = await openStore(file)
    expect(await storedText(db, 's3')).toContain(`王${long}`)
    await db.destroy()
  },
)

test('F4 one section whose rows the disk refuses stops no other', async () => {
  const store = await townStore()
  const town = await serveTown(store.db)
  await sql`create trigger broken before insert on updates when new.section_id = 's1'
    begin select raise(abort, 'this page cannot be written'); end`.execute(store.db)
  const li = visit(town.url, 'li')
  const [hurt, well] = [li.section('s1'), li.section('s3')]
  await green(hurt, well)
  for (let key = 0; key < 5; key += 1) {
    type(hurt, `坏${key}`)
    type(well, `好${key}`)
    await green(well)
    expect(isGreen(hurt)).toBe(false)
  }
  expect(await storedText(store.db, 's1')).toBe('')
  await sql`drop trigger broken`.execute(store.db)
  await green(hurt)
  expect(await storedText(store.db, 's1')).toBe(shown(hurt))
  for (const connection of visits) connection.close()
  await town.stop()
  await store.remove()
})

test('F4 a batch that fails is tried room by room, and each room hears its own end', async () => {
  const heard: string[] = []
  const room = (sectionId: string): Committing => ({
    sectionId,
    takeBatch: () => ({ sectionId, head: 1, grants: 1, rows: [], bindings: [] }),
    stored: ({ head }) => heard.push(`${sectionId} stored ${head}`),
    notTaken: () => heard.push(`${sectionId} not taken`),
    appendFailed: () => heard.push(`${sectionId} failed`),
  })
  const results: Record<string, Appended> = {
    s2: { result: 'stored', head: 2, grants: 1, began: undefined },
    s3: { result: 'stale' },
  }
  const committer = new Committer(
    async batch => {
      if (batch.some(({ sectionId }) => sectionId === 's1')) throw new Error('this page cannot be written')
      return new Map(Object.entries(results))
    },
    () => heard.push('told'),
  )
  for (const id of ['s1', 's2', 's3']) committer.enqueue(room(id))
  await committer.idle()
  expect(heard).toEqual(['told', 'told', 's2 stored 2', 's3 not taken', 's1 failed'])
})

test('F5 a store that cannot be opened says so at once, and is asked anew when it can', async () => {
  const late = join(folder, 'late')
  await expect(openStore(join(late, 'tonggao.sqlite'))).rejects.toThrow('could not be brought up to date')
  const db = new Kysely<{ t: { a: number } }>({ dialect: sqliteDialect(join(late, 'tonggao.sqlite')) })
  const ask = () => sql<{ one: number }>`select 1 as one`.execute(db)
  await expect(ask()).rejects.toThrow('unable to open database file')
  await expect(ask()).rejects.toThrow('unable to open database file')
  mkdirSync(late)
  expect((await ask()).rows).toEqual([{ one: 1 }])
  await db.destroy()
})

test('F5 a disk that ended the transaction by itself, or left it open, is no obstacle to the next', async () => {
  const db = await openStore(join(folder, 'tonggao.sqlite'))
  const insert = (key: string) =>
    db.transaction().execute(tx => tx.insertInto('settings').values({ key, value: '' }).execute())
  // As after a failed ROLLBACK: a transaction that nobody is in.
  await sql`begin`.execute(db)
  await insert('one')
  // As after SQLITE_FULL: the transaction is over before it is rolled back.
  await expect(
    db.transaction().execute(async tx => {
      await sql`rollback`.execute(tx)
      throw new Error('the disk is full')
    }),
  ).rejects.toThrow('the disk is full')
  await insert('two')
  expect(
    (await db.selectFrom('settings').select('key').orderBy('key').execute()).map(row => row.key),
  ).toEqual(['one', 'two'])
  await db.destroy()
})
