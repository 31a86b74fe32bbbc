/**
 * Citing: a figure put in at the caret, or in place of the number that stands there already.
 *
 * 1. Where the unit follows in the text already, or would stand twice, the citation prints the value alone.
 * 2. A number is one in digits with its unit, as the checks read it; ranges, 余 and 多 are no exact value.
 */
import type { Editor } from '@tiptap/core'
import type { EditorState } from '@tiptap/pm/state'
import { readValue } from '../../../shared/figures/figure.ts'
import { readIndicators } from '../../../shared/checks/indicators.ts'
import { asOneStep } from '../undo.ts'

/** A number of the text that could be a citation. Positions of the document. */
export type StandingNumber = {
  readonly from: number
  readonly to: number
  readonly words: string
  readonly name: string
  readonly value: string
  readonly unit: string
}

/** The number that the selection touches. */
export function numberAt({ selection, doc }: EditorState): StandingNumber | undefined {
  const { $from, $to } = selection
  if (!$from.parent.isTextblock || $from.parent !== $to.parent) return undefined
  const start = $from.start()
  // Each leaf is one character, as it is one step of the document.
  const text = doc.textBetween(start, $from.end(), undefined, '\uFFFC')
  const [a, b] = [$from.pos - start, $to.pos - start]
  const standing = readIndicators([{ text, kind: 'paragraph', at: 0 }]).find(
    ({ quantity: { from, to, isRange, isHanzi, written } }) =>
      from <= b && to >= a && !isRange && !isHanzi && !/[余多来]/u.test(written),
  )
  if (!standing) return undefined
  const { quantity, name } = standing
  const words = text.slice(quantity.from, quantity.to)
  const value = readValue(words.slice(0, words.length - quantity.written.length))
  if (value === undefined || value === null) return undefined
  const at = { from: start + quantity.from, to: start + quantity.to }
  return { ...at, words, name, value, unit: quantity.written }
}

/** Puts the citation in and the caret behind it, one step of undo. */
export function cite(editor: Editor, { id, unit }: { id: string; unit: string }, instead = false): void {
  const { state, view } = editor
  if (!editor.isEditable || !state.selection.$from.parent.inlineContent) return
  const standing = instead ? numberAt(state) : undefined
  const { from, to } = standing ?? state.selection
  const { $to } = state.selection
  const behind = standing ? '' : state.doc.textBetween(to, Math.min($to.end(), to + unit.length))
  const printsUnit = standing ? standing.unit !== '' || unit === '' : unit === '' || behind !== unit
  const node = state.schema.nodes.figure?.create({ figureId: id, unit: printsUnit })
  if (!node) return
  asOneStep(state, () => view.dispatch(state.tr.replaceWith(from, to, node).scrollIntoView()))
  editor.commands.focus(from + 1)
}

/** 附表: name, unit and value of each figure, behind the block at the top where the caret stands; one step of undo. */
export function citeTable(
  editor: Editor,
  figures: readonly { readonly id: string; readonly name: string; readonly unit: string }[],
  heads: readonly [name: string, unit: string, value: string],
): void {
  const { state, view } = editor
  const { $from } = state.selection
  if (!editor.isEditable || figures.length === 0) return
  const words = (text: string) => (text === '' ? [] : [{ type: 'text', text }])
  const cell = (type: string, content: readonly object[]) => ({
    type,
    content: [{ type: 'paragraph', content }],
  })
  const rows = figures.map(({ id, name, unit }) => ({
    type: 'tableRow',
    content: [
      cell('tableCell', words(name)),
      cell('tableCell', words(unit)),
      cell('tableCell', [{ type: 'figure', attrs: { figureId: id, unit: false, decimals: null } }]),
    ],
  }))
  const head = { type: 'tableRow', content: heads.map(text => cell('tableHeader', words(text))) }
  const table = state.schema.nodeFromJSON({ type: 'table', content: [head, ...rows] })
  const at = $from.depth === 0 ? state.selection.to : $from.after(1)
  asOneStep(state, () => view.dispatch(state.tr.insert(at, table).scrollIntoView()))
}
