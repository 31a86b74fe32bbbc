/**
 * 导入方案: what an import would make of a text, before anything is created. Built by plan.ts, changed by
 * edit.ts, proved by ledger.ts, turned into a report by commit.ts.
 *
 * 1. Everything kept or dropped is a span of `source`: each character stands in exactly one place.
 * 2. Sections are a flat list in document order; a section's level is at most one more than the one before.
 * 3. Levels inside blocks are relative to the section, as in shared/schema.
 */
import type { Matter, SectionRole } from '../report.ts'
import type { Block } from '../schema/text.ts'
import type { MarkName } from './line.ts'
import type { Drop, DropReason, Span } from './source.ts'

/** A block that came as a whole (a table, an image) at a single mark of the source. */
export type Inlay = { readonly at: number; readonly block: Block }

/** Characters that the source sets in bold, italics or underlined. */
export type MarkedSpan = Span & { readonly marks: readonly MarkName[] }

/** Words with their origin. `spans` is empty where a person wrote them anew. */
export type Passage = { readonly text: string; readonly spans: readonly Span[] }

/** One block of a section's text. */
export type PlanBlock = {
  readonly kind: 'paragraph' | 'heading'
  /** Relative level of the heading or of the run-in heading; 0 for a plain paragraph. */
  readonly level: number
  /** Headings only: false for one without a number. */
  readonly numbered: boolean
  /** 段首标题 at the start of a paragraph; empty without one. */
  readonly head: readonly Span[]
  readonly body: readonly Span[]
  readonly line: number
}

export type PlanSection = {
  /** Stays the same through all edits. */
  readonly key: string
  readonly level: number
  readonly heading: Passage
  readonly numbered: boolean
  readonly role: SectionRole | null
  readonly line: number
  /** Taken out by the coordinator: stays in the list, counts as dropped. */
  readonly excluded: boolean
  readonly blocks: readonly PlanBlock[]
}

/** A run of dropped characters with the words that a list of them needs. */
export type Dropped = Drop & { readonly line: number; readonly text: string }

export type DoubtKind =
  | 'number-gap' // 一 → 三
  | 'number-start' // a list that starts at 2
  | 'number-repeated' // 二, 二
  | 'number-back' // 三 → 二
  | 'number-restart' // 四 → 一: the heading above it is lost
  | 'number-restored' // a bare 、 read as 1、
  | 'level-skip' // （一） without any 一、
  | 'lost-title' // a second summary begins here, without its title
  | 'broken-paragraph' // the line ends in the middle of a sentence
  | 'unbalanced' // a bracket or quote without its partner
  | 'unknown-mark' // □ stands for a mark or letter that was lost
  | 'halfwidth-brackets' // (一) for （一）
  | 'residue' // words of a web page inside a sentence
  | 'duplicate' // the same paragraph as an earlier one
  | 'unnumbered-heading' // read as a heading although it has no number
  | 'heading-end' // where the run-in heading ends is a guess
  | 'unfilled-date' // 20xx年x月x日
  | 'too-many-sections' // deeper levels became headings inside the text
  | 'letterhead' // read as 版头 by its words alone
  | 'secrecy' // 密级: this program is for what is not secret
  | 'note' // read as 附注 by its words alone
  | 'attachment' // read as an attachment by its words alone
  | 'attachment-missing' // 附件说明 names it, and it is not in the file
  | 'attachment-title' // 附件说明 calls it something else

/** A place that a person should look at. */
export type Doubt = {
  readonly kind: DoubtKind
  readonly severity: 'warning' | 'info'
  readonly line: number
  /** The start of the line in question. */
  readonly quote: string
  /** What the words for this kind of doubt need: numbers found and expected, another line. */
  readonly values: Readonly<Record<string, string | number>>
}

export type ImportPlan = {
  readonly source: string
  /** What stands at marks of the source, in order; of plain text nothing. */
  readonly inlays: readonly Inlay[]
  readonly marks: readonly MarkedSpan[]
  readonly title: Passage
  /** Guessed from the title; empty: none found. */
  readonly period: string
  readonly matter: Matter
  readonly matterSpans: readonly Span[]
  readonly sections: readonly PlanSection[]
  readonly dropped: readonly Dropped[]
  readonly doubts: readonly Doubt[]
}

/** A section with all that stands below it: [from, to) of the list. */
export function subtreeOf(sections: readonly PlanSection[], at: number): { from: number; to: number } {
  const level = sections[at]?.level ?? 0
  let to = at + 1
  while (to < sections.length && (sections[to]?.level ?? 0) > level) to += 1
  return { from: at, to }
}

/** The spans of a section's heading and text, in order. */
export function spansOf(section: PlanSection): Span[] {
  return [...section.heading.spans, ...section.blocks.flatMap(block => [...block.head, ...block.body])]
}

/** Drops that follow a rule and need no look: a list shows them as counts. */
export const routineReasons = [
  'number',
  'heading-stop',
  'blank',
  'quote-prefix',
  'control',
  'colon',
  'matter-mark',
  'attachment-mark',
  'attachments-note',
] as const satisfies readonly DropReason[]

export function isRoutine(reason: DropReason): reason is (typeof routineReasons)[number] {
  return (routineReasons as readonly DropReason[]).includes(reason)
}

/** Where something of the source stands now: its section and, if it is text, its block. */
export type Place = { readonly key: string; readonly block: number | undefined }

/** Finds the place of a line; one that was dropped is looked for in the section before it. */
export function findPlaces(sections: readonly PlanSection[]): (line: number) => Place | undefined {
  const places = new Map<number, Place>()
  for (const { key, line, blocks } of sections) {
    for (const [block, { line }] of blocks.entries()) if (!places.has(line)) places.set(line, { key, block })
    if (!places.has(line)) places.set(line, { key, block: undefined })
  }
  return line => {
    const exact = places.get(line)
    if (exact) return exact
    const before = sections.findLast(section => section.line < line) ?? sections[0]
    return before && { key: before.key, block: undefined }
  }
}
