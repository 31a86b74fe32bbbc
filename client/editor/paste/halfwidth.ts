/**
 * Half-width marks that a paste brought: the lines that have some, to be looked at, and all of them set right at
 * once where those lines still stand.
 */
import type { Node } from '@tiptap/pm/model'
import type { EditorView } from '@tiptap/pm/view'
import type * as Y from 'yjs'
import { marksToWiden, type MarkEdit } from '../../../shared/halfwidth.ts'
import { type Block, inlineText } from '../../../shared/schema/text.ts'
import { type Place, positionOf } from '../images/place.ts'
import { asOneStep } from '../undo.ts'

export type MarkedLine = { readonly text: string; readonly marks: readonly MarkEdit[] }

/** The lines of blocks, of items and cells too, that have such marks. */
export function markedLines(blocks: readonly Block[]): MarkedLine[] {
  return blocks.flatMap(linesOf).flatMap(text => {
    const marks = marksToWiden(text)
    return marks.length === 0 ? [] : [{ text, marks }]
  })
}

function linesOf(block: Block): string[] {
  switch (block.type) {
    case 'paragraph':
    case 'heading':
      return [inlineText(block.content)]
    case 'bulletList':
    case 'orderedList':
      return block.content.flatMap(item => item.content.flatMap(linesOf))
    case 'table':
      return block.content.flatMap(row => (row.content ?? []).flatMap(cell => cell.content.flatMap(linesOf)))
    case 'image':
    case 'pageBreak':
      return []
  }
}

/** Sets them right in the order of the text, from the place of the paste on; answers how many. */
export function widenMarks(
  view: EditorView,
  root: Y.XmlFragment,
  place: Place,
  lines: readonly MarkedLine[],
): number {
  if (view.isDestroyed) return 0
  const { doc, tr, schema } = view.state
  const edits = findLines(doc, place ? (positionOf(doc, root, place) ?? 0) : 0, lines)
  if (edits.length === 0) return 0
  for (const { from, to, text } of edits.toReversed()) {
    const marks = doc.resolve(from).marksAcross(doc.resolve(to)) ?? []
    tr.replaceWith(from, to, schema.text(text, marks))
  }
  asOneStep(view.state, () => view.dispatch(tr))
  return edits.length
}

/** The marks as positions of the document. A line that somebody changed is left alone. */
function findLines(doc: Node, start: number, lines: readonly MarkedLine[]): MarkEdit[] {
  const blocks: { readonly words: string; readonly begin: number }[] = []
  doc.nodesBetween(start, doc.content.size, (node, position) => {
    if (node.isTextblock)
      blocks.push({ words: node.textBetween(0, node.content.size, '\n', '\n'), begin: position + 1 })
    return !node.isTextblock
  })
  let next = { block: 0, from: 0 }
  return lines.flatMap(({ text, marks }) => {
    for (let block = next.block; block < blocks.length; block += 1) {
      const { words = '', begin = 0 } = blocks[block] ?? {}
      const at = words.indexOf(text, block === next.block ? next.from : 0)
      if (at === -1) continue
      next = { block, from: at + text.length }
      return marks.map(mark => ({ ...mark, from: begin + at + mark.from, to: begin + at + mark.to }))
    }
    return []
  })
}
