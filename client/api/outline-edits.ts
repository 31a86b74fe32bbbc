/**
 * The outline after an edit that the server has not answered yet: what optimistic updates show.
 *
 * 1. Sections come and go in document order, parents first, as the API sends them.
 * 2. Numbers, levels and inherited departments follow by shared/outline.ts, as on the server.
 * 3. An edit that the server would refuse (too deep, under itself, unknown) changes nothing.
 */
import type { Report, Section, SectionChange } from '../../shared/api.ts'
import { limits } from '../../shared/limits.ts'
import { inOrder } from '../../shared/outline.ts'

export type Place = { readonly parentId: string | null; readonly afterId: string | null }

/** The section and all below it, in document order. */
export function subtree(sections: readonly Section[], sectionId: string): Section[] {
  const inside = new Set([sectionId])
  return sections.filter(section => {
    if (section.parentId !== null && inside.has(section.parentId)) inside.add(section.id)
    return inside.has(section.id)
  })
}

export function siblings(sections: readonly Section[], parentId: string | null): Section[] {
  return sections.filter(section => section.parentId === parentId)
}

/** May the section go there: not under itself, not deeper than the outline allows? */
export function fits(sections: readonly Section[], sectionId: string, parentId: string | null): boolean {
  const moved = subtree(sections, sectionId)
  if (moved.some(section => section.id === parentId)) return false
  const parent = sections.find(section => section.id === parentId)
  if (parentId !== null && !parent) return false
  const top = moved[0]
  if (!top) return false
  const height = Math.max(...moved.map(section => section.level - top.level)) + 1
  return (parent?.level ?? 0) + height <= limits.outlineLevels
}

export function withSectionMoved(report: Report, sectionId: string, place: Place): Report {
  const { sections } = report
  const section = sections.find(one => one.id === sectionId)
  if (!section || !fits(sections, sectionId, place.parentId)) return report
  const others = siblings(sections, place.parentId).filter(one => one.id !== sectionId)
  const at = place.afterId === null ? 0 : others.findIndex(one => one.id === place.afterId) + 1
  if (place.afterId !== null && at === 0) return report
  const order = [...others.slice(0, at), { ...section, parentId: place.parentId }, ...others.slice(at)]
  return renumbered(report, [...sections.filter(one => !order.some(o => o.id === one.id)), ...order])
}

export function withSectionsRemoved(report: Report, sectionId: string): Report {
  const gone = new Set(subtree(report.sections, sectionId).map(section => section.id))
  return renumbered(
    report,
    report.sections.filter(section => !gone.has(section.id)),
  )
}

export function withSectionChanged(report: Report, sectionId: string, change: SectionChange): Report {
  return renumbered(
    report,
    report.sections.map(section => (section.id === sectionId ? Object.assign({}, section, change) : section)),
  )
}

/** `sections` in any order but with siblings in theirs. */
function renumbered(report: Report, sections: readonly Section[]): Report {
  const ranked = sections.map((section, at) => ({ ...section, rank: String(at).padStart(5, '0') }))
  const ordered = inOrder(ranked).map(({ rank: _rank, ordinal: _ordinal, effectiveCoIds, ...section }) => ({
    ...section,
    effectiveCoIds: [...effectiveCoIds],
  }))
  return { ...report, sections: ordered }
}
