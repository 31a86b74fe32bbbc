/** The server dies while it makes checkpoints and drops old rows: every text and every kept position stays. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { compactSection } from '../../server/collab/compaction.ts'
import { createMerger } from '../../server/collab/merger.ts'
import { dropRowsBelow } from '../../server/store/history.ts'
import { type Database, openStore } from '../../server/store/store.ts'
import { seedTown, storedText, until } from '../support/collab.ts'
import { connect } from '../support/collab-visit.ts'
import { fillHistory, oldestRow, readKept, textAt } from '../support/long-history.ts'
import { kill, type Prepared, prepareTown, randomFrom, start } from '../support/town-process.ts'

const kills = 8
const seed = 20250203
const past = { sectionId: 's1', rows: 3000, young: 2900, named: [1000, 2000] }

let folder: string
let file: string
let running: Prepared[]

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tonggao-compaction-'))
  file = join(folder, 'tonggao.sqlite')
  running = []
})

afterEach(async () => {
  for (const server of running) await kill(server)
  rmSync(folder, { recursive: true, force: true })
})

function prepare(): Prepared {
  const server = prepareTown(file, { compactionMs: 1, historyDays: 30 })
  running.push(server)
  return server
}

const isDone = async (db: Database) => (await oldestRow(db, 's1')) === past.young

async function progress(db: Database): Promise<string> {
  const checkpoints = await db.selectFrom('checkpoints').select('seq').orderBy('seq').execute()
  return `${await oldestRow(db, 's1')} ${checkpoints.map(row => row.seq).join()}`
}

/** Waits until the server has committed so many times, or has nothing left to do. */
async function commits(db: Database, most: number): Promise<void> {
  const version = async () => {
    const { rows: found } = await sql<{ data_version: number }>`pragma data_version`.execute(db)
    return found[0]?.data_version
  }
  let seen = await version()
  for (let left = most; left > 0; left -= 1) {
    await until(async () => (await version()) !== seen || (await isDone(db)), 'the server commits')
    seen = await version()
  }
}

test(`F6 ${kills} kills during checkpoints and compaction lose no text and no kept position (seed ${seed})`, async () => {
  const random = randomFrom(seed)
  const first = await openStore(file)
  await seedTown(first)
  await fillHistory(first, past)
  const texts = await readKept(first, past)
  await first.destroy()
  /** How far the work was at each kill. */
  const moments = new Set<string>()
  let standby = prepare()
  for (let round = 0; round < kills; round += 1) {
    const server = standby
    const port = await start(server)
    standby = prepare()
    // A long tail is opened: a checkpoint is made beside the compaction.
    const visit = connect(`ws://127.0.0.1:${port}`, 'chen')
    visit.section('s1')
    const db = await openStore(file)
    await commits(db, Math.floor(random() * 3))
    const end = performance.now() + random() * 20
    await until(() => performance.now() > end, 'the moment has come')
    await kill(server)
    visit.close()
    for (const [seq, text] of texts)
      expect(await textAt(db, 's1', seq), `position ${seq}, kill ${round}`).toBe(text)
    expect(await storedText(db, 's1')).toBe(texts.get(past.rows))
    moments.add(await progress(db))
    await db.destroy()
  }
  expect(moments.size, 'kills met the work at different steps').toBeGreaterThan(2)
  await start(standby)
  const db = await openStore(file)
  await until(() => isDone(db), 'the last one ends the work')
  for (const [seq, text] of texts) expect(await textAt(db, 's1', seq)).toBe(text)
  await db.destroy()
}, 120_000)

test('L12 whoever comes late to a compaction finds nothing to do, and takes it for no damage', async () => {
  const db = await openStore(file)
  await seedTown(db)
  await fillHistory(db, { ...past, rows: 300, young: 290, named: [] })
  const merger = createMerger()
  const before = new Date(Date.now() - 30 * 24 * 60 * 60 * 1000).toISOString()
  await compactSection({ db, merge: merger.merge, before }, 's1')
  await merger.stop()
  // Another process had begun with an earlier cut, whose checkpoint is gone by now.
  expect(await dropRowsBelow(db, 's1', 200, 500)).toBe(false)
  await db.destroy()
})
