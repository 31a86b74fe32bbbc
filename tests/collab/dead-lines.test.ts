/** Lines that die without a word: the network vanishes, or the other end reads nothing any more. */
import { randomBytes } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import * as Y from 'yjs'
import { silentBeatsMost } from '../../server/collab/socket.ts'
import { encodeSync } from '../../server/collab/channel.ts'
import { sync } from '../../shared/frames.ts'
import { limits } from '../../shared/limits.ts'
import { type Cable, layCable } from '../fuzz/cable.ts'
import { until } from '../support/collab.ts'
import { connect, green, openTown, type, type Visits } from '../support/collab-visit.ts'
import { paragraph, typing } from '../support/raw-tab.ts'

let here: Visits
let cable: Cable | undefined

beforeEach(async () => {
  here = await openTown({ heartbeatMs: 40 })
})

afterEach(async () => {
  await cable?.remove()
  cable = undefined
  await here.end()
})

test('P9 a tab whose network vanishes without a word is gone for everybody, and its socket and room are given up', async () => {
  const { town } = here
  cable = await layCable(() => town.port)
  const lost = connect(cable.url, 'li')
  await green(lost.section('s1'))
  const other = here.visit('wang')
  const theirs = other.section('s2')
  await green(theirs)
  const present = () => other.snapshot().present.map(person => person.id)
  await until(() => present().includes('li'), 'both are here')
  expect(town.collab.counts()).toMatchObject({ sockets: 2, rooms: 2 })
  cable.silence()
  await until(() => !present().includes('li'), 'the lost one is gone')
  await until(() => town.collab.counts().sockets === 1 && town.collab.counts().rooms === 1, 'all is given up')
  type(theirs, '照常')
  await green(theirs)
  lost.close()
})

test('P9 three heartbeats and the time until presence is sent are within 30 s', () => {
  const silentMost = (silentBeatsMost + 1) * limits.heartbeatMs
  expect(silentMost + limits.presenceIntervalMs).toBeLessThanOrEqual(30_000)
})

test('P10 who reads nothing is cut once so much waits for them, and others notice nothing', async () => {
  await here.end()
  // No heartbeat ends it sooner.
  here = await openTown({ heartbeatMs: 60_000 })
  const [deaf, wang] = [await here.raw('li'), await here.raw('wang')]
  const doc = await deaf.open(1, 's1')
  const other = await wang.open(1, 's2')
  // What deflating makes no smaller.
  const words = randomBytes(300_000).toString('base64')
  deaf.update(1, typing(doc, paragraph(words)))
  await until(() => deaf.stored(1) === 2, 'a long text is stored')
  deaf.ws.pause()
  const asks = Math.ceil((2 * limits.socketBufferBytes) / words.length)
  const nothing = Y.encodeStateVector(new Y.Doc())
  for (let ask = 0; ask < asks; ask += 1) deaf.say(1, encodeSync(sync.step1, nothing))
  await until(() => here.town.collab.counts().sockets === 1, 'the deaf one is cut')
  wang.update(1, typing(other, paragraph('照常')))
  await until(() => wang.stored(1) === 2, 'another is stored')
  expect(wang.closeCode).toBeUndefined()
})
