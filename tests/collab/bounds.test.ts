/** What may wait, and what may be asked again: bounds that hold however long a disk takes or a person types. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import * as Y from 'yjs'
import { Channel, encodeSync } from '../../server/collab/channel.ts'
import { Held } from '../../server/collab/held.ts'
import { encodeFrame, sync } from '../../shared/frames.ts'
import { limits } from '../../shared/limits.ts'
import { readActor, reportId, storedText, until } from '../support/collab.ts'
import { green, openTown, shown, type, type Visits } from '../support/collab-visit.ts'
import { paragraph, typing } from '../support/raw-tab.ts'

let here: Visits

beforeEach(async () => {
  here = await openTown({ accessRecheckMs: 50 })
})

afterEach(async () => {
  await here.end()
})

/** The store answers nobody until the gate is opened. */
async function slowDisk(): Promise<() => Promise<void>> {
  const begun = Promise.withResolvers<void>()
  const gate = Promise.withResolvers<void>()
  const held = here.db.transaction().execute(async () => {
    begun.resolve()
    await gate.promise
  })
  await begun.promise
  return async () => {
    gate.resolve()
    await held
  }
}

const open = (channel: number, sectionId: string) => encodeFrame({ op: 'open', channel, sectionId })
const big = encodeSync(sync.update, new Uint8Array(limits.updateBytes - 16))
const small = encodeSync(sync.update, new Uint8Array([0, 0]))

/** A section that has a room, and one that nobody has looked for yet. */
const places = ['s1', 'unknown'] as const
const floods: readonly (readonly [string, Uint8Array, number])[] = [
  ['bytes', big, Math.ceil(limits.waitingBytes / limits.updateBytes) + 1],
  ['frames', small, limits.waitingFrames + 1],
]

test
  .skipIf(process.env.TEST_POSTGRES)
  .each(places.flatMap(place => floods.map(flood => [place, ...flood] as const)))(
  'G22 whoever sends into %s more %s than may wait while it loads is closed with 1013, and nobody else',
  async (place, _what, payload, times) => {
    const flooding = await here.raw('li')
    const honest = here.visit('chen').section('s3')
    await until(() => here.town.collab.counts().sockets === 2, 'both are let in')
    const answer = await slowDisk()
    flooding.sayBytes(open(1, place))
    for (let sent = 0; sent < times; sent += 1) flooding.say(1, payload)
    await until(() => flooding.closeCode !== undefined, 'it is closed')
    expect(flooding.closeCode).toBe(1013)
    await answer()
    await green(honest)
    type(honest, '照常写')
    await green(honest)
    expect(await storedText(here.db, 's3')).toBe('\n照常写')
  },
)

test('G22 what may wait is done in order once the text is here', async () => {
  const li = await here.raw('li')
  const answer = await slowDisk()
  const doc = new Y.Doc()
  li.sayBytes(open(1, 's1'))
  // As the server writes a section's first text: nothing is in it that this tab would have to know.
  for (let key = 0; key < 50; key += 1) li.update(1, typing(doc, paragraph(`${key}`)))
  await answer()
  await until(() => li.stored(1) === 50, 'all are stored')
  expect(li.closeCode).toBeUndefined()
  expect((await storedText(here.db, 's1')).split('\n').filter(Boolean)).toEqual(
    Array.from({ length: 50 }, (_, key) => `${key}`),
  )
})

test('G22 what a channel let wait is forgotten with it', async () => {
  const signedIn = await readActor(here.db, 'li')
  if (!signedIn) throw new Error('li is gone')
  let waiting = 0
  const channel = () =>
    new Channel({
      isStock: false,
      actor: () => signedIn.actor,
      send: () => {},
      share: () => {},
      waits: bytes => (waiting += bytes),
      waited: bytes => (waiting -= bytes),
      close: () => {},
      fail: () => {},
      charge: () => {},
    })
  const held = new Held()
  const [leaves, stays] = [channel(), channel()]
  const done: string[] = []
  held.hold(leaves, 10, () => done.push('left'))
  held.hold(stays, 5, () => done.push('stayed'))
  expect(waiting).toBe(15)
  held.forget(leaves)
  expect(waiting).toBe(5)
  for (const run of held.release()) run()
  expect([waiting, done]).toEqual([0, ['stayed']])
})

test('G23 a section that has all it may hold asks for nothing, however long somebody types in it', async () => {
  const li = await here.raw('li')
  const doc = await li.open(1, 's1')
  const much = '长'.repeat(330_000)
  while (li.refused(1) === undefined) {
    const before = li.stored(1) + li.count(1, 'refused')
    li.update(1, typing(doc, paragraph(much)))
    await until(() => li.stored(1) + li.count(1, 'refused') > before, 'it is answered')
  }
  const refused = li.count(1, 'refused')
  for (let key = 0; key < 20; key += 1) li.update(1, typing(doc, paragraph(`${key}`)))
  await until(() => li.count(1, 'refused') === refused + 20, 'every key is refused')
  // Rights are read again many times.
  const end = Date.now() + 300
  await until(() => Date.now() > end, 'several sweeps')
  here.town.publish({ type: 'grants', reportId })
  await li.open(2, 's3')
  expect(li.refused(1)).toBe('too-large')
  expect(li.count(1, 'step1'), 'full syncs that were asked for').toBe(1)
  const reader = here.visit('reader').section('s1')
  await green(reader)
  expect(shown(reader)).toBe(await storedText(here.db, 's1'))
})
