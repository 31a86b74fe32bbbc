/**
 * The assembled report: outline, front and back matter and texts as the one sheet that is read. Preview,
 * print, HTML and plain text consume it, and nothing else puts numbers to headings.
 *
 * 1. Sections stand in the order given (document order); a section's own text stands before what is below it.
 * 2. Numbers follow from the place: among its siblings, after the numbered headings that the parent's own
 *    text has at the same level, so that no number stands twice on the sheet.
 * 3. A preamble or closing without a number shows its text alone; any other unnumbered section shows its
 *    heading if it has one; a numbered section always shows its number, even before it has a heading.
 * 4. Blank paragraphs at the edges of a text do not print; a text that is blank prints nothing.
 * 5. A limit of length binds a section with all that is below it; the total is the sum of all texts.
 * A section without a text is the caller's bug and throws: a text that failed to load is not an empty one.
 */
import { formatDate } from '../dates.ts'
import { formatNumber } from '../numbering.ts'
import type { Matter, OutlineSection } from '../report.ts'
import { type Block, inlineText, plainText, type Text } from '../schema/text.ts'
import { lengthVerdict, wordCount } from '../words.ts'
import { type InnerHeading, innerHeadings } from './headings.ts'

/** What a section must have to take its place; rows of inOrder() and the API's sections both do. */
export type SectionToAssemble = Pick<
  OutlineSection,
  'id' | 'parentId' | 'level' | 'heading' | 'numbered' | 'role' | 'floor' | 'ceiling'
>

export type ReportToAssemble = {
  readonly title: string
  readonly matter: Matter
  readonly wordsCeiling: number | null
  readonly sections: readonly SectionToAssemble[]
}

/** 字数 against its limit. */
export type Length = {
  readonly words: number
  readonly floor: number | null
  readonly ceiling: number | null
  readonly verdict: ReturnType<typeof lengthVerdict>
}

/** One block at the top of a text, with its heading if it is or opens with one. */
export type AssembledBlock = { readonly block: Block; readonly heading: InnerHeading | undefined }

export type AssembledSection = {
  readonly id: string
  readonly level: number
  /** As printed; empty for an unnumbered section. */
  readonly number: string
  readonly heading: string
  /** False: the text stands without a heading line. */
  readonly showsHeading: boolean
  readonly blocks: readonly AssembledBlock[]
  /** 字数 of the section's own text. */
  readonly words: number
  /** 字数 of the section with all below it, against its limit. */
  readonly length: Length
}

/** A line of the table of contents; `id` is the anchor of the heading. */
export type ContentsEntry = {
  readonly id: string
  readonly level: number
  readonly number: string
  readonly heading: string
}

export type AssembledReport = {
  readonly title: string
  /** 主送机关 with its colon; empty: none. */
  readonly addressee: string
  readonly signature: string
  /** 成文日期 as printed; empty: none. */
  readonly date: string
  readonly signaturePlace: Matter['signaturePlace']
  readonly sections: readonly AssembledSection[]
  readonly contents: readonly ContentsEntry[]
  readonly length: Length
}

export function assemble(report: ReportToAssemble, texts: ReadonlyMap<string, Text>): AssembledReport {
  const sections = assembleSections(report.sections, texts)
  const total = sections.reduce((sum, section) => sum + section.words, 0)
  const { addressee, signature, date, signaturePlace } = report.matter
  return {
    title: report.title,
    addressee: withColon(addressee.trim()),
    signature: signature.trim(),
    date: date === null ? '' : formatDate(date),
    signaturePlace,
    sections,
    contents: sections.flatMap(contentsOf),
    length: measure(total, { floor: null, ceiling: report.wordsCeiling }),
  }
}

/** A text's blocks with their headings, nothing left out: what an editor shows of a section. */
export function assembleBlocks(text: Text, sectionLevel: number): AssembledBlock[] {
  const headings = innerHeadings(text, sectionLevel)
  return text.content.map((block, at) => ({ block, heading: headings[at] }))
}

/** The anchor of the heading in block `at` of a section. */
export function headingAnchor(sectionId: string, at: number): string {
  return `${sectionId}-${at + 1}`
}

function assembleSections(
  sections: readonly SectionToAssemble[],
  texts: ReadonlyMap<string, Text>,
): AssembledSection[] {
  /** Numbers given so far among what stands directly under a section; null is the report itself. */
  const given = new Map<string | null, number>()
  const words = new Map(sections.map(({ id }) => [id, wordCount(plainText(textOf(id, texts)))]))
  const branches = branchWords(sections, words)
  return sections.map(section => {
    const blocks = trimBlank(assembleBlocks(textOf(section.id, texts), section.level))
    given.set(section.id, countAtLevel(blocks, section.level + 1))
    const ordinal = (given.get(section.parentId) ?? 0) + (section.numbered ? 1 : 0)
    given.set(section.parentId, ordinal)
    const heading = section.heading.trim()
    return {
      id: section.id,
      level: section.level,
      number: section.numbered ? formatNumber(section.level, ordinal) : '',
      heading,
      showsHeading: section.numbered || (heading !== '' && !standsAlone(section)),
      blocks,
      words: words.get(section.id) ?? 0,
      length: measure(branches.get(section.id) ?? 0, section),
    }
  })
}

function textOf(sectionId: string, texts: ReadonlyMap<string, Text>): Text {
  const text = texts.get(sectionId)
  if (!text) throw new Error(`no text given for section ${sectionId}`)
  return text
}

const standsAlone = (section: SectionToAssemble) => section.role === 'preamble' || section.role === 'closing'

function countAtLevel(blocks: readonly AssembledBlock[], level: number): number {
  return Math.max(0, ...blocks.map(({ heading }) => (heading?.level === level ? heading.ordinal : 0)))
}

/** Each section's 字数 with those of all sections below it. */
function branchWords(
  sections: readonly SectionToAssemble[],
  words: ReadonlyMap<string, number>,
): Map<string, number> {
  const branches = new Map(words)
  // Children stand after their parents, so from the end every branch is whole before it is added.
  for (const { id, parentId } of sections.toReversed())
    if (parentId !== null) branches.set(parentId, (branches.get(parentId) ?? 0) + (branches.get(id) ?? 0))
  return branches
}

function measure(words: number, { floor, ceiling }: Pick<Length, 'floor' | 'ceiling'>): Length {
  return { words, floor, ceiling, verdict: lengthVerdict(words, { floor, ceiling }) }
}

function trimBlank(blocks: readonly AssembledBlock[]): AssembledBlock[] {
  const first = blocks.findIndex(({ block }) => !isBlank(block))
  const last = blocks.findLastIndex(({ block }) => !isBlank(block))
  return first === -1 ? [] : blocks.slice(first, last + 1)
}

function isBlank(block: Block): boolean {
  return block.type === 'paragraph' && inlineText(block.content).trim() === ''
}

function contentsOf(section: AssembledSection): ContentsEntry[] {
  const { id, level, number, heading } = section
  const own = section.showsHeading ? [{ id, level, number, heading }] : []
  return [...own, ...section.blocks.flatMap(({ heading: inner }, at) => innerEntry(id, at, inner))]
}

function innerEntry(sectionId: string, at: number, heading: InnerHeading | undefined): ContentsEntry[] {
  if (!heading) return []
  const { level, number, text } = heading
  return [{ id: headingAnchor(sectionId, at), level, number, heading: text.replace(/[。：:.]$/u, '') }]
}

/** 主送机关 ends with a full-width colon (GB/T 9704-2012 7.3.2). */
function withColon(addressee: string): string {
  return addressee === '' ? '' : `${addressee.replace(/[:：]$/u, '')}：`
}
