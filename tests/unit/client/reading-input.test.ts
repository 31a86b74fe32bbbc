import { describe, expect, test } from 'vitest'
import { linesOf } from '../../../client/pages/door/lines.ts'
import { readOutline } from '../../../client/pages/new/outline-lines.ts'
import { standingOf } from '../../../client/pages/people/standing.ts'
import { initials, inkOn } from '../../../client/ui/PersonAvatar.tsx'
import { fromPicker, toPicker } from '../../../client/ui/picker-time.ts'
import { timesFor } from '../../../client/ui/times.ts'

describe('O: an outline written as lines', () => {
  const read = (text: string) =>
    readOutline(text).lines.map(
      ({ level, number, heading }) => `${'  '.repeat(level - 1)}${number}${heading}`,
    )

  test('O blanks, full-width blanks and tabs are levels; typed numbers are left out', () => {
    expect(read('一、工作\n　（一）农业\n\t\t1. 粮食\n问题')).toEqual([
      '一、工作',
      '  （一）农业',
      '    1.粮食',
      '二、问题',
    ])
  })

  test('O a line is at most one level below the one before it', () => {
    expect(read('    粮食\n农业\n      茶叶')).toEqual(['一、粮食', '二、农业', '  （一）茶叶'])
  })

  test('O deeper than three levels is told with its line', () => {
    expect(readOutline('甲\n  乙\n    丙\n      丁').tooDeep).toBe(4)
    expect(readOutline('甲\n  乙').tooDeep).toBeUndefined()
  })

  test('O a heading that begins like a number keeps its words', () => {
    expect(read('三农工作\n2026年打算')).toEqual(['一、三农工作', '二、2026年打算'])
  })
})

describe('A: what people type at the door', () => {
  test('A departments one a line or on one line, each once', () => {
    expect(linesOf('党政办\n 经发办 、党政办，社事办\n\n')).toEqual(['党政办', '经发办', '社事办'])
  })

  test('A an invitation that no longer works says why', () => {
    const link = {
      id: 'i',
      departmentId: null,
      role: 'author',
      createdAt: '2026-01-01T00:00:00Z',
      expiresAt: '2026-02-01T00:00:00Z',
      usesLeft: 1,
      revoked: false,
    } as const
    const before = Date.parse('2026-01-15T00:00:00Z')
    expect(standingOf(link, before)).toBe('works')
    expect(standingOf(link, Date.parse(link.expiresAt))).toBe('expired')
    expect(standingOf({ ...link, usesLeft: 0 }, before)).toBe('usedUp')
    expect(standingOf({ ...link, revoked: true }, before)).toBe('revoked')
  })
})

describe('B: people and times as shown', () => {
  test('B initials of Chinese and Latin names', () => {
    expect([
      initials('林若溪', 2),
      initials('林若溪', 1),
      initials('Anna Lee', 2),
      initials('𠮷野', 1),
    ]).toEqual(['若溪', '溪', 'AL', '野'])
  })

  test('B letters on a person’s colour keep 4.5:1 on every grey', () => {
    for (let value = 0; value < 256; value += 5) {
      const hex = `#${value.toString(16).padStart(2, '0').repeat(3)}`
      const channel = value / 255
      const linear = channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
      const ratio = inkOn(hex) === '#ffffff' ? 1.05 / (linear + 0.05) : (linear + 0.05) / 0.05
      expect(ratio).toBeGreaterThanOrEqual(4.5)
    }
  })

  test('B days until a deadline are counted by the calendar, not by 24 hours', () => {
    const { daysUntil } = timesFor('zh-CN', new Date(2026, 10, 23, 23, 30))
    expect(daysUntil(new Date(2026, 10, 24, 0, 10).toISOString())).toBe(1)
    expect(daysUntil(new Date(2026, 10, 23, 1, 0).toISOString())).toBe(0)
    expect(daysUntil(new Date(2026, 10, 21, 12, 0).toISOString())).toBe(-2)
  })

  test('B a picker’s local time and the API’s UTC are the same moment', () => {
    const iso = new Date(2026, 11, 5, 18, 0).toISOString()
    expect(toPicker(iso)).toBe('2026-12-05 18:00:00')
    expect(fromPicker(toPicker(iso))).toBe(iso)
    expect([toPicker(null), fromPicker(null), fromPicker('')]).toEqual([null, null, null])
  })
})
