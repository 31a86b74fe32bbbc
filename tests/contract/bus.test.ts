/** What every bus must keep; for now there is the one of a single process. */
import { expect, test } from 'vitest'
import { type BusEvent, inProcessBus } from '../../server/bus/bus.ts'

const event: BusEvent = { type: 'report', reportId: 'a1', revision: 2 }

test('B1 everybody who listens hears an event once, and nobody who stopped', () => {
  const bus = inProcessBus(() => {})
  const heard: string[] = []
  const stop = bus.listen(() => heard.push('one'))
  bus.listen(() => heard.push('two'))
  bus.publish(event)
  stop()
  bus.publish(event)
  expect(heard).toEqual(['one', 'two', 'two'])
})

test('B2 a listener that throws is told about, and the others hear all the same', () => {
  const errors: unknown[] = []
  const heard: BusEvent[] = []
  const bus = inProcessBus(error => errors.push(error))
  const broken = new Error('broken')
  bus.listen(() => {
    throw broken
  })
  bus.listen(one => heard.push(one))
  bus.publish(event)
  expect([errors, heard]).toEqual([[broken], [event]])
})
