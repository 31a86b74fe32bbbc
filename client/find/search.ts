/** One search over the lines of a report; the worker runs it for patterns, the page for plain words. */
import { finderOf, findInLines } from '../../shared/find/find.ts'
import type { FindAnswer, FindOrder, FoundPlace } from './order.ts'

export function searchLines({ query, replacement, lines, most }: FindOrder): FindAnswer {
  const finder = finderOf(query, replacement)
  if (!finder.ok) return finder
  const places: FoundPlace[] = []
  for (const [sectionId, ofSection] of lines) {
    const found = findInLines(ofSection, finder.inLine, most - places.length)
    places.push(...found.map(one => ({ ...one, sectionId })))
    if (places.length >= most) break
  }
  return { ok: true, places }
}
