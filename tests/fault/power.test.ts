/**
 * The power goes while people type: nothing that anybody was shown, or that a light called stored, is lost.
 *
 * What is simulated: a real server writes under strace; its database's files are then made as a disk may hold them
 * at 40 moments: all writes that a later fsync of the same file confirmed, and of the rest, for each write by lot,
 * all, nothing, or some of its sectors of 512 bytes. SQLite opens what is left, and it is checked and read.
 * What is not: a disk that lies about an fsync, a write that spoils what stands beside it, and the making and
 * unlinking of files (taken as kept at once). Where strace is missing or not allowed only the settings are asked.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ReportConnection, SectionSession } from '../../client/collab/types.ts'
import { openStore } from '../../server/store/store.ts'
import { storedText, until } from '../support/collab.ts'
import { connect, shown, type } from '../support/collab-visit.ts'
import { Disk, lengthOf, mayTrace, operationsIn, traceOf, tracing } from '../support/disk-trace.ts'
import { type Prepared, prepareTown, randomFrom, start } from '../support/town-process.ts'

const moments = 40
const keys = 240
const seed = 20250103

let folder: string
let server: Prepared | undefined
let people: ReportConnection[]

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tonggao-power-'))
  people = []
})

afterEach(() => {
  for (const person of people) person.close()
  stop()
  rmSync(folder, { recursive: true, force: true })
})

/** Ends the traced process; strace, which started it, ends with it. */
function stop(): void {
  const { pid } = server ?? {}
  server = undefined
  if (pid === undefined) return
  for (const child of readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean))
    process.kill(Number(child), 'SIGKILL')
}

const marksIn = (text: string) => text.match(/«\d+»/g) ?? []
/** So many pages that the log is brought into the database file while people type. */
const filler = '稻'.repeat(2500)

test.skipIf(!mayTrace())(
  `F7 what was shown or called stored outlives a power cut at any of ${moments} moments (seed ${seed})`,
  async () => {
    const random = randomFrom(seed)
    const file = join(folder, 'tonggao.sqlite')
    const prefix = join(folder, 'account')
    server = prepareTown(file, {}, tracing(prefix))
    const url = `ws://127.0.0.1:${await start(server)}`
    const visit = (person: string) => {
      const connection = connect(url, person)
      people.push(connection)
      return connection.section('s3')
    }
    const writers: SectionSession[] = ['li', 'wang', 'chen'].map(visit)
    const reader = visit('reader')
    const isReady = () => [...writers, reader].every(one => one.snapshot().light === 'stored')
    await until(isReady, 'everybody is here', 60_000)
    const trace = traceOf(folder, prefix, `${file}-wal`)
    const began = lengthOf(trace)

    /** How far the account had come when a mark was first shown or called stored. */
    const promised = new Map<string, number>()
    const promise = (mark: string) => promised.has(mark) || promised.set(mark, lengthOf(trace))
    const look = () => marksIn(shown(reader)).forEach(promise)
    reader.mirror.on('update', look)
    for (let key = 0; key < keys; key += 1) {
      const writer = writers[Math.floor(random() * writers.length)]
      if (!writer) continue
      const mark = `«${key}»`
      type(writer, `${mark}${filler}`)
      const stored = writer.whenStored().then(() => promise(mark))
      if (random() < 1 / 4) await stored
      for (let turns = Math.floor(random() * 20); turns >= 0; turns -= 1)
        await new Promise(resolve => setImmediate(resolve))
    }
    await until(() => promised.size === keys, 'everything is stored', 60_000)
    const ended = lengthOf(trace)
    stop()

    const operations = operationsIn(trace, file)
    const whileTyping = operations.filter(({ end }) => end > began && end <= ended)
    expect(
      whileTyping.some(({ is, path }) => is === 'write' && path === file),
      'the log was brought in',
    ).toBe(true)
    const cuts = Array.from({ length: moments }, () => Math.floor(random() * whileTyping.length)).sort(
      (a, b) => a - b,
    )
    const disk = new Disk()
    for (const operation of operations) if (operation.end <= began) disk.do(operation)
    let unconfirmed = 0
    let done = 0
    for (const [at, cut] of cuts.entries()) {
      for (; done <= cut; done += 1) disk.do(whileTyping[done]!)
      const left = join(folder, `cut-${at}`)
      mkdirSync(left)
      disk.leave(left, random)
      unconfirmed += disk.pending
      const moment = whileTyping[cut]?.end ?? 0
      const kept = await openedAt(join(left, 'tonggao.sqlite'))
      const lost = [...promised].filter(([mark, when]) => when <= moment && !kept.has(mark))
      expect(lost, `promised, then lost at moment ${at}`).toEqual([])
      rmSync(left, { recursive: true })
    }
    expect(unconfirmed, 'some moments had writes that no fsync had confirmed').toBeGreaterThan(moments)
  },
  240_000,
)

/** The marks that the real store finds in such a file. */
async function openedAt(file: string): Promise<Set<string>> {
  const db = await openStore(file)
  const { rows } = await sql<{ integrity_check: string }>`pragma integrity_check`.execute(db)
  expect(rows).toEqual([{ integrity_check: 'ok' }])
  const kept = new Set(marksIn(await storedText(db, 's3')))
  await db.destroy()
  return kept
}

test('F7 the store’s connection waits for the disk at every commit', async () => {
  const db = await openStore(join(folder, 'tonggao.sqlite'))
  const setting = async (name: string) =>
    Object.values((await sql<object>`pragma ${sql.raw(name)}`.execute(db)).rows[0] ?? {})
  const full = 2
  expect([await setting('journal_mode'), await setting('synchronous')]).toEqual([['wal'], [full]])
  await db.destroy()
})
