/** The life of a keystroke, seen from real tabs: typed here, stored there, shown everywhere else. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { Awareness, encodeAwarenessUpdate } from 'y-protocols/awareness'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { docToText, plainText, rootName } from '../../shared/schema/text.ts'
import { readLog } from '../../server/store/log.ts'
import type { Database } from '../../server/store/store.ts'
import { reportId, serveTown, storedText, townStore, until } from '../support/collab.ts'
import { connect, green, isGreen, openTown, shown, type, type Visits } from '../support/collab-visit.ts'
import { paragraph, typing } from '../support/raw-tab.ts'

let here: Visits

beforeEach(async () => {
  here = await openTown()
})

afterEach(async () => {
  release()
  await here.end()
})

let release: () => void = () => {}

/** Keeps the store busy, so that nothing can be committed until it is let go. */
async function holdStore(db: Database): Promise<() => Promise<void>> {
  const gate = Promise.withResolvers<void>()
  release = gate.resolve
  const holding = Promise.withResolvers<void>()
  const transaction = db.transaction().execute(async () => {
    holding.resolve()
    await gate.promise
  })
  await holding.promise
  return async () => {
    gate.resolve()
    await transaction
  }
}

test('K1 what one tab types, another shows, and both agree with the disk', async () => {
  const [li, chen] = [here.visit('li').section('s1'), here.visit('chen').section('s1')]
  await green(li, chen)
  type(li, '全镇粮食总产增长')
  type(chen, '请补充数据')
  await Promise.all([li.whenStored(), chen.whenStored()])
  await until(() => shown(li) === shown(chen) && shown(li).includes('请补充数据'), 'both show the same')
  expect(shown(li)).toContain('全镇粮食总产增长')
  expect(await storedText(here.db, 's1')).toBe(shown(li))
  expect(here.town.errors).toEqual([])
})

test('K2 nobody sees a letter, and no light is green, before it is on disk', async () => {
  const [li, chen] = [here.visit('li').section('s1'), here.visit('chen').section('s1')]
  const witness = await here.raw('chen')
  const presence = new Awareness(new Y.Doc())
  await green(li, chen)
  const letGo = await holdStore(here.db)
  type(li, '尚未落盘')
  const whenStored = li.whenStored()
  expect(li.snapshot().light).toBe('storing')
  // A whole round trip through the server: it has judged the text by then.
  const heard = witness.awareness.length
  witness.sayAwareness(encodeAwarenessUpdate(presence, [presence.clientID]))
  await until(() => witness.awareness.length > heard, 'the server has answered')
  presence.destroy()
  expect(shown(chen)).not.toContain('尚未落盘')
  expect(isGreen(li)).toBe(false)
  await letGo()
  await whenStored
  await until(() => shown(chen).includes('尚未落盘'), 'it is shown after the commit')
  expect(await storedText(here.db, 's1')).toContain('尚未落盘')
})

test('K3 a join during a commit gets committed bytes, then the rest once', async () => {
  const li = await here.raw('li')
  const doc = await li.open(1, 's1')
  const chen = await here.raw('chen')
  await chen.open(1, 's1')
  const late = await here.raw('chen')
  const letGo = await holdStore(here.db)
  li.update(1, typing(doc, paragraph('提交途中')))
  const joining = late.open(1, 's1')
  await until(() => late.count(1, 'step2') === 1, 'the join is answered while the commit waits')
  expect(late.shown(1)).not.toContain('提交途中')
  await letGo()
  await joining
  await until(() => late.shown(1).includes('提交途中'), 'the rest follows')
  expect(late.count(1, 'update')).toBe(1)
})

test('K4 an author gets no echo, everybody else one frame', async () => {
  const [li, chen] = [await here.raw('li'), await here.raw('chen')]
  const doc = await li.open(1, 's1')
  await chen.open(4, 's1')
  li.update(1, typing(doc, paragraph('第一句')))
  await until(() => li.stored(1) === 2 && chen.shown(4).includes('第一句'), 'it is stored and shown')
  expect(li.count(1, 'update')).toBe(0)
  expect(chen.count(4, 'update')).toBe(1)
})

test('K5 a stock y-websocket client with a token syncs one section', async () => {
  const li = here.visit('li').section('s1')
  await green(li)
  type(li, '来自标签页')
  await li.whenStored()
  const doc = new Y.Doc()
  const provider = new WebsocketProvider(`${here.town.url}/collab/${reportId}`, 's1', doc, {
    params: { token: 'chen' },
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as its documentation says for Node
    WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket,
    disableBc: true,
  })
  await until(() => provider.synced, 'the provider is synced')
  const text = () => plainText(docToText(doc))
  expect(text()).toContain('来自标签页')
  paragraph('来自标准客户端')(doc.getXmlFragment(rootName))
  await until(() => shown(li).includes('来自标准客户端'), 'the tab shows it')
  type(li, '再来一句')
  await until(() => text().includes('再来一句'), 'the provider has it')
  provider.destroy()
})

test('K6 what is typed while the server is away arrives when it is back, and the light says so', async () => {
  const [li, chen] = [here.visit('li').section('s1'), here.visit('chen').section('s1')]
  await green(li, chen)
  const { port } = here.town
  await here.town.stop()
  await until(() => li.snapshot().light === 'offline', 'the light says offline')
  type(li, '断网时写的')
  const again = await serveTown(here.db, { port })
  await li.whenStored()
  await until(() => shown(chen).includes('断网时写的'), 'the other tab shows it')
  expect(await storedText(here.db, 's1')).toContain('断网时写的')
  await again.stop()
})

test('K7 a failed append loses nothing, shows nothing early and heals by itself', async () => {
  const store = await townStore()
  let failures = 2
  const failing = new Proxy(store.db, {
    get(db, key) {
      if (key === 'executeQuery' && failures > 0) {
        failures -= 1
        throw new Error('the disk is full')
      }
      const value: unknown = Reflect.get(db, key, db)
      return typeof value === 'function' ? value.bind(db) : value
    },
  })
  const town = await serveTown(failing)
  const [one, two] = [connect(town.url, 'li'), connect(town.url, 'chen')]
  const [li, chen] = [one.section('s1'), two.section('s1')]
  await green(li, chen)
  type(li, '磁盘满时')
  expect(isGreen(li)).toBe(false)
  await li.whenStored()
  type(li, '之后')
  await li.whenStored()
  expect(failures).toBe(0)
  expect(town.errors).toHaveLength(2)
  await until(() => shown(chen) === shown(li), 'both show the same')
  expect(await storedText(store.db, 's1')).toBe('\n磁盘满时\n之后')
  one.close()
  two.close()
  await town.stop()
  await store.remove()
})

test('K8 the first edit makes a section 撰写 in its own append, and the lobby hears of it', async () => {
  const chen = await here.raw('chen')
  const li = await here.raw('li')
  const doc = await li.open(1, 's1')
  li.update(1, typing(doc, paragraph('开始')))
  await until(() => chen.events.some(event => event.type === 'report'), 'the lobby hears')
  const section = await here.db
    .selectFrom('sections')
    .selectAll()
    .where('id', '=', 's1')
    .executeTakeFirstOrThrow()
  expect(section).toMatchObject({ status: 'drafting', grants: 2, head: 2 })
  expect(chen.events).toContainEqual({ type: 'report', revision: 2 })
  li.update(1, typing(doc, paragraph('继续')))
  await until(() => li.stored(1) === 3, 'the next edit is stored too')
})

test('K9 the log says who wrote what, gapless, also when many type at once', async () => {
  const [li, wang] = [await here.raw('li'), await here.raw('wang')]
  const [first, second] = [await li.open(1, 's3'), await wang.open(1, 's3')]
  for (let at = 0; at < 10; at += 1) {
    li.update(1, typing(first, paragraph(`农业${at}`)))
    wang.update(1, typing(second, paragraph(`民政${at}`)))
  }
  await until(() => li.stored(1) === 11 && wang.stored(1) === 11, 'all is stored')
  const rows = await readLog(here.db, 's3', 0)
  expect(rows.map(row => row.seq)).toEqual(Array.from({ length: 21 }, (_, at) => at + 1))
  expect(rows.filter(row => row.personId === 'li')).toHaveLength(10)
  expect(rows.filter(row => row.personId === 'wang')).toHaveLength(10)
  await until(() => li.shown(1).includes('民政9') && wang.shown(1).includes('农业9'), 'each has the other')
})

test('K10 rows that another process appended reach open tabs', async () => {
  const other = await serveTown(here.db)
  const chen = here.visit('chen').section('s1')
  await green(chen)
  const elsewhere = connect(other.url, 'li')
  const li = elsewhere.section('s1')
  await green(li)
  type(li, '另一进程')
  await li.whenStored()
  here.town.publish({ type: 'head', sectionId: 's1', seq: 2 })
  await until(() => shown(chen).includes('另一进程'), 'the hint brings it')
  // Without a hint the next append finds another head, reads the tail and is judged again.
  type(li, '没有通知')
  await li.whenStored()
  type(chen, '各写各的')
  await chen.whenStored()
  await until(() => shown(chen).includes('没有通知'), 'the tail was read')
  expect(await storedText(here.db, 's1')).toContain('各写各的')
  elsewhere.close()
  await other.stop()
})

test('K22 of a long text only the rows that another process appended come to an open tab, also while it types', async () => {
  const other = await serveTown(here.db)
  const elsewhere = connect(other.url, 'li')
  const li = elsewhere.section('s1')
  await green(li)
  type(li, '很长的正文'.repeat(4000))
  await li.whenStored()
  const tab = await here.raw('chen')
  const doc = await tab.open(1, 's1')
  const textBytes = () =>
    tab.told(1).reduce((sum, told) => sum + ('bytes' in told ? told.bytes.length : 0), 0)
  const before = textBytes()
  type(li, '只有这些')
  await li.whenStored()
  const rows = await readLog(here.db, 's1', 0)
  here.town.publish({ type: 'head', sectionId: 's1', seq: rows.length })
  await until(() => tab.shown(1).includes('只有这些'), 'the hint brings it')
  // The tab's own letters find another head.
  type(li, '还有这些')
  await li.whenStored()
  tab.update(1, typing(doc, paragraph('自己的')))
  await until(() => tab.shown(1).includes('还有这些'), 'the new row was read')
  await until(() => tab.stored(1) === 2, 'their own letters are stored')
  expect(textBytes() - before).toBeLessThan(1000)
  const stored = await storedText(here.db, 's1')
  for (const words of ['只有这些', '还有这些', '自己的']) expect(stored).toContain(words)
  elsewhere.close()
  await other.stop()
})

test('K11 stopping commits what was accepted and tells everybody to come back', async () => {
  const li = await here.raw('li')
  const doc = await li.open(1, 's1')
  const letGo = await holdStore(here.db)
  li.update(1, typing(doc, paragraph('停机前一刻')))
  li.sayEvent({ type: 'heartbeat' })
  const pong = new Promise(resolve => li.ws.once('pong', resolve))
  li.ws.ping()
  await pong
  const stopping = here.town.collab.stop()
  await letGo()
  await stopping
  await until(() => li.closeCode !== undefined, 'the tab is closed')
  expect(li.closeCode).toBe(1012)
  expect(await storedText(here.db, 's1')).toContain('停机前一刻')
})

test('K12 a report of many sections opens on one socket', async () => {
  const connection = here.visit('chen')
  const sessions = ['s1', 's2', 's3', 's4'].map(id => connection.section(id))
  await green(...sessions)
  expect(here.town.collab.counts()).toEqual({ sockets: 1, rooms: 4, reports: 1 })
  expect(connection.snapshot().light).toBe('stored')
  connection.close()
  await until(() => here.town.collab.counts().reports === 0, 'the server forgets what nobody has open')
  expect(here.town.collab.counts()).toEqual({ sockets: 0, rooms: 0, reports: 0 })
})
