/**
 * Undo of one section: its manager belongs to the document, the plugin only lends it to a view.
 *
 * 1. Only what this person did here is undone: changes that came through y-tiptap's own binding.
 * 2. Destroying a view takes that view's listeners off and leaves the manager whole. (y-tiptap's plugin
 *    destroys the manager with the view.)
 * 3. Each step remembers the selection before it as relative positions, which hold in any later view.
 */
import { type EditorState, Plugin, TextSelection } from '@tiptap/pm/state'
import type { EditorView } from '@tiptap/pm/view'
import {
  defaultDeleteFilter,
  getRelativeSelection,
  relativePositionToAbsolutePosition,
  ySyncPluginKey,
  yUndoPluginKey,
} from '@tiptap/y-tiptap'
import * as Y from 'yjs'
import { rootName } from '../../shared/schema/text.ts'

// Somebody else may have written into a block that an undo would take away: the block stays.
const keptBlocks = new Set(['paragraph', 'heading'])

export function makeUndo(doc: Y.Doc): Y.UndoManager {
  return new Y.UndoManager(doc.getXmlFragment(rootName), {
    trackedOrigins: new Set([ySyncPluginKey]),
    deleteFilter: item => defaultDeleteFilter(item, keptBlocks),
    captureTransaction: transaction => transaction.meta.get('addToHistory') !== false,
  })
}

type RelativeSelection = ReturnType<typeof getRelativeSelection> | null
type UndoState = {
  /** Under this name y-tiptap's undo and redo look for it. */
  readonly undoManager: Y.UndoManager
  readonly prevSel: RelativeSelection
  readonly hasUndoOps: boolean
  readonly hasRedoOps: boolean
}
type StackItem = Y.UndoManager['undoStack'][number]
type StackEvent = { readonly stackItem: StackItem }

const selectionBefore = 'selection before'

export function undoPlugin(manager: Y.UndoManager): Plugin<UndoState> {
  const read = (prevSel: RelativeSelection): UndoState => ({
    undoManager: manager,
    prevSel,
    hasUndoOps: manager.canUndo(),
    hasRedoOps: manager.canRedo(),
  })
  return new Plugin<UndoState>({
    key: yUndoPluginKey,
    state: {
      init: () => read(null),
      apply: (_tr, _value, old, state) => read(relativeSelection(state, old)),
    },
    view: view => lend(manager, view),
  })
}

/** What is done here is a step of its own, however quickly it follows on other edits. */
export function asOneStep(state: EditorState, run: () => void): void {
  const lent: UndoState | undefined = yUndoPluginKey.getState(state)
  lent?.undoManager.stopCapturing()
  run()
  lent?.undoManager.stopCapturing()
}

function lend(manager: Y.UndoManager, view: EditorView): { destroy(): void } {
  const added = ({ stackItem }: StackEvent) => {
    const state: UndoState | undefined = yUndoPluginKey.getState(view.state)
    stackItem.meta.set(selectionBefore, state?.prevSel ?? null)
  }
  const popped = ({ stackItem }: StackEvent) => {
    const selection: RelativeSelection | undefined = stackItem.meta.get(selectionBefore)
    if (selection) select(view, selection)
  }
  manager.on('stack-item-added', added)
  manager.on('stack-item-popped', popped)
  return {
    destroy() {
      manager.off('stack-item-added', added)
      manager.off('stack-item-popped', popped)
      // The next view's first change begins a step of its own.
      manager.stopCapturing()
    },
  }
}

function select(view: EditorView, { anchor, head }: NonNullable<RelativeSelection>): void {
  const binding = bindingOf(view.state)
  if (!binding) return
  const resolve = (position: unknown) =>
    relativePositionToAbsolutePosition(binding.doc, binding.type, position, binding.mapping)
  const from = resolve(anchor)
  const to = resolve(head)
  if (from === null || to === null) return
  const { doc, tr } = view.state
  view.dispatch(tr.setSelection(TextSelection.between(doc.resolve(from), doc.resolve(to))).scrollIntoView())
}

type Binding = Parameters<typeof getRelativeSelection>[0]

function bindingOf(state: EditorState): Binding | null {
  const sync: { binding: Binding | null } | undefined = ySyncPluginKey.getState(state)
  return sync?.binding ?? null
}

function relativeSelection(state: EditorState, old: EditorState): RelativeSelection {
  const binding = bindingOf(state)
  return binding ? getRelativeSelection(binding, old) : null
}
