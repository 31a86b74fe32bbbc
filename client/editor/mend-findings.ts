/** Findings mended where they stand in a section's text; a fix is one step of undo. */
import type { Editor } from '@tiptap/core'
import type { EditorState } from '@tiptap/pm/state'
import { yUndoPluginKey } from '@tiptap/y-tiptap'
import type * as Y from 'yjs'
import type { Edit } from '../../shared/checks/finding.ts'
import type { ToldFinding } from '../checks/findings.ts'
import { blocksOf, locate } from './finding-marks.ts'

/** Takes back what mending did, unless something was written since; false where it was. */
export type Unmend = () => boolean

/**
 * Makes the edits of several findings in one step of undo. Those whose words are gone, or over another's, are left
 * alone: `mended` are the others.
 */
export function mendFindings(
  editor: Editor,
  findings: readonly ToldFinding[],
): { readonly mended: number; readonly unmend: Unmend } {
  const { state, view } = editor
  const undo = undoOf(state)
  const { tr } = state
  const blocks = blocksOf(state)
  const taken: Edit[] = []
  let mended = 0
  for (const finding of findings) {
    const span = editor.isEditable && finding.fix ? locate(blocks, finding) : undefined
    const base = span ? span.at - finding.place.from : 0
    const edits = (finding.fix?.edits ?? []).map(edit => ({
      ...edit,
      from: span?.block.start(base + edit.from) ?? 0,
      to: span?.block.end(base + edit.to) ?? 0,
    }))
    if (!span || edits.some(edit => taken.some(other => edit.from < other.to && other.from < edit.to)))
      continue
    taken.push(...edits)
    mended += 1
  }
  // From the end, so that no edit moves the places of the others.
  for (const { from, to, text } of taken.sort((one, other) => other.from - one.from))
    tr.insertText(text, from, to)
  if (mended === 0) return { mended, unmend: () => false }
  undo?.stopCapturing()
  view.dispatch(tr)
  undo?.stopCapturing()
  const step = undo?.undoStack.at(-1)
  return {
    mended,
    unmend: () => {
      if (!undo || step === undefined || undo.undoStack.at(-1) !== step) return false
      undo.undo()
      return true
    },
  }
}

/** Makes a finding's edits in one step of undo; false where its words are gone. */
export function mendFinding(editor: Editor, finding: ToldFinding): boolean {
  const { state, view } = editor
  const span = locate(blocksOf(state), finding)
  if (!editor.isEditable || !finding.fix || !span) return false
  const undo = undoOf(state)
  undo?.stopCapturing()
  const base = span.at - finding.place.from
  const { tr } = state
  for (const { from, to, text } of finding.fix.edits.toReversed())
    tr.insertText(text, span.block.start(base + from), span.block.end(base + to))
  view.dispatch(tr.scrollIntoView())
  undo?.stopCapturing()
  return true
}

function undoOf(state: EditorState): Y.UndoManager | undefined {
  const lent: { readonly undoManager: Y.UndoManager } | undefined = yUndoPluginKey.getState(state)
  return lent?.undoManager
}
