/** The runner of conversions: bounds, turns, cancelling, and that nothing of it ever rejects. */
import { afterEach, describe, expect, test } from 'vitest'
import { createLog } from '../../server/ops/log.ts'
import { type ConversionBounds, createConversions } from '../../server/ops/conversions.ts'
import type { trials } from '../support/conversion-worker.ts'

const worker = new URL('../support/conversion-worker.ts', import.meta.url)
const log = createLog('silent')
const roomy = { atOnce: 2, waiting: 10, waitingPerOwner: 10, ms: 20_000, heapMb: 64 }
const stops: (() => Promise<void>)[] = []

function runner(bounds: Partial<ConversionBounds> = {}) {
  const conversions = createConversions<typeof trials>(log, worker, { ...roomy, ...bounds })
  stops.push(() => conversions.stop())
  return conversions
}

afterEach(async () => {
  for (const stop of stops.splice(0)) await stop()
})

/** A gate that a conversion waits at, and the way to raise it. */
function gate() {
  const shared = new SharedArrayBuffer(4)
  const raise = () => {
    Atomics.store(new Int32Array(shared), 0, 1)
    Atomics.notify(new Int32Array(shared), 0)
  }
  return { input: { gate: shared }, raise }
}

describe('one conversion', () => {
  test('answers what its task answered, and says how far it is', async () => {
    const heard: number[] = []
    const outcome = await runner().run('double', { value: 21 }, { onProgress: part => heard.push(part) })
    expect(outcome).toEqual({ ok: true, value: 42 })
    expect(heard).toEqual([0.5])
  })

  test('the real worker reads a text file', async () => {
    const conversions = createConversions(log)
    stops.push(() => conversions.stop())
    const file = {
      name: '总结.txt',
      bytes: new Uint8Array([0xd7, 0xdc, 0xbd, 0xe1]),
      tracked: 'accept' as const,
    }
    const outcome = await conversions.run('read-file', file)
    expect(outcome).toMatchObject({ ok: true, value: { kind: 'text' } })
    expect(outcome.ok && outcome.value.document.blocks).toMatchObject([{ content: [{ text: '总结' }] }])
  })

  test('a refusal of the task is handed on', async () => {
    expect(await runner().run('refuse', undefined)).toEqual({ ok: false, code: 'bad-text' })
  })

  test('one that never ends is ended after its time, and the next one runs', async () => {
    const conversions = runner({ ms: 3000, atOnce: 1 })
    expect(await conversions.run('loop', undefined)).toEqual({
      ok: false,
      code: 'conversion-stopped',
      details: { limit: 'time' },
    })
    expect(await conversions.run('refuse', undefined)).toMatchObject({ code: 'bad-text' })
  })

  test('one that devours memory is ended, and this process lives', async () => {
    expect(await runner().run('devour', undefined)).toEqual({
      ok: false,
      code: 'conversion-stopped',
      details: { limit: 'memory' },
    })
  })

  test.each(['stumble', 'recurse'] as const)('a bug (%s) is a refusal as well', async name => {
    expect(await runner().run(name, undefined)).toEqual({ ok: false, code: 'internal' })
  })
})

describe('turns', () => {
  test('only so many run at once; cancelling a waiting one takes it out of the queue', async () => {
    const conversions = runner({ atOnce: 1 })
    const { input, raise } = gate()
    const first = conversions.run('wait', input)
    const cancelling = new AbortController()
    const second = conversions.run('double', { value: 1 }, { signal: cancelling.signal })
    expect(conversions.counts()).toEqual({ running: 1, waiting: 1 })
    cancelling.abort()
    expect(await second).toEqual({ ok: false, code: 'cancelled' })
    expect(conversions.counts()).toEqual({ running: 1, waiting: 0 })
    raise()
    expect(await first).toEqual({ ok: true, value: 'waited' })
  })

  test("one person's second file lets another person's first one pass", async () => {
    const conversions = runner()
    const { input, raise } = gate()
    const slow = conversions.run('wait', input, { owner: 'gu' })
    const behind = conversions.run('double', { value: 1 }, { owner: 'gu' })
    expect(await conversions.run('double', { value: 2 }, { owner: 'lin' })).toEqual({ ok: true, value: 4 })
    expect(conversions.counts()).toMatchObject({ waiting: 1 })
    raise()
    expect(await slow).toMatchObject({ ok: true })
    expect(await behind).toEqual({ ok: true, value: 2 })
  })

  test('too many of one person, and too many in all, are turned away', async () => {
    const conversions = runner({ atOnce: 1, waiting: 2, waitingPerOwner: 1 })
    const { input, raise } = gate()
    const first = conversions.run('wait', input, { owner: 'gu' })
    const second = conversions.run('double', { value: 1 }, { owner: 'gu' })
    expect(await conversions.run('double', { value: 1 }, { owner: 'gu' })).toEqual({
      ok: false,
      code: 'conversions-busy',
    })
    const third = conversions.run('double', { value: 1 }, { owner: 'lin' })
    expect(await conversions.run('double', { value: 1 }, { owner: 'shen' })).toEqual({
      ok: false,
      code: 'conversions-busy',
    })
    raise()
    expect(await Promise.all([first, second, third])).toMatchObject([
      { ok: true },
      { ok: true },
      { ok: true },
    ])
  })

  test('a running one is cancelled, whatever it does', async () => {
    const conversions = runner({ atOnce: 1 })
    const cancelling = new AbortController()
    const looping = conversions.run('loop', undefined, { signal: cancelling.signal })
    cancelling.abort()
    expect(await looping).toEqual({ ok: false, code: 'cancelled' })
    expect(await conversions.run('double', { value: 3 })).toEqual({ ok: true, value: 6 })
  })

  test('stopping ends what runs and what waits, and takes no more', async () => {
    const conversions = runner({ atOnce: 1 })
    const jobs = [conversions.run('loop', undefined), conversions.run('double', { value: 1 })]
    await conversions.stop()
    expect(await Promise.all(jobs)).toMatchObject([{ code: 'cancelled' }, { code: 'cancelled' }])
    expect(await conversions.run('double', { value: 1 })).toMatchObject({ code: 'unavailable' })
  })
})
