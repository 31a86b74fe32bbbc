/**
 * Keeps the caret between the same letters when others' changes replace the document (y-tiptap draws a remote
 * change by replacing it whole, and finds the caret's place again by Yjs's relative positions). Those fail where
 * two runs of text stand side by side, as when two people begin in one empty paragraph, and where the caret's
 * block is gone; then the letters around it tell.
 */
import type { Node } from '@tiptap/pm/model'
import { Plugin, TextSelection } from '@tiptap/pm/state'
import { ySyncPluginKey } from '@tiptap/y-tiptap'

type RemoteChange = { readonly isChangeOrigin?: boolean; readonly isUndoRedoOperation?: boolean }

export function caretPlace(): Plugin {
  return new Plugin({
    appendTransaction(transactions, before, after) {
      const isRemote = transactions.some(tr => {
        const change: RemoteChange | undefined = tr.getMeta(ySyncPluginKey)
        return change?.isChangeOrigin === true && change.isUndoRedoOperation !== true
      })
      const { selection } = before
      if (!isRemote || !selection.empty || !(selection instanceof TextSelection)) return null
      const { head } = selection
      if (lettersAt(before.doc, head) === lettersAt(after.doc, after.selection.head)) return null
      const place = placeIn(before.doc, after.doc, head)
      if (place === undefined || place === after.selection.head) return null
      return after.tr.setSelection(TextSelection.create(after.doc, place))
    },
  })
}

/** The letters before a place, or behind it where a block begins: as many as tell it from its neighbours. */
function lettersAt(doc: Node, at: number): string {
  const { parent, parentOffset } = doc.resolve(at)
  if (!parent.inlineContent) return ''
  const text = (from: number, to: number) =>
    parent.textBetween(Math.max(0, from), Math.min(parent.content.size, to), undefined, '\n')
  return parentOffset > 0 ? text(parentOffset - 2, parentOffset) : `|${text(0, 2)}`
}

/** Where a place of one document is in another, if all that changed is before it or behind it. */
export function placeIn(before: Node, after: Node, at: number): number | undefined {
  const start = before.content.findDiffStart(after.content)
  const end = before.content.findDiffEnd(after.content)
  if (start === null || !end) return at
  // Of what was written at the very place, it stays behind the letters that it was behind.
  const place = at <= start ? at : at >= end.a ? at + end.b - end.a : undefined
  return place !== undefined && after.resolve(place).parent.inlineContent ? place : undefined
}
