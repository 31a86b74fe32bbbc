/**
 * A report as checks read it: the outline's headings and every paragraph, heading and cell of the texts.
 * One entry per block type, complete at compile time.
 */
import { allSections, assemble, type ReportToAssemble } from '../assemble/assemble.ts'
import { citationOf } from '../schema/figure.ts'
import type { Block, Inline, Text } from '../schema/text.ts'
import { inlineText } from '../schema/text.ts'
import {
  type CitedSpan,
  type CheckedSection,
  type CheckedText,
  headingLine,
  type Line,
  type LineKind,
} from './checked-text.ts'

/** The id of the section that holds the report's own title. */
const titleSection = ''

/** `texts` holds every section's text. */
export function checkedReport(report: ReportToAssemble, texts: ReadonlyMap<string, Text>): CheckedText {
  const roles = new Map(report.sections.map(({ id, role }) => [id, role]))
  const sections = allSections(assemble(report, texts)).map((section): CheckedSection => {
    const { id, heading, level, length } = section
    const text = texts.get(id)
    return {
      id,
      part: 0,
      heading,
      level,
      role: roles.get(id) ?? null,
      lines: [{ text: heading, kind: 'heading', at: headingLine }, ...(text ? linesOf(text) : [])],
      length,
    }
  })
  return { kind: 'report', title: report.title, sections: [titleOf(report.title), ...sections] }
}

function titleOf(title: string): CheckedSection {
  const lines: Line[] = [{ text: title, kind: 'title', at: headingLine }]
  return { id: titleSection, part: 0, heading: title, level: 0, role: null, lines, length: null }
}

/** Every paragraph and heading of a text, as ProseMirror meets its text blocks. */
function linesOf(text: Text): Line[] {
  const found: Omit<Line, 'at'>[] = []
  const add: Add = (content, kind) => {
    const cited = citedIn(content)
    found.push({ text: inlineText(content), kind, ...(cited.length > 0 ? { cited } : {}) })
  }
  for (const block of text.content) walk(block, 'paragraph', add)
  return found.map((line, at) => ({ ...line, at }))
}

function citedIn(content: readonly Inline[] | undefined): CitedSpan[] {
  let at = 0
  return (content ?? []).flatMap(inline => {
    const from = at
    at += inlineText([inline]).length
    return inline.type === 'figure' ? [{ from, to: at, figureId: citationOf(inline.attrs).figureId }] : []
  })
}

type Add = (content: readonly Inline[] | undefined, kind: LineKind) => void
type Walkers = {
  readonly [Type in Block['type']]: (block: Extract<Block, { type: Type }>, kind: LineKind, add: Add) => void
}

const walkers: Walkers = {
  paragraph: (block, kind, add) => add(block.content, kind),
  heading: (block, _, add) => add(block.content, 'heading'),
  bulletList: (list, kind, add) => walkAll(list.content, kind, add),
  orderedList: (list, kind, add) => walkAll(list.content, kind, add),
  table: (table, _, add) => {
    for (const row of table.content ?? []) walkAll(row.content, 'cell', add)
  },
  // Neither holds text blocks; a caption is an attribute, where no offset could point.
  image: () => undefined,
  pageBreak: () => undefined,
}

function walkAll(
  holders: readonly { readonly content?: readonly Block[] }[] | undefined,
  kind: LineKind,
  add: Add,
): void {
  for (const holder of holders ?? []) for (const block of holder.content ?? []) walk(block, kind, add)
}

function walk<Type extends Block['type']>(
  block: Extract<Block, { type: Type }>,
  kind: LineKind,
  add: Add,
): void {
  const walker = Object.hasOwn(walkers, block.type) ? walkers[block.type] : undefined
  walker?.(block, kind, add)
}
