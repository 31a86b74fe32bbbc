/**
 * The two tables that a coordinator hands out: 分工方案 (who writes what, how long, until when) and 报送进度表
 * (where each section stands). One set of rows, written as a page to print or as CSV.
 *
 * Pure: language, time zone and the moment are arguments.
 */
import type { Department, Report, Section } from '../../shared/api.ts'
import type { Dictionary } from '../../shared/i18n/zh.ts'
import { fill } from '../../shared/i18n/fill.ts'
import { isOpenForAuthors } from '../../shared/report.ts'
import type { ExportedText } from './export.ts'
import { clockOf, type TableFormat, writeTable } from './table.ts'

export const scheduleTables = ['assignments', 'progress'] as const
export type ScheduleTable = (typeof scheduleTables)[number]

export type Schedule = {
  readonly report: Report
  readonly departments: readonly Department[]
  readonly words: Dictionary
  /** Milliseconds since 1970. */
  readonly now: number
  /** As Intl.DateTimeFormat names it. */
  readonly zone: string
}

export function writeSchedule(schedule: Schedule, table: ScheduleTable, format: TableFormat): ExportedText {
  const { report, words } = schedule
  const rows = rowsOf(schedule, table)
  const made = fill(words.board.madeAt, { time: clockOf(schedule)(new Date(schedule.now).toISOString()) })
  return writeTable({ title: report.title, name: words.board[table], made, rows }, format)
}

/** The heads first. */
function rowsOf(schedule: Schedule, table: ScheduleTable): string[][] {
  const { report, departments, words } = schedule
  const { board, outline } = words
  const time = clockOf(schedule)
  const nameOf = (id: string | null) => departments.find(one => one.id === id)?.name ?? ''
  const who = (section: Section) => [
    section.effectiveLeadId === null ? board.noDepartment : nameOf(section.effectiveLeadId),
    section.effectiveCoIds.map(nameOf).join(words.common.listComma),
  ]
  const called = (section: Section) =>
    section.number +
    (section.heading || (section.role ? outline[`partRole_${section.role}`] : outline.untitled))
  const due = (section: Section) => section.dueAt ?? report.deadline
  if (table === 'assignments')
    return [
      [board.section, outline.lead, outline.co, board.limit, board.due, board.guidance],
      ...report.sections.map(section => [
        called(section),
        ...who(section),
        limitOf(section, words),
        time(due(section)),
        section.guidance,
      ]),
    ]
  return [
    [
      board.section,
      outline.lead,
      outline.co,
      board.status,
      board.words,
      board.limit,
      board.due,
      board.submittedAt,
    ],
    ...report.sections.map(section => [
      called(section),
      ...who(section),
      statusOf(section, due(section), schedule),
      String(section.words),
      limitOf(section, words),
      time(due(section)),
      time(section.progress.submittedAt),
    ]),
  ]
}

function limitOf({ floor, ceiling }: Section, { board }: Dictionary): string {
  return [
    floor === null ? '' : fill(board.limitFloor, { n: String(floor) }),
    ceiling === null ? '' : fill(board.limitCeiling, { n: String(ceiling) }),
  ]
    .filter(Boolean)
    .join(' ')
}

function statusOf(section: Section, due: string | null, { words, now }: Schedule): string {
  const { board, outline } = words
  const status = section.progress.nil ? board.nil : outline[`status_${section.status}`]
  const late = due !== null && isOpenForAuthors(section.status) && Date.parse(due) < now
  return late ? `${status} ${board.lateToday}` : status
}
