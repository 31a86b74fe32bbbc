/**
 * Blocks taken into a text from beside it: after the block where the caret stands, or at the end; one step
 * of undo, an edit like any other of this person. The first blank is selected, to be written over.
 */
import type { Editor } from '@tiptap/core'
import { type EditorState, Selection, TextSelection } from '@tiptap/pm/state'
import { blankMark } from '../../shared/carry-over.ts'
import type { Block } from '../../shared/schema/text.ts'
import { asOneStep } from './undo.ts'

type Place = { readonly from: number; readonly to: number }

export function takeOver(editor: Editor, block: Block, atCaret: boolean): void {
  const { state, view } = editor
  if (!editor.isEditable) return
  const node = state.schema.nodeFromJSON(block)
  const { from, to } = atCaret ? behindCaret(state) : atEnd(state)
  const tr = state.tr.replaceWith(from, to, node)
  const blank = firstBlank(tr.doc, from, from + node.nodeSize)
  tr.setSelection(
    blank === undefined
      ? Selection.near(tr.doc.resolve(from + node.nodeSize - 1), -1)
      : TextSelection.create(tr.doc, blank, blank + blankMark.length),
  )
  asOneStep(state, () => view.dispatch(tr.scrollIntoView()))
  view.focus()
}

/** An empty paragraph there is written over. */
function behindCaret({ selection: { $from } }: EditorState): Place {
  const block = $from.node(1)
  const to = $from.after(1)
  return { from: block.isTextblock && block.childCount === 0 ? $from.before(1) : to, to }
}

function atEnd({ doc }: EditorState): Place {
  const to = doc.content.size
  const last = doc.lastChild
  return { from: last?.isTextblock && last.childCount === 0 ? to - last.nodeSize : to, to }
}

function firstBlank(doc: EditorState['doc'], from: number, to: number): number | undefined {
  let found: number | undefined
  doc.nodesBetween(from, to, (node, position) => {
    if (found !== undefined || !node.isText) return
    const at = (node.text ?? '').indexOf(blankMark)
    if (at !== -1) found = position + at
  })
  return found
}
