/** The arithmetic of the bench of several processes. */
import { expect, test } from 'vitest'
import { costs } from '../bench/processes/measure.ts'
import { cpuTicks } from '../bench/processes/meter.ts'
import { ratio, tables } from '../bench/processes/table.ts'

test('CPU time of a process is its own and that of its ended children, whatever its name holds', () => {
  const stat = '4711 (a (strange) name) S 1 4711 4711 0 -1 4194560 100 0 0 0 7 11 13 17 20 0 1 0 99 0 0'
  expect(cpuTicks(stat)).toBe(7 + 11 + 13 + 17)
  expect(cpuTicks('')).toBe(0)
})

test('a key costs what everything that serves used, and a delivery a fifth of it', () => {
  const none = { serversMs: 10, postgresMs: 0, redisMs: 0, transactions: 0, walBytes: 0, redisCommands: 0 }
  const used = {
    serversMs: 110,
    postgresMs: 40,
    redisMs: 10,
    transactions: 200,
    walBytes: 1e5,
    redisCommands: 50,
  }
  expect(costs(none, used, 100)).toEqual({
    serversMs: 1,
    postgresMs: 0.4,
    redisMs: 0.1,
    cpuMs: 1.5,
    deliveryMicros: 300,
    transactions: 2,
    walBytes: 1000,
    redisCommands: 0.5,
  })
})

test('set-ups are compared within a round, and a figure that a round lacks is left out', () => {
  const one = {
    setup: { store: 'SQLite', processes: 1 },
    reports: 10,
    rounds: [{ most: 100 }, { most: 200 }],
  } as const
  const two = {
    setup: { store: 'PostgreSQL', processes: 1 },
    reports: 10,
    rounds: [{ most: 50 }, { most: 50 }, {}],
  } as const
  expect(ratio(two, one, 'most')).toBe('0.38 (0.25–0.50)')
  expect(ratio(one, one, 'most')).toBe('')
  expect(ratio(two, undefined, 'most')).toBe('')
  const [speed = ''] = tables([one, two]).split('\n\n')
  expect(speed.split('\n')[3]).toContain('| PostgreSQL × 1 | 10 × 6 | 50.0 | 0.38 (0.25–0.50) |  | – |')
})
