/** The board's rows: what is shown of each section, and choosing, ordering and grouping them. Pure. */
import type { Department, Report, Section } from '../../../shared/api.ts'
import { parted } from '../../../shared/outline.ts'
import { isOpenForAuthors, statuses } from '../../../shared/report.ts'

/** Whose 字 are the report's length: those of the text, not of its attachments, as the assembled report counts. */
export const countedSections = ({ sections }: Report): Section[] => parted(sections).body

export const sorts = ['outline', 'due', 'status', 'words'] as const
export type Sort = (typeof sorts)[number]

export const filters = ['all', 'open', 'late', 'submitted', 'returned', 'unassigned'] as const
export type Filter = (typeof filters)[number]

export type Row = {
  readonly section: Section
  readonly lead: string
  readonly co: readonly string[]
  /** The section's own time, or the report's; null where neither is set. */
  readonly dueAt: string | null
  readonly open: boolean
  readonly late: boolean
}

export function rowsOf(
  report: Report,
  departments: readonly Pick<Department, 'id' | 'name'>[],
  now: number,
): Row[] {
  const names = new Map(departments.map(({ id, name }) => [id, name]))
  return report.sections.map(section => {
    const dueAt = section.dueAt ?? report.deadline
    const open = isOpenForAuthors(section.status)
    return {
      section,
      lead: section.effectiveLeadId === null ? '' : (names.get(section.effectiveLeadId) ?? ''),
      co: section.effectiveCoIds.map(id => names.get(id) ?? ''),
      dueAt,
      open,
      late: open && dueAt !== null && Date.parse(dueAt) < now,
    }
  })
}

const fits: Readonly<Record<Filter, (row: Row) => boolean>> = {
  all: () => true,
  open: row => row.open,
  late: row => row.late,
  submitted: ({ section }) => section.status === 'submitted' || section.status === 'awaiting_signoff',
  returned: ({ section }) => section.status === 'returned',
  unassigned: ({ section }) => section.effectiveLeadId === null && section.effectiveCoIds.length === 0,
}

export type View = { readonly sort: Sort; readonly filter: Filter; readonly search: string }

/** Rows of the view, in its order; the outline's order decides among equals. */
export function viewed(rows: readonly Row[], { sort, filter, search }: View): Row[] {
  const wanted = search.trim().toLowerCase()
  const holds = ({ section, lead, co }: Row) =>
    `${section.number}${section.heading} ${lead} ${co.join(' ')}`.toLowerCase().includes(wanted)
  const shown = rows.filter(row => fits[filter](row) && (wanted === '' || holds(row)))
  const by: Readonly<Record<Exclude<Sort, 'outline'>, (row: Row) => string | number>> = {
    due: row => row.dueAt ?? '9999',
    status: ({ section }) => statuses.indexOf(section.status),
    words: ({ section }) => -section.words,
  }
  if (sort === 'outline') return shown
  const key = by[sort]
  return shown.toSorted((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0))
}

/** By 主办, in the order in which departments appear. */
export function grouped(rows: readonly Row[]): [lead: string, rows: Row[]][] {
  return [...Map.groupBy(rows, ({ lead }) => lead)]
}
