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
 * 5. A limit of length binds a section with all that is below it; the total is the sum of all texts but
 *    those of attachments, which no budget means.
 * 6. Attachments stand behind the text, each numbered inside like a document of its own.
 * A section without a text is the caller's bug and throws: a text that failed to load is not an empty one.
 */
import type { FigureValues } from '../figures/figure.ts'
import { showFigures } from '../figures/in-text.ts'
import { formatNumber } from '../numbering.ts'
import { attachmentLabels, attachmentNumber, parted } from '../outline.ts'
import type { Matter, OutlineSection, Status } from '../report.ts'
import { type Block, hasContent, inlineText, plainText, type Text } from '../schema/text.ts'
import { lengthVerdict, wordCount } from '../words.ts'
import { type InnerHeading, innerHeadings } from './headings.ts'
import { type AssembledMatter, assembleMatter } from './matter.ts'
import { leaveOutPending, markPending, type PendingWay } from './pending.ts'

/** What a section must have to take its place; rows of inOrder() and the API's sections both do. */
export type SectionToAssemble = Pick<
  OutlineSection,
  'id' | 'parentId' | 'level' | 'heading' | 'numbered' | 'role' | 'floor' | 'ceiling'
> & {
  /** Without it the section counts as accepted. */
  readonly status?: Status
}

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
  /** That its heading has on the sheet: in the text the outline's, in an attachment one less. */
  readonly level: number
  /** As printed; empty for an unnumbered section. */
  readonly number: string
  readonly heading: string
  /** False: the text stands without a heading line. */
  readonly showsHeading: boolean
  /** Not accepted, and to be marked so: pendingMark stands under its heading. */
  readonly pending: boolean
  readonly blocks: readonly AssembledBlock[]
  /** 字数 of the section's own text. */
  readonly words: number
  /** 字数 of the section with all below it, against its limit. */
  readonly length: Length
}

/** 附件: on a new page its label (附件1), its title, its own text, and the sections below it. */
export type AssembledAttachment = {
  /** 附件1, on a line of its own. */
  readonly label: string
  /** Of level 0: its heading is the title. */
  readonly section: AssembledSection
  readonly below: readonly AssembledSection[]
}

/** A line of 附件说明, behind `附件：`; a single attachment has no number. */
type AttachmentNote = { readonly number: string; readonly title: string }

/** A line of the table of contents; `id` is the anchor of the heading. */
export type ContentsEntry = {
  readonly id: string
  readonly level: number
  readonly number: string
  readonly heading: string
}

export type AssembledReport = AssembledMatter & {
  readonly title: string
  /** Those of the text; see attachments. */
  readonly sections: readonly AssembledSection[]
  /** 附件说明, under the text. */
  readonly attachmentsNote: readonly AttachmentNote[]
  readonly attachments: readonly AssembledAttachment[]
  readonly contents: readonly ContentsEntry[]
  readonly length: Length
}

export type AssembleOptions = {
  readonly pending?: PendingWay | undefined
  /** What citations print, where the texts do not have it already. */
  readonly figures?: FigureValues | undefined
}

export function assemble(
  report: ReportToAssemble,
  texts: ReadonlyMap<string, Text>,
  { pending = 'show', figures }: AssembleOptions = {},
): AssembledReport {
  const { kept, textless } =
    pending === 'omit' ? leaveOutPending(report.sections) : { kept: report.sections, textless: noIds }
  const read = (id: string) => {
    if (textless.has(id)) return textOfNothing
    const text = textOf(id, texts)
    return figures ? showFigures(text, figures) : text
  }
  const marked = pending === 'mark' ? markPending(kept, id => hasContent(read(id))) : noIds
  const { body, attachments: parts } = parted(kept)
  const sections = assembleSections(body, read, marked)
  const labels = attachmentLabels(parts.length)
  const attachments = parts.map((part, at) => assembleAttachment(part, labels[at] ?? '', read, marked))
  const total = sections.reduce((sum, section) => sum + section.words, 0)
  return {
    ...assembleMatter(report.title, report.matter),
    title: report.title,
    sections,
    attachmentsNote: attachments.map(({ section: { heading } }, at) => ({
      number: attachments.length === 1 ? '' : `${at + 1}.`,
      title: heading.replace(/[。.；;]$/u, ''),
    })),
    attachments,
    contents: [
      ...sections.flatMap(contentsOf),
      ...attachments.map(({ section }) => attachmentEntry(section)),
    ],
    length: measure(total, { floor: null, ceiling: report.wordsCeiling }),
  }
}

/** Every section of the sheet in document order, those of attachments too. */
export function allSections({
  sections,
  attachments,
}: Pick<AssembledReport, 'sections' | 'attachments'>): readonly AssembledSection[] {
  return [...sections, ...attachments.flatMap(({ section, below }) => [section, ...below])]
}

const noIds: ReadonlySet<string> = new Set()
const textOfNothing: Text = { type: 'doc', content: [] }

/** A text's blocks with their headings, nothing left out: what an editor shows of a section. */
export function assembleBlocks(text: Text, sectionLevel: number): AssembledBlock[] {
  const headings = innerHeadings(text, sectionLevel)
  return text.content.map((block, at) => ({ block, heading: headings[at] }))
}

/** The anchor of the heading in block `at` of a section. */
export function headingAnchor(sectionId: string, at: number): string {
  return `${sectionId}-${at + 1}`
}

type ReadText = (sectionId: string) => Text

function assembleAttachment(
  part: readonly SectionToAssemble[],
  label: string,
  read: ReadText,
  marked: ReadonlySet<string>,
): AssembledAttachment {
  // One level up: the title of the attachment is above the first level.
  const raised = part.map(section => ({ ...section, level: section.level - 1 }))
  const [own, ...below] = assembleSections(raised, read, marked)
  if (!own) throw new Error('an attachment is at least one section')
  return { label, section: { ...own, number: attachmentNumber(label), showsHeading: true }, below }
}

function assembleSections(
  sections: readonly SectionToAssemble[],
  read: ReadText,
  marked: ReadonlySet<string>,
): AssembledSection[] {
  /** Numbers given so far among what stands directly under a section; null is the report itself. */
  const given = new Map<string | null, number>()
  const words = new Map(sections.map(({ id }) => [id, wordCount(plainText(read(id)))]))
  const branches = branchWords(sections, words)
  return sections.map(section => {
    const blocks = trimBlank(assembleBlocks(read(section.id), section.level))
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
      pending: marked.has(section.id),
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

function attachmentEntry({ id, number, heading }: AssembledSection): ContentsEntry {
  return { id, level: 1, number, heading }
}
