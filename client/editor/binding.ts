/**
 * Binds one editor to one section's document: text, undo, and others' carets.
 *
 * 1. An editor that may write binds to the desk; one that may not, to the mirror, without undo.
 * 2. The awareness shows this section's carets alone, this tab's left out, so every state is drawn.
 * 3. While this person composes, the desk is held, and their caret stands still for others.
 */
import { type CommandProps, type Editor, Extension } from '@tiptap/core'
import { Plugin } from '@tiptap/pm/state'
import { redo, undo, yCursorPlugin, ySyncPlugin } from '@tiptap/y-tiptap'
import type { Awareness } from 'y-protocols/awareness'
import type * as Y from 'yjs'
import { rootName } from '../../shared/schema/text.ts'
import { caretElement, selectionAttributes, stillWhile } from './carets.ts'
import { caretPlace } from './caret-place.ts'
import { type Composing, composing } from './composing.ts'
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
  const ime = bound.writes ? composing(bound.desk) : undefined
  return Extension.create({
    name: 'sectionBinding',
    priority: 1000,
    addCommands: () => ({
      undo: () => step(bound, ime, 'undo'),
      redo: () => step(bound, ime, 'redo'),
    }),
    addKeyboardShortcuts() {
      return {
        'Mod-z': () => this.editor.commands.undo(),
        'Mod-y': () => this.editor.commands.redo(),
        'Shift-Mod-z': () => this.editor.commands.redo(),
      }
    },
    addProseMirrorPlugins() {
      return [
        ySyncPlugin(doc.getXmlFragment(rootName)),
        yCursorPlugin(bound.writes ? stillWhile(() => bound.desk.isHeld, bound.awareness) : bound.awareness, {
          awarenessStateFilter: () => true,
          cursorBuilder: caretElement,
          selectionBuilder: selectionAttributes,
        }),
        ...(bound.writes && ime
          ? [undoPlugin(bound.desk.undo), caretPlace(), ime.plugin, ownSteps(this.editor)]
          : []),
      ]
    },
  })
}

function step(bound: Bound, ime: Composing | undefined, which: 'undo' | 'redo') {
  return ({ tr, view, dispatch }: CommandProps): boolean => {
    // The change arrives through the document, not through this transaction.
    tr.setMeta('preventDispatch', true)
    if (!bound.writes || !ime) return false
    if (which === 'undo' && bound.desk.takeBack(!dispatch)) return true
    const possible = which === 'undo' ? bound.desk.undo.canUndo() : bound.desk.undo.canRedo()
    if (possible && dispatch) ime.whenOver(view, () => (which === 'undo' ? undo : redo)(view.state))
    return possible
  }
}

/**
 * The browser's own undo would change the page behind the document's back: by key while a composition is under
 * way (ProseMirror leaves all keys to it), and at any time from the menu.
 */
function ownSteps(editor: Editor): Plugin {
  const instead = (event: Event, which: 'undo' | 'redo' | undefined) => {
    if (!which) return false
    event.preventDefault()
    editor.commands[which]()
    return true
  }
  return new Plugin({
    props: {
      handleDOMEvents: {
        keydown: (view, event) => view.composing && instead(event, stepOfKey(event)),
        beforeinput: (_view, event) => instead(event, stepOfInput[event.inputType]),
      },
    },
  })
}

const stepOfInput: Readonly<Record<string, 'undo' | 'redo'>> = { historyUndo: 'undo', historyRedo: 'redo' }

function stepOfKey({ key, ctrlKey, metaKey, shiftKey }: KeyboardEvent): 'undo' | 'redo' | undefined {
  if (!ctrlKey && !metaKey) return undefined
  if (key.toLowerCase() === 'z') return shiftKey ? 'redo' : 'undo'
  return key.toLowerCase() === 'y' ? 'redo' : undefined
}
