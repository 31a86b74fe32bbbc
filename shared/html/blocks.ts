/**
 * A section's blocks as HTML: one entry per node type and per mark, complete at compile time.
 * The editor's unmounted sections, the reading view and the exports all show this markup; its look is
 * shared/html/paper.css, which dresses the editor's own DOM the same way.
 *
 * Attributes are read as what anybody may have written: numbers are bounded, words must be known ones.
 */
import { absoluteLevel, openingSpan, spanLevel } from '../assemble/headings.ts'
import { type AssembledBlock, type AssembledSection, headingAnchor } from '../assemble/assemble.ts'
import { columnShares, spanOf } from '../assemble/columns.ts'
import { shownOf } from '../figures/in-text.ts'
import { idShape } from '../ids.ts'
import { citationData, citationOf } from '../schema/figure.ts'
import { imageWidth } from '../schema/image.ts'
import { sidewaysLength, sidewaysPieces, sidewaysWord } from './sideways.ts'
import type {
  Block,
  Cited,
  Image,
  Inline,
  List,
  ListItem,
  Table,
  TableCell,
  TableRow,
  TextMark,
} from '../schema/text.ts'
import { captionOf } from '../schema/caption.ts'
import { inlineText } from '../schema/text.ts'
import { element, type ImageAddress, join, type Markup, newLine, nothing, type Tag, text } from './markup.ts'

/** Where an image is shown from; undefined: there is none, and its words stand for it. */
export type ImageAddresses = (imageId: string) => ImageAddress | undefined

/** Where a block stands: in which section, and with what heading if it has one. */
export type Place = {
  readonly sectionLevel: number
  readonly images: ImageAddresses
  readonly anchor?: string | undefined
  readonly heading?: AssembledBlock['heading']
}

type BlockWriters = {
  readonly [Type in Block['type']]: (block: Extract<Block, { type: Type }>, place: Place) => Markup
}
type InlineWriters = {
  readonly [Type in Inline['type']]: (inline: Extract<Inline, { type: Type }>) => Markup
}
type MarkWriters = {
  readonly [Type in TextMark['type']]: (mark: Extract<TextMark, { type: Type }>, inner: Markup) => Markup
}

/** What stands under a section's heading: its own text. */
export function sectionHtml(
  section: Pick<AssembledSection, 'id' | 'level' | 'blocks'>,
  images: ImageAddresses,
): Markup {
  return join(
    section.blocks.map(({ block, heading }, at) =>
      writeBlock(block, {
        sectionLevel: section.level,
        images,
        heading,
        anchor: heading && headingAnchor(section.id, at),
      }),
    ),
    newLine,
  )
}

/** The tag of a heading by its level on the sheet; h1 is the title. */
export function headingTag(level: number): Tag {
  return (['h2', 'h3', 'h4', 'h5', 'h6'] as const)[Math.max(level, 1) - 1] ?? 'h6'
}

/** A heading's number, told apart from its words. */
export function numberHtml(number: string): Markup {
  return number === '' ? nothing : element('span', { class: 'number' }, text(number))
}

const blockWriters: BlockWriters = {
  paragraph(block, { anchor, heading }) {
    const content = block.content ?? []
    if (heading?.kind !== 'run-in') return element('p', {}, inlinesHtml(content))
    return element('p', { id: anchor }, runInHtml(content, heading))
  },
  heading(block, { sectionLevel, anchor, heading }) {
    const level = heading?.level ?? absoluteLevel(sectionLevel, block.attrs?.level)
    const content = inlinesHtml(block.content)
    return element(
      headingTag(level),
      { id: anchor, class: `level-${level}` },
      numberHtml(heading?.number ?? ''),
      content,
    )
  },
  bulletList: (block, place) => element('ul', {}, itemsHtml(block, place)),
  orderedList: (block, place) =>
    element('ol', { start: bounded(block.attrs?.start, 1, 9999) }, itemsHtml(block, place)),
  table: tableHtml,
  image: imageHtml,
  // Its look, and whether it is seen at all, is the business of paper.css.
  pageBreak: () => element('hr', { class: 'page-break' }),
}

const inlineWriters: InlineWriters = {
  text: inline => markedHtml(text(inline.text), inline.marks),
  figure: inline => markedHtml(citationHtml(inline), inline.marks),
  hardBreak: () => element('br', {}),
}

/** What a citation prints; whose it is, so that a copy of it in its own report stays a citation. */
function citationHtml(inline: Cited): Markup {
  const data = citationData(citationOf(inline.attrs))
  return element('span', idShape.test(data['data-figure'] ?? '') ? data : {}, text(shownOf(inline)))
}

const markWriters: MarkWriters = {
  bold: (_, inner) => element('strong', {}, inner),
  italic: (_, inner) => element('em', {}, inner),
  underline: (_, inner) => element('u', {}, inner),
  headingSpan: (mark, inner) => spanHtml(spanLevel({ type: 'text', text: '', marks: [mark] }), inner),
}

// The tables above are complete for the schema; a document may still hold what the schema has not.
export function writeBlock<Type extends Block['type']>(
  block: Extract<Block, { type: Type }>,
  place: Place,
): Markup {
  const write = Object.hasOwn(blockWriters, block.type) ? blockWriters[block.type] : undefined
  return write ? write(block, place) : nothing
}

function writeInline<Type extends Inline['type']>(inline: Extract<Inline, { type: Type }>): Markup {
  const write = Object.hasOwn(inlineWriters, inline.type) ? inlineWriters[inline.type] : undefined
  return write ? write(inline) : nothing
}

function writeMark<Type extends TextMark['type']>(
  mark: Extract<TextMark, { type: Type }>,
  inner: Markup,
): Markup {
  const write = Object.hasOwn(markWriters, mark.type) ? markWriters[mark.type] : undefined
  return write ? write(mark, inner) : inner
}

/** Runs of a line with their marks. */
export const inlinesHtml = (content: readonly Inline[] | undefined) => join((content ?? []).map(writeInline))

const blocksHtml = (blocks: readonly Block[] | undefined, { sectionLevel, images }: Place) =>
  join((blocks ?? []).map(block => writeBlock(block, { sectionLevel, images })))

const markedHtml = (inner: Markup, marks: readonly TextMark[] | undefined) =>
  (marks ?? []).reduce((markup, mark) => writeMark(mark, markup), inner)

export function spanHtml(level: number | undefined, ...inner: readonly Markup[]): Markup {
  return element('span', { 'data-heading-span': level ?? 1 }, ...inner)
}

/** The opening span as one element, its number inside it, then the body of the paragraph. */
function runInHtml(content: readonly Inline[], heading: { readonly number: string }): Markup {
  const length = openingSpan(content)
  const words = content.slice(0, length).map(inline => writeInline({ ...inline, marks: [] }))
  const span = spanHtml(spanLevel(content[0]), numberHtml(heading.number), ...words)
  return join([span, inlinesHtml(content.slice(length))])
}

function itemsHtml(list: List, place: Place): Markup {
  const item = ({ content }: ListItem) => element('li', {}, blocksHtml(content, place))
  return join((list.content ?? []).map(item))
}

/** An image with its caption; where it is missing, what is said of it. */
function imageHtml(image: Image, { images }: Place): Markup {
  const attrs: Partial<Image['attrs']> | undefined = image.attrs
  const caption = captionOf(image)
  const alt = typeof attrs?.alt === 'string' ? attrs.alt : ''
  const src = typeof attrs?.imageId === 'string' ? images(attrs.imageId) : undefined
  const line = (words: string) => (words === '' ? nothing : element('figcaption', {}, text(words)))
  if (src === undefined) return element('figure', { class: 'missing' }, line(caption || alt))
  const width = imageWidth(attrs?.width)
  return element(
    'figure',
    {},
    element('img', { src, alt, width: width === null ? undefined : `${width}%` }),
    line(caption),
  )
}

/** Rows of header cells at the top become the thead, which print repeats on every page. */
function tableHtml(table: Table, place: Place): Markup {
  const rows = table.content ?? []
  const split = headRows(rows)
  const shares = columnShares(table)
  const pieces = sidewaysPieces(rows, split)
  const [longest, width] = pieces ? [sidewaysWord, sidewaysLength] : [wordLength, tableWidth]
  const word = shares === undefined && hasRoomForWords(rows, longest, width) ? longest : 0
  const write = (row: TableRow) =>
    element('tr', {}, join((row.content ?? []).map(cell => cellHtml(cell, word, place))))
  const head = split > 0 ? element('thead', {}, join(rows.slice(0, split).map(write))) : nothing
  const tableOf = (body: readonly TableRow[]) =>
    element(
      'table',
      { class: shares && 'set' },
      columnsHtml(shares),
      head,
      element('tbody', {}, join(body.map(write))),
    )
  if (!pieces) return tableOf(rows.slice(split))
  return join(
    pieces.map(piece => element('div', { class: 'wide' }, tableOf(piece))),
    newLine,
  )
}

function columnsHtml(shares: readonly number[] | undefined): Markup {
  if (!shares) return nothing
  const columns = shares.map(share => element('col', { width: `${Number(share.toFixed(2))}%` }))
  return element('colgroup', {}, ...columns)
}

/** How many rows at the top are header rows throughout, no cell of them reaching further down. */
function headRows(rows: readonly TableRow[]): number {
  const body = rows.findIndex(row => !isHeadRow(row))
  const count = body === -1 ? rows.length : body
  const reaches = rows.some(
    (row, at) => at < count && (row.content ?? []).some(cell => at + spanOf(cell.attrs?.rowspan) > count),
  )
  return reaches || count === rows.length ? 0 : count
}

const isHeadRow = ({ content }: TableRow) =>
  content !== undefined && content.length > 0 && content.every(cell => cell.type === 'tableHeader')

/** `word`: a cell of up to so many characters is not broken. */
function cellHtml(cell: TableCell, word: number, place: Place): Markup {
  const align = alignments.find(known => known === cell.attrs?.align)
  const short = cellLength(cell) <= word ? 'short' : undefined
  return element(
    cell.type === 'tableHeader' ? 'th' : 'td',
    {
      colspan: bounded(cell.attrs?.colspan, 2, 1000),
      rowspan: bounded(cell.attrs?.rowspan, 2, 1000),
      class: [align, short].filter(name => name !== undefined).join(' ') || undefined,
    },
    blocksHtml(cell.content, place),
  )
}

/** Up to this many characters a cell is a name or a figure, better not broken over lines. */
const wordLength = 8
/** Characters of 14pt that fit side by side into 156 mm, less what cells keep free at their edges. */
const tableWidth = 30

/** Whether every column can be as wide as its names and figures. */
function hasRoomForWords(rows: readonly TableRow[], longest: number, width: number): boolean {
  const columns: number[] = []
  for (const { content } of rows)
    for (const [at, cell] of (content ?? []).entries())
      columns[at] = Math.max(columns[at] ?? 0, Math.min(cellLength(cell), longest) + 1)
  return columns.reduce((sum, column) => sum + column, 0) <= width
}

const cellLength = ({ content }: TableCell) =>
  (content ?? []).reduce((sum, block) => sum + blockLength(block), 0)

/** Characters of a paragraph; what is no paragraph is no word. */
const blockLength = (block: Block) =>
  block.type === 'paragraph' ? inlineText(block.content).length : Number.POSITIVE_INFINITY

const alignments = ['left', 'center', 'right'] as const

/** The number if it is a whole one within bounds. */
function bounded(attribute: unknown, least: number, most: number): number | undefined {
  const value = Number(attribute)
  return Number.isInteger(value) && value >= least && value <= most ? value : undefined
}
