/**
 * Findings underlined where they stand in a section's text. Mending them: mend-findings.ts.
 *
 * 1. A place is a paragraph or heading by its number and characters of it; it holds only while the words that
 *    the finding quotes stand there, or once more in the same block. Else nothing is drawn or mended.
 * 2. Worked out from the document at every change, never mapped: a remote change replaces it whole. Only while
 *    letters are composed are the marks mapped, so that nothing is redrawn under an input method.
 */
import { type Editor, Extension } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'
import { type EditorState, Plugin, PluginKey, TextSelection } from '@tiptap/pm/state'
import { Decoration, DecorationSet, type EditorView } from '@tiptap/pm/view'
import type { FigureRegister } from '../figures/register.ts'
import { leafWords } from './figures/citations.ts'
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

/** The finding that an underlined element of the text shows, the narrowest where several do. */
export function findingAt({ state, view }: Editor, element: Element): ToldFinding | undefined {
  const at = view.posAtDOM(element, 0)
  const blocks = blocksOf(state)
  return (marksKey.getState(state)?.findings ?? [])
    .flatMap(finding => {
      const span = locate(blocks, finding)
      return span && span.from <= at && at < span.to ? [{ finding, length: span.to - span.from }] : []
    })
    .sort((one, other) => one.length - other.length)[0]?.finding
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
/** The blocks of a text as the checks count them. */
export const blocksOf = (state: EditorState) =>
  textBlocks(state.doc, marksKey.getState(state)?.leaf ?? lineBreaks)

type Located = {
  readonly from: number
  readonly to: number
  /** Where in the block's text. */
  readonly at: number
  readonly block: Block
}

/** Where the words of a finding stand; undefined where they are gone. */
export function locate(
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
