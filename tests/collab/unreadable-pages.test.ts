/**
 * Pages of the database file itself are gone: SQLite answers that the file is malformed, for every statement
 * that needs them. One section's pages are that section's misfortune.
 */
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { crc32 } from 'node:zlib'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { mergeProved } from '../../server/collab/merged-state.ts'
import { createTexts } from '../../server/reports/texts.ts'
import { writeCheckpoint } from '../../server/store/checkpoint-rows.ts'
import { LogDamage } from '../../server/store/log-damage.ts'
import { readReportUpdates, readUpdates } from '../../server/store/log.ts'
import { type Database, openStore } from '../../server/store/store.ts'
import { type Text, textToUpdate } from '../../shared/schema/text.ts'
import { reportId, seedTown, serveTown, storedText, until } from '../support/collab.ts'
import { connect, green, isGreen, type } from '../support/collab-visit.ts'

let folder: string
let file: string
let db: Database

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tonggao-pages-'))
  file = join(folder, 'tonggao.sqlite')
  db = await openStore(file)
  await seedTown(db)
})

afterEach(async () => {
  await db.destroy()
  rmSync(folder, { recursive: true, force: true })
})

const paragraphs = (words: string): Text => ({
  type: 'doc',
  content: [{ type: 'paragraph', content: [{ type: 'text', text: words }] }],
})

/** Longer than a page of the file, so that most of it lies on pages of its own. */
const long = (mark: string) => mark.repeat(6000)

/** One more row, as an append leaves it. */
async function append(sectionId: string, words: string): Promise<void> {
  const bytes = textToUpdate(paragraphs(words))
  const seq = (await readUpdates(db, sectionId)).seq + 1
  await db
    .insertInto('updates')
    .values({ section_id: sectionId, seq, person_id: 'li', at: '', checksum: crc32(bytes), bytes })
    .execute()
  await db.updateTable('sections').set({ head: seq }).where('id', '=', sectionId).execute()
}

/**
 * Closes the store, which brings all of it into the one file; overwrites a page in the middle of what is full of
 * `mark`; opens it again.
 */
async function ruinPagesOf(mark: string): Promise<void> {
  await db.destroy()
  const bytes = readFileSync(file)
  const pageSize = bytes.readUInt16BE(16)
  const full = Buffer.from(mark.repeat(Math.floor(pageSize / 2 / Buffer.byteLength(mark))))
  const at = bytes.indexOf(full)
  expect(at, 'the words are in the file').toBeGreaterThan(0)
  const page = Math.ceil(at / pageSize)
  const handle = openSync(file, 'r+')
  // The page ends its chain in the middle of the row, with a number that no page has.
  writeSync(handle, Buffer.alloc(pageSize, 0xff), 0, pageSize, page * pageSize)
  closeSync(handle)
  db = await openStore(file)
}

test('L8 a section whose pages cannot be read is left out of a report, and alone', async () => {
  for (const [id, mark] of [
    ['s1', '坏'],
    ['s2', '好'],
    ['s3', '全'],
  ] as const)
    await append(id, long(mark))
  await ruinPagesOf('坏')
  expect(() => new DatabaseSync(file).prepare('select * from updates').all(), 'as SQLite has it').toThrow(
    'malformed',
  )
  expect([...(await readReportUpdates(db, reportId)).keys()].sort()).toEqual(['s2', 's3', 's4'])
  await expect(readUpdates(db, 's1')).rejects.toBeInstanceOf(LogDamage)
  const sections = await db.selectFrom('sections').select(['id', 'head', 'generation']).execute()
  for (const known of [sections, [...sections, ...sections]]) {
    const texts = await createTexts().ofReport(db, reportId, known)
    expect([...texts.keys()].sort(), 'one by one and at once').toEqual(['s2', 's3', 's4'])
    expect(texts.get('s2')?.plain).toContain(long('好'))
  }
})

test('L8 a room of such a section is in quarantine, and the others are written on', async () => {
  await append('s1', long('坏'))
  await ruinPagesOf('坏')
  const town = await serveTown(db)
  const chen = connect(town.url, 'chen')
  const [hurt, well] = [chen.section('s1'), chen.section('s2')]
  await green(well)
  type(well, '照常写')
  await green(well)
  await until(() => town.collab.health().damaged === 1, 'it is told')
  expect([isGreen(hurt), hurt.snapshot().loaded]).toEqual([false, false])
  expect(await storedText(db, 's2')).toBe('\n照常写')
  expect(JSON.stringify(town.errors)).toContain('"kind":"unreadable"')
  chen.close()
  await town.stop()
})

test('L9 a checkpoint whose pages cannot be read is passed over for the log', async () => {
  await append('s1', long('全'))
  const { seq, updates } = await readUpdates(db, 's1')
  const bytes = mergeProved(updates)
  await writeCheckpoint(db, 's1', { seq, bytes })
  // The row first, then the checkpoint: the last pages with these words are the checkpoint's.
  await append('s1', '后来')
  const whole = await storedText(db, 's1')
  await db
    .updateTable('checkpoints')
    .set({ bytes: Buffer.concat([bytes, Buffer.from(long('点'))]) })
    .execute()
  await ruinPagesOf('点')
  const { damaged } = await readUpdates(db, 's1')
  expect(damaged).toEqual([seq])
  expect(await storedText(db, 's1')).toBe(whole)
  expect((await readReportUpdates(db, reportId)).get('s1')?.damaged).toEqual([seq])
})
