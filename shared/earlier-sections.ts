/**
 * Which section of an earlier report each section of this one goes back to, where nobody said it when the report
 * was begun: told by their headings.
 *
 * 1. The same heading, its numbers and years left out, is the same section; among several of one heading that
 *    of the same section above it, then the same level, then the order decides.
 * 2. Else the one that is clearly nearest (shared/import/match-sections.ts); a number alone says nothing.
 * 3. No section is gone back to twice.
 */
import { bareHeading, matchSection } from './import/match-sections.ts'

export type HeadedSection = {
  readonly id: string
  readonly parentId: string | null
  readonly level: number
  readonly heading: string
}

/** This report's section → the earlier one's. */
export function matchEarlierSections(
  sections: readonly HeadedSection[],
  earlier: readonly HeadedSection[],
): ReadonlyMap<string, string> {
  const links = new Map<string, string>()
  const taken = new Set<string>()
  const link = (id: string, found: string | undefined) => {
    if (found === undefined) return
    links.set(id, found)
    taken.add(found)
  }
  for (const section of sections) link(section.id, sameHeading(section, earlier, links, taken))
  for (const { id, heading } of sections) {
    if (links.has(id)) continue
    const left = earlier.filter(other => !taken.has(other.id))
    const places = left.map(other => ({ ...other, number: '', lead: '', co: [] }))
    const match = matchSection({ name: heading, lines: [] }, places)
    link(id, match.kind === 'one' ? match.id : undefined)
  }
  return links
}

function sameHeading(
  { parentId, level, heading }: HeadedSection,
  earlier: readonly HeadedSection[],
  links: ReadonlyMap<string, string>,
  taken: ReadonlySet<string>,
): string | undefined {
  const words = bareHeading(heading)
  const above = parentId === null ? null : (links.get(parentId) ?? undefined)
  const same = earlier.filter(
    other => words !== '' && !taken.has(other.id) && bareHeading(other.heading) === words,
  )
  const [best] = same.toSorted(
    (a, b) =>
      Number(b.parentId === above) - Number(a.parentId === above) ||
      Number(b.level === level) - Number(a.level === level),
  )
  return best?.id
}
