/**
 * What the readers of front and back matter share: the lines that are still there, and where those went that were
 * claimed.
 *
 * 1. A line is claimed as a whole or not at all; every claimed character goes to title, matter, attachments or drops.
 */
import { emptyMatter, type Matter } from '../report.ts'
import type { LinePart } from './document-model.ts'
import type { Doubt, DoubtKind, Passage } from './import-plan.ts'
import type { LineHints } from './items.ts'
import { type Drop, type DropReason, type Line, type Span, textOf, withoutHoles } from './source.ts'

/** 附件: its heading is cut from one line, its own title or its line of 附件说明; `lines` are what it says. */
export type FoundAttachment = {
  readonly heading: { readonly line: Line; readonly span: Span } | undefined
  readonly line: Line
  readonly lines: readonly Line[]
}

export type MatterDraft = {
  readonly source: string
  readonly hints: LineHints
  readonly lines: Line[]
  title: Passage
  matter: Matter
  attachments: readonly FoundAttachment[]
  readonly matterSpans: Span[]
  readonly drops: Drop[]
  readonly doubts: Doubt[]
}

export function newDraft(source: string, lines: readonly Line[], hints: LineHints): MatterDraft {
  return {
    source,
    hints,
    lines: [...lines],
    title: { text: '', spans: [] },
    matter: emptyMatter,
    attachments: [],
    matterSpans: [],
    drops: [],
    doubts: [],
  }
}

/** What the source itself says that a line is. */
export function partOf({ hints }: MatterDraft, line: Line | undefined): LinePart | undefined {
  return line && hints.get(line.number)?.part
}

/** Characters of a line, by their place in its text, that are matter; their words. */
export function keepPart(draft: MatterDraft, line: Line, from: number, to: number): string {
  const spans = withoutHoles(spanIn(line, from, to), line.holes)
  draft.matterSpans.push(...spans)
  return textOf(draft.source, spans)
}

/** Characters of a line, by their place in its text, that are not kept. */
export function dropPart(draft: MatterDraft, line: Line, from: number, to: number, reason: DropReason): void {
  for (const span of withoutHoles(spanIn(line, from, to), line.holes)) draft.drops.push({ ...span, reason })
}

export function dropLine(draft: MatterDraft, line: Line, reason: DropReason): void {
  dropPart(draft, line, 0, line.text.length, reason)
}

export const spanIn = ({ content }: Line, from: number, to: number): Span => ({
  from: content.from + from,
  to: content.from + to,
})

export function doubtLine(
  draft: MatterDraft,
  kind: DoubtKind,
  severity: Doubt['severity'],
  { number, text }: Line,
): void {
  draft.doubts.push({ kind, severity, line: number, quote: text.slice(0, 40), values: {} })
}

export const organisation =
  /(?:人民政府|政府|党委|镇|乡|街道|局|办|办公室|委员会|委|中心|科|股|所|站|处|部|室|院|馆|会|学校|小学|中学|幼儿园|公司|村|社区|队|组|银行|厂|集团)$/u
