/** News that no hint brought: two processes over one store, as far as the log of acts tells them apart. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type BusEvent, inProcessBus } from '../../server/bus/bus.ts'
import { writeAudit } from '../../server/ops/audit.ts'
import { followNews } from '../../server/ops/outside-news.ts'
import { reportId, townStore } from '../support/collab.ts'

let town: Awaited<ReturnType<typeof townStore>>
beforeAll(async () => {
  town = await townStore()
})
afterAll(() => town.remove())

let ids = 0
const random = (size: number) => new Uint8Array(size).map((_, at) => (at === 0 ? (ids += 1) : at))

async function act(action: 'comment.begin' | 'set-aside.keep' | 'house.add' | 'report.change') {
  const by = { clock: Date.now, random, origin: { via: 'web' as const, address: null } }
  const where = action === 'house.add' ? {} : { reportId }
  await writeAudit(town.db, by, { personId: 'chen', action, ...where })
}

async function following() {
  const bus = inProcessBus(error => expect.fail(String(error)))
  const told: BusEvent[] = []
  const news = await followNews({ db: town.db, bus })
  const listen = () => bus.listen(event => told.push(event))
  return { bus, news, told, listen }
}

const threads = { type: 'threads', reportId } as const

test('B21 comments, drafts and the house’s list that another process changed are told at the second look, once', async () => {
  const { news, told, listen } = await following()
  listen()
  await act('comment.begin')
  await act('comment.begin')
  await act('set-aside.keep')
  await act('house.add')
  await act('report.change')
  await news.look()
  expect(told).toEqual([])
  await news.look()
  expect(told).toEqual([threads, { type: 'set-aside', reportId }, { type: 'house' }])
  await news.look()
  await news.look()
  expect(told).toHaveLength(3)
  news.stop()
})

test('B21 an act whose hint came, before it was seen or after, is told no second time; one whose hint did not come is', async () => {
  const { bus, news, told, listen } = await following()
  await act('comment.begin')
  bus.publish(threads)
  await news.look()
  await act('comment.begin')
  await news.look()
  bus.publish(threads)
  listen()
  await news.look()
  expect(told).toEqual([])
  // Two acts, and of one the hint was lost.
  await act('comment.begin')
  bus.publish(threads)
  await act('comment.begin')
  await news.look()
  told.length = 0
  await news.look()
  expect(told).toEqual([threads])
  news.stop()
})
