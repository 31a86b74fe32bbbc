/** One frame for many sockets: whatever a line negotiated, and whichever numbers it picked, it reads the same. */
import { createServer } from 'node:http'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type PerMessageDeflateOptions, WebSocket, WebSocketServer } from 'ws'
import * as Y from 'yjs'
import { frameOf, Outgoing } from '../../server/collab/outgoing.ts'
import { Socket } from '../../server/collab/socket.ts'
import { type Served, serveTown, townStore, until } from '../support/collab.ts'
import { paragraph, RawTab, typing } from '../support/raw-tab.ts'

let store: Awaited<ReturnType<typeof townStore>>
let town: Served

beforeEach(async () => {
  store = await townStore()
  town = await serveTown(store.db)
})

afterEach(async () => {
  await town.stop()
  await store.remove()
})

/** A channel number of one byte, and one of three, so that what stands before the text differs. */
const lines: readonly (readonly [string, number, boolean | PerMessageDeflateOptions])[] = [
  ['undeflated', 1, false],
  ['deflated', 1, true],
  ['deflated, another number', 70_000, true],
  ['deflated by a small window', 1, { serverMaxWindowBits: 9 }],
]

/** Of every length that a frame writes otherwise, or that is handled otherwise. */
const lengths = [1, 90, 130, 900, 1100, 20_000, 70_000, 300_000]
/** Nothing that repeats, so that it stays long. */
const words = (length: number) =>
  Array.from({ length }, (_, at) => String.fromCodePoint(0x4e00 + ((at * 7919 + length) % 20_000))).join('')

test('K16 every line gets the same text, in order, whatever it can inflate', async () => {
  const readers = await Promise.all(
    lines.map(([, , perMessageDeflate]) => new RawTab(town.url, 'chen', { perMessageDeflate }).opened()),
  )
  const openAll = () => Promise.all(readers.map((reader, at) => reader.open(lines[at]?.[1] ?? 0, 's1')))
  await openAll()
  expect(readers.map(({ ws }) => ws.extensions)).toEqual(['', ...Array(3).fill('permessage-deflate')])
  const li = await new RawTab(town.url, 'li').opened()
  const doc = await li.open(1, 's1')
  for (const length of lengths) li.update(1, typing(doc, paragraph(words(length))))
  const all = `\n${lengths.map(words).join('\n')}`
  const shown = (reader: RawTab, at: number) => reader.shown(lines[at]?.[1] ?? 0)
  await until(() => readers.every((reader, at) => shown(reader, at) === all), 'everybody shows all')

  // Joins are answered from what is kept for everybody; a reader who has a part gets the rest.
  const late = await Promise.all(
    lines.map(([, , perMessageDeflate]) => new RawTab(town.url, 'chen', { perMessageDeflate }).opened()),
  )
  const docs = await Promise.all(late.map((reader, at) => reader.open(lines[at]?.[1] ?? 0, 's1')))
  for (const one of docs) expect(Y.encodeStateVector(one)).toEqual(Y.encodeStateVector(doc))
  for (const tab of [...readers, ...late, li]) tab.close()
})

test('K16 what is sent while something is deflated for one line alone comes after it', async () => {
  const server = createServer()
  const wss = new WebSocketServer({ noServer: true, perMessageDeflate: { serverNoContextTakeover: true } })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const long = Buffer.from(words(60_000))
  const sent = [long, Buffer.from([2]), Buffer.from([3]), Buffer.from(words(1000)), Buffer.from([5])]
  server.on('upgrade', (request, line, head) =>
    wss.handleUpgrade(request, line, head, ws => {
      const socket = new Socket(ws, line, request)
      // The first is on its way through zlib until this turn of the event loop is over.
      for (const [at, bytes] of sent.entries())
        if (at % 2 === 0) socket.send(bytes)
        else socket.share(new Outgoing(bytes), undefined)
    }),
  )
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  const client = new WebSocket(`ws://127.0.0.1:${address.port}`)
  const heard: Buffer[] = []
  client.on('message', (bytes: Buffer) => heard.push(bytes))
  await until(() => heard.length === sent.length, 'all has come')
  expect(Buffer.concat(heard).equals(Buffer.concat(sent))).toBe(true)
  client.terminate()
  await new Promise<void>(resolve => server.close(() => resolve()))
})

test('K16 a frame is made once for each channel number, and its long body never copied', () => {
  const body = new Uint8Array(20_000)
  const outgoing = new Outgoing(body, new Uint8Array([0, 1]))
  expect(outgoing.framed(1, false)[1]).toBe(body)
  const [short] = new Outgoing(new Uint8Array([7])).framed(1, false)
  expect(short).toEqual(Buffer.from([0x82, 3, 1, 1, 7]))
  const shared = new Outgoing(new Uint8Array([7]))
  expect(shared.framed(1, true)).toBe(shared.framed(1, true))
  expect(shared.framed(2, true)).not.toEqual(shared.framed(1, true))
  expect(outgoing.framed(1, true)[0]?.length).toBeLessThan(200)
  expect(frameOf(new Uint8Array(), new Uint8Array(125), false)[0]?.length).toBe(127)
})
