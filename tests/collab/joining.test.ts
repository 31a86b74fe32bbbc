/** Joining a section that nobody has open: answered from its committed bytes, before there is a document. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import * as Y from 'yjs'
import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import { appendUpdates } from '../../server/store/append.ts'
import { readUpdates } from '../../server/store/log.ts'
import { Turns } from '../../server/collab/turns.ts'
import { plainText, rootName, updatesToText } from '../../shared/schema/text.ts'
import { reportId, type Served, serveTown, storedText, townStore, until } from '../support/collab.ts'
import { paragraph, RawTab, typing } from '../support/raw-tab.ts'

let store: Awaited<ReturnType<typeof townStore>>
let town: Served

/** s1 with rows that nobody has merged: each leans on the one before, and the last deletes. */
const sentences = ['第一句', '第二句', '第三句']

beforeEach(async () => {
  store = await townStore()
  const doc = new Y.Doc()
  doc.getXmlFragment(rootName)
  for (const update of (await readUpdates(store.db, 's1')).updates) Y.applyUpdate(doc, update)
  const edits = [...sentences.map(paragraph), (root: Y.XmlFragment) => root.delete(1, 1)]
  await append(edits.map(edit => typing(doc, edit)))
  town = await serveTown(store.db)
})

afterEach(async () => {
  await town.stop()
  await store.remove()
})

async function append(rows: readonly Uint8Array[]) {
  const { head, grants } = await store.db
    .selectFrom('sections')
    .select(['head', 'grants'])
    .where('id', '=', 's1')
    .executeTakeFirstOrThrow()
  const written = rows.map(bytes => ({ personId: 'li', bytes }))
  const batch = [{ sectionId: 's1', head, grants, rows: written, bindings: [] }]
  await appendUpdates(store.db, batch, () => 0)
}

const types = (tab: RawTab) => tab.told(1).map(({ type }) => type)

test('K3 a cold section answers before its document is built, and step 2 leaves nothing lacking', async () => {
  const chen = await new RawTab(town.url, 'chen').opened()
  const doc = new Y.Doc()
  chen.openAndAsk(1, 's1', Y.encodeStateVector(doc))
  await until(() => chen.count(1, 'step1') === 1, 'the server has asked too')
  expect(types(chen)).toEqual(['access', 'update', 'step2', 'step1'])
  for (const told of chen.told(1))
    if (told.type === 'step2' || told.type === 'update') Y.applyUpdate(doc, told.bytes)
  expect(doc.store.pendingStructs).toBeNull()
  expect(doc.store.pendingDs).toBeNull()
  expect(plainText(updatesToText([Y.encodeStateAsUpdate(doc)]))).toBe(await storedText(store.db, 's1'))
  chen.close()
})

test('K3 who has a part is sent what is lacking, whatever part that is', async () => {
  const { updates } = await readUpdates(store.db, 's1')
  const whole = await storedText(store.db, 's1')
  for (let part = 1; part <= updates.length; part += 1) {
    const doc = new Y.Doc()
    for (const update of updates.slice(0, part)) Y.applyUpdate(doc, update)
    const chen = await new RawTab(town.url, 'chen').opened()
    chen.openAndAsk(1, 's1', Y.encodeStateVector(doc))
    await until(() => chen.count(1, 'step2') === 1, 'it is answered')
    for (const told of chen.told(1))
      if (told.type === 'step2' || told.type === 'update') Y.applyUpdate(doc, told.bytes)
    expect(plainText(updatesToText([Y.encodeStateAsUpdate(doc)]))).toBe(whole)
    chen.close()
    await until(() => town.collab.counts().rooms === 0, 'the room is cold again')
  }
})

test('K3 a stock client that is told synced has everything', async () => {
  const doc = new Y.Doc()
  const provider = new WebsocketProvider(`${town.url}/collab/${reportId}`, 's1', doc, {
    params: { token: 'chen' },
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- ws speaks what the provider needs
    WebSocketPolyfill: WebSocket as never,
    disableBc: true,
  })
  const synced = Promise.withResolvers<string>()
  provider.on('sync', isSynced => {
    if (isSynced) synced.resolve(plainText(updatesToText([Y.encodeStateAsUpdate(doc)])))
  })
  expect(await synced.promise).toBe(await storedText(store.db, 's1'))
  provider.destroy()
})

test('K3 a log that makes no document is an error, never a text to be written in', async () => {
  const elsewhere = new Y.Doc()
  elsewhere.getXmlFragment(rootName)
  typing(elsewhere, paragraph('没有存下来'))
  await append([typing(elsewhere, root => root.delete(0, 1))])
  const chen = await new RawTab(town.url, 'chen').opened()
  chen.openAndAsk(1, 's1', new Uint8Array([0]))
  await until(() => chen.count(1, 'closed') === 1, 'the section is closed')
  expect(chen.told(1).at(-1)).toEqual({ type: 'closed', code: 1013 })
  expect(chen.count(1, 'step1')).toBe(0)
  await until(() => town.errors.length > 0, 'it is told')
  chen.close()
})

test('K23 texts are built in order, some milliseconds in each turn of the event loop', async () => {
  let clock = 0
  const done: number[] = []
  const turns = new Turns(() => clock)
  for (const work of [1, 2, 3, 4, 5])
    turns.add(() => {
      done.push(work)
      clock += 3
    })
  const turn = () => new Promise(resolve => setImmediate(resolve))
  const seen: number[] = []
  while (done.length < 5) {
    await turn()
    seen.push(done.length)
  }
  expect(done).toEqual([1, 2, 3, 4, 5])
  expect(seen).toEqual([2, 4, 5])
})
