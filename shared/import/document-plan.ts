/**
 * A read document as the source of an import: a line of text for each of its lines, a single mark for whatever
 * is whole (a table, a list, an image, a page break), and beside them what the text cannot say.
 *
 * 1. Marks, inlays and hints name characters and lines of that source; the ledger holds as for plain text.
 * 2. The plan's rules decide over headings and levels; hints (an outline level, a bold opening) only help them.
 */
import { inlineText, plainText } from '../schema/text.ts'
import type { DocumentBlock, DocumentLine, ReadDocument } from './document-model.ts'
import type { ImportPlan, Inlay, MarkedSpan } from './import-plan.ts'
import type { LineHint } from './items.ts'
import { joinItems } from './lists.ts'
import { planImport } from './plan.ts'
import { inlayMark } from './source.ts'
import { flattenTable } from './tables.ts'

type DocumentSource = {
  readonly text: string
  readonly inlays: readonly Inlay[]
  readonly marks: readonly MarkedSpan[]
  /** By line number. */
  readonly hints: ReadonlyMap<number, LineHint>
}

/** A table of contents is made anew; that there was one is matter. */
export function planDocument(read: Pick<ReadDocument, 'blocks' | 'remarks'>): ImportPlan {
  const { text, ...beside } = sourceOf(read)
  const plan = planImport(text, beside)
  const contents = read.remarks.some(({ kind }) => kind === 'contents')
  return contents ? { ...plan, matter: { ...plan.matter, contents } } : plan
}

function sourceOf({ blocks }: Pick<ReadDocument, 'blocks'>): DocumentSource {
  const inlays: Inlay[] = []
  const marks: MarkedSpan[] = []
  const hints = new Map<number, LineHint>()
  const lines: string[] = []
  let at = 0
  for (const block of joinItems(unframe(blocks))) {
    const text = block.kind === 'whole' ? inlayMark : textOfLine(block)
    if (block.kind === 'whole') inlays.push({ at, block: block.block })
    else {
      marks.push(...marksOf(block, at))
      const { outline, opening, part, seal, lines: broken } = block
      if (outline !== undefined || opening > 0 || part || seal || broken)
        hints.set(lines.length + 1, { outline, opening, part, seal, lines: broken })
    }
    if (block.kind === 'whole' && block.block.type === 'pageBreak')
      hints.set(lines.length + 1, { outline: undefined, opening: 0, part: 'page-break' })
    lines.push(text)
    at += text.length + 1
  }
  return { text: lines.join('\n'), inlays, marks, hints }
}

const headBlocks = 8
const endBlocks = 3

/** 版头 and 版记 that somebody set as a table: a line a row, so that they are read as what they are. */
function unframe(blocks: readonly DocumentBlock[]): DocumentBlock[] {
  return blocks.flatMap((block, at) => {
    if (block.kind !== 'whole' || block.block.type !== 'table' || block.block.content.length > 6)
      return [block]
    const words = plainText({ type: 'doc', content: [block.block] })
    const isHead = at < headBlocks && words.length < 200 && /签发人[：:]|〔\d{4}〕\s*\d*\s*号/u.test(words)
    const isEnd =
      at >= blocks.length - endBlocks && words.length < 600 && /抄\s*送[：:]|印\s*发\s*$/u.test(words)
    return isHead || isEnd ? flattenTable(block.block) : [block]
  })
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
