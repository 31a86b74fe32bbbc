/** What every bus must keep: the one of a single process, and the one through Redis (where it is installed). */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type Bus, type BusEvent, inProcessBus } from '../../server/bus/bus.ts'
import { openRedisBus, type RedisBus } from '../../server/bus/redis.ts'
import { until } from '../support/collab.ts'
import { redisProgram, startRedis, type TestRedis } from '../support/redis.ts'

const event: BusEvent = { type: 'report', reportId: 'a1', revision: 2 }

let redis: TestRedis | undefined
const open: RedisBus[] = []
beforeAll(async () => {
  redis = redisProgram === undefined ? undefined : await startRedis()
})
afterEach(() => {
  for (const bus of open.splice(0)) bus.stop()
})
afterAll(() => redis?.kill())

let processes = 0
async function throughRedis(onError: (error: unknown) => void, channel = 'town'): Promise<RedisBus> {
  processes += 1
  const bus = openRedisBus({ url: redis?.url ?? '', channel, processId: `${processes}`, onError })
  open.push(bus)
  await bus.ready
  return bus
}

const buses: readonly (readonly [string, (onError: (error: unknown) => void) => Promise<Bus> | Bus])[] = [
  ['a single process', inProcessBus],
  ['Redis', throughRedis],
]

describe.each(buses)('the bus of %s', (name, make) => {
  const isAway = name === 'Redis' && redisProgram === undefined

  test.skipIf(isAway)('B1 everybody who listens hears an event once, and nobody who stopped', async () => {
    const bus = await make(() => {})
    const heard: string[] = []
    const stop = bus.listen(() => heard.push('one'))
    bus.listen(() => heard.push('two'))
    bus.publish(event)
    stop()
    bus.publish(event)
    expect(heard).toEqual(['one', 'two', 'two'])
  })

  test.skipIf(isAway)(
    'B2 a listener that throws is told about, and the others hear all the same',
    async () => {
      const errors: unknown[] = []
      const heard: BusEvent[] = []
      const bus = await make(error => errors.push(error))
      const broken = new Error('broken')
      bus.listen(() => {
        throw broken
      })
      bus.listen(one => heard.push(one))
      bus.publish(event)
      expect([errors, heard]).toEqual([[broken], [event]])
    },
  )
})

describe.skipIf(redisProgram === undefined)('several processes', () => {
  test('B3 hear each other, themselves only once, and no other installation', async () => {
    const [one, two, foreign] = await Promise.all([
      throughRedis(() => {}),
      throughRedis(() => {}),
      throughRedis(() => {}, 'village'),
    ])
    const heard: string[] = []
    one.listen(({ type }) => heard.push(`one ${type}`))
    two.listen(({ type }) => heard.push(`two ${type}`))
    foreign.listen(({ type }) => heard.push(`foreign ${type}`))
    one.publish({ type: 'person', personId: 'li' })
    await until(() => heard.includes('two person'), 'the other hears it')
    two.publish({ type: 'grants', reportId: 'a1' })
    await until(() => heard.includes('one grants'), 'and answers')
    expect(heard.toSorted()).toEqual(['one grants', 'one person', 'two grants', 'two person'])
  })

  test('B4 go on without Redis, and hear each other again when it is back', async () => {
    const [one, two] = await Promise.all([throughRedis(() => {}), throughRedis(() => {})])
    const heard: string[] = []
    one.listen(() => heard.push('one'))
    two.listen(() => heard.push('two'))
    await redis?.kill()
    one.publish(event)
    expect(heard).toEqual(['one'])
    await redis?.start()
    await until(() => {
      one.publish(event)
      return heard.includes('two')
    }, 'it is heard again')
  })
})
