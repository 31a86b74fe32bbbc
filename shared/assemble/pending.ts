/**
 * Sections that are not accepted (未收稿) in a report that leaves before it is finished: shown like others,
 * marked, or left out.
 *
 * Left out is what is not accepted itself; its heading stays while something below it is accepted, so that
 * the rest keeps its place. Numbers close up.
 */
import type { Status } from '../report.ts'

export const pendingWays = ['show', 'mark', 'omit'] as const
export type PendingWay = (typeof pendingWays)[number]

/** What a marked section shows under its heading. */
export const pendingMark = '〔未收稿〕'

type Section = { readonly id: string; readonly parentId: string | null; readonly status?: Status | undefined }

/** Parts of an outline in which a section has no status are nobody's to wait for. */
const isAccepted = ({ status }: Section) => status === undefined || status === 'accepted'

/** The sections that stay when the others are left out, and of which of them the text is left out. */
export function leaveOutPending<One extends Section>(
  sections: readonly One[],
): { readonly kept: One[]; readonly textless: ReadonlySet<string> } {
  const needed = new Set<string | null>()
  // Children stand after their parents.
  for (const section of sections.toReversed())
    if (isAccepted(section) || needed.has(section.id)) needed.add(section.parentId)
  const kept = sections.filter(section => isAccepted(section) || needed.has(section.id))
  return { kept, textless: new Set(kept.filter(one => !isAccepted(one)).map(({ id }) => id)) }
}

/** Those to be marked: not accepted, and more than a heading over others. */
export function markPending(
  sections: readonly Section[],
  hasText: (id: string) => boolean,
): ReadonlySet<string> {
  const parents = new Set(sections.map(({ parentId }) => parentId))
  const waited = sections.filter(one => !isAccepted(one) && (hasText(one.id) || !parents.has(one.id)))
  return new Set(waited.map(({ id }) => id))
}
