/** The log as history: any past position, and a past that is dropped without harm to what is kept. */
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest'
import * as Y from 'yjs'
import { keepCheckpoint, tailMost } from '../../server/collab/checkpoints.ts'
import { type Compaction, compactAll, compactSection } from '../../server/collab/compaction.ts'
import { mergeProved } from '../../server/collab/merged-state.ts'
import { createMerger } from '../../server/collab/merger.ts'
import { writeCheckpoint } from '../../server/store/checkpoint-rows.ts'
import { readUpdatesAt } from '../../server/store/history.ts'
import { appendUpdates } from '../../server/store/append.ts'
import { readUpdates } from '../../server/store/log.ts'
import type { Database } from '../../server/store/store.ts'
import { plainText, rootName, updatesToText } from '../../shared/schema/text.ts'
import { serveTown, storedText, townStore, until } from '../support/collab.ts'
import { connect, green, type } from '../support/collab-visit.ts'
import { paragraph, typing } from '../support/raw-tab.ts'

let store: Awaited<ReturnType<typeof townStore>>
let db: Database
const merger = createMerger()
/** Day of the year 2025 as the log writes it. */
const day = (n: number) => new Date(Date.UTC(2025, 0, n)).toISOString()
const merge: Compaction['merge'] = async updates => mergeProved(updates)

beforeEach(async () => {
  store = await townStore()
  db = store.db
})

afterEach(async () => {
  await store.remove()
})

afterAll(async () => {
  await merger.stop()
})

/** Row 1 of s1 is of 1 January; row n is the sentence 第n句, typed on day n. Answers the text at each row. */
async function written(rows: number): Promise<string[]> {
  const { seq, updates } = await readUpdates(db, 's1')
  const doc = new Y.Doc()
  doc.getXmlFragment(rootName)
  for (const update of updates) Y.applyUpdate(doc, update)
  const texts = ['', '']
  for (let row = seq + 1; row <= rows; row += 1) {
    // Every third sentence replaces the one before, so that a past position holds more than the present.
    const bytes = typing(doc, root => {
      if (row % 3 === 0) root.delete(root.length - 1, 1)
      paragraph(`第${row}句`)(root)
    })
    const access = await db
      .selectFrom('sections')
      .selectAll()
      .where('id', '=', 's1')
      .executeTakeFirstOrThrow()
    const append = { sectionId: 's1', head: row - 1, grants: access.grants, bindings: [] }
    await appendUpdates(db, [{ ...append, rows: [{ personId: 'li', bytes }] }], () => Date.UTC(2025, 0, row))
    texts.push(await storedText(db, 's1'))
  }
  return texts
}

async function textAt(seq: number, of: Database = db): Promise<string | undefined> {
  const stored = await readUpdatesAt(of, 's1', seq)
  return stored && plainText(updatesToText(stored.updates))
}

const rowsLeft = async () => {
  const rows = await db
    .selectFrom('updates')
    .select('seq')
    .where('section_id', '=', 's1')
    .orderBy('seq')
    .execute()
  return rows.map(row => row.seq)
}

const checkpointsLeft = async () => {
  const rows = await db.selectFrom('checkpoints').select('seq').orderBy('seq').execute()
  return rows.map(row => row.seq)
}

/** Wang submitted s1 as it was at this position. */
async function submitted(seq: number): Promise<void> {
  await db
    .insertInto('submissions')
    .values({
      id: `at${seq}`,
      section_id: 's1',
      round: seq,
      person_id: 'li',
      channel: 'editor',
      at: day(seq),
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

/** The report was frozen with s1 at this position. */
async function frozen(seq: number): Promise<void> {
  const { report_id } = await db
    .selectFrom('sections')
    .select('report_id')
    .where('id', '=', 's1')
    .executeTakeFirstOrThrow()
  const made = {
    kind: 'manual',
    edition: null,
    name: '存',
    note: '',
    content: '{}',
    stage: 'drafting',
    place: '',
    changes: '[]',
  } as const
  const by = { person_id: 'li', at: day(seq), section_id: null }
  await db
    .insertInto('versions')
    .values({ id: `v${seq}`, report_id, number: seq, ...made, ...by })
    .execute()
  await db
    .insertInto('version_positions')
    .values({ version_id: `v${seq}`, section_id: 's1', seq })
    .execute()
}

test('L10 the text can be read as it was at every position, with checkpoints before, at and after it', async () => {
  const texts = await written(9)
  for (const at of [undefined, 4, 9]) {
    const stored = at === undefined ? undefined : await readUpdatesAt(db, 's1', at)
    if (at !== undefined && stored)
      await writeCheckpoint(db, 's1', { seq: at, bytes: mergeProved(stored.updates) })
    for (let seq = 1; seq <= 9; seq += 1) expect(await textAt(seq), `position ${seq}`).toBe(texts[seq])
  }
  expect(await textAt(0)).toBeUndefined()
  expect(await textAt(10)).toBeUndefined()
  expect(await readUpdatesAt(db, 'nothing', 1)).toBeUndefined()
})

test('L10 a damaged row is an error at the positions that need it, and at no other', async () => {
  const texts = await written(6)
  await db
    .updateTable('updates')
    .set({ checksum: 1 })
    .where('section_id', '=', 's1')
    .where('seq', '=', 4)
    .execute()
  expect(await textAt(3)).toBe(texts[3])
  await expect(textAt(4)).rejects.toThrow('checksum')
  await expect(textAt(6)).rejects.toThrow('checksum')
  await db.deleteFrom('updates').where('section_id', '=', 's1').where('seq', '=', 4).execute()
  await expect(textAt(5)).rejects.toThrow('row 4 is missing')
  expect(await textAt(3)).toBe(texts[3])
})

test('L11 what is older than the rule is dropped; the rest can be read at every position, as can what was submitted', async () => {
  const texts = await written(12)
  await submitted(3)
  await compactSection({ db, merge: merger.merge, before: day(8) }, 's1')
  expect(await rowsLeft()).toEqual([8, 9, 10, 11, 12])
  expect(await checkpointsLeft()).toEqual([3, 7])
  for (const seq of [3, 7, 8, 9, 10, 11, 12]) expect(await textAt(seq)).toBe(texts[seq])
  for (const seq of [1, 2, 4, 5, 6]) expect(await textAt(seq)).toBeUndefined()
  expect(await storedText(db, 's1')).toBe(texts[12])

  // Again with the same rule: nothing to do. With a later one: the submission stays, the old beginning goes.
  await compactSection({ db, merge, before: day(8) }, 's1')
  expect(await checkpointsLeft()).toEqual([3, 7])
  await submitted(9)
  await compactSection({ db, merge, before: day(12) }, 's1')
  expect(await rowsLeft()).toEqual([12])
  expect(await checkpointsLeft()).toEqual([3, 9, 11])
  for (const seq of [3, 9, 11, 12]) expect(await textAt(seq)).toBe(texts[seq])
})

test('V5 a position that a version names outlives the retention, and the version’s deletion ends that', async () => {
  const texts = await written(9)
  await frozen(2)
  await frozen(5)
  await compactSection({ db, merge, before: day(8) }, 's1')
  expect(await checkpointsLeft()).toEqual([2, 5, 7])
  expect([await textAt(2), await textAt(5)]).toEqual([texts[2], texts[5]])
  await db.deleteFrom('version_positions').where('seq', '=', 2).execute()
  await compactSection({ db, merge, before: day(9) }, 's1')
  expect(await checkpointsLeft()).toEqual([5, 8])
})

test('L11 a whole log may go: the text stays, takes what is typed, and gets its next checkpoint', async () => {
  const texts = await written(5)
  await compactAll({ db, merge, before: day(40) }, (_section, error) => expect.fail(String(error)))
  expect(await rowsLeft()).toEqual([])
  expect(await storedText(db, 's1')).toBe(texts[5])
  const after = await written(5 + tailMost)
  expect(await keepCheckpoint(db, merge, 's1')).toBe(0)
  expect(await checkpointsLeft()).toContain(5)
  expect(await textAt(5)).toBe(texts[5])
  expect(await storedText(db, 's1')).toBe(after.at(-1))
  // What stands in for the dropped past outlives the loss of the newer one.
  await db
    .updateTable('checkpoints')
    .set({ checksum: 1 })
    .where('seq', '=', 5 + tailMost)
    .execute()
  expect(await storedText(db, 's1')).toBe(after.at(-1))
})

test('L11 a damaged row is not dropped, nor is anything above it', async () => {
  await written(6)
  await db
    .updateTable('updates')
    .set({ checksum: 1 })
    .where('section_id', '=', 's1')
    .where('seq', '=', 4)
    .execute()
  const failed: string[] = []
  await compactAll({ db, merge, before: day(40) }, section => failed.push(section))
  expect(failed).toEqual(['s1'])
  expect(await rowsLeft()).toEqual([1, 2, 3, 4, 5, 6])
})

test('L11 a running server keeps everything by itself, and drops only by a rule', async () => {
  const texts = await written(6)
  const now = () => Date.UTC(2025, 0, 10)
  const keeping = await serveTown(db, { compactionMs: 1, clock: now })
  const li = connect(keeping.url, 'li')
  const section = li.section('s1')
  await green(section)
  type(section, '又一句')
  await green(section)
  expect(await rowsLeft()).toHaveLength(7)
  li.close()
  await keeping.stop()
  const dropping = await serveTown(db, { compactionMs: 1, historyDays: 6, clock: now })
  await until(async () => (await rowsLeft()).length === 4, 'rows of more than six days ago are gone')
  await dropping.stop()
  expect(await rowsLeft()).toEqual([4, 5, 6, 7])
  expect(await storedText(db, 's1')).toBe(`${texts[6]}\n又一句`)
  expect(dropping.errors).toEqual([])
})

class CutOff extends Error {}

/** The same store, dying before its n-th statement; counts what it was asked. */
function dyingBefore(n: number): { readonly db: Database; readonly asked: () => number } {
  let asked = 0
  const dying = db.withPlugin({
    transformQuery: ({ node }) => {
      asked += 1
      if (asked === n) throw new CutOff()
      return node
    },
    transformResult: async ({ result }) => result,
  })
  return { db: dying, asked: () => asked }
}

test('L12 cut off before any of its statements, a compaction leaves all that is kept, and the next one ends it', async () => {
  const texts = await written(9)
  await submitted(3)
  const head = await readUpdates(db, 's1')
  await writeCheckpoint(db, 's1', { seq: head.seq, bytes: mergeProved(head.updates) })
  const kept = [3, 6, 7, 8, 9]
  const counts: number[] = []
  for (let at = 1; ; at += 1) {
    const dying = dyingBefore(at)
    const compaction = { merge, before: day(7), rowsAtOnce: 2 }
    const isCutOff = await compactSection({ db: dying.db, ...compaction }, 's1').then(
      () => false,
      error => error instanceof CutOff,
    )
    for (const seq of kept) expect(await textAt(seq), `${seq}, cut off at ${at}`).toBe(texts[seq])
    expect(await storedText(db, 's1')).toBe(texts[9])
    for (const seq of [1, 2, 4, 5]) expect([texts[seq], undefined]).toContain(await textAt(seq))
    counts.push((await rowsLeft()).length)
    if (!isCutOff) break
  }
  expect(counts.length).toBeGreaterThan(15)
  expect(await rowsLeft()).toEqual([7, 8, 9])
  expect(await checkpointsLeft()).toEqual([3, 6, 9])
})

test('L12 cut off before any of its statements, a checkpoint is made or not, and the text is the same', async () => {
  const texts = await written(tailMost + 2)
  for (let at = 1; ; at += 1) {
    const made = await keepCheckpoint(dyingBefore(at).db, merge, 's1').catch(() => undefined)
    expect(await storedText(db, 's1')).toBe(texts.at(-1))
    if (made !== undefined) break
    expect(await checkpointsLeft(), `cut off at ${at}`).toEqual([])
  }
  expect(await checkpointsLeft()).toEqual([tailMost + 2])
})
