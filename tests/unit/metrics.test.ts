/** Measures as Prometheus reads them. */
import { expect, test } from 'vitest'
import { createMetrics } from '../../server/ops/metrics.ts'
import { measureProcess } from '../../server/ops/process-metrics.ts'

test('H14 a histogram is there before anything was measured, and counts into every bound that is reached', async () => {
  const metrics = createMetrics()
  const took = metrics.histogram('commit_seconds')
  expect(await metrics.render()).toMatch(/^commit_seconds_count 0$/m)
  for (const seconds of [0.002, 0.01, 0.3, 60]) took(seconds)
  const lines = (await metrics.render()).split('\n')
  expect(lines).toContain('# TYPE commit_seconds histogram')
  const upTo = (bound: string) => Number(lines.find(line => line.includes(`le="${bound}"`))?.split(' ')[1])
  expect(['0.001', '0.0025', '0.01', '0.25', '0.5', '10', '+Inf'].map(upTo)).toEqual([0, 1, 2, 2, 3, 3, 4])
  expect(lines).toContain('commit_seconds_sum 60.312')
  expect(lines).toContain('commit_seconds_count 4')
})

test('H14 what cannot be read is left out and takes nothing along', async () => {
  const metrics = createMetrics()
  metrics.gauge('away', () => Promise.reject(new Error('the database is away')))
  metrics.gauge('seen_total', async () => 7)
  expect(await metrics.render()).toBe('# TYPE seen_total counter\nseen_total 7\n')
})

test('H14 an event loop that was held up is seen to have been', async () => {
  const metrics = createMetrics()
  const stop = measureProcess(metrics)
  const until = performance.now() + 400
  while (performance.now() < until);
  await expect
    .poll(async () => {
      const [, waited] = /^tonggao_event_loop_delay_seconds_sum (.+)$/m.exec(await metrics.render()) ?? []
      return Number(waited)
    })
    .toBeGreaterThan(0.25)
  stop()
  expect(await metrics.render()).toMatch(/^process_resident_memory_bytes \d{7,}$/m)
})
