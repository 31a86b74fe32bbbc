/** Replacing found places through each section's own document and undo, whether its editor is mounted or not. */
import { ySyncPluginKey } from '@tiptap/y-tiptap'
import { replaceInDoc } from '../../shared/find/replace.ts'
import type { ReportConnection } from '../collab/types.ts'
import { deskOf } from '../editor/desk.ts'
import type { FoundPlace } from './order.ts'

export type Replaced = {
  readonly count: number
  /** Takes the step back in every section where it is still the last one. */
  readonly undo: () => void
}

/** `places`: only of sections that this person may write. */
export function replacePlaces(connection: ReportConnection, places: readonly FoundPlace[]): Replaced {
  let count = 0
  const undos: (() => void)[] = []
  for (const [sectionId, ofSection] of Map.groupBy(places, place => place.sectionId)) {
    const { doc, undo } = deskOf(connection.section(sectionId).doc)
    undo.stopCapturing()
    // As the editor's own edits come, so that this section's undo knows it.
    const replaced = replaceInDoc(doc, ofSection, ySyncPluginKey)
    undo.stopCapturing()
    if (replaced === 0) continue
    count += replaced
    const step = undo.undoStack.at(-1)
    undos.push(() => {
      if (undo.undoStack.at(-1) === step) undo.undo()
    })
  }
  return { count, undo: () => undos.forEach(back => back()) }
}
