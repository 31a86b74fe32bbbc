/** Presence: who is here and where, told by the server and forged by nobody. */
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { Awareness } from 'y-protocols/awareness'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { personColor } from '../../shared/colors.ts'
import { rootName } from '../../shared/schema/text.ts'
import { reportId, until } from '../support/collab.ts'
import { green, openTown, type, type Visits } from '../support/collab-visit.ts'
import type { RawTab } from '../support/raw-tab.ts'

let here: Visits

beforeEach(async () => {
  here = await openTown()
})

afterEach(async () => {
  await here.end()
})

function state(client: number, clock: number, value: unknown): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, 1)
  encoding.writeVarUint(encoder, client)
  encoding.writeVarUint(encoder, clock)
  encoding.writeVarString(encoder, JSON.stringify(value))
  return encoding.toUint8Array(encoder)
}

/** The newest state that a tab was told of each awareness id. */
function known(tab: RawTab): Map<number, unknown> {
  const states = new Map<number, unknown>()
  for (const update of tab.awareness) {
    const decoder = decoding.createDecoder(update)
    for (let left = decoding.readVarUint(decoder); left > 0; left -= 1) {
      const client = decoding.readVarUint(decoder)
      decoding.readVarUint(decoder)
      states.set(client, JSON.parse(decoding.readVarString(decoder)))
    }
  }
  return states
}

const cursor = { anchor: { tname: rootName }, head: { tname: rootName } }

test('P1 name and colour come from the server, whatever a tab claims', async () => {
  const [li, chen] = [await here.raw('li'), await here.raw('chen')]
  const forged = { user: { id: 'chen', name: '陈静', color: '#000000' }, caret: null, more: 1 }
  li.sayAwareness(state(7, 1, forged))
  await until(() => known(chen).has(7) && known(li).has(7), 'both hear, the sender included')
  const user = { id: 'li', name: '李文', color: personColor('li') }
  expect(known(chen).get(7)).toEqual({ user, caret: null })
})

test('P2 a connection speaks for its own awareness id alone', async () => {
  const [li, chen] = [await here.raw('li'), await here.raw('chen')]
  chen.sayAwareness(state(5, 1, { caret: { section: 's1', cursor } }))
  await until(() => known(li).has(5), 'the coordinator is here')
  li.sayAwareness(state(5, 9, null))
  li.sayAwareness(state(6, 1, { caret: null }))
  li.sayAwareness(state(5, 10, { caret: null }))
  li.sayAwareness(state(8, 1, { caret: null }))
  li.sayAwareness(state(6, 2, { caret: { section: 's2', cursor: null } }))
  await until(() => JSON.stringify(known(chen).get(6))?.includes('s2') ?? false, 'the own state arrives')
  expect(known(chen).get(5)).toMatchObject({ user: { id: 'chen' }, caret: { section: 's1' } })
  expect(known(chen).has(8)).toBe(false)
})

test('P3 many moves become few frames', async () => {
  const [li, chen] = [await here.raw('li'), await here.raw('chen')]
  for (let clock = 1; clock <= 200; clock += 1) li.sayAwareness(state(3, clock, { caret: null, clock }))
  li.sayAwareness(state(3, 999, { caret: { section: 'last', cursor: null } }))
  await until(() => JSON.stringify(known(chen).get(3))?.includes('last') ?? false, 'the last one arrives')
  expect(chen.awareness.length).toBeLessThan(50)
})

test('P4 who leaves is gone for everybody; who comes back is seen again', async () => {
  const chen = here.visit('chen')
  const li = here.visit('li')
  await until(() => chen.snapshot().present.length === 2, 'both are here')
  expect(chen.snapshot().present.map(person => [person.name, person.isSelf])).toEqual([
    ['陈静', true],
    ['李文', false],
  ])
  li.close()
  await until(() => chen.snapshot().present.length === 1, 'one has left')
  here.visit('li')
  await until(() => chen.snapshot().present.length === 2, 'and is back')
})

test('P5 a caret shows in the right section alone, and never to its owner', async () => {
  const [li, chen] = [here.visit('li'), here.visit('chen')]
  const [s1, s3] = [li.section('s1'), li.section('s3')]
  const seen = [chen.section('s1'), chen.section('s3')] as const
  await green(s1, s3, ...seen)
  type(s1, '有字')
  await s1.whenStored()
  s1.awareness.setLocalStateField('cursor', cursor)
  await until(() => seen[0].awareness.getStates().size === 1, 'the caret is shown')
  expect([...seen[0].awareness.getStates().values()]).toEqual([
    { user: { id: 'li', name: '李文', color: personColor('li') }, cursor },
  ])
  expect(seen[1].awareness.getStates().size).toBe(0)
  expect(s1.awareness.getStates().size).toBe(0)
  expect(s1.awareness.getLocalState()).toMatchObject({ cursor })
  expect(chen.snapshot().present.find(person => person.id === 'li')?.sectionIds).toEqual(['s1'])
  // The blur of another editor leaves it alone; its own clears it.
  s3.awareness.setLocalStateField('cursor', null)
  expect(s1.awareness.getLocalState()).toMatchObject({ cursor })
  s1.awareness.setLocalStateField('cursor', null)
  await until(() => seen[0].awareness.getStates().size === 0, 'the caret is gone')
})

test('P6 a caret that is no caret is not passed on', async () => {
  const [li, chen] = [await here.raw('li'), await here.raw('chen')]
  const bad = [{ anchor: 1, head: 2 }, { anchor: { tname: 'other' }, head: { tname: 'other' } }, 'here']
  for (const [clock, cursor] of bad.entries()) {
    li.sayAwareness(state(4, clock + 1, { caret: { section: 's1', cursor } }))
    const isTold = () => chen.awareness.length > clock
    await until(isTold, 'the state arrives')
    expect(known(chen).get(4)).toMatchObject({ caret: { section: 's1', cursor: null } })
  }
})

test('P7 a stock client and a tab see each other, and the stock client is not left in silence', async () => {
  const chen = here.visit('chen')
  const s1 = chen.section('s1')
  await green(s1)
  const doc = new Y.Doc()
  const awareness = new Awareness(doc)
  const provider = new WebsocketProvider(`${here.town.url}/collab/${reportId}`, 's1', doc, {
    params: { token: 'li' },
    awareness,
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as its documentation says for Node
    WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket,
    disableBc: true,
  })
  awareness.setLocalStateField('cursor', cursor)
  await until(() => s1.awareness.getStates().size === 1, 'the tab shows the caret')
  s1.awareness.setLocalStateField('cursor', cursor)
  const theirs = () => [...awareness.getStates().values()].find(({ user }) => user?.id === 'chen')
  await until(() => Boolean(theirs()?.cursor), 'and is shown')
  expect(theirs()).toEqual({ user: { id: 'chen', name: '陈静', color: personColor('chen') }, cursor })
  provider.destroy()
  awareness.destroy()
})

test('P8 white words can be read on every person’s colour', () => {
  const channel = (hex: string) => {
    const value = Number.parseInt(hex, 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  }
  const colors = new Set(Array.from({ length: 500 }, (_, at) => personColor(`person${at}`)))
  expect(colors.size).toBe(16)
  for (const color of colors) {
    const [red, green, blue] = [color.slice(1, 3), color.slice(3, 5), color.slice(5, 7)].map(channel)
    const luminance = 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0)
    expect(1.05 / (luminance + 0.05), color).toBeGreaterThanOrEqual(4.5)
  }
})

test('P9 a half-open line vanishes, a living one gets a heartbeat', async () => {
  const quick = await openTown({ heartbeatMs: 20 })
  const [li, chen] = [await quick.raw('li'), await quick.raw('chen')]
  li.sayAwareness(state(2, 1, { caret: null }))
  await until(() => known(chen).has(2), 'both are here')
  li.ws.pause()
  await until(() => known(chen).get(2) === null, 'the silent one is gone')
  expect(chen.events).toContainEqual({ type: 'heartbeat' })
  expect(chen.closeCode).toBeUndefined()
  await quick.end()
})
