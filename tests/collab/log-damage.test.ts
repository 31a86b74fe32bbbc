/** The disk gave back other bytes than it was given: one section's misfortune, never an empty text. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ReportConnection } from '../../client/collab/types.ts'
import { keepCheckpoint } from '../../server/collab/checkpoints.ts'
import { mergeProved } from '../../server/collab/merged-state.ts'
import { findCheckpoint, writeCheckpoint } from '../../server/store/checkpoint-rows.ts'
import { LogDamage } from '../../server/store/log-damage.ts'
import { readReportUpdates, readUpdates } from '../../server/store/log.ts'
import type { Database } from '../../server/store/store.ts'
import { closeCodes, encodeFrame } from '../../shared/frames.ts'
import {
  type PersonName,
  reportId,
  type Served,
  serveTown,
  storedText,
  townStore,
  until,
} from '../support/collab.ts'
import { connect, green, isGreen, shown, type } from '../support/collab-visit.ts'
import { RawTab } from '../support/raw-tab.ts'

let store: Awaited<ReturnType<typeof townStore>>
let db: Database
let town: Served
let visits: ReportConnection[]
let now: number

beforeEach(async () => {
  now = Date.now()
  visits = []
  store = await townStore()
  db = store.db
  town = await serve()
})

afterEach(async () => {
  await leave()
  await store.remove()
})

const serve = () => serveTown(db, { clock: () => now })

function visit(person: PersonName): ReportConnection {
  const connection = connect(town.url, person)
  visits.push(connection)
  return connection
}

async function leave(): Promise<void> {
  for (const connection of visits.splice(0)) connection.close()
  await town.stop()
}

/** Li writes some paragraphs into s1; then everybody goes and the server starts again. */
async function written(...words: string[]): Promise<void> {
  const section = visit('li').section('s1')
  await green(section)
  for (const word of words) {
    type(section, word)
    await green(section)
  }
  await leave()
  town = await serve()
}

/** One bit of the row is another: what a dying disk gives back. */
async function damage(table: 'updates' | 'checkpoints', seq: number): Promise<() => Promise<void>> {
  const at = { section_id: 's1', seq }
  const { bytes } = await db
    .selectFrom(table)
    .select('bytes')
    .where(eb => eb.and(at))
    .executeTakeFirstOrThrow()
  const write = async (changed: Uint8Array) => {
    await db
      .updateTable(table)
      .set({ bytes: changed })
      .where(eb => eb.and(at))
      .execute()
  }
  const flipped = Uint8Array.from(bytes)
  flipped[flipped.length - 2] = (flipped.at(-2) ?? 0) ^ 4
  await write(flipped)
  return () => write(bytes)
}

const damages = () => town.errors.filter(error => JSON.stringify(error).includes('"kind"'))

test('L4 a changed, a missing and a lost last row are errors, never an empty or an older text', async () => {
  await written('一', '二')
  const repair = await damage('updates', 2)
  await expect(readUpdates(db, 's1')).rejects.toThrow('checksum')
  await repair()
  const row = { section_id: 's1', seq: 3 }
  await db
    .deleteFrom('updates')
    .where(eb => eb.and(row))
    .execute()
  await expect(readUpdates(db, 's1')).rejects.toThrow('row 3 is missing')
  await db.deleteFrom('updates').where('section_id', '=', 's1').execute()
  await expect(readUpdates(db, 's1')).rejects.toThrow('row 1 is missing')
  await expect(readUpdates(db, 'nothing')).rejects.toThrow('row 1 is missing')
})

test('L8 a damaged row stops its own section, is told once, and the section is back when it is repaired', async () => {
  await written('李的一段')
  const repair = await damage('updates', 2)
  const chen = visit('chen')
  const [hurt, well] = [chen.section('s1'), chen.section('s2')]
  await green(well)
  type(well, '照常写')
  await green(well)
  const raw = await new RawTab(town.url, 'chen').opened()
  raw.sayBytes(encodeFrame({ op: 'open', channel: 1, sectionId: 's1' }))
  await until(() => raw.count(1, 'closed') > 0, 'the section is closed')
  expect(raw.told(1)).toEqual([{ type: 'closed', code: closeCodes.tryAgain }])
  await raw.open(2, 's2')
  expect(raw.shown(2), 'another section of the same socket').toBe('\n照常写')
  raw.close()
  expect(hurt.snapshot()).toMatchObject({ loaded: false, ended: null })
  expect(isGreen(hurt)).toBe(false)
  expect(damages()).toHaveLength(1)
  expect(town.collab.health().damaged).toBe(1)
  expect([...(await readReportUpdates(db, reportId)).keys()].sort()).toEqual(['s2', 's3', 's4'])
  await repair()
  now += 60_000
  await until(() => shown(hurt) === '\n李的一段', 'the repaired section opens by itself')
  expect(town.collab.health().damaged).toBe(0)
  expect(damages()).toHaveLength(1)
})

test('L9 a damaged row that a checkpoint covers does not matter to loading', async () => {
  await written('一', '二')
  const { seq, updates } = await readUpdates(db, 's1')
  await writeCheckpoint(db, 's1', { seq, bytes: mergeProved(updates) })
  await damage('updates', 2)
  expect(await storedText(db, 's1')).toBe('\n一\n二')
  expect((await readReportUpdates(db, reportId)).get('s1')?.updates).toHaveLength(1)
})

test('L9 a damaged checkpoint is passed over for the log, told, and made again', async () => {
  await written('一', '二')
  const { seq, updates } = await readUpdates(db, 's1')
  await writeCheckpoint(db, 's1', { seq, bytes: mergeProved(updates) })
  await damage('checkpoints', seq)
  expect((await readReportUpdates(db, reportId)).get('s1')?.damaged).toEqual([seq])
  const section = visit('chen').section('s1')
  await until(() => shown(section) === '\n一\n二', 'the text is whole')
  await until(
    async () => (await findCheckpoint(db, 's1')).damaged.length === 0,
    'a sound checkpoint takes its place',
  )
  expect(JSON.stringify(town.errors)).toContain(`"seq":${seq}`)
  expect(await storedText(db, 's1')).toBe('\n一\n二')
})

test('L9 with the checkpoint and a row below it damaged the section is an error', async () => {
  await written('一', '二')
  const { seq, updates } = await readUpdates(db, 's1')
  await writeCheckpoint(db, 's1', { seq, bytes: mergeProved(updates) })
  await damage('checkpoints', seq)
  await damage('updates', 2)
  await expect(readUpdates(db, 's1')).rejects.toBeInstanceOf(LogDamage)
  await expect(keepCheckpoint(db, async () => new Uint8Array(), 's1')).rejects.toBeInstanceOf(LogDamage)
})
