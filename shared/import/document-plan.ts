/**
 * A read document as the source of an import: a line of text for each of its lines, a single mark for whatever
 * is whole (a table, a list, an image, a page break), and beside them what the text cannot say.
 *
 * 1. Marks, inlays and hints name characters and lines of that source; the ledger holds as for plain text.
 * 2. The plan's rules decide over headings and levels; hints (an outline level, a bold opening) only help them.
 */
import type { Block, List, ListItem } from '../schema/text.ts'
import { inlineText } from '../schema/text.ts'
import type { DocumentBlock, DocumentLine, ReadDocument } from './document-model.ts'
import type { ImportPlan, Inlay, MarkedSpan } from './import-plan.ts'
import type { LineHint } from './items.ts'
import { planImport } from './plan.ts'
import { inlayMark } from './source.ts'

type DocumentSource = {
  readonly text: string
  readonly inlays: readonly Inlay[]
  readonly marks: readonly MarkedSpan[]
  /** By line number. */
  readonly hints: ReadonlyMap<number, LineHint>
}

export function planDocument(document: Pick<ReadDocument, 'blocks'>): ImportPlan {
  const { text, ...beside } = sourceOf(document)
  return planImport(text, beside)
}

function sourceOf({ blocks }: Pick<ReadDocument, 'blocks'>): DocumentSource {
  const inlays: Inlay[] = []
  const marks: MarkedSpan[] = []
  const hints = new Map<number, LineHint>()
  const lines: string[] = []
  let at = 0
  for (const block of joinItems(blocks)) {
    const text = block.kind === 'whole' ? inlayMark : textOfLine(block)
    if (block.kind === 'whole') inlays.push({ at, block: block.block })
    else {
      marks.push(...marksOf(block, at))
      const { outline, opening } = block
      if (outline !== undefined || opening > 0) hints.set(lines.length + 1, { outline, opening })
    }
    lines.push(text)
    at += text.length + 1
  }
  return { text: lines.join('\n'), inlays, marks, hints }
}

/** One line, whatever it holds: every character keeps its place. */
const textOfLine = (line: DocumentLine) =>
  inlineText(line.content)
    .replace(/[\r\n\v\f\u0085\u2028\u2029]/g, ' ')
    .replaceAll(inlayMark, '□')

function marksOf({ content }: DocumentLine, start: number): MarkedSpan[] {
  let at = start
  return content.flatMap(inline => {
    const from = at
    at += inline.type === 'text' ? inline.text.length : 1
    const marks = (inline.marks ?? []).flatMap(mark => (mark.type === 'headingSpan' ? [] : [mark.type]))
    return marks.length === 0 ? [] : [{ from, to: at, marks }]
  })
}

/** Runs of lines with bullets, and of items that the source is sure of, as lists. */
function joinItems(blocks: readonly DocumentBlock[]): DocumentBlock[] {
  const joined: DocumentBlock[] = []
  let open: { readonly name: string; readonly items: ListItem[] } | undefined
  for (const block of blocks) {
    if (block.kind === 'line' && (block.bullet || block.item)) {
      const name = block.item?.list ?? ''
      if (open?.name !== name) {
        open = { name, items: [] }
        joined.push({ kind: 'whole', block: listOf(open.items, block.item?.ordinal ?? null) })
      }
      const paragraph: Block = { type: 'paragraph', content: block.content }
      open.items.push({ type: 'listItem', content: [paragraph] })
    } else {
      open = undefined
      joined.push(block)
    }
  }
  return joined
}

const listOf = (content: readonly ListItem[], start: number | null): List =>
  start === null
    ? { type: 'bulletList', content }
    : { type: 'orderedList', attrs: { start, type: null }, content }
