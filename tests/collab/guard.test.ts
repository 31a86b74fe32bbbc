/** The guard: what a client may not do changes nothing, is told so, and costs nobody else anything. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import { encodeSync } from '../../server/collab/channel.ts'
import { encodeFrame, sync } from '../../shared/frames.ts'
import { limits } from '../../shared/limits.ts'
import type { Stage, Status } from '../../shared/report.ts'
import { rootName } from '../../shared/schema/text.ts'
import { reportId, serveTown, storedBytes, storedText, until } from '../support/collab.ts'
import { green, openTown, shown, type, type Visits } from '../support/collab-visit.ts'
import { paragraph, RawTab, typing } from '../support/raw-tab.ts'

let here: Visits

beforeEach(async () => {
  here = await openTown()
})

afterEach(async () => {
  await here.end()
})

/** What a verb does: the change and the raised grants in one transaction, the hint after it. */
async function setStatus(sectionId: string, status: Status, hint = true): Promise<void> {
  await here.db
    .updateTable('sections')
    .set(eb => ({ status, grants: eb('grants', '+', 1) }))
    .where('id', '=', sectionId)
    .execute()
  if (hint) here.town.publish({ type: 'grants', reportId })
}

async function setStage(stage: Stage): Promise<void> {
  await here.db.updateTable('reports').set({ stage }).where('id', '=', reportId).execute()
  await here.db
    .updateTable('sections')
    .set(eb => ({ grants: eb('grants', '+', 1) }))
    .execute()
  here.town.publish({ type: 'grants', reportId })
}

test("G1 what an author sends into another department's section changes no byte and is refused", async () => {
  const li = await here.raw('li')
  const doc = await li.open(1, 's2')
  const before = await storedBytes(here.db, 's2')
  li.update(1, typing(doc, paragraph('不该在这里')))
  await until(() => li.refused(1) !== undefined, 'the text is refused')
  expect(li.told(1)).toContainEqual({ type: 'refused', n: 2, reason: 'closed' })
  expect(li.told(1)[0]).toMatchObject({ type: 'access', mayWrite: false })
  expect(await storedBytes(here.db, 's2')).toBe(before)
  expect(li.closeCode).toBeUndefined()
})

test('G2 one who may not write deletes nothing; what is known already counts as stored', async () => {
  const reader = await here.raw('reader')
  const doc = await reader.open(1, 's1')
  const before = await storedBytes(here.db, 's1')
  reader.update(1, Y.encodeStateAsUpdate(doc))
  await until(() => reader.stored(1) === 2, 'nothing new counts as stored')
  reader.update(
    1,
    typing(doc, root => root.delete(0, 1)),
  )
  await until(() => reader.refused(1) !== undefined, 'the deletion is refused')
  expect(reader.refused(1)).toBe('only-deletions')
  expect(await storedBytes(here.db, 's1')).toBe(before)
})

const malformed: [string, Uint8Array][] = [
  ['bytes that are no frame', new Uint8Array([255, 255, 255, 255, 255, 255, 255, 255, 255, 255])],
  ['an unknown op', new Uint8Array([1, 9])],
  ['a lobby event that is null', new Uint8Array([0, 1, 0, 4, ...Buffer.from('null')])],
  ['an unknown section message', encodeFrame({ op: 'data', channel: 1, payload: new Uint8Array([77]) })],
  ['a truncated update', update([1, 1, 5, 0, 4, 1, 7])],
  ['bytes after an update', update([0, 0, 0])],
  ['two blocks for one client', update([2, 1, 5, 0, 0, 1, 1, 5, 0, 0, 1, 0])],
  ['an empty struct', update([1, 1, 5, 0, 0, 0, 0])],
  ['a state vector that is none', frameOf(sync.step1, [3, 1])],
  ['an update above its limit', update(new Uint8Array(limits.updateBytes + 1))],
  ['presence that is no presence', new Uint8Array([0, 1, 1, 3, 1, 1, 1])],
]

test.each(malformed)('G3 %s closes that session alone', async (_what, bytes) => {
  const chen = here.visit('chen').section('s1')
  const li = await here.raw('li')
  await li.open(1, 's1')
  await green(chen)
  li.sayBytes(bytes)
  await until(() => li.closeCode !== undefined, 'the session is closed')
  expect(li.closeCode).toBe(4413)
  type(chen, '照常工作')
  await chen.whenStored()
  expect(await storedText(here.db, 's1')).toBe('\n照常工作')
})

function frameOf(kind: number, bytes: ArrayLike<number>): Uint8Array {
  return encodeFrame({ op: 'data', channel: 1, payload: encodeSync(kind, Uint8Array.from(bytes)) })
}

function update(bytes: ArrayLike<number>): Uint8Array {
  return frameOf(sync.update, bytes)
}

test('G4 a gap is dropped and asked for once; the answer heals it', async () => {
  const li = await here.raw('li')
  const doc = await li.open(1, 's1')
  typing(doc, paragraph('丢失的一句'))
  li.update(1, typing(doc, paragraph('接着写')))
  await until(() => li.count(1, 'step1') === 2, 'the server asks')
  li.update(1, typing(doc, paragraph('又写')))
  li.answer(1, Y.encodeStateAsUpdate(doc, li.asked(1)))
  await until(() => li.stored(1) === 4, 'the answer stores all of it')
  expect(li.count(1, 'step1')).toBe(2)
  expect(await storedText(here.db, 's1')).toBe('\n丢失的一句\n接着写\n又写')
})

test('G5 an answer that has a gap itself resets the channel', async () => {
  const li = await here.raw('li')
  const doc = await li.open(1, 's1')
  typing(doc, paragraph('从未发出'))
  const later = typing(doc, paragraph('后一句'))
  li.update(1, later)
  await until(() => li.count(1, 'step1') === 2, 'the server asks')
  li.answer(1, later)
  await until(() => li.count(1, 'closed') === 1, 'the channel is closed')
  expect(li.told(1).at(-1)).toEqual({ type: 'closed', code: 4409 })
  expect(await storedText(here.db, 's1')).toBe('')
})

test("G6 new text under another person's client id is refused, the server's own id included", async () => {
  const li = await here.raw('li')
  const doc = await li.open(1, 's3')
  li.update(1, typing(doc, paragraph('李的文字')))
  await until(() => li.stored(1) === 2, 'it is stored')
  const wang = await here.raw('wang')
  const known = await wang.open(1, 's3')
  const ids = [...Y.decodeStateVector(Y.encodeStateVector(known)).keys()]
  expect(ids).toHaveLength(2)
  for (const [n, client] of ids.entries()) {
    const forged = new Y.Doc()
    Y.applyUpdate(forged, Y.encodeStateAsUpdate(known))
    forged.clientID = client
    wang.update(1, typing(forged, paragraph('冒名')))
    await until(() => wang.count(1, 'refused') === n + 1, 'it is refused')
    expect(wang.refused(1)).toBe('foreign-client')
  }
  expect(await storedText(here.db, 's3')).toBe('\n李的文字')
})

test('G7 a section that is submitted while its author types closes at once, and says so', async () => {
  const li = await here.raw('li')
  const doc = await li.open(1, 's1')
  for (let at = 0; at < 5; at += 1) li.update(1, typing(doc, paragraph(`第${at}句`)))
  await until(() => li.stored(1) === 6, 'the text is stored')
  await setStatus('s1', 'submitted')
  const locked = await storedBytes(here.db, 's1')
  for (let at = 5; at < 10; at += 1) li.update(1, typing(doc, paragraph(`第${at}句`)))
  await until(() => li.count(1, 'refused') === 5, 'the rest is refused')
  expect(await storedBytes(here.db, 's1')).toBe(locked)
  expect(li.told(1)).toContainEqual(expect.objectContaining({ type: 'access', mayWrite: false }))
  expect(await storedText(here.db, 's1')).toContain('第4句')
})

test('G8 a lock that no hint told of holds all the same', async () => {
  const li = await here.raw('li')
  const doc = await li.open(1, 's1')
  await setStatus('s1', 'submitted', false)
  const locked = await storedBytes(here.db, 's1')
  li.update(1, typing(doc, paragraph('锁后')))
  await until(() => li.refused(1) === 'closed', 'it is judged again and refused')
  expect(await storedBytes(here.db, 's1')).toBe(locked)
})

test('G9 refused text that is not set aside is asked for again when the section comes back, and then stored', async () => {
  const li = await here.raw('li')
  const doc = await li.open(1, 's1')
  await setStatus('s1', 'submitted', false)
  li.update(1, typing(doc, paragraph('退回后还在')))
  await until(() => li.refused(1) === 'closed', 'the text is refused')
  const asked = li.count(1, 'step1')
  await setStatus('s1', 'returned')
  await until(() => li.count(1, 'step1') === asked + 1, 'it is asked for')
  const before = li.stored(1)
  li.answer(1, Y.encodeStateAsUpdate(doc, li.asked(1)))
  await until(() => li.stored(1) > before, 'it is stored')
  expect(await storedText(here.db, 's1')).toContain('退回后还在')
})

test('G10 a final report is closed for the coordinator too', async () => {
  const chen = await here.raw('chen')
  const doc = await chen.open(1, 's1')
  await setStage('final')
  await until(() => chen.count(1, 'access') === 2, 'rights are told anew')
  const before = await storedBytes(here.db, 's1')
  chen.update(1, typing(doc, paragraph('定稿之后')))
  await until(() => chen.refused(1) === 'closed', 'it is refused')
  expect(await storedBytes(here.db, 's1')).toBe(before)
})

test('G11 a department taken away closes its sections by the hint, and without one by the sweep', async () => {
  const swept = await serveTown(here.db, { accessRecheckMs: 50 })
  const hinted = await here.raw('li')
  const doc = await hinted.open(1, 's1')
  await here.db
    .updateTable('person_departments')
    .set({ department_id: 'care' })
    .where('person_id', '=', 'li')
    .execute()
  here.town.publish({ type: 'person', personId: 'li' })
  await until(() => hinted.count(1, 'access') === 2, 'rights are told')
  hinted.update(1, typing(doc, paragraph('已不在此科室')))
  await until(() => hinted.refused(1) === 'closed', 'it is refused')
  const quiet = await new RawTab(swept.url, 'li').opened()
  await quiet.open(1, 's2')
  await here.db
    .updateTable('person_departments')
    .set({ department_id: 'farm' })
    .where('person_id', '=', 'li')
    .execute()
  await until(() => quiet.count(1, 'access') === 2, 'the sweep finds it')
  expect(quiet.told(1).findLast(told => told.type === 'access')).toMatchObject({ mayWrite: false })
  quiet.close()
  await swept.stop()
})

const notLetIn: [string, string, number, { version?: number; path?: string }?][] = [
  ['nobody', 'ghost', 4401],
  ['a report that does not exist', 'chen', 4404, { path: 'rnone00000000000' }],
  ['a tab of the first schema', 'chen', 4408, { version: 1 }],
  ['a tab of the schema without figures', 'chen', 4408, { version: 2 }],
]

test.each(notLetIn)(
  'G12 %s is let finish the handshake and closed with a code',
  async (_what, person, code, options) => {
    const tab = await here.raw(person, options)
    await until(() => tab.closeCode !== undefined, 'the tab is closed')
    expect(tab.closeCode).toBe(code)
  },
)

test('T12 a figure that says its value itself is refused, one that names it is kept', async () => {
  const li = await here.raw('li')
  const doc = await li.open(1, 's3')
  const cite = (attribute: string, value: string) => (root: Y.XmlFragment) => {
    const figure = new Y.XmlElement('figure')
    figure.setAttribute(attribute, value)
    const element = new Y.XmlElement('paragraph')
    element.insert(0, [figure])
    root.insert(root.length, [element])
  }
  const hostile = new Y.Doc()
  Y.applyUpdate(hostile, Y.encodeStateAsUpdate(doc))
  li.update(1, typing(hostile, cite('value', '3120')))
  await until(() => li.count(1, 'refused') === 1, 'it is refused')
  expect(li.refused(1)).toBe('unknown-shape')
  li.update(1, typing(doc, cite('figureId', 'f000000000000001')))
  await until(() => li.stored(1) === 3, 'it is stored')
  expect(await storedText(here.db, 's3')).toContain('＿＿')
})

test('G13 a report of other departments looks like a missing one', async () => {
  await here.db.updateTable('sections').set({ lead_id: 'care' }).execute()
  const li = await here.raw('li')
  await until(() => li.closeCode !== undefined, 'the tab is closed')
  expect(li.closeCode).toBe(4404)
})

test('G14 whoever is shut out while connected is closed: person, report, section', async () => {
  const [li, wang, chen] = [await here.raw('li'), await here.raw('wang'), await here.raw('chen')]
  await chen.open(1, 's4')
  await here.db.updateTable('persons').set({ active: 0 }).where('id', '=', 'li').execute()
  here.town.publish({ type: 'person', personId: 'li' })
  await here.db
    .updateTable('sections')
    .set({ deleted_at: '2025-01-02T00:00:00.000Z' })
    .where('id', '=', 's4')
    .execute()
  await here.db.deleteFrom('section_departments').execute()
  await here.db.updateTable('sections').set({ lead_id: 'farm' }).execute()
  here.town.publish({ type: 'grants', reportId })
  await until(() => li.closeCode === 4401 && wang.closeCode === 4403, 'both are out')
  await until(() => chen.count(1, 'closed') === 1, 'the section is closed')
  expect(chen.told(1).at(-1)).toEqual({ type: 'closed', code: 4404 })
  expect(chen.closeCode).toBeUndefined()
})

test('G15 a stock client that may not write is told so and closed', async () => {
  const before = await storedBytes(here.db, 's2')
  const ws = new WebSocket(`${here.town.url}/collab/${reportId}/s2?token=li`)
  const heard: number[][] = []
  ws.on('message', (data: Buffer) => heard.push([...data]))
  let code = 0
  ws.on('close', closed => {
    code = closed
  })
  await until(() => ws.readyState === WebSocket.OPEN, 'it is open')
  const doc = new Y.Doc()
  ws.send(encodeSync(sync.update, typing(doc, paragraph('硬写'))))
  await until(() => code !== 0, 'it is closed')
  expect(code).toBe(4409)
  expect(heard.some(([type, kind]) => type === 2 && kind === 0)).toBe(true)
  expect(await storedBytes(here.db, 's2')).toBe(before)
})

test('G16 a foreign root, a sub-document or a type that text is not made of is refused', async () => {
  const li = await here.raw('li')
  const base = await li.open(1, 's1')
  const shapes: ((doc: Y.Doc) => void)[] = [
    doc => doc.getMap('other').set('key', 1),
    doc => doc.getArray(rootName).insert(0, [new Y.Map()]),
    doc => doc.getMap(rootName).set('key', new Y.Doc()),
  ]
  for (const [at, shape] of shapes.entries()) {
    const doc = new Y.Doc()
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(base))
    const before = Y.encodeStateVector(doc)
    shape(doc)
    li.update(1, Y.encodeStateAsUpdate(doc, before))
    await until(() => li.count(1, 'refused') === at + 1, 'it is refused')
    expect(li.refused(1)).toBe('unknown-shape')
  }
  expect(await storedText(here.db, 's1')).toBe('')
  expect(here.town.errors).toEqual([])
})

test('G18 text beyond what a section may hold is refused, and the section stays usable', async () => {
  const li = await here.raw('li')
  const doc = await li.open(1, 's1')
  const much = '长'.repeat(330_000)
  const fits = Math.floor(limits.documentBytes / (much.length * 3))
  for (let at = 0; at <= fits; at += 1) li.update(1, typing(doc, paragraph(much)))
  await until(() => li.refused(1) === 'too-large', 'the last one is refused')
  expect(li.count(1, 'refused')).toBe(1)
  await until(() => li.stored(1) === fits + 1, 'the others are stored')
  expect((await storedText(here.db, 's1')).length).toBe(fits * (much.length + 1))
})

test('G19 nobody holds more sockets than limits.socketsPerPerson', async () => {
  const tabs: RawTab[] = []
  for (let at = 0; at <= limits.socketsPerPerson; at += 1) tabs.push(await here.raw('li'))
  await until(() => tabs.some(tab => tab.closeCode !== undefined), 'one is turned away')
  expect(tabs.map(tab => tab.closeCode).filter(code => code !== undefined)).toEqual([1013])
  const other = await here.raw('wang')
  await other.open(1, 's2')
})

test('G20 a deleted section leaves the light of the others alone, and opens anew when it is back', async () => {
  const connection = here.visit('chen')
  const [kept, deleted] = [connection.section('s1'), connection.section('s4')]
  await green(kept, deleted)
  const setDeleted = async (deleted_at: string | null) => {
    await here.db.updateTable('sections').set({ deleted_at }).where('id', '=', 's4').execute()
    here.town.publish({ type: 'report', reportId, revision: 2 })
  }
  await setDeleted('2025-01-02T00:00:00.000Z')
  await until(() => deleted.snapshot().ended?.code === 4404, 'it is gone')
  await until(() => connection.snapshot().light === 'stored', 'the report is green')
  const told = new Promise(resolve => connection.onEvent(resolve))
  await setDeleted(null)
  await told
  await green(connection.section('s4'))
})

test('G17 an author and the other department work side by side, each in their own', async () => {
  const [li, wang] = [here.visit('li'), here.visit('wang')]
  const own = [li.section('s1'), wang.section('s2')] as const
  const others = [li.section('s2'), wang.section('s1')] as const
  await green(...own, ...others)
  expect(own.map(session => session.snapshot().access?.mayWrite)).toEqual([true, true])
  expect(others.map(session => session.snapshot().access?.mayWrite)).toEqual([false, false])
  type(own[0], '农业')
  type(own[1], '民政')
  await Promise.all(own.map(session => session.whenStored()))
  await until(
    () => shown(others[1]).includes('农业') && shown(others[0]).includes('民政'),
    'each reads the other',
  )
})
