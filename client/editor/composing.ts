/**
 * Composition (IME) in one editor. SPEC M.
 *
 * 1. From the first letter until the composition has settled the desk is held: no change of others is drawn
 *    under it, and none of its letters leaves.
 * 2. What was composed in a place that others deleted meanwhile is written again beside it: the person saw it,
 *    and nobody else could.
 * 3. Undo ends a composition first, and takes back what it left.
 */
import type { Node } from '@tiptap/pm/model'
import { type EditorState, Plugin, TextSelection, type Transaction } from '@tiptap/pm/state'
import type { EditorView } from '@tiptap/pm/view'
import * as Y from 'yjs'
import { placeIn } from './caret-place.ts'
import type { Desk } from './desk.ts'

export type Composing = {
  readonly plugin: Plugin
  /** Runs something at once, or, while a composition is under way, as soon as it is over. */
  whenOver(view: EditorView, run: () => void): void
}

/** Where a composition began, and the next clock of this person's own letters then. */
type Begun = { readonly from: number; readonly clock: number }

// ProseMirror reads the last of a composition from the DOM up to 20 ms after its end.
const settleMs = 40

export function composing(desk: Desk): Composing {
  let begun: Begun | undefined
  let settling: ReturnType<typeof setTimeout> | undefined

  const begin = (view: EditorView): false => {
    clearTimeout(settling)
    if (begun) return false
    desk.hold()
    const clock = ownClock(desk.doc)
    begun = { from: view.state.selection.from, clock }
    // Once ProseMirror has read where the selection is.
    queueMicrotask(() => {
      if (begun?.clock === clock) begun = { from: view.state.selection.from, clock }
    })
    return false
  }
  const settle = (view: EditorView) => {
    clearTimeout(settling)
    if (!begun) return
    const { from, clock } = begun
    begun = undefined
    letGo(desk, view, from, clock)
  }
  const soon = (view: EditorView): false => {
    clearTimeout(settling)
    settling = setTimeout(() => {
      if (!view.isDestroyed && !view.composing) settle(view)
    }, settleMs)
    return false
  }
  const whenOver = (view: EditorView, run: () => void) => {
    if (!view.composing) {
      settle(view)
      return run()
    }
    // Losing the focus makes the browser end it; ProseMirror reads what it left a moment later.
    view.dom.blur()
    view.focus()
    setTimeout(() => {
      if (view.isDestroyed) return
      settle(view)
      run()
    }, settleMs)
  }

  return {
    whenOver,
    plugin: new Plugin({
      view: () => ({
        destroy() {
          clearTimeout(settling)
          begun = undefined
          desk.release()
        },
      }),
      props: {
        handleDOMEvents: { compositionstart: begin, compositionend: soon, blur: soon },
      },
    }),
  }
}

function letGo(desk: Desk, view: EditorView, from: number, clock: number): void {
  const before = view.state
  const head = before.selection.head
  const words = head > from ? before.doc.textBetween(from, head) : ''
  const had = ownLength(desk.doc, clock)
  desk.release()
  const isLost = words !== '' && had > 0 && ownLength(desk.doc, clock) === 0
  // In either case others learn where the caret is now.
  view.dispatch(isLost ? writeAgain(before, view.state, from) : view.state.tr)
}

const ownClock = (doc: Y.Doc) => Y.getState(doc.store, doc.clientID)

/** How much of what this person wrote from that clock on still stands. */
function ownLength(doc: Y.Doc, clock: number): number {
  const structs = doc.store.clients.get(doc.clientID) ?? []
  let length = 0
  for (const struct of structs)
    if (struct.id.clock >= clock && struct instanceof Y.Item && !struct.deleted && struct.countable)
      length += struct.length
  return length
}

/**
 * Writes words that went down with their block. If what stood behind them came to stand elsewhere (their block
 * was joined to another), they go before it again; else into a paragraph of their own where their block was.
 */
function writeAgain(before: EditorState, { doc, tr, schema }: EditorState, from: number): Transaction {
  const head = before.selection.head
  const words = before.doc.textBetween(from, head)
  const place = placeIn(before.doc, doc, head)
  if (place !== undefined && isJoined(before.doc, from, head, doc, place))
    return caretBehind(tr.insertText(words, place), place, words)
  const start = before.doc.content.findDiffStart(doc.content) ?? 0
  const $start = doc.resolve(Math.min(start, doc.content.size))
  const at = $start.depth > 0 ? $start.before(1) : $start.pos
  const here = doc.nodeAt(at)
  if (here?.isTextblock && here.content.size === 0)
    return caretBehind(tr.insertText(words, at + 1), at + 1, words)
  const paragraph = schema.nodes.paragraph?.create(null, schema.text(words))
  return paragraph ? caretBehind(tr.insert(at, paragraph), at + 1, words) : tr
}

/** Do the letters around what was composed stand around that place now? */
function isJoined(before: Node, from: number, head: number, after: Node, place: number): boolean {
  const around = (doc: Node, at: number) => {
    const { parent, parentOffset } = doc.resolve(at)
    const ahead = parent.textBetween(0, parentOffset)
    const behind = parent.textBetween(parentOffset, parent.content.size)
    return { ahead, behind }
  }
  const { ahead } = around(before, from)
  const { behind } = around(before, head)
  const there = around(after, place)
  const same = there.ahead.endsWith(ahead) && there.behind.startsWith(behind)
  // One letter alone, a full stop say, stands in many places.
  return same && ahead.length + behind.length > 1
}

const caretBehind = (tr: Transaction, at: number, words: string) =>
  tr.setSelection(TextSelection.near(tr.doc.resolve(at + words.length), -1)).scrollIntoView()
