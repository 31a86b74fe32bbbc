/** What is picked up at the desk, to be put somewhere: out of a 来稿, or out of a section. */
import type { Piece, Place } from '../../../shared/desk.ts'

export type Picked = {
  readonly from:
    | { readonly kind: 'material'; readonly submissionId: string; readonly label: string }
    | { readonly kind: 'section'; readonly sectionId: string; readonly base: number; readonly label: string }
  readonly piece: Piece
  readonly quote: string
  /** Only words and lines go into a line. */
  readonly fitsIntoLines: boolean
}

export type Target = { readonly sectionId: string; readonly base: number; readonly place: Place }

/** Says of a block or a sentence whether it is what is picked. */
export function isPicked(picked: Picked | undefined, source: string, piece: Piece): boolean {
  if (!picked) return false
  const own = picked.from.kind === 'material' ? picked.from.submissionId : picked.from.sectionId
  return own === source && JSON.stringify(picked.piece) === JSON.stringify(piece)
}
