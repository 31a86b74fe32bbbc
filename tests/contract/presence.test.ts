/** Presence over several processes, by the bus of one machine and by Redis (where it is installed). */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { Awareness } from 'y-protocols/awareness'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import type { ReportConnection, SectionSession } from '../../client/collab/types.ts'
import { type Bus, inProcessBus, type Talk } from '../../server/bus/bus.ts'
import { openRedisBus, type RedisBus } from '../../server/bus/redis.ts'
import { limits } from '../../shared/limits.ts'
import { rootName } from '../../shared/schema/text.ts'
import type { Database } from '../../server/store/store.ts'
import { type PersonName, reportId, type Served, serveTown, townStore, until } from '../support/collab.ts'
import { connect, green } from '../support/collab-visit.ts'
import { redisProgram, startRedis, type TestRedis } from '../support/redis.ts'

/** So long a refresh is in these tests, milliseconds. */
const refreshMs = 100

const cursor = { anchor: { tname: rootName }, head: { tname: rootName } }

let redis: TestRedis | undefined
let store: { db: Database; remove(): Promise<void> }
const open: (() => unknown)[] = []

beforeAll(async () => {
  redis = redisProgram === undefined ? undefined : await startRedis()
})
beforeEach(async () => {
  store = await townStore()
})
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close()
  await store.remove()
})
afterAll(() => redis?.kill())

let buses = 0
async function throughRedis(): Promise<RedisBus> {
  buses += 1
  const bus = openRedisBus({
    url: redis?.url ?? '',
    channel: 'town',
    processId: `${buses}`,
    onError: () => {},
  })
  open.push(() => bus.stop())
  await bus.ready
  return bus
}

async function serve(bus: Bus): Promise<Served> {
  const town = await serveTown(store.db, { bus, presenceRefreshMs: refreshMs })
  open.push(() => town.stop())
  return town
}

function visit(town: Served, person: PersonName): ReportConnection {
  const connection = connect(town.url, person)
  open.push(() => connection.close())
  return connection
}

const names = (connection: ReportConnection) => connection.snapshot().present.map(({ name }) => name)
const sees = (connection: ReportConnection, ...expected: string[]) =>
  until(
    () => JSON.stringify(names(connection).toSorted()) === JSON.stringify(expected.toSorted()),
    `${expected.join()} are here`,
  )
const carets = ({ awareness }: SectionSession) => [...awareness.getStates().values()]

/** A stock client of the first section. */
function stock(town: Served, person: PersonName): Awareness {
  const doc = new Y.Doc()
  const awareness = new Awareness(doc)
  const provider = new WebsocketProvider(`${town.url}/collab/${reportId}`, 's1', doc, {
    params: { token: person },
    awareness,
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as its documentation says for Node
    WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket,
    disableBc: true,
  })
  open.push(() => {
    provider.destroy()
    awareness.destroy()
  })
  return awareness
}

const kinds: readonly (readonly [string, () => () => Promise<Bus>])[] = [
  [
    'one machine',
    () => {
      const bus = inProcessBus(() => {})
      return async () => bus
    },
  ],
  ['Redis', () => throughRedis],
]

describe.each(kinds)('presence by the bus of %s', (kind, make) => {
  const isAway = kind === 'Redis' && redisProgram === undefined
  let busOf: () => Promise<Bus>
  let one: Served
  let two: Served

  beforeEach(async () => {
    if (isAway) return
    busOf = make()
    one = await serve(await busOf())
    two = await serve(await busOf())
  })

  /** Another process in the report's talk, of which this test is the mouth. */
  async function stranger(): Promise<{ talk: Talk; say: (words: object) => void }> {
    const talk = (await busOf()).join(`presence:${reportId}`, () => {})
    await talk.ready
    open.push(() => talk.leave())
    let n = 0
    const say = (words: object) => {
      n += 1
      talk.say({ n, asks: false, all: false, states: [], gone: [], ...words })
    }
    return { talk, say }
  }
  const state = (client: number, clock: number, name: string, caret: unknown = null) => ({
    client,
    clock,
    person: { id: `id of ${name}`, name },
    caret,
  })

  test.skipIf(isAway)(
    'P11 people of another process are shown, move, and are gone when their tab or their process is',
    async () => {
      const li = visit(one, 'li')
      const chen = visit(two, 'chen')
      await Promise.all([sees(li, '李文', '陈静'), sees(chen, '李文', '陈静')])
      const [here, there] = [li.section('s1'), chen.section('s1')]
      await Promise.all([green(here), green(there)])
      here.awareness.setLocalStateField('cursor', cursor)
      await until(() => carets(there).length === 1, 'the caret is shown')
      expect(carets(there)).toMatchObject([{ user: { id: 'li', name: '李文' }, cursor }])
      here.awareness.setLocalStateField('cursor', { ...cursor, head: { item: { client: 7, clock: 1 } } })
      await until(() => JSON.stringify(carets(there)).includes('"clock":1'), 'it moves')
      here.awareness.setLocalStateField('cursor', null)
      await until(() => carets(there).length === 0, 'it is taken away')
      const wang = visit(one, 'wang')
      await sees(chen, '李文', '陈静', '王芳')
      wang.close()
      await sees(chen, '李文', '陈静')
      const silent = two.errors.length + one.errors.length
      li.close()
      await one.stop()
      await sees(chen, '陈静')
      expect(silent).toBe(0)
    },
  )

  test.skipIf(isAway)('P11 who opens a report sees within a second who has it open elsewhere', async () => {
    const slow = await serveTown(store.db, { bus: await busOf(), presenceRefreshMs: 60_000 })
    open.push(() => slow.stop())
    const quiet = await serveTown(store.db, { bus: await busOf(), presenceRefreshMs: 60_000 })
    open.push(() => quiet.stop())
    const li = visit(slow, 'li')
    await sees(li, '李文')
    const chen = visit(quiet, 'chen')
    await until(() => names(chen).length > 0, 'the newcomer is in')
    const since = performance.now()
    await sees(chen, '李文', '陈静')
    expect(performance.now() - since).toBeLessThan(1000)
    await sees(li, '李文', '陈静')
  })

  test.skipIf(isAway)('P11 a stock client and a tab see each other through two processes', async () => {
    const s1 = visit(one, 'chen').section('s1')
    await green(s1)
    const awareness = stock(two, 'li')
    awareness.setLocalStateField('cursor', cursor)
    await until(() => carets(s1).length === 1, 'the tab shows the caret')
    s1.awareness.setLocalStateField('cursor', cursor)
    const theirs = () => [...awareness.getStates().values()].find(({ user }) => user?.id === 'chen')
    await until(() => Boolean(theirs()?.cursor), 'and is shown')
    expect(theirs()).toMatchObject({ user: { id: 'chen', name: '陈静' }, cursor })
  })

  test.skipIf(isAway)(
    'P11 a tab that comes back through another process stands once, and sees the others at once',
    async () => {
      const li = visit(one, 'li')
      const wang = visit(two, 'wang')
      await sees(li, '李文', '王芳')
      const { port } = one
      await one.stop()
      await sees(wang, '王芳')
      const again = await serveTown(store.db, { bus: await busOf(), port, presenceRefreshMs: refreshMs })
      open.push(() => again.stop())
      await sees(wang, '李文', '王芳')
      // Long before the fifteen seconds after which the other's tab says it anew.
      const since = performance.now()
      await sees(li, '李文', '王芳')
      expect(performance.now() - since).toBeLessThan(2000)
    },
  )

  test.skipIf(isAway)(
    'P12 a process that fell silent is gone with its people after some refreshes',
    async () => {
      const chen = visit(one, 'chen')
      await sees(chen, '陈静')
      const { say } = await stranger()
      /** Says it as long as it takes to be seen, since what is not said again does not last. */
      const saying = (words: object, ...expected: string[]) =>
        until(() => {
          say(words)
          return JSON.stringify(names(chen).toSorted()) === JSON.stringify(expected.toSorted())
        }, `${expected.join()} are here`)
      await saying({ states: [state(5, 1, '远方')] }, '陈静', '远方')
      const since = performance.now()
      await sees(chen, '陈静')
      expect(performance.now() - since).toBeGreaterThan((limits.presenceSilentBeats - 1) * refreshMs)
      await saying({ all: true, states: [state(5, 2, '远方'), state(6, 1, '还有')] }, '陈静', '远方', '还有')
      await saying({ all: true, states: [state(5, 2, '远方')] }, '陈静', '远方')
    },
  )

  test.skipIf(isAway)(
    'P13 what another process says is a hint: malformed, late or too much of it is ignored, and nobody’s place is taken',
    async () => {
      const chen = visit(one, 'chen')
      const s1 = chen.section('s1')
      await green(s1)
      s1.awareness.setLocalStateField('cursor', cursor)
      const wang = visit(one, 'wang')
      await until(() => carets(wang.section('s1')).length === 1, 'the caret is shown')
      const own = [...wang.section('s1').awareness.getStates().keys()][0] ?? 0
      expect(own).toBeGreaterThan(0)
      const { talk, say } = await stranger()
      const bad = [
        null,
        'hello',
        [],
        {},
        { n: -1 },
        { n: 1, asks: false, all: false, states: [{ client: 'x' }], gone: [] },
      ]
      // @ts-expect-error -- whatever Redis brings
      for (const words of bad) talk.say(words)
      say({ states: [{ ...state(7, 1, 'x'.repeat(limits.nameLength + 1)) }] })
      say({ states: Array.from({ length: limits.presenceStates + 1 }, (_, at) => state(at, 1, '太多')) })
      say({ states: [state(own, 99, '冒充')], gone: [own] })
      const forged = { section: 's1', cursor: { anchor: 1, head: 2 }, more: 1 }
      say({ states: [state(8, 4, '远方', forged)] })
      // Said before, heard afterwards; and once more.
      talk.say({ n: 1, asks: false, all: true, states: [], gone: [8] })
      await sees(wang, '王芳', '陈静', '远方')
      expect(wang.snapshot().present.find(({ name }) => name === '远方')?.sectionIds).toEqual(['s1'])
      expect(carets(wang.section('s1'))).toMatchObject([{ user: { name: '陈静' } }])
      expect(one.errors).toEqual([])
    },
  )

  test.skipIf(isAway)('P14 who is shut out or renamed is shown so in other processes', async () => {
    const li = visit(one, 'li')
    const chen = visit(two, 'chen')
    await sees(chen, '李文', '陈静')
    await store.db.updateTable('persons').set({ name: '李雯' }).where('id', '=', 'li').execute()
    for (const town of [one, two]) town.publish({ type: 'person', personId: 'li' })
    const s1 = li.section('s1')
    await green(s1)
    await until(() => {
      s1.awareness.setLocalStateField('cursor', cursor)
      return names(chen).includes('李雯')
    }, 'the new name shows')
    await store.db.updateTable('persons').set({ active: 0 }).where('id', '=', 'li').execute()
    one.publish({ type: 'person', personId: 'li' })
    await sees(chen, '陈静')
  })
})

describe.skipIf(redisProgram === undefined)('presence through Redis', () => {
  test('P15 while Redis is away others stay for a while and then are missing, and all are back soon after it', async () => {
    const [one, two] = [await serve(await throughRedis()), await serve(await throughRedis())]
    const [li, chen] = [visit(one, 'li'), visit(two, 'chen')]
    await Promise.all([sees(li, '李文', '陈静'), sees(chen, '李文', '陈静')])
    await redis?.kill()
    await new Promise(resolve => setTimeout(resolve, (limits.presenceSilentBeats + 2) * refreshMs))
    expect(names(chen)).toEqual(['陈静', '李文'])
    const wang = visit(two, 'wang')
    await until(() => names(wang).includes('陈静'), 'people of the same process are seen')
    await sees(chen, '陈静', '王芳')
    await redis?.start()
    await until(() => {
      // In the thirty seconds that refreshes are counted for in earnest every tab renews itself twice.
      for (const one of [li, chen, wang]) one.section('s1').awareness.setLocalStateField('cursor', cursor)
      return [li, chen, wang].every(one => names(one).length === 3)
    }, 'all are back')
  })
})
