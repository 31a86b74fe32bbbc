/**
 * 看来源: whose each letter of a section's text is, as colours, with the words for it on hover.
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
}

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
  const [found] = sourcesKey.getState(editor.state)?.set.find(from, from) ?? []
  const words: unknown = found?.spec.words
  return typeof words === 'string' ? words : undefined
}

function draw(state: EditorState, drawing: SourceDrawing): DecorationSet {
  const sync: { readonly doc?: Y.Doc } | undefined = ySyncPluginKey.getState(state)
  if (!sync?.doc) return DecorationSet.empty
  const sourceOf = lookUp(drawing.spans)
  const lines = linesWithin(rootOf(sync.doc))
  const decorations: Decoration[] = []
  let nth = 0
  state.doc.descendants((node, position) => {
    if (!node.isTextblock) return true
    const line = lines[nth]
    nth += 1
    if (line) decorations.push(...lineMarks(line, position + 1, node.content.size, sourceOf, drawing.looks))
    return false
  })
  return DecorationSet.create(state.doc, decorations)
}

type SourceOf = (client: number, clock: number) => { source: number; until: number } | undefined

function lineMarks(
  line: Y.XmlElement,
  start: number,
  size: number,
  sourceOf: SourceOf,
  looks: SourceDrawing['looks'],
): Decoration[] {
  const marks: Decoration[] = []
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
        if (look && from < to) marks.push(markOf(start + from, start + to, look))
        step = until
      }
      at += text.length
    }
  }
  return marks
}

function markOf(from: number, to: number, { color, words }: SourceDrawing['looks'][number]): Decoration {
  const name = color === null ? 'tg-source' : `tg-source tg-source-${color}`
  return Decoration.inline(from, to, { class: name, title: words }, { words })
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
