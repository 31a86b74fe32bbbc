/** The update log and what is read from it: gapless, owned, checked, never empty by mistake. */
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest'
import * as Y from 'yjs'
import { keepCheckpoint, tailMost } from '../../server/collab/checkpoints.ts'
import { createMerger, type Merger } from '../../server/collab/merger.ts'
import { decodeUpdate } from '../../server/collab/update.ts'
import { readAccess, readReportAccess } from '../../server/store/access.ts'
import { findCheckpoint } from '../../server/store/checkpoint-rows.ts'
import { type Append, appendUpdates } from '../../server/store/append.ts'
import { readBindings, readLog, readReportUpdates, readUpdates } from '../../server/store/log.ts'
import { rootName } from '../../shared/schema/text.ts'
import { addSection, reportId, storedText, townStore } from '../support/collab.ts'
import { paragraph, typing } from '../support/raw-tab.ts'

let store: Awaited<ReturnType<typeof townStore>>
const merger: Merger = createMerger()
const clock = () => Date.UTC(2025, 0, 2)

beforeEach(async () => {
  store = await townStore()
})

afterEach(async () => {
  await store.remove()
})

afterAll(async () => {
  await merger.stop()
})

async function docOf(sectionId: string): Promise<Y.Doc> {
  const doc = new Y.Doc()
  doc.getXmlFragment(rootName)
  for (const update of (await readUpdates(store.db, sectionId)).updates) Y.applyUpdate(doc, update)
  return doc
}

async function append(sectionId: string, words: string, changes: Partial<Append> = {}): Promise<Append> {
  const doc = await docOf(sectionId)
  const access = await readAccess(store.db, sectionId)
  const bytes = typing(doc, paragraph(words))
  return {
    sectionId,
    head: access?.head ?? 0,
    grants: access?.grants ?? 0,
    rows: [{ personId: 'li', bytes }],
    bindings: [{ client: doc.clientID, personId: 'li' }],
    ...changes,
  }
}

const results = async (batch: readonly Append[]) =>
  [...(await appendUpdates(store.db, batch, clock))].map(([id, { result }]) => [id, result])

test('L1 a section that is not as its room believed leaves the batch, the others commit', async () => {
  const batch = [
    await append('s2', '锁了', { grants: 7 }),
    await append('s3', '别处写过', { head: 0 }),
    await append('s1', '照常'),
  ]
  expect(await results(batch)).toEqual([
    ['s1', 'stored'],
    ['s2', 'stale'],
    ['s3', 'stale'],
  ])
  expect(await storedText(store.db, 's1')).toBe('\n照常')
  expect(await storedText(store.db, 's2')).toBe('')
  expect((await readLog(store.db, 's1', 1))[0]).toMatchObject({
    seq: 2,
    personId: 'li',
    at: '2025-01-02T00:00:00.000Z',
  })
})

test('L2 a deleted section takes nothing', async () => {
  await store.db
    .updateTable('sections')
    .set({ deleted_at: '2025-01-02T00:00:00.000Z' })
    .where('id', '=', 's1')
    .execute()
  expect(await results([await append('s1', '已删', { head: 1, grants: 1 })])).toEqual([['s1', 'stale']])
})

test('L3 a client id belongs to one person for ever', async () => {
  const first = await append('s3', '李')
  expect(await results([first])).toEqual([['s3', 'stored']])
  const client = first.bindings[0]?.client ?? 0
  expect(await readBindings(store.db, 's3')).toEqual(new Map([[client, 'li']]))
  const forged = await append('s3', '王', { bindings: [{ client, personId: 'wang' }] })
  expect(await results([forged])).toEqual([['s3', 'foreign']])
  expect(await results([await append('s3', '又是李', { bindings: [{ client, personId: 'li' }] })])).toEqual([
    ['s3', 'stored'],
  ])
  expect(await storedText(store.db, 's3')).toBe('\n李\n又是李')
})

test('L5 a long tail gets a checkpoint that says the same, and the rows stay', async () => {
  const doc = await docOf('s1')
  const rows = Array.from({ length: tailMost }, (_, at) => ({
    personId: 'li',
    bytes: typing(doc, paragraph(`第${at}句`)),
  }))
  await results([await append('s1', '', { rows })])
  const before = await storedText(store.db, 's1')
  expect(await keepCheckpoint(store.db, merger.merge, 's1')).toBe(0)
  expect(await findCheckpoint(store.db, 's1')).toMatchObject({ checkpoint: { seq: tailMost + 1 } })
  await results([await append('s1', '检查点之后')])
  const { seq, updates } = await readUpdates(store.db, 's1')
  expect([seq, updates.length]).toEqual([tailMost + 2, 2])
  expect(await storedText(store.db, 's1')).toBe(`${before}\n检查点之后`)
  expect(await readLog(store.db, 's1', 0)).toHaveLength(tailMost + 2)
  expect(await keepCheckpoint(store.db, merger.merge, 's1')).toBe(1)
  const all = await readReportUpdates(store.db, reportId)
  expect(all.get('s1')).toEqual({ seq, updates, damaged: [] })
  expect([...all.keys()].sort()).toEqual(['s1', 's2', 's3', 's4'])
})

test('L5 what cannot be proved equal to the log does not count, and the next one is made', async () => {
  const doc = await docOf('s1')
  const lost = typing(doc, paragraph('没有存下来'))
  const leaning = typing(doc, root => root.delete(root.length - 1, 1))
  expect(lost.length).toBeGreaterThan(0)
  const { updates } = await readUpdates(store.db, 's1')
  await expect(merger.merge([...updates, leaning])).rejects.toThrow('structs that nobody has')
  expect((await merger.merge(updates)).length).toBeGreaterThan(0)
})

test('L5 merging and proving leave the event loop free', async () => {
  const doc = await docOf('s1')
  const updates = Array.from({ length: 4000 }, (_, at) => typing(doc, paragraph(`第${at}句`)))
  const first = (await readUpdates(store.db, 's1')).updates
  // The worker's own start is not what is measured.
  await merger.merge(first)
  let turns = 0
  const merging = merger.merge([...first, ...updates])
  const turn = () => {
    turns += 1
    next = setImmediate(turn)
  }
  let next = setImmediate(turn)
  await merging
  clearImmediate(next)
  // On the event loop itself it would be done within one turn.
  expect(turns).toBeGreaterThan(20)
})

test('L6 who holds a section is inherited; what is deleted or unknown is nothing', async () => {
  await addSection(store.db, 'child', null, '1')
  await store.db.updateTable('sections').set({ parent_id: 's3' }).where('id', '=', 'child').execute()
  expect(await readAccess(store.db, 'child')).toMatchObject({
    reportId,
    stage: 'drafting',
    status: 'not_started',
    departmentIds: ['farm', 'care'],
    head: 1,
    grants: 1,
    generation: 1,
  })
  expect((await readReportAccess(store.db, reportId))?.departmentIds).toEqual(['farm', 'care'])
  await store.db.updateTable('sections').set({ deleted_at: 'x' }).where('id', '=', 's3').execute()
  expect(await readAccess(store.db, 'child')).toBeUndefined()
  expect(await readAccess(store.db, 'nothing')).toBeUndefined()
  await store.db.updateTable('reports').set({ deleted_at: 'x' }).execute()
  expect(await readAccess(store.db, 's1')).toBeUndefined()
})

test('L7 the strict reader reads what Yjs writes, and sees the same clocks', () => {
  const [one, two] = [new Y.Doc(), new Y.Doc()]
  for (let round = 0; round < 30; round += 1) {
    for (const doc of [one, two]) {
      const root = doc.getXmlFragment(rootName)
      const bytes = typing(doc, () => {
        paragraph(`第${round}回，字😀`)(root)
        const element = root.get(round % root.length)
        if (element instanceof Y.XmlElement) {
          element.setAttribute('level', `${round}`)
          const text = element.get(0)
          if (text instanceof Y.XmlText) text.format(0, 1, { bold: true })
        }
        if (round % 3 === 0) root.delete(0, 1)
      })
      const decoded = decodeUpdate(bytes)
      const own = decoded?.blocks.get(doc.clientID)?.at(-1)
      expect(own && own.clock + own.length).toBe(Y.getState(doc.store, doc.clientID))
    }
    Y.applyUpdate(one, Y.encodeStateAsUpdate(two))
    Y.applyUpdate(two, Y.encodeStateAsUpdate(one))
  }
  const whole = Y.encodeStateAsUpdate(one)
  expect(decodeUpdate(whole)).toBeDefined()
  // Every shorter beginning of it is malformed.
  for (let length = 0; length < whole.length; length += 7)
    expect(decodeUpdate(whole.subarray(0, length))).toBeUndefined()
})
