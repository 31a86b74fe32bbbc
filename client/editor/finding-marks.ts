/**
 * Findings underlined where they stand in a section's text, and mended there.
 *
 * 1. A place is a paragraph or heading by its number and characters of it; it holds only while the words that
 *    the finding quotes stand there, or once more in the same block. Else nothing is drawn or mended.
 * 2. Worked out from the document at every change, never mapped: a remote change replaces it whole. Only while
 *    letters are composed are the marks mapped, so that nothing is redrawn under an input method.
 * 3. A fix is one step of undo.
 */
import { type Editor, Extension } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'
import { type EditorState, Plugin, PluginKey, TextSelection } from '@tiptap/pm/state'
import { Decoration, DecorationSet, type EditorView } from '@tiptap/pm/view'
import { yUndoPluginKey } from '@tiptap/y-tiptap'
import type * as Y from 'yjs'
import type { FigureRegister } from '../figures/register.ts'
import { leafWords } from './figures/citations.ts'
import type { Edit } from '../../shared/checks/finding.ts'
import type { ToldFinding } from '../checks/findings.ts'

type Drawn = {
  readonly findings: readonly ToldFinding[]
  readonly set: DecorationSet
  /** The characters of a leaf: what a citation prints, or a line break. */
  readonly leaf: LeafWords
}
type LeafWords = (node: Node) => string

const marksKey = new PluginKey<Drawn>('findings')

export const findingMarks = (register: FigureRegister) => {
  const leaf = leafWords(register)
  return Extension.create({
    name: 'findingMarks',
    addProseMirrorPlugins: () => [
      new Plugin<Drawn>({
        key: marksKey,
        state: {
          init: () => ({ findings: [], set: DecorationSet.empty, leaf }),
          apply(tr, drawn, _old, state) {
            const told: readonly ToldFinding[] | undefined = tr.getMeta(marksKey)
            if (told) return { findings: told, set: draw(state.doc, told, leaf), leaf }
            if (!tr.docChanged || drawn.findings.length === 0) return drawn
            if (tr.getMeta('composition') !== undefined)
              return { ...drawn, set: drawn.set.map(tr.mapping, tr.doc) }
            return { ...drawn, set: draw(state.doc, drawn.findings, leaf) }
          },
        },
        props: { decorations: state => marksKey.getState(state)?.set },
      }),
    ],
  })
}

/** Underlines these and no others. While letters are composed nothing is redrawn; the next answer comes soon. */
export function markFindings(view: EditorView, findings: readonly ToldFinding[]): void {
  if (view.composing) return
  const before = marksKey.getState(view.state)?.findings ?? []
  if (sameFindings(before, findings)) return
  view.dispatch(view.state.tr.setMeta(marksKey, findings).setMeta('addToHistory', false))
}

const sameFindings = (a: readonly ToldFinding[], b: readonly ToldFinding[]) =>
  a.length === b.length &&
  a.every(({ key, quote, sentence }, at) => {
    const other = b[at]
    return key === other?.key && quote === other.quote && sentence === other.sentence
  })

function draw(doc: Node, findings: readonly ToldFinding[], leaf: LeafWords): DecorationSet {
  if (findings.length === 0) return DecorationSet.empty
  const blocks = textBlocks(doc, leaf)
  const decorations = findings.flatMap(finding => {
    const span = locate(blocks, finding)
    if (!span) return []
    const { severity, sentence } = finding
    return [
      Decoration.inline(span.from, span.to, {
        class: `tg-finding tg-finding-${severity}`,
        title: sentence,
      }),
    ]
  })
  return DecorationSet.create(doc, decorations)
}

type Block = {
  readonly text: string
  /** Where a character of it begins in the document. */
  readonly start: (at: number) => number
  /** Where the characters before it end. */
  readonly end: (at: number) => number
}

/** Every block that holds text, in order, as shared/checks counts them. A line break is one character. */
function textBlocks(doc: Node, leaf: LeafWords): Block[] {
  const blocks: Block[] = []
  doc.descendants((node, position) => {
    if (!node.isTextblock) return true
    blocks.push(blockOf(node, position + 1, leaf))
    return false
  })
  return blocks
}

/** A citation is one step of the document, however many characters it prints. */
function blockOf(node: Node, first: number, leaf: LeafWords): Block {
  const leaves: { readonly at: number; readonly longer: number }[] = []
  let text = ''
  node.forEach(child => {
    const words = child.isText ? (child.text ?? '') : leaf(child)
    if (!child.isText && words.length !== 1) leaves.push({ at: text.length, longer: words.length - 1 })
    text += words
  })
  const place = (at: number, within: (from: number, to: number) => number) =>
    first +
    leaves.reduce(
      (position, { at: from, longer }) =>
        at <= from ? position : at >= from + longer + 1 ? position - longer : position - within(at, from),
      at,
    )
  return {
    text,
    start: at => place(at, (inside, from) => inside - from),
    end: at => place(at, (inside, from) => inside - from - 1),
  }
}

const lineBreaks: LeafWords = () => '\n'
const blocksOf = (state: EditorState) => textBlocks(state.doc, marksKey.getState(state)?.leaf ?? lineBreaks)

type Located = {
  readonly from: number
  readonly to: number
  /** Where in the block's text. */
  readonly at: number
  readonly block: Block
}

function locate(
  blocks: readonly Block[],
  { place, quote }: Pick<ToldFinding, 'place' | 'quote'>,
): Located | undefined {
  const block = blocks[place.at]
  if (!block || quote === '') return undefined
  const stands = block.text.startsWith(quote, place.from)
  const at = stands ? place.from : block.text.indexOf(quote)
  if (at === -1) return undefined
  return { from: block.start(at), to: block.end(at + quote.length), at, block }
}

/** Selects the words of a finding; false where they are gone. */
export function selectFinding(editor: Editor, finding: ToldFinding): boolean {
  const span = locate(blocksOf(editor.state), finding)
  if (!span) return false
  const { state, view } = editor
  view.dispatch(state.tr.setSelection(TextSelection.create(state.doc, span.from, span.to)).scrollIntoView())
  view.focus()
  return true
}

/** Where a finding's words stand on the screen. */
export function rectOfFinding({ state, view }: Editor, finding: ToldFinding): DOMRect | undefined {
  const span = locate(blocksOf(state), finding)
  if (!span) return undefined
  const [first, last] = [view.coordsAtPos(span.from), view.coordsAtPos(span.to, -1)]
  // Over several lines it is where they begin.
  const isOneLine = last.bottom - first.bottom < (first.bottom - first.top) / 2
  const width = isOneLine ? last.right - first.left : 0
  return new DOMRect(first.left, first.top, width, first.bottom - first.top)
}

/** Takes back what mending did, unless something was written since; false where it was. */
export type Unmend = () => boolean

/**
 * Makes the edits of several findings in one step of undo. Those whose words are gone, or over another's, are left
 * alone: `mended` are the others.
 */
export function mendFindings(
  editor: Editor,
  findings: readonly ToldFinding[],
): { readonly mended: number; readonly unmend: Unmend } {
  const { state, view } = editor
  const undo = undoOf(state)
  const { tr } = state
  const blocks = blocksOf(state)
  const taken: Edit[] = []
  let mended = 0
  for (const finding of findings) {
    const span = editor.isEditable && finding.fix ? locate(blocks, finding) : undefined
    const base = span ? span.at - finding.place.from : 0
    const edits = (finding.fix?.edits ?? []).map(edit => ({
      ...edit,
      from: span?.block.start(base + edit.from) ?? 0,
      to: span?.block.end(base + edit.to) ?? 0,
    }))
    if (!span || edits.some(edit => taken.some(other => edit.from < other.to && other.from < edit.to)))
      continue
    taken.push(...edits)
    mended += 1
  }
  // From the end, so that no edit moves the places of the others.
  for (const { from, to, text } of taken.sort((one, other) => other.from - one.from))
    tr.insertText(text, from, to)
  if (mended === 0) return { mended, unmend: () => false }
  undo?.stopCapturing()
  view.dispatch(tr)
  undo?.stopCapturing()
  const step = undo?.undoStack.at(-1)
  return {
    mended,
    unmend: () => {
      if (!undo || step === undefined || undo.undoStack.at(-1) !== step) return false
      undo.undo()
      return true
    },
  }
}

/** Makes a finding's edits in one step of undo; false where its words are gone. */
export function mendFinding(editor: Editor, finding: ToldFinding): boolean {
  const { state, view } = editor
  const span = locate(blocksOf(state), finding)
  if (!editor.isEditable || !finding.fix || !span) return false
  const undo = undoOf(state)
  undo?.stopCapturing()
  const base = span.at - finding.place.from
  const { tr } = state
  for (const { from, to, text } of finding.fix.edits.toReversed())
    tr.insertText(text, span.block.start(base + from), span.block.end(base + to))
  view.dispatch(tr.scrollIntoView())
  undo?.stopCapturing()
  return true
}

function undoOf(state: EditorState): Y.UndoManager | undefined {
  const lent: { readonly undoManager: Y.UndoManager } | undefined = yUndoPluginKey.getState(state)
  return lent?.undoManager
}
