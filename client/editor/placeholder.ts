/** What stands in a text without a letter: drawn by sheet.css from the first line's attribute, never a part of it. */
import { Extension, isNodeEmpty } from '@tiptap/core'
import { Plugin } from '@tiptap/pm/state'
import { Decoration, DecorationSet } from '@tiptap/pm/view'

/** For an editor that may be written in; the words are asked for whenever it is drawn. */
export const placeholder = (words: () => string) =>
  Extension.create({
    name: 'placeholder',
    addProseMirrorPlugins: () => [
      new Plugin({
        props: {
          decorations: ({ doc }) => {
            const first = doc.firstChild
            if (!first?.isTextblock || !isNodeEmpty(doc)) return null
            const attributes = { class: 'is-editor-empty', 'data-placeholder': words() }
            return DecorationSet.create(doc, [Decoration.node(0, first.nodeSize, attributes)])
          },
        },
      }),
    ],
  })
