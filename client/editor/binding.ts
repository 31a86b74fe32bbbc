/**
 * Binds one editor to one section's document: text, undo, and others' carets.
 *
 * 1. An editor that may write binds to the desk; one that may not, to the mirror, without undo.
 * 2. The awareness shows this section's carets alone, this tab's left out, so every state is drawn.
 * 3. While this person composes, the desk keeps back what others write.
 */
import { type CommandProps, Extension } from '@tiptap/core'
import { Plugin } from '@tiptap/pm/state'
import type { EditorView } from '@tiptap/pm/view'
import { redo, undo, yCursorPlugin, ySyncPlugin } from '@tiptap/y-tiptap'
import type { Awareness } from 'y-protocols/awareness'
import type * as Y from 'yjs'
import { rootName } from '../../shared/schema/text.ts'
import { caretElement, selectionAttributes } from './carets.ts'
import type { Desk } from './desk.ts'
import { undoPlugin } from './undo.ts'

export type Bound =
  | { readonly writes: true; readonly desk: Desk; readonly awareness: Awareness }
  | { readonly writes: false; readonly mirror: Y.Doc; readonly awareness: Awareness }

declare module '@tiptap/core' {
  // oxlint-disable-next-line typescript/consistent-type-definitions -- declaration merging needs an interface
  interface Commands<ReturnType> {
    sectionBinding: { undo: () => ReturnType; redo: () => ReturnType }
  }
}

export function sectionBinding(bound: Bound) {
  const doc = bound.writes ? bound.desk.doc : bound.mirror
  return Extension.create({
    name: 'sectionBinding',
    priority: 1000,
    addCommands: () => ({
      undo: () => step(bound, 'undo'),
      redo: () => step(bound, 'redo'),
    }),
    addKeyboardShortcuts() {
      return {
        'Mod-z': () => this.editor.commands.undo(),
        'Mod-y': () => this.editor.commands.redo(),
        'Shift-Mod-z': () => this.editor.commands.redo(),
      }
    },
    addProseMirrorPlugins: () => [
      ySyncPlugin(doc.getXmlFragment(rootName)),
      yCursorPlugin(bound.awareness, {
        awarenessStateFilter: () => true,
        cursorBuilder: caretElement,
        selectionBuilder: selectionAttributes,
      }),
      ...(bound.writes ? [undoPlugin(bound.desk.undo), composition(bound.desk)] : []),
    ],
  })
}

function step(bound: Bound, which: 'undo' | 'redo') {
  return ({ tr, state, dispatch }: CommandProps): boolean => {
    // The change arrives through the document, not through this transaction.
    tr.setMeta('preventDispatch', true)
    if (!bound.writes) return false
    const possible = which === 'undo' ? bound.desk.undo.canUndo() : bound.desk.undo.canRedo()
    if (possible && dispatch) (which === 'undo' ? undo : redo)(state)
    return possible
  }
}

// ProseMirror reads the last of a composition from the DOM up to 20 ms after its end.
const settleMs = 40

/** Holds the desk while the view composes, and releases it when the composition has settled. */
function composition(desk: Desk): Plugin {
  return new Plugin({
    view: view => {
      desk.hold(() => view.composing)
      return {
        destroy: () => desk.hold(() => false),
      }
    },
    props: {
      handleDOMEvents: {
        compositionend: view => settle(desk, view),
        blur: view => settle(desk, view),
      },
    },
  })
}

function settle(desk: Desk, view: EditorView): false {
  setTimeout(() => {
    if (view.isDestroyed || !view.composing) desk.release()
  }, settleMs)
  return false
}
