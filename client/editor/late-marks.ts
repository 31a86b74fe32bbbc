/**
 * Marks of comments and of sources in a text. How they are drawn is told by comment-marks.ts and source-marks.ts,
 * which are fetched once the texts are here; an editor has the place for them from the first.
 *
 * They are worked out from the document that the editor is bound to, anew at every change that comes from there: a
 * remote change replaces ProseMirror's document. A change of one's own is not in that document yet when it is drawn,
 * so for that moment the marks go along with it.
 */
import { Extension } from '@tiptap/core'
import { type EditorState, Plugin, PluginKey, type Transaction } from '@tiptap/pm/state'
import { DecorationSet } from '@tiptap/pm/view'
import { ySyncPluginKey } from '@tiptap/y-tiptap'

/** A transaction's meta under the key: how to draw from now on; null: nothing. */
export type Drawing = (state: EditorState) => DecorationSet

type Drawn = { readonly drawing: Drawing | null; readonly set: DecorationSet }

export const commentsKey = new PluginKey<Drawn>('comments')
export const sourcesKey = new PluginKey<Drawn>('sources')

/** Tells, of a text without a caret, how its pieces are gone through. */
export const sourcesHintId = 'tg-sources-hint'

export const LateMarks = Extension.create({
  name: 'lateMarks',
  addProseMirrorPlugins: () => [
    marksPlugin(commentsKey),
    marksPlugin(sourcesKey, { tabindex: '0', 'aria-describedby': sourcesHintId }),
  ],
})

/** `around`: what the text itself gets while the marks are drawn. */
const marksPlugin = (key: PluginKey<Drawn>, around: Readonly<Record<string, string>> = {}) =>
  new Plugin<Drawn>({
    key,
    state: {
      init: () => ({ drawing: null, set: DecorationSet.empty }),
      apply(tr, drawn, _old, state) {
        const told: Drawing | null | undefined = tr.getMeta(key)
        if (told !== undefined) return { drawing: told, set: told?.(state) ?? DecorationSet.empty }
        if (!tr.docChanged || drawn.drawing === null) return drawn
        return { ...drawn, set: isFromDoc(tr) ? drawn.drawing(state) : drawn.set.map(tr.mapping, tr.doc) }
      },
    },
    props: {
      decorations: state => key.getState(state)?.set,
      attributes: state => (key.getState(state)?.drawing ? around : {}),
    },
  })

function isFromDoc(tr: Transaction): boolean {
  const change: { readonly isChangeOrigin?: boolean } | undefined = tr.getMeta(ySyncPluginKey)
  return change?.isChangeOrigin === true
}
