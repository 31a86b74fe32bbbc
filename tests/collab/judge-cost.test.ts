/** What input may cost: an update that takes too long, a person who keeps the server busy, a full section. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { LiveText } from '../../server/collab/live-text.ts'
import { structsInOnePiece } from '../../server/collab/pieces.ts'
import { Room } from '../../server/collab/room.ts'
import { encodeSync } from '../../server/collab/channel.ts'
import { Shares } from '../../server/collab/shares.ts'
import { Workload } from '../../server/collab/workload.ts'
import { message, sync } from '../../shared/frames.ts'
import { limits } from '../../shared/limits.ts'
import { emptyText, textToUpdate } from '../../shared/schema/text.ts'
import { bareRooms, type Desk, reloaded } from '../support/bare-room.ts'
import { storedText, townStore, until } from '../support/collab.ts'
import { openTown } from '../support/collab-visit.ts'
import { paragraph, typing } from '../support/raw-tab.ts'

let store: Awaited<ReturnType<typeof townStore>>

beforeEach(async () => {
  store = await townStore()
})

afterEach(async () => {
  vi.restoreAllMocks()
  await store.remove()
})

async function docOf(sectionId: string): Promise<Y.Doc> {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, (await reloaded(store.db, sectionId)).encode())
  return doc
}

const manyParagraphs = (root: Y.XmlFragment) => {
  for (let at = 0; at < structsInOnePiece; at += 1) paragraph(`第${at}段`)(root)
}

const says = (desk: Desk, type: number) => desk.told.filter(told => told === type).length

test('J9 an update that takes too long is given up: that session ends, the others write on', async () => {
  let cpu = 0
  // Every look at the clock finds more time gone than one update may take.
  const rooms = bareRooms(store.db, () => (cpu += limits.updateCpuMs + 1))
  const [li, wang] = [await rooms.desk('li', 's3'), await rooms.desk('wang', 's3')]
  const doc = await docOf('s3')
  wang.room.receive(wang.channel, typing(await docOf('s3'), paragraph('同时写的')), false)
  li.room.receive(li.channel, typing(doc, manyParagraphs), false)
  expect(li.closed).toBe(4413)
  expect(rooms.errors.map(String)).toEqual(['Error: an update took too long'])
  // The time it took, and as much again for loading the text anew.
  expect(li.cpuMs).toBeGreaterThan(2 * limits.updateCpuMs)
  await until(() => says(wang, message.stored) === 1, 'what another wrote is stored')
  wang.room.receive(wang.channel, typing(await docOf('s3'), paragraph('照常')), false)
  await until(() => says(wang, message.stored) === 2, 'and they write on')
  expect(await storedText(store.db, 's3')).toBe('\n同时写的\n照常')
  expect(wang.closed).toBeUndefined()
})

test('J10 a bug that one frame brings out ends that session alone, and the text is loaded anew', async () => {
  const rooms = bareRooms(store.db)
  const [li, wang] = [await rooms.desk('li', 's3'), await rooms.desk('wang', 's3')]
  vi.spyOn(LiveText.prototype, 'apply').mockImplementationOnce(() => {
    throw new Error('a bug')
  })
  li.room.receive(li.channel, typing(await docOf('s3'), paragraph('出错的')), false)
  wang.room.receive(wang.channel, typing(await docOf('s3'), paragraph('照常')), false)
  await until(() => says(wang, message.stored) === 1, 'the other is stored')
  expect([li.closed, wang.closed]).toEqual([4413, undefined])
  expect(await storedText(store.db, 's3')).toBe('\n照常')
})

test('J11 who costs more CPU time than their share is over it until the window has moved on', () => {
  let now = 0
  const workload = new Workload(() => now)
  const most = limits.personCpuMs
  expect(workload.spend('li', most)).toBe(false)
  expect(workload.spend('li', 1)).toBe(true)
  expect([workload.isOver('li'), workload.isOver('wang')]).toEqual([true, false])
  expect(workload.spend('wang', 1)).toBe(false)
  now += limits.personCpuWindowMs / 2
  expect(workload.isOver('li')).toBe(true)
  now += limits.personCpuWindowMs / 4
  expect(workload.isOver('li')).toBe(false)
  expect(workload.spend('li', most / 2 + 1)).toBe(true)
  now += limits.personCpuWindowMs
  expect(workload.spend('li', 1)).toBe(false)
})

test('J11 such a person is closed with 1013, and let in again later; others notice nothing', async () => {
  const here = await openTown()
  const [li, wang] = [await here.raw('li'), await here.raw('wang')]
  const [doc, other] = [await li.open(1, 's1'), await wang.open(1, 's2')]
  const isLi = (personId: string) => personId === 'li'
  const spies = [
    vi.spyOn(Workload.prototype, 'spend').mockImplementation(isLi),
    vi.spyOn(Workload.prototype, 'isOver').mockImplementation(isLi),
  ]
  li.update(1, typing(doc, paragraph('很费力的')))
  await until(() => li.closeCode === 1013, 'the session is closed')
  const again = await here.raw('li')
  await until(() => again.closeCode === 1013, 'and so is the next')
  wang.update(1, typing(other, paragraph('照常')))
  await until(() => wang.stored(1) === 2, 'another writes on')
  for (const spy of spies) spy.mockRestore()
  const later = await here.raw('li')
  await later.open(1, 's1')
  expect(later.closeCode).toBeUndefined()
  await here.end()
})

test('J13 a person who has had their share of a turn waits for the next, and so do all their sockets', () => {
  const immediate: (() => void)[] = []
  const shares = new Shares(run => immediate.push(run))
  const done: string[] = []
  shares.spend('li', limits.turnCpuMs)
  shares.spend('wang', 1)
  expect([shares.isOver('li'), shares.isOver('wang')]).toEqual([true, false])
  shares.wait(() => done.push('li'))
  shares.wait(() => {
    shares.spend('li', limits.turnCpuMs)
    shares.wait(() => done.push('li again'))
  })
  for (const run of immediate.splice(0)) run()
  expect([done, shares.isOver('li')]).toEqual([['li'], true])
  for (const run of immediate.splice(0)) run()
  expect([done, shares.isOver('li')]).toEqual([['li', 'li again'], false])
  expect(immediate).toEqual([])
})

test('J13 a flood from three sockets gets its share of a turn and no more, and all is taken in order', async () => {
  const here = await openTown()
  const flood = await Promise.all([1, 2, 3].map(() => here.raw('li')))
  const docs = await Promise.all(flood.map(tab => tab.open(1, 's1')))
  const share = 4
  let [handled, inThisTurn, most] = [0, 0, 0]
  vi.spyOn(Room.prototype, 'answerSync').mockImplementation(channel => {
    handled += 1
    most = Math.max(most, ++inThisTurn)
    setImmediate(() => {
      inThisTurn = 0
    })
    channel.line.charge(limits.turnCpuMs / share)
  })
  const asks = 20
  for (const tab of flood)
    for (let ask = 0; ask < asks; ask += 1) tab.say(1, encodeSync(sync.step1, new Uint8Array([0])))
  const last = docs[0] && typing(docs[0], paragraph('最后'))
  if (last) flood[0]?.update(1, last)
  await until(() => flood[0]?.stored(1) === 2, 'what came last is stored last')
  await until(() => handled === flood.length * asks, 'all are answered')
  expect(most).toBe(share)
  await here.end()
})

test('J13 what came before a line ended is taken, though it had to wait', async () => {
  const here = await openTown()
  const li = await here.raw('li')
  const doc = await li.open(1, 's1')
  vi.spyOn(Room.prototype, 'answerSync').mockImplementation(channel => channel.line.charge(limits.turnCpuMs))
  for (let ask = 0; ask < 5; ask += 1) li.say(1, encodeSync(sync.step1, new Uint8Array([0])))
  li.update(1, typing(doc, paragraph('最后一句')))
  li.ws.close()
  await until(async () => (await storedText(here.db, 's1')).includes('最后一句'), 'it is stored')
  await here.end()
})

test('J5 a section that has all the structs it may have takes no more, but deletions', () => {
  const live = new LiveText([textToUpdate(emptyText)])
  const has = (most: number, more: number) => !live.isBeyond(most, more)
  // The server writes an empty paragraph: one struct.
  expect([has(2, 1), has(2, 2)]).toEqual([true, false])
  const doc = new Y.Doc()
  Y.applyUpdate(doc, live.encode())
  live.apply([typing(doc, manyParagraphs)], 3 * structsInOnePiece, () => false)
  expect(has(3 * structsInOnePiece + 1, 0)).toBe(true)
  // Deleted texts are collected, and neighbours become one: there is room again.
  live.apply([typing(doc, root => root.delete(1, root.length - 1))], 0, () => false)
  expect(has(2 * structsInOnePiece + 1, 0)).toBe(true)
})
