/** What every bus must keep: the one of a single process, and the one through Redis (where it is installed). */
import { createClient } from '@redis/client'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type Bus, type BusEvent, inProcessBus } from '../../server/bus/bus.ts'
import { openRedisBus, type RedisBus } from '../../server/bus/redis.ts'
import { limits } from '../../shared/limits.ts'
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

  test.skipIf(isAway)(
    'B7 in a talk everybody hears the others, never themselves, and nobody who left',
    async () => {
      const errors: unknown[] = []
      const bus = await make(error => errors.push(error))
      const heard: string[] = []
      const hearing = (name: string) => (from: string, words: unknown) =>
        heard.push(`${name} ${from} ${JSON.stringify(words)}`)
      const froms = new Set<string>()
      const one = bus.join('t1', from => {
        froms.add(from)
        throw new Error('broken')
      })
      const two = bus.join('t1', hearing('two'))
      const left = bus.join('t1', hearing('left'))
      const other = bus.join('t2', hearing('other'))
      await Promise.all([one, two, left, other].map(({ ready }) => ready))
      left.leave()
      two.say({ n: 1 })
      await until(() => froms.size === 1, 'the others hear')
      one.say({ n: 2 })
      await until(() => heard.length > 0, 'also after somebody threw')
      two.leave()
      const three = bus.join('t1', hearing('three'))
      await three.ready
      one.say({ n: 3 })
      await until(() => heard.length > 1, 'a newcomer hears what is said from then on')
      expect(heard.map(line => line.replace(/ \S+ /, ' '))).toEqual(['two {"n":2}', 'three {"n":3}'])
      const speaker = heard[0]?.split(' ')[1]
      expect(heard[1]?.split(' ')[1]).toBe(speaker)
      expect(froms).not.toContain(speaker)
      expect(errors).toHaveLength(1)
      expect([one.isOpen(), other.isOpen()]).toEqual([true, true])
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
    expect(one.isConnected()).toBe(true)
    await redis?.kill()
    one.publish(event)
    expect(heard).toEqual(['one'])
    await until(() => !one.isConnected(), 'it is noticed')
    await redis?.start()
    await until(() => {
      one.publish(event)
      return heard.includes('two')
    }, 'it is heard again')
    await until(() => one.isConnected(), 'and said')
  })

  test('B8 a talk knows when nobody can be heard, and goes on by itself when Redis is back', async () => {
    const [one, two] = await Promise.all([throughRedis(() => {}), throughRedis(() => {})])
    const heard: unknown[] = []
    const here = one.join('t1', () => {})
    const there = two.join('t1', (_from, words) => heard.push(words))
    await Promise.all([here.ready, there.ready])
    await redis?.kill()
    await until(() => !here.isOpen(), 'it is noticed')
    here.say({ is: 'lost' })
    const late = two.join('t2', (_from, words) => heard.push(words))
    await redis?.start()
    await Promise.all([late.ready, until(() => here.isOpen() && there.isOpen(), 'it is back')])
    here.say({ is: 'heard' })
    one.join('t2', () => {}).say({ is: 'heard too' })
    await until(() => heard.length === 2, 'both talks go on')
    expect(heard).toEqual([{ is: 'heard' }, { is: 'heard too' }])
  })

  test('B9 a process listens to the talks that it is in alone; what is no words of ours, or too many, is not heard', async () => {
    const bus = await throughRedis(() => {})
    const outsider = createClient({ url: redis?.url ?? '' })
    await outsider.connect()
    const listeners = async () => Object.values(await outsider.pubSubNumSub('town:t1'))[0]
    const heard: unknown[] = []
    const talk = bus.join('t1', (_from, words) => heard.push(words))
    await talk.ready
    expect(await listeners()).toBe(1)
    const long = JSON.stringify({ from: 'x', words: 'x'.repeat(limits.busCharacters) })
    for (const message of ['{', '[]', '{"words":1}', `{"from":"${'x'.repeat(201)}","words":1}`, long])
      await outsider.publish('town:t1', message)
    await outsider.publish('town:t1', '{"from":"x","words":"ours"}')
    await until(() => heard.length > 0, 'the last one is heard')
    expect(heard).toEqual(['ours'])
    talk.leave()
    await until(async () => (await listeners()) === 0, 'and nothing after that')
    outsider.destroy()
  })
})
