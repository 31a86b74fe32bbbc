/**
 * Pasted lines become sub-headings, run-in headings, lists or paragraphs, by the numbers typed before them.
 *
 * 1. A typed number goes only where the sheet will print the same value there; otherwise it stays text.
 *    So no typed number is ever lost or changed silently.
 * 2. The lines of one series (same shape, nothing shallower between) are recognised together or not at all.
 * 3. Levels are relative to the section: a shape keeps its own level where the section has room for it,
 *    else all move down together.
 */
import { headingCounter, readNumber, type ReadNumber } from '../numbering.ts'
import { innerLevels } from '../schema/extensions.ts'
import { type Block, type Inline, inlineText, type List, type ListItem } from '../schema/text.ts'
import { dropStart } from './line.ts'
import { joinItems } from './lists.ts'
import type { DocumentBlock, DocumentLine } from './document-model.ts'

/** Where it is pasted. */
export type TextPlace = {
  /** Outline level of the section, 1…3; 0: a whole text, whose own first level is 一、. */
  readonly sectionLevel: number
  /** Values that the headings before this place have reached, by relative level from 1. */
  readonly reached: readonly number[]
}

/** A numbered line that may become a heading. */
type Candidate = {
  readonly at: number
  readonly number: ReadNumber
  /** Lines of one series share this. */
  readonly series: number
  readonly shape: 'heading' | 'run-in' | 'text'
}

const longestHeading = 40
const longestOutlineHeading = 120
const longestOpening = 32

export function recognise(read: readonly DocumentBlock[], place: TextPlace): Block[] {
  const blocks = joinItems(read)
  const candidates = findCandidates(blocks)
  const accepted = agree(candidates, blocks, place)
  const levels = outlineLevels(blocks, accepted)
  return joinLists(
    blocks.map((block, at) => {
      if (block.kind === 'whole') return block.block
      const candidate = accepted.chosen.get(at)
      const relative = candidate && candidate.number.level - accepted.shift
      if (candidate && relative !== undefined) return numberedBlock(block, candidate, relative)
      const level = levels.get(at)
      if (level === undefined) return { line: block }
      return { type: 'heading', attrs: { level, numbered: false }, content: unmarked(block.content) }
    }),
  )
}

function numberedBlock(line: DocumentLine, { number, shape }: Candidate, level: number): Block {
  const content = dropStart(line.content, number.length)
  if (shape === 'heading')
    return { type: 'heading', attrs: { level, numbered: true }, content: unmarked(content) }
  const opening = openingOf(inlineText(content))
  const words = inlineText(content).slice(0, opening)
  const span: Inline = { type: 'text', text: words, marks: [{ type: 'headingSpan', attrs: { level } }] }
  return { type: 'paragraph', content: [span, ...dropStart(content, opening)] }
}

const unmarked = (content: readonly Inline[]): Inline[] =>
  content.map(inline => (inline.type === 'text' ? { type: 'text', text: inline.text } : inline))

/** Characters of the first sentence, if it opens a paragraph as a run-in heading does; else 0. */
function openingOf(line: string): number {
  const end = line.indexOf('。') + 1
  return end > 2 && end <= longestOpening && line.length - end >= 2 ? end : 0
}

/* ---------- candidates ---------- */

function findCandidates(blocks: readonly DocumentBlock[]): Candidate[] {
  const open: number[] = []
  let series = 0
  return blocks.flatMap((block, at): Candidate[] => {
    if (block.kind !== 'line') return []
    const number = readNumber(inlineText(block.content))
    if (!number) return []
    open.length = Math.min(open.length, number.level)
    open[number.level - 1] ??= series++
    const shape = shapeOf(block, number)
    return [{ at, number, series: open[number.level - 1] ?? 0, shape }]
  })
}

function shapeOf(line: DocumentLine, number: ReadNumber): Candidate['shape'] {
  const words = inlineText(line.content).slice(number.length).trim()
  if (words === '') return 'text'
  if (line.outline !== undefined) return words.length <= longestOutlineHeading ? 'heading' : 'text'
  if (words.length <= longestHeading && !/[。；;，,：:、！？…]$/.test(words) && !words.includes('。'))
    return 'heading'
  return number.level > 1 && openingOf(words) > 0 ? 'run-in' : 'text'
}

/* ---------- agreement ---------- */

type Accepted = { readonly chosen: ReadonlyMap<number, Candidate>; readonly shift: number }

/** The series whose typed numbers are what the sheet will print. */
function agree(
  candidates: readonly Candidate[],
  blocks: readonly DocumentBlock[],
  place: TextPlace,
): Accepted {
  const refused = new Set<number>()
  for (const { series, shape } of candidates) if (shape === 'text') refused.add(series)
  for (const series of barelyListed(candidates, blocks)) refused.add(series)
  for (;;) {
    const left = candidates.filter(({ series }) => !refused.has(series))
    const shift = shiftOf(left, place.sectionLevel)
    const wrong = left.find(firstWrong(left, shift, place))
    if (!wrong) return { chosen: new Map(left.map(candidate => [candidate.at, candidate])), shift }
    refused.add(wrong.series)
  }
}

/** What to take from an absolute level to make it relative; more room is made when the section has none. */
function shiftOf(candidates: readonly Candidate[], sectionLevel: number): number {
  const shallowest = Math.min(...candidates.map(({ number }) => number.level), Number.POSITIVE_INFINITY)
  return Math.min(sectionLevel, shallowest - 1)
}

/** Finds the first line whose number would be printed differently, or not at all. */
function firstWrong(candidates: readonly Candidate[], shift: number, place: TextPlace) {
  const counter = headingCounter()
  place.reached.forEach((value, at) => {
    for (let count = 0; count < value; count += 1) counter.next(at + 1)
  })
  const printed = new Map(
    candidates.map(({ at, number }) => {
      const level = number.level - shift
      const fits = level >= 1 && level <= innerLevels.length
      return [at, fits ? counter.next(level) : 0]
    }),
  )
  return ({ at, number }: Candidate) => printed.get(at) !== number.value
}

/** Series of 1. or （1） that stand for a list of things: nothing stands between their short lines. */
function barelyListed(candidates: readonly Candidate[], blocks: readonly DocumentBlock[]): Set<number> {
  const bare = new Set(candidates.map(({ series }) => series))
  for (const candidate of candidates)
    if (!isBare(candidate, candidates, blocks)) bare.delete(candidate.series)
  return bare
}

function isBare(
  { at, number, shape }: Candidate,
  candidates: readonly Candidate[],
  blocks: readonly DocumentBlock[],
) {
  const block = blocks[at]
  if (number.level < 3 || shape !== 'heading' || (block?.kind === 'line' && block.outline !== undefined))
    return false
  if (at + 1 >= blocks.length) return true
  const next = candidates.find(candidate => candidate.at === at + 1)
  return next !== undefined && next.number.level <= number.level
}

/** Headings by outline level that bear no accepted number: their levels, ranked from the shallowest. */
function outlineLevels(blocks: readonly DocumentBlock[], { chosen }: Accepted): Map<number, number> {
  const outlined = blocks.flatMap((block, at) =>
    block.kind === 'line' && block.outline !== undefined && !chosen.has(at)
      ? [{ at, outline: block.outline, block }]
      : [],
  )
  const ranks = [...new Set(blocks.flatMap(block => (block.kind === 'line' ? (block.outline ?? []) : [])))]
  ranks.sort((a, b) => a - b)
  return new Map(
    outlined
      .filter(({ block }) => inlineText(block.content).length <= longestOutlineHeading)
      .map(({ at, outline }) => [at, Math.min(ranks.indexOf(outline) + 1, innerLevels.length)]),
  )
}

/* ---------- lists ---------- */

type Unsettled = { readonly line: DocumentLine }

/** Lines that are no headings: runs of drawn 1. 2. 3. become lists, the rest paragraphs. */
function joinLists(blocks: readonly (Block | Unsettled)[]): Block[] {
  const joined: Block[] = []
  let expected = 0
  for (const block of blocks) {
    if (!('line' in block)) {
      joined.push(block)
      expected = 0
      continue
    }
    const number = listNumber(block.line)
    const last = joined.at(-1)
    if (number) {
      const continues = last?.type === 'orderedList' && number.value === expected
      append(joined, continues ? last : undefined, orderedList(block.line, number))
      expected = number.value + 1
    } else {
      joined.push({ type: 'paragraph', content: block.line.content })
      expected = 0
    }
  }
  return joined
}

/** Only a list's own 1. is what an ordered list prints; any other shape stays text. */
function listNumber(line: DocumentLine): ReadNumber | undefined {
  const number = line.listed ? readNumber(inlineText(line.content)) : undefined
  return number?.level === 3 && number.standard ? number : undefined
}

function append(blocks: Block[], last: List | undefined, list: List): void {
  if (!last) blocks.push(list)
  else blocks[blocks.length - 1] = { ...last, content: [...last.content, ...list.content] }
}

const itemOf = (content: readonly Inline[]): ListItem => ({
  type: 'listItem',
  content: [{ type: 'paragraph', content }],
})

const orderedList = (line: DocumentLine, number: ReadNumber): List => ({
  type: 'orderedList',
  attrs: { start: number.value },
  content: [itemOf(dropStart(line.content, number.length))],
})
