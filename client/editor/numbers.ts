/**
 * Numbers of the headings inside a section's text, shown as decorations: they are not text.
 *
 * 1. Counted from the whole document at every change, never mapped: a remote change replaces it whole.
 * 2. What counts and how is shared/assemble's business, so the sheet reads as the paper does.
 * 3. The number is drawn before the block from its `data-number`; no element is put into the text.
 */
import { Extension } from '@tiptap/core'
import type { Fragment, Node } from '@tiptap/pm/model'
import { type EditorState, Plugin, PluginKey } from '@tiptap/pm/state'
import { Decoration, DecorationSet, type EditorView } from '@tiptap/pm/view'
import { type InnerHeading, innerHeadings } from '../../shared/assemble/headings.ts'
import type { FigureRegister } from '../figures/register.ts'
import { withValues } from './figures/citations.ts'
import { plainText, type Text } from '../../shared/schema/text.ts'

export type PlacedHeading = InnerHeading & {
  /** Where its block starts in the document. */
  readonly pos: number
  readonly size: number
}

/** Every heading and run-in heading of a text, in order. */
export function headingsOf(text: Node, sectionLevel: number): PlacedHeading[] {
  const json: Text = text.toJSON()
  const headings = innerHeadings(json, sectionLevel)
  const found: PlacedHeading[] = []
  text.forEach((block, pos, at) => {
    const heading = headings[at]
    if (heading) found.push({ ...heading, pos, size: block.nodeSize })
  })
  return found
}

const numbersKey = new PluginKey<DecorationSet>('numbers')

/** Draws the numbers in a section whose outline level `sectionLevel()` tells; see redrawNumbers. */
export function headingNumbers(sectionLevel: () => number, register: FigureRegister) {
  return Extension.create({
    name: 'headingNumbers',
    addProseMirrorPlugins: () => [numbersPlugin(sectionLevel, register)],
  })
}

function numbersPlugin(sectionLevel: () => number, register: FigureRegister): Plugin<DecorationSet> {
  return new Plugin<DecorationSet>({
    key: numbersKey,
    state: {
      init: (_config, state) => draw(state, sectionLevel()),
      apply: (tr, drawn, _old, state) =>
        tr.docChanged || tr.getMeta(numbersKey) !== undefined ? draw(state, sectionLevel()) : drawn,
    },
    props: {
      decorations: state => numbersKey.getState(state),
      // What is copied as plain text reads as the sheet does.
      clipboardTextSerializer: slice => numberedPlainText(slice.content, sectionLevel(), register),
    },
  })
}

function draw(state: EditorState, sectionLevel: number): DecorationSet {
  const decorations = headingsOf(state.doc, sectionLevel)
    .filter(heading => heading.number !== '')
    .map(({ pos, size, number, level }) =>
      Decoration.node(pos, pos + size, { 'data-number': number, 'data-number-level': String(level) }),
    )
  return DecorationSet.create(state.doc, decorations)
}

function numberedPlainText(content: Fragment, sectionLevel: number, register: FigureRegister): string {
  const text = withValues(register, { type: 'doc', content: content.toJSON() ?? [] })
  const headings = innerHeadings(text, sectionLevel)
  return text.content
    .map((block, at) => (headings[at]?.number ?? '') + plainText({ type: 'doc', content: [block] }))
    .join('\n')
}

/** The section moved in the outline: its level is another. */
export function redrawNumbers(view: EditorView, level: number): void {
  view.dispatch(view.state.tr.setMeta(numbersKey, { level }).setMeta('addToHistory', false))
}
