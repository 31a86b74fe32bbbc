/** What is done to the sheet from beside it: by panels, by keys, and by what goes through the findings. */
import type { Block } from '../../shared/schema/text.ts'
import type { ToldFinding } from '../checks/findings.ts'
import type { ThreadPlace } from '../comments/threads.ts'

export type OfferUndo = (sectionId: string, undo: () => void) => () => void

export type SheetHandle = {
  /** Goes to a section; `write` also puts the caret into its text, if it may be written. */
  open(sectionId: string, write: boolean): void
  /** Puts a block into a section's text: behind the caret if it stands there, else at the end. */
  take(sectionId: string, block: Block): void
  /** Cites figures at the caret, if it stands in a text; as a table, behind the block there. */
  cite(figureIds: readonly string[], as: 'words' | 'table'): void
  /** Goes to the words of a finding and selects them. */
  show(finding: ToldFinding): void
  /** Goes to where a thread stands. */
  showThread(sectionId: string, place: ThreadPlace | undefined): void
  /**
   * What the server does to a section's text for this person is their newest step of undo there; answers how to say
   * that it did not.
   */
  offerUndo: OfferUndo
  /** Brings the words of a finding into view and leaves the focus where it is. */
  reveal(finding: ToldFinding): void
  /** Where the words of a finding stand on the screen; undefined where they are not drawn. */
  placeOf(finding: ToldFinding): DOMRect | undefined
  /** Makes a finding's fix. */
  mend(finding: ToldFinding): void
  /** Makes the fixes of many, one step of undo for each section; answers when all sections were gone to. */
  mendAll(findings: readonly ToldFinding[]): Promise<Mending>
}

/** How many were mended, and the way back; it tells whether all of it could be taken back. */
export type Mending = { readonly mended: number; readonly unmend: () => boolean }
