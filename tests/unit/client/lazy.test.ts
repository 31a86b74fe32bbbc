/** A part that is fetched on demand survives a server that is away for a while. */
import { describe, expect, test } from 'vitest'
import { ErrorBoundary } from '../../../client/ui/ErrorBoundary.tsx'
import { untilLoaded } from '../../../client/ui/lazy.ts'

/**
 * A part whose fetch fails as long as the server is away. `away`: for so many questions the server does not
 * answer. A browser that remembers a failure fails every later fetch.
 */
function partOf(outside: { away?: number; starting?: boolean; remembers?: boolean; gone?: boolean }) {
  const { starting = false, remembers = false, gone = false } = outside
  let away = outside.away ?? 0
  let hasFailed = false
  const pauses: number[] = []
  const seen = { pauses, fetches: 0 }
  const load = async () => {
    seen.fetches += 1
    hasFailed ||= away > 0 || gone
    if (away > 0 || gone || (remembers && hasFailed)) throw new Error('Failed to fetch the module')
    return 'the part'
  }
  const answers = async () => {
    away -= 1
    return away < 0
  }
  const pause = async (ms: number) => void pauses.push(ms)
  return { seen, loaded: () => untilLoaded(load, { isStarting: () => starting, answers, pause }) }
}

describe('a part on demand', () => {
  test('is there at once when nothing is in the way', async () => {
    const { loaded, seen } = partOf({ starting: true })
    expect(await loaded()).toBe('the part')
    expect(seen).toEqual({ fetches: 1, pauses: [] })
  })

  test('is asked for again as long as the server does not answer, at longer and longer intervals', async () => {
    const { loaded, seen } = partOf({ away: 6, starting: true })
    expect(await loaded()).toBe('the part')
    expect(seen.pauses).toEqual([500, 1000, 2000, 4000, 4000, 4000])
  })

  test('is not fetched while the server is away, since some browsers remember a failure', async () => {
    const { loaded, seen } = partOf({ away: 9, remembers: true })
    expect(await loaded()).toBe('the part')
    expect(seen.fetches).toBe(1)
  })

  test('fails when the server answers and has it no more', async () => {
    const { loaded, seen } = partOf({ gone: true })
    await expect(loaded()).rejects.toThrow('Failed to fetch')
    expect(seen.fetches).toBe(3)
  })

  test.each([
    ['Failed to fetch dynamically imported module: http://office.test/assets/desk-1.js', 'missing-part'],
    ['error loading dynamically imported module: http://office.test/assets/desk-1.js', 'missing-part'],
    ['Importing a module script failed.', 'missing-part'],
    ['undefined is not a function', 'broken'],
  ])('that a newer program no longer has is told from a page that broke: %s', (message, failure) => {
    expect(ErrorBoundary.getDerivedStateFromError(new TypeError(message))).toEqual({ failure })
  })
})
