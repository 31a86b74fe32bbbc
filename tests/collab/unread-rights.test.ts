/** A database that is away for a moment, just as somebody comes in: nothing is called missing that could not be read. */
import { once } from 'node:events'
import { connect as connectTcp } from 'node:net'
import type { KyselyPlugin } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { connect, isGreen } from '../support/collab-visit.ts'
import { addSection, reportId, type Served, serveTown, townStore, until } from '../support/collab.ts'
import { RawTab } from '../support/raw-tab.ts'

let store: Awaited<ReturnType<typeof townStore>>
let town: Served
/** Whether rights cannot be read. Who asks is known all the same: that was read a moment before. */
let isAway = false
/** What every answer of the database waits for. */
let waited: Promise<void>
/** What was asked of it, as Kysely has it. */
let read: string[]

const isOfRights = (query: string) => query.includes('"sections"')

beforeEach(async () => {
  store = await townStore()
  waited = Promise.resolve()
  read = []
  const failing: KyselyPlugin = {
    transformQuery({ node }) {
      const query = JSON.stringify(node)
      read.push(query)
      if (isAway && isOfRights(query)) throw new Error('the database is away')
      return node
    },
    transformResult: async ({ result }) => {
      await waited
      return result
    },
  }
  town = await serveTown(store.db.withPlugin(failing), { accessRecheckMs: 60_000 })
})

afterEach(async () => {
  isAway = false
  await town.stop()
  await store.remove()
})

test('G25 a report whose rights cannot be read is not called missing: who comes is told to come again, and is let in once they can', async () => {
  isAway = true
  const raw = await new RawTab(town.url, 'chen').opened()
  await until(() => raw.closeCode !== undefined, 'it is closed')
  expect(raw.closeCode).toBe(1013)
  const tab = connect(town.url, 'chen')
  const session = tab.section('s4')
  await until(() => session.snapshot().light === 'offline' || session.snapshot().ended !== null, 'it is told')
  isAway = false
  await until(() => isGreen(session), 'it is let in')
  tab.close()
})

test('G25 nor is a section that came to be and whose rights cannot be read yet', async () => {
  const tab = await new RawTab(town.url, 'chen').opened()
  await tab.open(1, 's4')
  await addSection(store.db, 's9', null, '9')
  isAway = true
  tab.openAndAsk(2, 's9', new Uint8Array([0]))
  await until(() => tab.count(2, 'closed') === 1, 'the channel is closed')
  expect(tab.told(2).at(-1)).toEqual({ type: 'closed', code: 1013 })
  isAway = false
  await tab.open(3, 's9')
  tab.close()
})

test('K12 a line that breaks while it is being let in leaves nothing open', async () => {
  const reading = Promise.withResolvers<void>()
  waited = reading.promise
  read = []
  const line = connectTcp(town.port, '127.0.0.1')
  await once(line, 'connect')
  const asked = `GET /collab/${reportId}?token=chen HTTP/1.1\r\nHost: town\r\nConnection: Upgrade\r\n`
  line.write(
    `${asked}Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n`,
  )
  await until(() => read.length > 0, 'it is asked who comes')
  line.resetAndDestroy()
  await new Promise(resolve => setTimeout(resolve, 50))
  reading.resolve()
  await until(() => read.some(isOfRights), 'the report is opened')
  await until(() => town.collab.counts().reports === 0, 'nothing is open')
})
