/** A part that is fetched on demand survives a server that is away for a while. */
import { describe, expect, test } from 'vitest'
import { untilLoaded } from '../../../client/ui/lazy.ts'

/** Fetches as the list says, one entry a try; then it is there. The server answers as the other list says. */
function partBehind(failures: number, answers: readonly boolean[]) {
  const pauses: number[] = []
  let tries = 0
  const load = async () => {
    tries += 1
    if (tries <= failures) throw new Error('Failed to fetch dynamically imported module')
    return 'the part'
  }
  const outside = {
    answers: async () => answers[tries - 1] ?? true,
    pause: async (ms: number) => {
      pauses.push(ms)
    },
  }
  return { loaded: () => untilLoaded(load, outside), pauses, tries: () => tries }
}

describe('a part on demand', () => {
  test('is there at once when nothing is in the way', async () => {
    const part = partBehind(0, [])
    expect(await part.loaded()).toBe('the part')
    expect(part.pauses).toEqual([])
  })

  test('is asked for again as long as the server does not answer, at longer and longer intervals', async () => {
    const part = partBehind(
      9,
      Array.from({ length: 9 }, () => false),
    )
    expect(await part.loaded()).toBe('the part')
    expect(part.pauses).toEqual([500, 1000, 2000, 4000, 4000, 4000, 4000, 4000, 4000])
  })

  test('that failed at the moment when the server came back is asked for once more', async () => {
    const part = partBehind(3, [false, true, true])
    expect(await part.loaded()).toBe('the part')
  })

  test('fails when the server answers and has it no more', async () => {
    const part = partBehind(99, [])
    await expect(part.loaded()).rejects.toThrow('Failed to fetch')
    expect(part.tries()).toBe(3)
  })
})
