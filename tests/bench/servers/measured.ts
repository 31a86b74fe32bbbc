/**
 * A measured server's side of the talk with the load: tells its port once, then what it used whenever asked.
 * CPU is that of the whole process: workers and libuv's threads count.
 */
export type Cpu = { readonly cpuMicros: number }
export type Memory = { readonly rssBytes: number; readonly heapBytes: number }

export function tellPort(port: number): void {
  process.on('message', (message: unknown) => {
    if (message === 'stop') process.exit(0)
    if (message === 'cpu') process.send?.(cpu())
    if (message === 'memory') process.send?.(memory())
  })
  // The load went away.
  process.on('disconnect', () => process.exit(1))
  process.send?.({ port })
}

function cpu(): Cpu {
  const { user, system } = process.cpuUsage()
  return { cpuMicros: user + system }
}

/** What is held, not what waits to be collected. */
function memory(): Memory {
  globalThis.gc?.()
  const { rss, heapUsed, external } = process.memoryUsage()
  return { rssBytes: rss, heapBytes: heapUsed + external }
}
