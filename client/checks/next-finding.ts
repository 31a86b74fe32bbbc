/** Which finding comes next in the order of the text, from the one that was shown last or from the section in focus. */
import type { ToldFinding } from './findings.ts'

export type Direction = 'next' | 'previous'

type From = {
  readonly last: ToldFinding | null
  readonly focusId: string | null
  /** Ids of the sections in the order of the text. */
  readonly order: readonly string[]
}

/** Around the ends of the text; undefined where nothing is found. `list` is in the order of the text. */
export function nextFinding(
  list: readonly ToldFinding[],
  { last, focusId, order }: From,
  direction: Direction,
): ToldFinding | undefined {
  // Somebody went to another section since.
  const known = last && (last.place.section === focusId || focusId === null || last.place.section === '')
  const at = known ? list.findIndex(finding => isSame(finding, last)) : -1
  if (at !== -1) return list.at((at + (direction === 'next' ? 1 : -1)) % list.length)
  const from = known ? last.place : { section: focusId ?? '', at: -2, from: 0 }
  const sectionAt = (id: string) => order.indexOf(id)
  const isBefore = ({ place }: ToldFinding) =>
    sectionAt(place.section) - sectionAt(from.section) || place.at - from.at || place.from - from.from
  const behind = list.findIndex(finding => isBefore(finding) >= 0)
  if (direction === 'next') return list[behind === -1 ? 0 : behind]
  return list.at(behind === -1 ? -1 : behind - 1)
}

/** The same words, where they stood or beside the words that they stood beside: others write around them. */
export function isSame(a: ToldFinding, b: ToldFinding): boolean {
  const isOfSame = a.rule === b.rule && a.place.section === b.place.section && a.quote === b.quote
  const stands = a.place.at === b.place.at && a.place.from === b.place.from
  return isOfSame && (stands || (a.before === b.before && a.after === b.after))
}
