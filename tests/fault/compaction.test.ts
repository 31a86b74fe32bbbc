/** The server dies while it makes checkpoints and drops old rows: every text and every kept position stays. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import * as Y from 'yjs'
import { readUpdatesAt } from '../../server/store/history.ts'
import { appendUpdates } from '../../server/store/append.ts'
import { readUpdates } from '../../server/store/log.ts'
import { type Database, openStore } from '../../server/store/store.ts'
import { plainText, rootName, updatesToText } from '../../shared/schema/text.ts'
import { seedTown, storedText, until } from '../support/collab.ts'
import { connect } from '../support/collab-visit.ts'
import { kill, type Prepared, prepareTown, randomFrom, start } from '../support/town-process.ts'
import { paragraph } from '../support/raw-tab.ts'

const kills = 8
const seed = 20250203
/** Rows of s1; those before `young` are old. */
const rows = 3000
const young = 2900
const submitted = [1000, 2000]

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

/** s1 with a long past, most of it old, and two submissions in it. */
async function fill(db: Database): Promise<void> {
  await seedTown(db)
  const doc = new Y.Doc()
  doc.getXmlFragment(rootName)
  for (const update of (await readUpdates(db, 's1')).updates) Y.applyUpdate(doc, update)
  const typed: { readonly personId: string; readonly bytes: Uint8Array }[] = []
  doc.on('update', (bytes: Uint8Array) => typed.push({ personId: 'li', bytes }))
  for (let row = 2; row <= rows; row += 1)
    doc.transact(() => {
      const root = doc.getXmlFragment(rootName)
      if (row % 3 > 0) root.delete(root.length - 1, 1)
      paragraph(`第${row}句`)(root)
    })
  const now = Date.now()
  const append = (head: number, part: typeof typed, at: number) =>
    appendUpdates(
      db,
      [{ sectionId: 's1', head, grants: head === 1 ? 1 : 2, rows: part, bindings: [] }],
      () => at,
    )
  await append(1, typed.slice(0, young - 2), now - 40 * 24 * 60 * 60 * 1000)
  await append(young - 1, typed.slice(young - 2), now)
  for (const seq of submitted)
    await db
      .insertInto('submissions')
      .values({
        id: `at${seq}`,
        section_id: 's1',
        round: seq,
        person_id: 'li',
        channel: 'editor',
        at: '2025-01-01T00:00:00.000Z',
        seq,
        text: '{}',
        words: 0,
        nil: 0,
        note: '',
        looked_at: null,
        recalled_at: null,
      })
      .execute()
}

const kept = [...submitted, young - 1, young, rows]

async function textAt(db: Database, seq: number): Promise<string | undefined> {
  const stored = await readUpdatesAt(db, 's1', seq)
  return stored && plainText(updatesToText(stored.updates))
}

async function oldest(db: Database): Promise<number | undefined> {
  const row = await db
    .selectFrom('updates')
    .select('seq')
    .where('section_id', '=', 's1')
    .orderBy('seq')
    .executeTakeFirst()
  return row?.seq
}

async function progress(db: Database): Promise<string> {
  const checkpoints = await db.selectFrom('checkpoints').select('seq').orderBy('seq').execute()
  return `${await oldest(db)} ${checkpoints.map(row => row.seq).join()}`
}

/** Waits until the server has committed so many times, or has nothing left to do. */
async function commits(db: Database, most: number): Promise<void> {
  const version = async () => {
    const { rows: found } = await sql<{ data_version: number }>`pragma data_version`.execute(db)
    return found[0]?.data_version
  }
  let seen = await version()
  for (let left = most; left > 0; left -= 1) {
    await until(async () => (await version()) !== seen || (await oldest(db)) === young, 'the server commits')
    seen = await version()
  }
}

test(`F6 ${kills} kills during checkpoints and compaction lose no text and no kept position (seed ${seed})`, async () => {
  const random = randomFrom(seed)
  const first = await openStore(file)
  await fill(first)
  const texts = new Map<number, string | undefined>()
  for (const seq of kept) texts.set(seq, await textAt(first, seq))
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
      expect(await textAt(db, seq), `position ${seq}, kill ${round}`).toBe(text)
    expect(await storedText(db, 's1')).toBe(texts.get(rows))
    moments.add(await progress(db))
    await db.destroy()
  }
  expect(moments.size, 'kills met the work at different steps').toBeGreaterThan(2)
  await start(standby)
  const db = await openStore(file)
  await until(async () => (await oldest(db)) === young, 'the last one ends the work')
  for (const [seq, text] of texts) expect(await textAt(db, seq)).toBe(text)
  await db.destroy()
}, 120_000)
