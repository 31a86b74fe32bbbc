/**
 * The desk: the copy of a section's document that this tab's editor writes on.
 *
 * 1. What is written here is in the session's document at once, and what others write is here at once, except
 *    while it is held for a composition (IME). Then both wait, and Yjs merges the two when it is let go:
 *    a text node that is drawn anew under a composition breaks, doubles or swallows it; and the letters of an
 *    input method are no text yet, so that nobody else can split, copy or delete them.
 * 2. What is written here waits no longer than `holdMost`, in case the end of a composition is never told.
 * 3. One composition is one step of undo, however long the spelling takes.
 * 4. The desk lives as long as the session's document, and so does its undo: unmounting forgets nothing.
 * Like every document the desk writes under the client id that Yjs gave it.
 */
import * as Y from 'yjs'
import { makeUndo } from './undo.ts'

export type Desk = {
  readonly doc: Y.Doc
  readonly undo: Y.UndoManager
  readonly isHeld: boolean
  /**
   * What this person has the server do to this text, as the newest step of their undo from now on: taken back by
   * `undo` as long as nothing was written here since. Answers how to say that it did not come to pass.
   */
  offer(undo: () => void): () => void
  /** Takes such a step back, if it is the newest; `isTried`: only asks. */
  takeBack(isTried?: boolean): boolean
  /** From now on what is written, here and elsewhere, waits. */
  hold(): void
  /** Gives what waited, both ways. */
  release(): void
}

type Offered = { readonly top: Y.UndoManager['undoStack'][number] | undefined; readonly undo: () => void }

/** Milliseconds that a person's own letters wait at most before they are sent, composed or not. */
const holdMost = 5000

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
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(source))
  const undo = makeUndo(doc)
  const steps = composedSteps(undo)
  const inward = line(source, doc)
  const outward = line(doc, source)
  let sending: ReturnType<typeof setInterval> | undefined
  let offered: Offered | undefined
  const release = () => {
    if (sending === undefined) return
    clearInterval(sending)
    sending = undefined
    steps.end()
    outward.open()
    inward.open()
  }
  source.on('destroy', () => {
    clearInterval(sending)
    doc.destroy()
  })
  return {
    doc,
    undo,
    get isHeld() {
      return sending !== undefined
    },
    offer(taken) {
      // What is written from now on is a step of its own.
      undo.stopCapturing()
      const mine = { top: undo.undoStack.at(-1), undo: taken }
      offered = mine
      return () => {
        if (offered === mine) offered = undefined
      }
    },
    takeBack(isTried = false) {
      if (!offered || undo.undoStack.at(-1) !== offered.top) return false
      if (isTried) return true
      const { undo: taken } = offered
      offered = undefined
      taken()
      return true
    },
    hold() {
      if (sending !== undefined) return
      inward.shut()
      outward.shut()
      steps.begin()
      sending = setInterval(outward.flush, holdMost)
    },
    release,
  }
}

/** Carries what is written in one document to another, but for what came from there; shut, it collects. */
function line(from: Y.Doc, to: Y.Doc) {
  const waiting: Uint8Array[] = []
  let isShut = false
  const flush = () => {
    if (waiting.length > 0) Y.applyUpdate(to, Y.mergeUpdates(waiting.splice(0)), { from })
  }
  from.on('update', (update: Uint8Array, origin: unknown) => {
    if (isFrom(to, origin)) return
    waiting.push(update)
    if (!isShut) flush()
  })
  return {
    flush,
    shut: () => {
      isShut = true
    },
    open: () => {
      isShut = false
      flush()
    },
  }
}

const isFrom = (doc: Y.Doc, origin: unknown) =>
  typeof origin === 'object' && origin !== null && 'from' in origin && origin.from === doc

/** Makes one step of undo of all that is written between begin and end, part of the last one if that is young. */
function composedSteps(undo: Y.UndoManager) {
  const usual = undo.captureTimeout
  return {
    begin() {
      if (Date.now() - undo.lastChange >= usual) undo.stopCapturing()
      undo.captureTimeout = Number.POSITIVE_INFINITY
    },
    end() {
      undo.captureTimeout = usual
    },
  }
}
