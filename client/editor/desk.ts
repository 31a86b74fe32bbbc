/**
 * The desk: the copy of a section's document that this tab's editor writes on.
 *
 * 1. What is written here is in the session's document at once, in the same turn.
 * 2. What others write comes here at once too, except while this person composes (IME): a text node that
 *    is drawn anew under a composition breaks, doubles or swallows it. It is kept and given afterwards;
 *    Yjs merges the two.
 * 3. The desk lives as long as the session's document, and so does its undo: unmounting forgets nothing.
 * Like every document the desk writes under the client id that Yjs gave it.
 */
import * as Y from 'yjs'
import { makeUndo } from './undo.ts'

export type Desk = {
  readonly doc: Y.Doc
  readonly undo: Y.UndoManager
  /** From now on what others write waits while `composing()`; call release when a composition ended. */
  hold(composing: () => boolean): void
  /** Gives what waited. */
  release(): void
}

// A private slot on each session's document: it holds nothing that outlives that document.
const desks = new WeakMap<Y.Doc, Desk>()

/** The one desk of a session's document. */
export function deskOf(source: Y.Doc): Desk {
  const known = desks.get(source)
  if (known) return known
  const desk = makeDesk(source)
  desks.set(source, desk)
  return desk
}

function makeDesk(source: Y.Doc): Desk {
  const doc = new Y.Doc()
  const waiting: Uint8Array[] = []
  let composing = () => false
  const fromSource = { name: 'desk:in' }
  const toSource = { name: 'desk:out' }
  const release = () => {
    if (waiting.length === 0) return
    const update = Y.mergeUpdates(waiting.splice(0))
    Y.applyUpdate(doc, update, fromSource)
  }
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(source), fromSource)
  source.on('update', (update: Uint8Array, origin: unknown) => {
    if (origin === toSource) return
    waiting.push(update)
    if (!composing()) release()
  })
  doc.on('update', (update: Uint8Array, origin: unknown) => {
    if (origin !== fromSource) Y.applyUpdate(source, update, toSource)
  })
  source.on('destroy', () => doc.destroy())
  return {
    doc,
    undo: makeUndo(doc),
    hold: isComposing => {
      composing = isComposing
      if (!composing()) release()
    },
    release,
  }
}
