/** What is picked up at the desk, to be put somewhere: out of a 来稿 or 材料, or out of a section. */
import type { DeskPaper } from '../../../shared/api.ts'
import type { Piece, Place } from '../../../shared/desk.ts'

export type Picked = {
  readonly from:
    | { readonly kind: 'paper'; readonly paper: Pick<DeskPaper, 'id' | 'kind'>; readonly label: string }
    | { readonly kind: 'section'; readonly sectionId: string; readonly base: number; readonly label: string }
  readonly piece: Piece
  readonly quote: string
  /** Only words and lines go into a line. */
  readonly fitsIntoLines: boolean
}

export type Target = { readonly sectionId: string; readonly base: number; readonly place: Place }

/** The id of what it is picked out of. */
export const sourceOf = (from: Picked['from']) => (from.kind === 'paper' ? from.paper.id : from.sectionId)

/** Says of a block or a sentence whether it is what is picked. */
export function isPicked(picked: Picked | undefined, source: string, piece: Piece): boolean {
  if (!picked) return false
  return sourceOf(picked.from) === source && JSON.stringify(picked.piece) === JSON.stringify(piece)
}
