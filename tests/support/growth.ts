/** How the cost of work grows with its size: what a unit test may hold of speed, since it is no time. */
import { expect } from 'vitest'

/** Processor time of one run in milliseconds: what else the machine does is hardly in it. */
function costOf(work: () => unknown): number {
  const from = process.cpuUsage()
  work()
  return process.cpuUsage(from).user / 1000
}

/** Ten times as much may cost fifty times as much: what is quadratic costs a hundred times as much. */
const grownBy = 10
const allowed = 50
/** Below this the clock and the collector of garbage are what is measured. */
const floorMs = 20

/**
 * Holds that `work` over ten times `size` costs nowhere near a hundred times what it costs over `size`.
 * `made` brings what is worked on; making it is not counted.
 */
export function expectNearlyLinear<Made>(
  size: number,
  made: (size: number) => Made,
  work: (made: Made) => unknown,
  what = '',
): void {
  const [few, many] = [made(size), made(size * grownBy)]
  work(few)
  const [small, large] = [costOf(() => work(few)), costOf(() => work(many))]
  expect(large, `${what} ${small} ms, then ${large} ms`).toBeLessThan(Math.max(small, floorMs) * allowed)
}
