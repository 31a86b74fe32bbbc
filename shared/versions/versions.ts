/**
 * 版本: what kinds there are, what of a report is frozen, and what changed between two of them.
 *
 * 1. A version holds outline and matter as they were; its texts are positions of their sections' logs.
 * 2. 送审稿, 定稿 and every erratum are kept for good; the others that make themselves are too, by hand saved
 *    ones may be deleted.
 */
import type { BudgetUnit } from '../budget.ts'
import type { Matter, OutlineSection, Stage } from '../report.ts'

export const versionKinds = [
  'manual', // saved by hand, with a name
  'submission', // 报送 of a section
  'stage', // another stage
  'review', // 送审稿
  'final', // 定稿, 第1版
  'erratum', // 定稿 once more: 第2版, 第3版…
  'before-restore',
  'before-import', // before a text was put in a section's place
] as const
export type VersionKind = (typeof versionKinds)[number]

/** 送审稿 and 定稿: what was signed has no other name and is never deleted. */
export function isSigned(kind: VersionKind): boolean {
  return kind === 'review' || kind === 'final' || kind === 'erratum'
}

/** One section as it stood; its text is the log's at `seq`. */
export type FrozenSection = Pick<
  OutlineSection,
  | 'id'
  | 'parentId'
  | 'level'
  | 'number'
  | 'heading'
  | 'numbered'
  | 'role'
  | 'status'
  | 'leadId'
  | 'coIds'
  | 'dueAt'
  | 'floor'
  | 'ceiling'
  | 'guidance'
> & { readonly seq: number }

export type FrozenReport = {
  readonly title: string
  readonly period: string
  readonly stage: Stage
  readonly wordsCeiling: number | null
  readonly budgetUnit: BudgetUnit
  readonly matter: Matter
  /** In document order. */
  readonly sections: readonly FrozenSection[]
}

export const versionChangeKinds = ['title', 'matter', 'added', 'removed', 'heading', 'moved', 'text'] as const

/** What an erratum says about one place of the report before it. */
export type VersionChange = {
  readonly what: (typeof versionChangeKinds)[number]
  /** Number and heading of the section, as the newer one has it; empty: the report itself. */
  readonly place: string
}

/** What became another in `now`, in its order, what went at the end. A text counts as changed once its log moved on. */
export function changesBetween(before: FrozenReport, now: FrozenReport): VersionChange[] {
  const old = new Map(before.sections.map(section => [section.id, section]))
  const kept = new Set(now.sections.map(({ id }) => id))
  const whole: VersionChange[] = [
    ...(before.title === now.title ? [] : [{ what: 'title', place: '' } as const]),
    ...(isEqual(before.matter, now.matter) ? [] : [{ what: 'matter', place: '' } as const]),
  ]
  const moved = movedAmong(before.sections, now.sections)
  const inSections = now.sections.flatMap((section): VersionChange[] => {
    const place = placeName(section)
    const was = old.get(section.id)
    if (!was) return [{ what: 'added', place }]
    return [
      ...(was.heading === section.heading ? [] : [{ what: 'heading', place } as const]),
      ...(moved.has(section.id) ? [{ what: 'moved', place } as const] : []),
      ...(was.seq === section.seq ? [] : [{ what: 'text', place } as const]),
    ]
  })
  const removed = before.sections
    .filter(({ id }) => !kept.has(id))
    .map(section => ({ what: 'removed' as const, place: placeName(section) }))
  return [...whole, ...inSections, ...removed]
}

/** Number and heading of the section that a version was made for; empty: for none, or it is not in it. */
export function placeOf({ sections }: FrozenReport, sectionId: string | null): string {
  const section = sections.find(({ id }) => id === sectionId)
  return section ? placeName(section) : ''
}

const placeName = ({ number, heading }: FrozenSection) => `${number}${heading}`

/** Sections under another parent, or out of order among the siblings that both have. */
function movedAmong(before: readonly FrozenSection[], now: readonly FrozenSection[]): Set<string> {
  const parents = new Map(before.map(({ id, parentId }) => [id, parentId]))
  const place = new Map(before.map(({ id }, at) => [id, at]))
  const moved = new Set<string>()
  const last = new Map<string | null, number>()
  for (const { id, parentId } of now) {
    const at = place.get(id)
    if (at === undefined) continue
    if (parents.get(id) !== parentId || at < (last.get(parentId) ?? -1)) moved.add(id)
    else last.set(parentId, at)
  }
  return moved
}

const isEqual = (a: Matter, b: Matter) => JSON.stringify(sorted(a)) === JSON.stringify(sorted(b))

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([key, inner]) => [key, sorted(inner)] as const)
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)))
}
