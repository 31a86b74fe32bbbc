/**
 * Pastes whose reader is still on its way.
 *
 * 1. They go in one after another, where each was made, whatever was typed or came from others meanwhile; who has
 *    typed on keeps their caret.
 * 2. None goes in under a composition.
 * 3. None waits for long: without a line its reader would come nobody knows when, and a page that is left takes along
 *    what it holds. It goes in the other way then.
 */
import type { Node } from '@tiptap/pm/model'
import { Plugin, PluginKey, TextSelection, type Transaction } from '@tiptap/pm/state'
import type { EditorView } from '@tiptap/pm/view'
import { ySyncPluginKey } from '@tiptap/y-tiptap'
import { placeIn } from '../caret-place.ts'

export type WaitingPastes = {
  readonly plugin: Plugin
  /** Puts it in once `coming` is here; where that fails, or takes long, the other way. */
  whenHere<Part>(
    view: EditorView,
    coming: Promise<Part>,
    put: (part: Part) => void,
    otherwise: () => void,
  ): void
}

type Held = { readonly from: number; readonly to: number }
type Places = ReadonlyMap<symbol, Held>
type Change = { readonly key: symbol; readonly held: Held | undefined }

const placesKey = new PluginKey<Places>('waiting pastes')

export function waitingPastes(): WaitingPastes {
  let last: Promise<void> = Promise.resolve()
  return {
    plugin: new Plugin<Places>({
      key: placesKey,
      state: {
        init: () => new Map(),
        apply(tr, places, old) {
          const change: Change | undefined = tr.getMeta(placesKey)
          if (!change && (places.size === 0 || !tr.docChanged)) return places
          const moved = new Map([...places].map(([key, held]) => [key, follow(held, tr, old.doc)]))
          if (change?.held) moved.set(change.key, change.held)
          else if (change) moved.delete(change.key)
          return moved
        },
      },
    }),
    whenHere(view, coming, put, otherwise) {
      const take = hold(view)
      // A failure is handled in its turn.
      coming.catch(() => {})
      const { over, end } = waited()
      last = last.then(async () => {
        const act = await Promise.race([
          coming.then(
            part => () => put(part),
            () => otherwise,
          ),
          over.then(() => otherwise),
        ])
        end()
        await composed(view)
        if (view.isDestroyed || !view.editable) return
        putAt(view, take(), act)
      })
    },
  }
}

/** So long a paste waits for its reader, milliseconds. */
const waitMs = 5000

/** `over` once it was long enough, or the page is left. */
function waited(): { readonly over: Promise<void>; readonly end: () => void } {
  const { promise: over, resolve } = Promise.withResolvers<void>()
  const end = () => {
    clearTimeout(timer)
    removeEventListener('pagehide', end)
    resolve()
  }
  const timer = setTimeout(end, waitMs)
  addEventListener('pagehide', end)
  return { over, end }
}

/** Marks where the selection is; answers where that came to be, and forgets it. */
function hold(view: EditorView): () => Held {
  const key = Symbol('paste')
  const { from, to } = view.state.selection
  const say = (held: Held | undefined) => view.dispatch(view.state.tr.setMeta(placesKey, { key, held }))
  say({ from, to })
  return () => {
    const held = placesKey.getState(view.state)?.get(key) ?? view.state.selection
    say(undefined)
    return held
  }
}

/** What is typed at the place itself comes behind it, what was pasted there before it. A remote change replaces the document. */
function follow({ from, to }: Held, tr: Transaction, before: Node): Held {
  const remote: { readonly isChangeOrigin?: boolean } | undefined = tr.getMeta(ySyncPluginKey)
  const side = tr.getMeta('uiEvent') === 'paste' ? 1 : -1
  const place = (at: number) =>
    remote?.isChangeOrigin === true
      ? (placeIn(before, tr.doc, at) ?? Math.min(at, tr.doc.content.size))
      : tr.mapping.map(at, side)
  return { from: place(from), to: place(to) }
}

function putAt(view: EditorView, { from, to }: Held, act: () => void): void {
  const { selection } = view.state
  if (selection.from === from && selection.to === to) return act()
  const back = hold(view)
  select(view, { from, to })
  act()
  select(view, back())
}

function select(view: EditorView, { from, to }: Held): void {
  const { doc, tr } = view.state
  view.dispatch(tr.setSelection(TextSelection.between(doc.resolve(from), doc.resolve(to))))
}

// As long as client/editor/composing.ts gives a composition to settle, and a little more.
const settleMs = 60

async function composed(view: EditorView): Promise<void> {
  while (!view.isDestroyed && view.composing) await new Promise(resolve => setTimeout(resolve, settleMs))
}
