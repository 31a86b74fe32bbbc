/** The board's rows: what is late, how they are chosen, ordered and grouped. */
import { describe, expect, test } from 'vitest'
import { countedSections, grouped, rowsOf, viewed } from '../../../client/pages/board/rows.ts'
import type { Report, Section } from '../../../shared/api.ts'
import { reportOf } from './reports.ts'

const departments = [
  { id: 'farm', name: '农业办' },
  { id: 'water', name: '水务站' },
]
const now = Date.parse('2026-11-23T10:00:00Z')

const made = (changes: Record<string, Partial<Section>>): Report => ({
  ...reportOf('农业\n水利\n打算'),
  sections: reportOf('农业\n水利\n打算').sections.map(section => ({ ...section, ...changes[section.id] })),
  deadline: '2026-11-30T10:00:00Z',
})
const report = made({
  农业: { effectiveLeadId: 'farm', status: 'submitted', words: 300, dueAt: '2026-11-20T10:00:00Z' },
  水利: { effectiveLeadId: 'water', status: 'drafting', words: 900, dueAt: '2026-11-22T10:00:00Z' },
  打算: { effectiveLeadId: null, status: 'not_started', words: 0, dueAt: null },
})
const rows = rowsOf(report, departments, now)
const view = { sort: 'outline', filter: 'all', search: '' } as const
const names = (list: ReturnType<typeof viewed>) => list.map(({ section }) => section.heading)

describe('the board', () => {
  test('late is what is still open after its own time, or the report’s', () => {
    expect(rows.map(({ late }) => late)).toEqual([false, true, false])
    expect(rows.map(({ dueAt }) => dueAt?.slice(0, 10))).toEqual(['2026-11-20', '2026-11-22', '2026-11-30'])
    const later = Date.parse('2026-12-01T00:00:00Z')
    expect(rowsOf(report, departments, later).map(({ late }) => late)).toEqual([false, true, true])
  })

  test('filters say who is to be chased', () => {
    expect(names(viewed(rows, { ...view, filter: 'open' }))).toEqual(['水利', '打算'])
    expect(names(viewed(rows, { ...view, filter: 'late' }))).toEqual(['水利'])
    expect(names(viewed(rows, { ...view, filter: 'submitted' }))).toEqual(['农业'])
    expect(names(viewed(rows, { ...view, filter: 'unassigned' }))).toEqual(['打算'])
    expect(names(viewed(rows, { ...view, search: '水务' }))).toEqual(['水利'])
  })

  test('orders keep the outline among equals', () => {
    expect(names(viewed(rows, { ...view, sort: 'words' }))).toEqual(['水利', '农业', '打算'])
    expect(names(viewed(rows, { ...view, sort: 'status' }))).toEqual(['打算', '水利', '农业'])
    expect(names(viewed(rows, { ...view, sort: 'due' }))).toEqual(['农业', '水利', '打算'])
  })

  test('attachments and what is below them do not count in the length of the report', () => {
    const outline = reportOf('农业\n任务表\n  已完成\n打算')
    const sections = outline.sections.map(section =>
      section.id === '任务表' ? { ...section, role: 'attachment' as const } : section,
    )
    expect(countedSections({ ...outline, sections }).map(({ id }) => id)).toEqual(['农业', '打算'])
  })

  test('groups stand by lead department', () => {
    expect(grouped(rows).map(([lead, list]) => [lead, list.length])).toEqual([
      ['农业办', 1],
      ['水务站', 1],
      ['', 1],
    ])
  })
})
