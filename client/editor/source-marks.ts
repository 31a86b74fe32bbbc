/**
 * 看来源: whose each letter of a section's text is, as colours, with the words for it on hover, at the caret, and, where
 * the text has no caret, at the piece that was tapped or gone to by key.
 *
 * The server tells it by Yjs ids; they are looked up in the document that the editor is bound to. Letters that it
 * has not told of yet have no colour. When it is drawn anew: late-marks.ts.
 */
import type { Editor } from '@tiptap/core'
import type { EditorState } from '@tiptap/pm/state'
import { Decoration, DecorationSet, type EditorView } from '@tiptap/pm/view'
import { ySyncPluginKey } from '@tiptap/y-tiptap'
import * as Y from 'yjs'
import { lettersOf, linesWithin, rootOf } from '../../shared/schema/letters.ts'
import { type Drawing, sourcesKey } from './late-marks.ts'

type SourceSpan = {
  readonly client: number
  readonly clock: number
  readonly length: number
  readonly source: number
}

/** What is drawn: spans, and for each source its colour (null: none) and words. */
export type SourceDrawing = {
  readonly spans: readonly SourceSpan[]
  readonly looks: readonly { readonly color: number | null; readonly words: string }[]
  /** The piece that is looked at, by its number in the text; -1: none. */
  readonly here: number
}

/** Letters side by side that have one source. */
export type SourcePiece = { readonly words: string; readonly quote: string }

/** Draws these and no others; null: none. While letters are composed nothing is redrawn. */
export function drawSources(view: EditorView, drawing: SourceDrawing | null): void {
  if (view.composing) return
  if (drawing === null && !sourcesKey.getState(view.state)?.drawing) return
  const told: Drawing | null = drawing && (state => draw(state, drawing))
  view.dispatch(view.state.tr.setMeta(sourcesKey, told).setMeta('addToHistory', false))
}

/** The words for the letters at the caret; undefined: there are none. */
export function sourceAtCaret(editor: Editor): string | undefined {
  const { from } = editor.state.selection
  return piecesOf(editor.state).find(piece => piece.from <= from && from <= piece.to)?.words
}

/** The drawn pieces in the order of the text. */
export const sourcePieces = ({ state }: Editor): SourcePiece[] =>
  piecesOf(state).map(({ from, to, words }) => ({ words, quote: state.doc.textBetween(from, to) }))

/** The number of the piece that an element of the text shows; -1: none. */
export function sourcePieceAt({ state, view }: Editor, element: Element): number {
  if (!element.closest('.tg-source')) return -1
  const at = view.posAtDOM(element, 0)
  return piecesOf(state).findIndex(({ from, to }) => from <= at && at < to)
}

type Look = SourceDrawing['looks'][number]
type LookSpan = { readonly from: number; readonly to: number; readonly look: Look }

const piecesOf = (state: EditorState) =>
  (sourcesKey.getState(state)?.set.find() ?? [])
    .flatMap(({ from, to, spec }) => {
      const words: unknown = spec.words
      return typeof words === 'string' ? [{ from, to, words }] : []
    })
    .sort((one, other) => one.from - other.from)

function draw(state: EditorState, { spans, looks, here }: SourceDrawing): DecorationSet {
  const sync: { readonly doc?: Y.Doc } | undefined = ySyncPluginKey.getState(state)
  if (!sync?.doc) return DecorationSet.empty
  const sourceOf = lookUp(spans)
  const lines = linesWithin(rootOf(sync.doc))
  const pieces: LookSpan[] = []
  let nth = 0
  state.doc.descendants((node, position) => {
    if (!node.isTextblock) return true
    const line = lines[nth]
    nth += 1
    for (const { from, to, look } of line ? lineSpans(line, node.content.size, sourceOf, looks) : []) {
      const piece = { from: position + 1 + from, to: position + 1 + to, look }
      const last = pieces.at(-1)
      // Rows of the log end in the middle of what a reader sees as one piece.
      if (last?.to === piece.from && last.look.words === look.words)
        pieces[pieces.length - 1] = { ...last, to: piece.to }
      else pieces.push(piece)
    }
    return false
  })
  return DecorationSet.create(
    state.doc,
    pieces.map(({ from, to, look: { color, words } }, at) => {
      const classes = ['tg-source', color !== null && `tg-source-${color}`, at === here && hereClass]
      const drawn = { class: classes.filter(Boolean).join(' '), title: words }
      return Decoration.inline(from, to, drawn, { words })
    }),
  )
}

/** The piece that is looked at. */
export const hereClass = 'tg-source-here'

type SourceOf = (client: number, clock: number) => { source: number; until: number } | undefined

function lineSpans(line: Y.XmlElement, size: number, sourceOf: SourceOf, looks: readonly Look[]): LookSpan[] {
  const spans: LookSpan[] = []
  let at = 0
  for (const child of line.toArray()) {
    if (!(child instanceof Y.XmlText)) {
      at += 1
      continue
    }
    for (const { client, clock, text } of lettersOf(child)) {
      for (let step = 0; step < text.length; ) {
        const found = sourceOf(client, clock + step)
        const until = found ? Math.min(text.length, found.until - clock) : text.length
        const look = found && looks[found.source]
        const [from, to] = [at + step, Math.min(size, at + until)]
        if (look && from < to) spans.push({ from, to, look })
        step = until
      }
      at += text.length
    }
  }
  return spans
}

function lookUp(spans: readonly SourceSpan[]): SourceOf {
  const byClient = new Map<number, SourceSpan[]>()
  for (const span of spans) {
    const own = byClient.get(span.client)
    if (own) own.push(span)
    else byClient.set(span.client, [span])
  }
  return (client, clock) => {
    const span = byClient.get(client)?.find(one => clock >= one.clock && clock < one.clock + one.length)
    return span && { source: span.source, until: span.clock + span.length }
  }
}
