/**
 * Foreign HTML (of a clipboard, of a file, of Markdown; from Word, WPS, a spreadsheet, WeChat, a web page) read
 * into a document of ours.
 *
 * 1. Only words, bold/italic/underline, headings, lists, tables and images that it carries itself are read;
 *    styles, classes, comments, fields and whatever runs are never looked at twice. Nothing is ever fetched.
 * 2. No visible character is lost except indents; a drawn number becomes text. What is left out is remarked on.
 * 3. A line break is a new paragraph: 公文 have no soft breaks.
 */
import type { List, ListItem, TableCell, Block } from '../../schema/text.ts'
import type {
  DocumentBlock,
  DocumentImage,
  NamedImage,
  ReadDocument,
  Remark,
  RemarkKind,
} from '../document-model.ts'
import { type MarkName, type Marks, readLine } from '../line.ts'
import { asDocumentBlock, asParagraph, flattenTable, framedBlocks, hasWords } from '../tables.ts'
import { imageAttributes, readDataImage } from './images.ts'
import { elementsIn, type HtmlElement, type HtmlNode, isElement, isText } from './node.ts'
import {
  alignOf,
  depthOf,
  isDrawnMark,
  isListed,
  isUnseen,
  marksInside,
  outlineOf,
  pixelsOf,
} from './style.ts'

/** The document inside an element: a body. `keepsNamed`: images that it only names keep their place. */
export function readHtml(body: HtmlNode, { keepsNamed = false } = {}): ReadDocument {
  const named: NamedImage[] = []
  const found: Found = { images: [], remarks: [], named: keepsNamed ? named : undefined }
  const reader = newReader(0, found)
  walk(body, [], reader)
  reader.endLine()
  return { blocks: reader.blocks, images: found.images, remarks: found.remarks, named }
}

type Found = {
  readonly images: DocumentImage[]
  readonly remarks: Remark[]
  readonly named: NamedImage[] | undefined
}

type Reader = {
  readonly blocks: DocumentBlock[]
  /** Tables around this place; a table inside a table is flattened. */
  readonly tables: number
  readonly found: Found
  add(characters: string, marks: Marks): void
  drawn(mark: string): void
  /** Closes the line; the next one begins as `source` says. */
  endLine(source?: HtmlElement): void
  push(...blocks: readonly DocumentBlock[]): void
  note(kind: RemarkKind, text: string): void
}

function newReader(tables: number, found: Found): Reader {
  const blocks: DocumentBlock[] = []
  let runs: { characters: string; marks: readonly MarkName[] }[] = []
  let outline: number | undefined
  let listed = false
  let bullet = false
  let depth = 0
  return {
    blocks,
    tables,
    found,
    add: (characters, marks) => void runs.push({ characters, marks }),
    drawn(mark) {
      const words = mark.replace(/[\s\u00A0]+/g, '')
      if (isBullet(words)) bullet = true
      else runs.push({ characters: words, marks: [] })
    },
    endLine(source) {
      const content = readLine(runs)
      if (content.length > 0)
        blocks.push({
          kind: 'line',
          content,
          outline,
          bullet,
          listed,
          opening: openingOf(runs),
          item: bullet ? { list: '', ordinal: null, depth } : undefined,
        })
      runs = []
      bullet = false
      outline = source && outlineOf(source)
      listed = source !== undefined && isListed(source)
      depth = source ? depthOf(source) : 0
    },
    push: (...more) => void blocks.push(...more),
    note: (kind, text) => void found.remarks.push({ kind, text, quote: '', author: '' }),
  }
}

/** Marks of Symbol and Wingdings arrive as Latin letters or private characters. */
const isBullet = (mark: string) => /^(?:[·•●○■□◆◇▪▫➢➤►✓√Ø§Ÿoluvnqw\-–—*\uE000-\uF8FF])$/.test(mark)

/** Bold characters at the start of a line that is not bold to its end. */
function openingOf(runs: readonly { readonly characters: string; readonly marks: Marks }[]): number {
  const worded = runs.filter(({ characters }) => characters.trim() !== '')
  const end = worded.findIndex(({ marks }) => !marks.includes('bold'))
  return worded.slice(0, Math.max(0, end)).reduce((sum, { characters }) => sum + characters.trim().length, 0)
}

function walk(parent: HtmlNode, marks: Marks, reader: Reader): void {
  for (const node of parent.childNodes) {
    if (isText(node)) reader.add(node.textContent ?? '', marks)
    else if (isElement(node)) walkElement(node, marks, reader)
  }
}

function walkElement(element: HtmlElement, marks: Marks, reader: Reader): void {
  if (isUnseen(element)) return
  if (isDrawnMark(element)) return reader.drawn(element.textContent ?? '')
  const tag = element.localName
  if (tag === 'img' || tag === 'svg') return readImage(element, reader)
  if (tag === 'br') return reader.endLine()
  if (tag === 'table') return readTable(element, reader)
  if (tag === 'nav' && leadsInside(element))
    return reader.note('navigation', (element.textContent ?? '').replaceAll(/\s+/g, ' ').trim().slice(0, 200))
  if (tag === 'ul' || tag === 'ol') return readList(element, reader)
  const inside = marksInside(element, marks)
  if (!isBlockTag(tag)) return walk(element, inside, reader)
  reader.endLine(element)
  // A heading's own boldness is its look, not a mark of the author's.
  walk(element, inside, reader)
  reader.endLine()
}

const blockTags =
  /^(?:p|div|h[1-6]|section|article|header|footer|main|aside|nav|blockquote|pre|address|center|figure|figcaption|dl|dt|dd|li|form|fieldset|hr|caption|tr|td|th|tbody|thead|tfoot|details|summary)$/
const isBlockTag = (tag: string) => blockTags.test(tag)

/** An image whose bytes stand in the page is carried, behind its line; one that would be fetched is said. */
function readImage(element: HtmlElement, reader: Reader): void {
  const size = Number(element.getAttribute('width') ?? 2)
  // A picture of one pixel counts readers; nobody misses it.
  if (size <= 1) return
  const alt = element.getAttribute('alt')?.trim() ?? ''
  const address = element.getAttribute('src') ?? ''
  const bytes = readDataImage(address)
  const { images, named } = reader.found
  if (!bytes && !named) return reader.note('image-left', alt)
  const attrs = imageAttributes(images.length + (named?.length ?? 0), alt)
  if (bytes) images.push({ key: attrs.imageId, bytes })
  else named?.push({ key: attrs.imageId, name: alt || nameIn(address) })
  reader.endLine()
  reader.push({ kind: 'whole', block: { type: 'image', attrs } })
}

/** Links to parts of the page itself, and none elsewhere. */
function leadsInside(element: HtmlElement): boolean {
  const targets = linksIn(element).map(link => link.getAttribute('href') ?? '')
  return targets.length > 0 && targets.every(target => target.startsWith('#'))
}

const linksIn = (element: HtmlElement): HtmlElement[] =>
  elementsIn(element).flatMap(child => (child.localName === 'a' ? [child] : linksIn(child)))

/** What an address ends in; one that carries its bytes has no name. */
function nameIn(address: string): string {
  if (address.startsWith('data:')) return ''
  return (
    address
      .replace(/[?#].*$/, '')
      .split(/[/\\]/)
      .at(-1) ?? ''
  ).slice(0, 80)
}

/* ---------- lists ---------- */

function readList(list: HtmlElement, reader: Reader): void {
  reader.endLine()
  const content: ListItem[] = []
  for (const child of elementsIn(list)) readItem(child, content, reader)
  if (content.length === 0) return
  const start = Number.parseInt(list.getAttribute('start') ?? '1', 10)
  const block: List =
    list.localName === 'ul'
      ? { type: 'bulletList', content }
      : { type: 'orderedList', attrs: { start: start > 0 ? start : 1 }, content }
  reader.push({ kind: 'whole', block })
}

function readItem(child: HtmlElement, items: ListItem[], reader: Reader): void {
  const blocks = child.localName === 'li' ? readInside(child, reader) : []
  if (child.localName === 'li' && blocks.length > 0) items.push(itemOf(blocks))
  // Word writes a nested list beside the item that it belongs to.
  if (child.localName === 'ul' || child.localName === 'ol') {
    const nested = newReader(reader.tables, reader.found)
    readList(child, nested)
    const last = items.pop()
    items.push(itemOf([...(last?.content ?? []), ...nested.blocks.map(asParagraph)]))
  }
}

function itemOf(blocks: readonly Block[]): ListItem {
  const opens = blocks[0]?.type === 'paragraph'
  return { type: 'listItem', content: opens ? blocks : [{ type: 'paragraph' }, ...blocks] }
}

/* ---------- tables ---------- */

function readTable(table: HtmlElement, reader: Reader): void {
  reader.endLine()
  const caption = elementsIn(table).find(child => child.localName === 'caption')
  if (caption) reader.push(...readInside(caption, reader).map(asDocumentBlock))
  const widths = columnWidths(table)
  const rows = rowsOf(table).map(row => readRow(row, widths, reader))
  const filled = rows.filter(row => row.some(hasWords))
  if (filled.length === 0) return
  const block = {
    type: 'table' as const,
    content: filled.map(content => ({ type: 'tableRow' as const, content })),
  }
  if (reader.tables === 0) return reader.push(...framedBlocks(block))
  reader.note('nested-table', '')
  reader.push(...flattenTable(block))
}

/** Rows of this table alone, not of tables inside its cells. */
function rowsOf(parent: HtmlElement): HtmlElement[] {
  return elementsIn(parent)
    .filter(child => !isUnseen(child))
    .flatMap(child =>
      child.localName === 'tr' ? [child] : /^t(?:head|body|foot)$/.test(child.localName) ? rowsOf(child) : [],
    )
}

/** Widths of the columns where the source says all of them, pixels. */
function columnWidths(table: HtmlElement): (number | undefined)[] {
  const groups = elementsIn(table).flatMap(child =>
    child.localName === 'colgroup' ? elementsIn(child) : [child],
  )
  return groups
    .filter(child => child.localName === 'col')
    .flatMap(column => Array.from({ length: spanOf(column, 'span') }, () => pixelsOf(column)))
}

function readRow(row: HtmlElement, widths: readonly (number | undefined)[], reader: Reader): TableCell[] {
  let column = 0
  return elementsIn(row)
    .filter(cell => (cell.localName === 'td' || cell.localName === 'th') && !isUnseen(cell))
    .map(cell => {
      const content = readInside(cell, reader, reader.tables + 1)
      const colspan = spanOf(cell, 'colspan')
      const own = widths.slice(column, column + colspan)
      column += colspan
      const known = own.length === colspan ? own.filter(width => width !== undefined) : []
      return {
        type: cell.localName === 'th' ? 'tableHeader' : 'tableCell',
        attrs: {
          colspan,
          rowspan: spanOf(cell, 'rowspan'),
          colwidth: known.length === colspan ? known : null,
          align: alignOf(cell),
        },
        content: content.length > 0 ? content : [{ type: 'paragraph' }],
      }
    })
}

const widestSpan = 200

function spanOf(cell: HtmlElement, attribute: string): number {
  const span = Number.parseInt(cell.getAttribute(attribute) ?? '1', 10)
  return span > 1 ? Math.min(span, widestSpan) : 1
}

/* ---------- shared ---------- */

/** The blocks inside an element, as a cell or an item takes them. */
function readInside(element: HtmlElement, reader: Reader, tables = reader.tables): Block[] {
  const inner = newReader(tables, reader.found)
  walk(element, [], inner)
  inner.endLine()
  return inner.blocks.map(asParagraph)
}
