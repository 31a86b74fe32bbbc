/** When what was typed counts as unsaved, and when as late. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { UnsavedText } from '../../../client/collab/unsaved.ts'
import { limits } from '../../../shared/limits.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

test('what was typed is late when nothing of it was confirmed for limits.unsavedMs, and told once', () => {
  const changed = vi.fn<() => void>()
  const unsaved = new UnsavedText(changed)
  expect(unsaved.isThere).toBe(false)
  unsaved.typed()
  vi.advanceTimersByTime(limits.unsavedMs - 1)
  // More keys give no more time.
  unsaved.typed()
  expect([unsaved.isThere, unsaved.isLate]).toEqual([true, false])
  vi.advanceTimersByTime(1)
  expect([unsaved.isThere, unsaved.isLate, changed.mock.calls.length]).toEqual([true, true, 1])
  unsaved.settled()
  expect([unsaved.isThere, unsaved.isLate]).toEqual([false, false])
})

test('a slow line that gets on is not late', () => {
  const unsaved = new UnsavedText(() => {})
  unsaved.typed()
  for (let turn = 0; turn < 10; turn += 1) {
    vi.advanceTimersByTime(limits.unsavedMs - 1)
    unsaved.gotOn()
  }
  expect([unsaved.isThere, unsaved.isLate]).toEqual([true, false])
  vi.advanceTimersByTime(limits.unsavedMs)
  expect(unsaved.isLate).toBe(true)
  unsaved.gotOn()
  expect(unsaved.isLate).toBe(false)
  unsaved.settled()
})

test('nothing typed is never late, whatever comes in', () => {
  const unsaved = new UnsavedText(() => {})
  unsaved.gotOn()
  vi.advanceTimersByTime(limits.unsavedMs * 3)
  expect([unsaved.isThere, unsaved.isLate]).toEqual([false, false])
})
