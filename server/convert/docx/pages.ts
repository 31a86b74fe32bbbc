/**
 * On which page each heading comes to stand, and where the text ends: the sheet laid out by its own measures, lines of 28 characters and
 * pages of 22 lines. What no line can be divided into (rows, images, headings with what follows them) goes on
 * whole. Exact as long as lines break as counted; Word counts anew when it is asked to.
 */
import {
  type AssembledBlock,
  type AssembledReport,
  type AssembledSection,
  headingAnchor,
} from '../../../shared/assemble/assemble.ts'
import type { ExportImages } from '../../../shared/assemble/images.ts'
import { imageWidth } from '../../../shared/schema/image.ts'
import { captionOf } from '../../../shared/schema/caption.ts'
import { type Block, inlineText } from '../../../shared/schema/text.ts'
import { emsOf, titleCharacters } from './measures.ts'

const linesPerPage = 22
const charactersPerLine = 28

/** A piece of the sheet; `keeps`: lines behind it that must stand on the same page. */
type Piece = {
  readonly lines: number
  readonly anchor?: string | undefined
  readonly whole?: boolean
  readonly keeps?: number
  readonly newPage?: boolean
}

export type LaidOut = {
  /** The page of each heading, by its anchor. */
  readonly pages: ReadonlyMap<string, number>
  /** The last page, and how many lines are free on it. */
  readonly last: number
  readonly free: number
}

export function layOut(report: AssembledReport, images: ExportImages): LaidOut {
  const pages = new Map<string, number>()
  let [page, used] = [1, 0]
  const turn = () => {
    page += 1
    used = 0
  }
  for (const { lines, anchor, whole = false, keeps = 0, newPage = false } of piecesOf(report, images)) {
    const needed = whole ? Math.min(lines + keeps, linesPerPage) : Math.min(1, lines)
    if (used > 0 && (newPage || used + needed > linesPerPage)) turn()
    if (anchor !== undefined) pages.set(anchor, page)
    used += lines
    while (used > linesPerPage) {
      page += 1
      used -= linesPerPage
    }
  }
  return { pages, last: page, free: linesPerPage - used }
}

function piecesOf(report: AssembledReport, images: ExportImages): Piece[] {
  const { letterhead, signature, date, addressee, signaturePlace, attachmentsNote } = report
  const letterheadLines = letterhead === null ? 0 : Array.from(letterhead.issuer).length <= 9 ? 10 : 9
  const titleLines = report.titleLines.length || Math.ceil(emsOf(report.title) / titleCharacters)
  const byline = signaturePlace === 'title' ? Number(signature !== '') + Number(date !== '') : 0
  const end = signaturePlace === 'title' ? 0 : 1 + Number(signature !== '') + Number(date !== '')
  return [
    { lines: letterheadLines + titleLines + 2 + byline },
    { lines: addressee === '' ? 0 : wrapped(addressee, 0) },
    ...report.sections.flatMap(section => sectionPieces(section, images)),
    { lines: attachmentsNote.length === 0 ? 0 : attachmentsNote.length + 1 },
    { lines: end, whole: true },
    { lines: report.note === '' ? 0 : wrapped(report.note, 2) },
    ...report.attachments.flatMap(({ section, below }) => [
      { lines: 1, newPage: true, anchor: section.id },
      { lines: 2 + Math.ceil(emsOf(section.heading) / titleCharacters) },
      ...blockPieces(section, images),
      ...below.flatMap(part => sectionPieces(part, images)),
    ]),
  ]
}

function sectionPieces(section: AssembledSection, images: ExportImages): Piece[] {
  const { id, number, heading, showsHeading, pending } = section
  const lines = wrapped(number + heading, 2)
  const head = showsHeading ? [{ lines, anchor: id, whole: true, keeps: 1 }] : []
  return [...head, ...(pending ? [{ lines: 1 }] : []), ...blockPieces(section, images)]
}

function blockPieces({ id, blocks }: AssembledSection, images: ExportImages): Piece[] {
  let breaks = false
  return blocks.flatMap(({ block, heading }, at) => {
    if (block.type === 'pageBreak') {
      breaks = true
      return []
    }
    const [first, ...rest] = piecesOfBlock(block, heading, images)
    const newPage = breaks
    breaks = false
    return first ? [{ ...first, newPage, anchor: heading && headingAnchor(id, at) }, ...rest] : []
  })
}

function piecesOfBlock(block: Block, heading: AssembledBlock['heading'], images: ExportImages): Piece[] {
  switch (block.type) {
    case 'paragraph': {
      const text = (heading?.number ?? '') + inlineText(block.content)
      return [{ lines: text.split('\n').reduce((sum, line, at) => sum + wrapped(line, at === 0 ? 2 : 0), 0) }]
    }
    case 'heading': {
      const text = (heading?.number ?? '') + inlineText(block.content)
      return [{ lines: wrapped(text, 2), whole: true, keeps: 1 }]
    }
    case 'bulletList':
    case 'orderedList':
      return (block.content ?? []).flatMap(item =>
        (item.content ?? []).flatMap(one => piecesOfBlock(one, undefined, images)),
      )
    case 'table':
      return (block.content ?? []).map(row => ({
        whole: true,
        lines: Math.max(
          1,
          ...(row.content ?? []).map(cell => cellLines(cell.content, row.content?.length ?? 1)),
        ),
      }))
    case 'image': {
      const image = images.get(block.attrs?.imageId)
      const caption = captionOf(block) === '' ? 0 : 1
      if (!image) return [{ lines: caption }]
      // 28 characters are 589 pixels at 96 dpi; a line is a 22nd of 850.
      const percent = imageWidth(block.attrs?.width)
      const width = percent === null ? Math.min(image.width, 589) : (589 * percent) / 100
      const lines = Math.min(19, Math.ceil((width * image.height) / image.width / 38.65))
      return [{ lines: lines + caption, whole: true }]
    }
    case 'pageBreak':
      return []
    default:
      return []
  }
}

/** 14pt in cells of equal width. */
function cellLines(content: readonly Block[] | undefined, columns: number): number {
  const width = Math.max(2, (charactersPerLine * 16) / 14 / columns - 1)
  const text = (content ?? []).map(block =>
    block.type === 'paragraph' ? emsOf(inlineText(block.content)) : 0,
  )
  const rows = text.reduce((sum, ems) => sum + Math.max(1, Math.ceil(ems / width)), 0)
  return Math.max(1, rows * 0.65)
}

const wrapped = (text: string, indent: number) =>
  Math.max(1, Math.ceil((indent + emsOf(text)) / charactersPerLine))
