/** What a process says of itself: memory, processor, age, and how long its event loop lets things wait. */
import { cpuUsage, memoryUsage } from 'node:process'
import type { Metrics } from './metrics.ts'

const everyMs = 100

/** Answers how to stop. */
export function measureProcess(metrics: Metrics): () => void {
  metrics.gauge('process_resident_memory_bytes', () => memoryUsage.rss())
  metrics.gauge('process_cpu_seconds_total', () => {
    const { user, system } = cpuUsage()
    return (user + system) / 1e6
  })
  metrics.gauge('process_start_time_seconds', () => performance.timeOrigin / 1000)
  const waited = metrics.histogram('tonggao_event_loop_delay_seconds')
  let due = performance.now() + everyMs
  const timer = setInterval(() => {
    const now = performance.now()
    waited(Math.max(0, now - due) / 1000)
    due = now + everyMs
  }, everyMs)
  timer.unref()
  return () => clearInterval(timer)
}
