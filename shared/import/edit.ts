/**
 * What a coordinator does to a plan before it becomes a report. Pure: each returns a new plan, or why not.
 *
 * 1. The ledger holds through every edit: what leaves the text is listed as dropped, with a reason.
 * 2. Levels stay those of a tree: a section is at most one deeper than the one before it.
 * 3. Keys stay; a split makes new ones.
 */
import { done, type Outcome, refuse } from '../errors.ts'
import { limits } from '../limits.ts'
import {
  type Dropped,
  type ImportPlan,
  type Passage,
  type PlanBlock,
  type PlanSection,
  spansOf,
  subtreeOf,
} from './import-plan.ts'
import type { SectionRole } from '../report.ts'
import { guessRole } from './roles.ts'
import { inlayOf } from './commit.ts'
import { type DropReason, inlayMark, type Span, textOf, trimSpans } from './source.ts'

type Edited = Outcome<ImportPlan>

/** Into the section before it, the heading as a heading inside that text. What stood below stays below. */
export function merge(plan: ImportPlan, key: string): Edited {
  const heading = (section: PlanSection, before: PlanSection) =>
    section.heading.spans.length === 0 ? [] : [headingBlock(section, before)]
  return joinPrevious(plan, key, heading, plan)
}

/** Into the section before it, heading and number as plain text: it was no heading. */
export function mergeAsText(plan: ImportPlan, key: string): Edited {
  const section = plan.sections.find(candidate => candidate.key === key)
  if (!section) return refuse('not-found')
  const { number, rest } = takeNumber(plan, section)
  // A number may stand alone, without a heading behind it.
  const spans = [...number, ...section.heading.spans]
  return joinPrevious(plan, key, () => (spans.length === 0 ? [] : [textBlock(spans, section.line)]), rest)
}

function joinPrevious(
  plan: ImportPlan,
  key: string,
  headingOf: (section: PlanSection, before: PlanSection) => PlanBlock[],
  rest: ImportPlan,
): Edited {
  const at = indexOf(plan, key)
  const section = plan.sections[at]
  const before = plan.sections[at - 1]
  if (!section) return refuse('not-found')
  if (!before || section.excluded !== before.excluded) return refuse('conflict')
  // A heading that a person wrote stands nowhere in the source; it could not become text.
  if (section.heading.text !== '' && section.heading.spans.length === 0) return refuse('conflict')
  const joined = {
    ...before,
    blocks: [
      ...before.blocks,
      ...headingOf(section, before),
      ...shiftBlocks(section.blocks, section.level - before.level),
    ],
  }
  const { to } = subtreeOf(plan.sections, at)
  // Children of a section that stood below its predecessor move up with it.
  const lift = section.level > before.level ? -1 : 0
  const below = plan.sections.slice(at + 1, to).map(child => ({ ...child, level: child.level + lift }))
  return done({
    ...rest,
    sections: [...plan.sections.slice(0, at - 1), joined, ...below, ...plan.sections.slice(to)],
  })
}

function headingBlock(section: PlanSection, before: PlanSection): PlanBlock {
  return {
    kind: 'heading',
    level: clampInner(section.level - before.level),
    numbered: section.numbered,
    head: [],
    body: section.heading.spans,
    line: section.line,
  }
}

const textBlock = (body: readonly Span[], line: number): PlanBlock => ({
  kind: 'paragraph',
  level: 0,
  numbered: false,
  head: [],
  body,
  line,
})

const clampInner = (level: number) => Math.min(3, Math.max(1, level))

/** Relative levels of blocks whose section's level changes by `-by`. */
function shiftBlocks(blocks: readonly PlanBlock[], by: number): PlanBlock[] {
  return blocks.map(block => (block.level === 0 ? block : { ...block, level: clampInner(block.level + by) }))
}

/** The number dropped before a section's heading, taken back out of the drops. */
function takeNumber(plan: ImportPlan, section: PlanSection): { number: Dropped[]; rest: ImportPlan } {
  const start = spansOf(section)[0]?.from ?? 0
  const isNumber = (drop: Dropped) =>
    drop.reason === 'number' && drop.line === section.line && drop.to <= start
  return {
    number: plan.dropped.filter(isNumber),
    rest: { ...plan, dropped: plan.dropped.filter(drop => !isNumber(drop)) },
  }
}

/**
 * A new section from the block at `blockIndex` on. A heading or run-in heading becomes the section's, one
 * level below, and so do the headings of its level that follow; a short paragraph becomes a heading too.
 */
export function split(plan: ImportPlan, key: string, blockIndex: number): Edited {
  const at = indexOf(plan, key)
  const section = plan.sections[at]
  const block = section?.blocks[blockIndex]
  if (!section || !block) return refuse('not-found')
  // A section without a heading that is split at its first block becomes what that block opens.
  const isWhole = blockIndex === 0 && section.heading.text === ''
  if (isWhole && !headingOf(plan.source, block)) return refuse('conflict')
  const parts = cutAtHeadings(section.blocks.slice(blockIndex), block.level)
  if (plan.sections.length + parts.length > limits.sectionsPerReport) return refuse('too-large')
  const isBelow = block.level > 0 && !isWhole
  const level = isBelow ? Math.min(limits.outlineLevels, section.level + 1) : section.level
  let drafts: ImportPlan = plan
  const created = parts.map((blocks, index) => {
    const { made, rest } = open(drafts, blocks, { section, level, key: nextKey(plan, index) })
    drafts = rest
    return made
  })
  const shortened = isWhole ? [] : [{ ...section, blocks: section.blocks.slice(0, blockIndex) }]
  const sections = [...plan.sections.slice(0, at), ...shortened, ...created, ...plan.sections.slice(at + 1)]
  return done({ ...drafts, sections })
}

/** Runs of blocks, each opening with a heading of that level or above; plain text stays one run. */
function cutAtHeadings(blocks: readonly PlanBlock[], level: number): PlanBlock[][] {
  const parts: PlanBlock[][] = []
  for (const block of blocks) {
    const opens = level > 0 && block.level > 0 && block.level <= level
    const part = parts.at(-1)
    if (!part || opens) parts.push([block])
    else part.push(block)
  }
  return parts
}

type Opening = { readonly section: PlanSection; readonly level: number; readonly key: string }

/** A section made of blocks; `rest` is the plan with what its heading drops. */
function open(
  plan: ImportPlan,
  blocks: readonly PlanBlock[],
  { section, level, key }: Opening,
): { made: PlanSection; rest: ImportPlan } {
  const [first, ...others] = blocks
  const found = first && headingOf(plan.source, first)
  const below = found ? others : blocks
  const spans = found?.heading ?? []
  const text = textOf(plan.source, spans)
  const body = found && found.body.length > 0 ? [textBlock(found.body, first?.line ?? section.line)] : []
  const made: PlanSection = {
    key,
    level,
    heading: { text, spans },
    numbered: found ? first?.kind !== 'heading' || first.numbered : false,
    role: guessRole(text),
    line: first?.line ?? section.line,
    excluded: section.excluded,
    blocks: [...body, ...shiftBlocks(below, section.level - level)],
  }
  return { made, rest: found ? drop(plan, found.dropped, 'heading-stop') : plan }
}

const shortParagraph = 30

/** What of a block can be a section's heading, what remains text, what falls away between them. */
function headingOf(
  source: string,
  block: PlanBlock,
): { heading: Span[]; body: readonly Span[]; dropped: Span[] } | undefined {
  if (textOf(source, block.body) === inlayMark) return undefined
  const isHeading = block.kind === 'heading'
  const isRunIn = block.head.length > 0
  const words = isRunIn ? block.head : block.body
  const text = textOf(source, words)
  if (!isHeading && !isRunIn && (text.length > shortParagraph || /[。！？].*[^。！？]$/u.test(text)))
    return undefined
  if (text.length > limits.headingLength) return undefined
  const { kept, cut } = cutStop(source, words)
  const trimmed = trimSpans(source, kept)
  return {
    heading: trimmed.spans,
    body: isRunIn ? block.body : [],
    dropped: [...cut, ...trimmed.blanks],
  }
}

/** A heading in the outline ends without a mark. */
function cutStop(source: string, spans: readonly Span[]): { kept: Span[]; cut: Span[] } {
  const last = spans.at(-1)
  if (!last || !/[。：:，,]/u.test(source.slice(last.to - 1, last.to))) return { kept: [...spans], cut: [] }
  const before = spans.slice(0, -1)
  const kept = last.to - 1 > last.from ? [...before, { from: last.from, to: last.to - 1 }] : before
  return { kept, cut: [{ from: last.to - 1, to: last.to }] }
}

function nextKey(plan: ImportPlan, offset: number): string {
  const numbers = plan.sections.map(({ key }) => Number(key.slice(1)) || 0)
  return `s${Math.max(0, ...numbers) + 1 + offset}`
}

/** One level up, with all below it. */
export function promote(plan: ImportPlan, key: string): Edited {
  return shift(plan, key, -1)
}

/** One level down, below the section before it, with all below it. */
export function demote(plan: ImportPlan, key: string): Edited {
  return shift(plan, key, 1)
}

function shift(plan: ImportPlan, key: string, by: 1 | -1): Edited {
  const at = indexOf(plan, key)
  const section = plan.sections[at]
  if (!section) return refuse('not-found')
  const { to } = subtreeOf(plan.sections, at)
  const moved = plan.sections.slice(at, to).map(child => ({ ...child, level: child.level + by }))
  const before = plan.sections[at - 1]?.level ?? 0
  if (section.level + by < 1 || section.level + by > before + 1) return refuse('conflict')
  if (moved.some(({ level }) => level > limits.outlineLevels)) return refuse('outline-too-deep')
  return done({ ...plan, sections: [...plan.sections.slice(0, at), ...moved, ...plan.sections.slice(to)] })
}

/** The heading in a person's own words; the words it had are listed as dropped. */
export function rename(plan: ImportPlan, key: string, heading: string): Edited {
  const text = heading.trim().slice(0, limits.headingLength)
  const at = indexOf(plan, key)
  const section = plan.sections[at]
  if (!section) return refuse('not-found')
  if (text === section.heading.text) return done(plan)
  const passage: Passage = { text, spans: [] }
  const role = section.role === 'attachment' ? section.role : guessRole(text)
  const renamed = { ...section, heading: passage, role }
  const sections = plan.sections.with(at, renamed)
  return done({ ...drop(plan, section.heading.spans, 'renamed'), sections })
}

/** With or without a number. */
export function setNumbered(plan: ImportPlan, key: string, numbered: boolean): Edited {
  const at = indexOf(plan, key)
  const section = plan.sections[at]
  if (!section) return refuse('not-found')
  return done({ ...plan, sections: plan.sections.with(at, { ...section, numbered }) })
}

/** What kind of part the section is. */
export function setRole(plan: ImportPlan, key: string, role: SectionRole | null): Edited {
  const at = indexOf(plan, key)
  const section = plan.sections[at]
  if (!section) return refuse('not-found')
  return done({ ...plan, sections: plan.sections.with(at, { ...section, role }) })
}

/** Leaves a section out, with all below it. */
export function exclude(plan: ImportPlan, key: string): Edited {
  const at = indexOf(plan, key)
  if (at === -1) return refuse('not-found')
  const { from, to } = subtreeOf(plan.sections, at)
  return done(mark(plan, index => index >= from && index < to, true))
}

/** Takes a section back in, with all below it and the sections it stands under. */
export function include(plan: ImportPlan, key: string): Edited {
  const at = indexOf(plan, key)
  if (at === -1) return refuse('not-found')
  const { from, to } = subtreeOf(plan.sections, at)
  const above = ancestorsOf(plan.sections, at)
  return done(mark(plan, index => (index >= from && index < to) || above.includes(index), false))
}

function mark(plan: ImportPlan, chosen: (index: number) => boolean, excluded: boolean): ImportPlan {
  const sections = plan.sections.map((section, index) => (chosen(index) ? { ...section, excluded } : section))
  return { ...plan, sections }
}

function ancestorsOf(sections: readonly PlanSection[], at: number): number[] {
  const found: number[] = []
  let level = sections[at]?.level ?? 1
  for (let index = at - 1; index >= 0 && level > 1; index -= 1) {
    if ((sections[index]?.level ?? 0) >= level) continue
    level = sections[index]?.level ?? 1
    found.push(index)
  }
  return found
}

/** Joins a block with the one behind it: one paragraph that a page break had cut in two. */
export function joinBlocks(plan: ImportPlan, key: string, blockIndex: number): Edited {
  const at = indexOf(plan, key)
  const section = plan.sections[at]
  const block = section?.blocks[blockIndex]
  const next = section?.blocks[blockIndex + 1]
  if (!section || !block || !next) return refuse('not-found')
  if (block.kind === 'heading' || next.level > 0) return refuse('conflict')
  if (inlayOf(plan, block) || inlayOf(plan, next)) return refuse('conflict')
  const joined = { ...block, body: [...block.body, ...next.body] }
  const blocks = [...section.blocks.slice(0, blockIndex), joined, ...section.blocks.slice(blockIndex + 2)]
  return done({ ...plan, sections: plan.sections.with(at, { ...section, blocks }) })
}

/** Puts something dropped back as text, where it stood. `index` counts plan.dropped. */
export function keepDropped(plan: ImportPlan, index: number): Edited {
  const back = plan.dropped[index]
  if (!back) return refuse('not-found')
  // Blanks and line ends are no text; a mask is no date, but it is words.
  if (back.reason === 'blank' || back.reason === 'control') return refuse('conflict')
  const rest = { ...plan, dropped: plan.dropped.filter((_, at) => at !== index) }
  if (plan.sections.length === 0) return done({ ...rest, sections: [blankSection(back)] })
  const at = sectionAround(plan, back.from)
  const section = plan.sections[at]
  if (!section) return refuse('not-found')
  // Words put into a section that is left out would be dropped again.
  if (section.excluded) return refuse('conflict')
  const filled = putBack(plan.source, section, back)
  if (filled.heading.text.length > limits.headingLength) return refuse('too-large')
  return done({ ...rest, sections: rest.sections.with(at, filled) })
}

function blankSection(back: Dropped): PlanSection {
  return {
    key: 's1',
    level: 1,
    heading: { text: '', spans: [] },
    numbered: false,
    role: null,
    line: back.line,
    excluded: false,
    blocks: [textBlock([{ from: back.from, to: back.to }], back.line)],
  }
}

/** The section whose part of the source holds a position: the last that begins before it. */
function sectionAround(plan: ImportPlan, position: number): number {
  const starts = plan.sections.map(section => spansOf(section)[0]?.from ?? -1)
  const at = starts.findLastIndex(start => start !== -1 && start <= position)
  // A number stands before its own section's heading.
  const line = plan.source.indexOf('\n', position)
  const own = starts.findIndex(start => start > position && (line === -1 || start < line))
  return own === -1 ? Math.max(0, at) : own
}

/** Beside what is left of its line: heading or block; without either, as a paragraph of its own. */
function putBack(source: string, section: PlanSection, back: Dropped): PlanSection {
  const span: Span = { from: back.from, to: back.to }
  const headingEnd = section.heading.spans.at(-1)?.to ?? -1
  if (section.line === back.line && back.from <= headingEnd) {
    const spans = insert(section.heading.spans, span)
    // With the number as part of its words the heading needs no other.
    const numbered = section.numbered && back.reason !== 'number'
    return { ...section, heading: { text: textOf(source, spans), spans }, numbered }
  }
  const isBeside = ({ line, head, body }: PlanBlock) =>
    line === back.line && ([...head, ...body].at(-1)?.to ?? 0) >= back.from
  const beside = section.blocks.findIndex(isBeside)
  const block = section.blocks[beside]
  if (block) {
    const inHead = block.head.length > 0 && back.to <= (block.head.at(-1)?.to ?? 0)
    const filled = inHead
      ? { ...block, head: insert(block.head, span) }
      : { ...block, body: insert(block.body, span) }
    return { ...section, blocks: section.blocks.with(beside, filled) }
  }
  const after = section.blocks.findIndex(({ line }) => line > back.line)
  const at = after === -1 ? section.blocks.length : after
  return { ...section, blocks: section.blocks.toSpliced(at, 0, textBlock([span], back.line)) }
}

function insert(spans: readonly Span[], span: Span): Span[] {
  return [...spans, span].sort((a, b) => a.from - b.from)
}

function drop(plan: ImportPlan, spans: readonly Span[], reason: DropReason): ImportPlan {
  if (spans.length === 0) return plan
  const line = (position: number) => plan.source.slice(0, position).split('\n').length
  const added = spans.map(({ from, to }) => ({
    from,
    to,
    reason,
    line: line(from),
    text: plan.source.slice(from, to),
  }))
  return { ...plan, dropped: [...plan.dropped, ...added].sort((a, b) => a.from - b.from) }
}

const indexOf = (plan: ImportPlan, key: string) => plan.sections.findIndex(section => section.key === key)
