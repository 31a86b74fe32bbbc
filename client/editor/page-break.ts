/** 分页 in the text: put in behind the caret by toolbar or Ctrl+Enter; what follows begins a page of paper. */
import { type CommandProps, Extension } from '@tiptap/core'
import { type EditorState, Selection, type Transaction } from '@tiptap/pm/state'

import { asOneStep } from './undo.ts'

declare module '@tiptap/core' {
  // oxlint-disable-next-line typescript/consistent-type-definitions -- declaration merging needs an interface
  interface Commands<ReturnType> {
    pageBreaks: {
      /** At the caret, which then stands on the new page; behind a list or a table as a whole. */
      insertPageBreak: () => ReturnType
    }
  }
}

export const PageBreaks = Extension.create({
  name: 'pageBreaks',
  // Ctrl+Enter is a line break for the kit.
  priority: 200,
  addCommands: () => ({
    insertPageBreak:
      () =>
      ({ state, tr, dispatch }: CommandProps) => {
        if (dispatch) insert(state, tr)
        return true
      },
  }),
  addKeyboardShortcuts() {
    const { editor } = this
    return {
      'Mod-Enter': () => {
        asOneStep(editor.state, () => editor.commands.insertPageBreak())
        return true
      },
    }
  },
})

function insert({ schema }: EditorState, tr: Transaction): void {
  const { pageBreak, paragraph } = schema.nodes
  if (!pageBreak || !paragraph) return
  if (!tr.selection.empty && tr.selection.$from.depth > 0) tr.deleteSelection()
  const at = placeFor(tr)
  tr.insert(at, pageBreak.create())
  const behind = at + 1
  if (behind >= tr.doc.content.size) tr.insert(behind, paragraph.create())
  tr.setSelection(Selection.near(tr.doc.resolve(behind), 1)).scrollIntoView()
}

/** A line is parted at the caret; at its edges the break stands beside it. */
function placeFor(tr: Transaction): number {
  const { $from, to } = tr.selection
  if ($from.depth === 0) return to
  const isLine = $from.depth === 1 && $from.parent.isTextblock
  if (!isLine || $from.parentOffset === $from.parent.content.size) return $from.after(1)
  if ($from.parentOffset === 0) return $from.before(1)
  tr.split($from.pos)
  return $from.pos + 1
}
