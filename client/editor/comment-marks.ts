/**
 * Comments drawn where they stand in a section's text, and the place of what is selected.
 *
 * A place is counted in the section's line (shared/comments/anchor.ts), which Yjs's document and ProseMirror's give
 * alike. When it is drawn anew: late-marks.ts.
 */
import type { Editor } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'
import { type EditorState, TextSelection } from '@tiptap/pm/state'
import { Decoration, DecorationSet, type EditorView } from '@tiptap/pm/view'
import { ySyncPluginKey } from '@tiptap/y-tiptap'
import type * as Y from 'yjs'
import { anchorAt, type Anchored, locate, readLine, type Span } from '../../shared/comments/anchor.ts'
import { commentsKey, type Drawing } from './late-marks.ts'

/** What is drawn; `chosen`: the one that is meant. */
export type CommentMark = {
  readonly id: string
  readonly place: Anchored
  readonly look: 'comment' | 'mark' | 'draft'
  readonly chosen: boolean
}

/** Draws these and no others. While letters are composed nothing is redrawn; the next answer comes soon. */
export function drawComments(view: EditorView, marks: readonly CommentMark[]): void {
  if (view.composing) return
  if (marks.length === 0 && !commentsKey.getState(view.state)?.drawing) return
  const drawing: Drawing | null = marks.length === 0 ? null : state => draw(state, marks)
  view.dispatch(view.state.tr.setMeta(commentsKey, drawing).setMeta('addToHistory', false))
}

function draw(state: EditorState, marks: readonly CommentMark[]): DecorationSet {
  const doc = docOf(state)
  if (!doc) return DecorationSet.empty
  const reading = readLine(doc)
  const blocks = textBlocks(state.doc)
  const decorations = marks.flatMap(({ id, place, look, chosen }) => {
    const span = locate(reading, place)
    if (!span) return []
    const names = ['tg-comment', `tg-comment-${look}`, chosen && 'tg-comment-chosen']
    const attributes = { class: names.filter(Boolean).join(' '), 'data-thread': id }
    return rangesOf(blocks, span).map(({ from, to }) =>
      Decoration.inline(from, to, attributes, { thread: id }),
    )
  })
  return DecorationSet.create(state.doc, decorations)
}

function docOf(state: EditorState): Y.Doc | undefined {
  const sync: { readonly doc?: Y.Doc } | undefined = ySyncPluginKey.getState(state)
  return sync?.doc
}

type Block = { readonly start: number; readonly text: string }

/** Every block that holds text, in order; whatever stands in one and is no letter is one character. */
function textBlocks(doc: Node): Block[] {
  const blocks: Block[] = []
  doc.descendants((node, position) => {
    if (!node.isTextblock) return true
    blocks.push({ start: position + 1, text: node.textBetween(0, node.content.size, undefined, '\n') })
    return false
  })
  return blocks
}

/** Positions of ProseMirror for each block that a span of the line touches. */
function rangesOf(blocks: readonly Block[], { from, to }: Span): Span[] {
  const ranges: Span[] = []
  let at = 0
  for (const { start, text } of blocks) {
    const begin = Math.max(from, at) - at
    const end = Math.min(to, at + text.length) - at
    if (begin < end) ranges.push({ from: start + begin, to: start + end })
    at += text.length + 1
  }
  return ranges
}

/** The place in the line of a position of ProseMirror; between blocks: where the next one begins. */
function inLine(blocks: readonly Block[], position: number): number {
  let at = 0
  for (const { start, text } of blocks) {
    if (position <= start + text.length) return at + Math.max(0, position - start)
    at += text.length + 1
  }
  return Math.max(0, at - 1)
}

/** What is selected in an editor, also in one that is only read; undefined: nothing, or it is being composed. */
export function selectedPlace(editor: Editor): Anchored | undefined {
  const { state, view } = editor
  const doc = docOf(state)
  const range = selectedRange(editor)
  if (!doc || !range || view.composing) return undefined
  const reading = readLine(doc)
  const blocks = textBlocks(state.doc)
  if (blocks.map(({ text }) => text).join('\n') !== reading.line) return undefined
  const span = trimmed(reading.line, {
    from: inLine(blocks, range.from),
    to: inLine(blocks, range.to),
  })
  return span && anchorAt(reading, span)
}

/** ProseMirror follows the selection only where it may be edited. */
function selectedRange({ state, view, isEditable }: Editor): Span | undefined {
  const { from, to, empty } = state.selection
  if (isEditable) return empty ? undefined : { from, to }
  const selection = getSelection()
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return undefined
  const range = selection.getRangeAt(0)
  if (!view.dom.contains(range.startContainer) || !view.dom.contains(range.endContainer)) return undefined
  return {
    from: view.posAtDOM(range.startContainer, range.startOffset),
    to: view.posAtDOM(range.endContainer, range.endOffset),
  }
}

/** Without the space around it; undefined: nothing is left. */
function trimmed(line: string, { from, to }: Span): Span | undefined {
  const words = line.slice(from, to)
  const ahead = words.length - words.trimStart().length
  const kept = words.trim().length
  return kept === 0 ? undefined : { from: from + ahead, to: from + ahead + kept }
}

/** The thread that the caret stands in, if any. */
export function threadAtCaret({ state }: Editor): string | undefined {
  const { head } = state.selection
  const found = commentsKey.getState(state)?.set.find(head, head) ?? []
  for (const { spec, from, to } of found) {
    if (from <= head && head <= to && isNamed(spec)) return spec.thread
  }
  return undefined
}

const isNamed = (spec: unknown): spec is { readonly thread: string } =>
  typeof spec === 'object' && spec !== null && 'thread' in spec

/** Takes the selection away, so that what was commented on shows by its mark. */
export function collapseSelection({ view, state, isEditable }: Editor): void {
  if (!isEditable) return getSelection()?.removeAllRanges()
  view.dispatch(state.tr.setSelection(TextSelection.near(state.selection.$to)))
}
