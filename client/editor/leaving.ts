/**
 * The way out of the text by keyboard: in lists and tables Tab has a meaning of its own, so Escape first,
 * then Tab (or Shift+Tab) leaves as anywhere else on the page.
 */
import { Extension } from '@tiptap/core'
import { Plugin } from '@tiptap/pm/state'

export const Leaving = Extension.create({
  name: 'leaving',
  priority: 2000,
  addProseMirrorPlugins() {
    let leaves = false
    return [
      new Plugin({
        props: {
          handleDOMEvents: {
            keydown(view, event) {
              if (view.composing || event.isComposing) return false
              if (event.key === 'Tab' && leaves) {
                leaves = false
                // Handled for ProseMirror, not prevented: the browser moves the focus.
                return true
              }
              if (event.key !== 'Shift') leaves = event.key === 'Escape'
              return false
            },
            blur() {
              leaves = false
              return false
            },
          },
        },
      }),
    ]
  },
})
