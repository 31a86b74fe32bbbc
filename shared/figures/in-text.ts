/**
 * Figures in a text: which ones it cites, and the text with what they print.
 *
 * 1. `shown` on a citation is what it prints; a text without citations comes back as it is.
 * 2. A citation has no marks in Yjs: it takes those that the words on both sides have, so that it stands in bold
 *    words as they do.
 * 3. Made plain, a citation is words like any other: for a text that goes to another report.
 */
import type { Block, Cited, Inline, Text, TextMark } from '../schema/text.ts'
import { citationOf } from '../schema/figure.ts'
import { type FigureValues, printFigure } from './figure.ts'

/** The ids in order, each as often as it is cited. */
export function figureIds(text: Text): string[] {
  return text.content.flatMap(idsWithin)
}

function idsWithin(block: Block): string[] {
  if (block.type === 'paragraph' || block.type === 'heading')
    return (block.content ?? []).flatMap(inline =>
      inline.type === 'figure' ? [citationOf(inline.attrs).figureId] : [],
    )
  if (block.type === 'bulletList' || block.type === 'orderedList')
    return (block.content ?? []).flatMap(({ content }) => (content ?? []).flatMap(idsWithin))
  if (block.type !== 'table') return []
  return (block.content ?? []).flatMap(({ content: cells }) =>
    (cells ?? []).flatMap(({ content }) => (content ?? []).flatMap(idsWithin)),
  )
}

/** The text with what each citation prints. */
export function showFigures(text: Text, figures: FigureValues): Text {
  return mapCitations(text, (inline, marks) => ({
    ...inline,
    ...(marks.length > 0 ? { marks } : {}),
    shown: printFigure(figures.get(citationOf(inline.attrs).figureId), citationOf(inline.attrs)),
  }))
}

/** The text with words in place of citations, but for those of figures that are known. */
export function withoutCitations(text: Text, known: ReadonlyMap<string, unknown> = new Map()): Text {
  return mapCitations(text, (inline, marks) => {
    if (known.has(citationOf(inline.attrs).figureId)) return inline
    return { type: 'text', text: shownOf(inline), ...(marks.length > 0 ? { marks } : {}) }
  })
}

/** The characters that stand for a citation. */
export function shownOf({ attrs, shown }: Cited): string {
  return shown ?? printFigure(undefined, citationOf(attrs))
}

type Become = (inline: Cited, marks: readonly TextMark[]) => Inline

function mapCitations(text: Text, become: Become): Text {
  if (figureIds(text).length === 0) return text
  return { ...text, content: text.content.map(block => mapBlock(block, become)) }
}

function mapBlock(block: Block, become: Become): Block {
  const within = (content: readonly Block[] | undefined) => (content ?? []).map(one => mapBlock(one, become))
  if (block.type === 'paragraph' || block.type === 'heading')
    return { ...block, content: mapInlines(block.content ?? [], become) }
  if (block.type === 'bulletList' || block.type === 'orderedList')
    return {
      ...block,
      content: (block.content ?? []).map(item => ({ ...item, content: within(item.content) })),
    }
  if (block.type !== 'table') return block
  const content = (block.content ?? []).map(row => ({
    ...row,
    content: (row.content ?? []).map(cell => ({ ...cell, content: within(cell.content) })),
  }))
  return { ...block, content }
}

function mapInlines(content: readonly Inline[], become: Become): Inline[] {
  return content.map((inline, at) =>
    inline.type === 'figure' ? become(inline, marksAround(content, at)) : inline,
  )
}

function marksAround(content: readonly Inline[], at: number): readonly TextMark[] {
  const before = content.slice(0, at).findLast(({ type }) => type !== 'figure')
  const after = content.slice(at + 1).find(({ type }) => type !== 'figure')
  const [one, other] = [before ?? after, after ?? before]
  const same = (a: TextMark, b: TextMark) => JSON.stringify(a) === JSON.stringify(b)
  return (one?.marks ?? []).filter(mark => other?.marks?.some(candidate => same(mark, candidate)))
}
