/**
 * Foreign HTML of a clipboard (Word, WPS, a spreadsheet, a web page) read into blocks of ours.
 *
 * 1. Only words, bold/italic/underline, headings, lists and tables are read; styles, classes, comments,
 *    fields and whatever runs are never looked at twice. Nothing of the source is put into the page.
 * 2. No visible character is lost except indents; a drawn number becomes text.
 * 3. A line break is a new paragraph: 公文 have no soft breaks.
 */
import type {
  Block,
  Inline,
  List,
  ListItem,
  Paragraph,
  Table,
  TableCell,
} from '../../../shared/schema/text.ts'
import { inlineText } from '../../../shared/schema/text.ts'
import { type MarkName, type Marks, readLine } from './line.ts'
import type { Pasted, PastedBlock, PastedLine } from './pasted.ts'
import { isDrawnMark, isListed, isUnseen, marksInside, outlineOf } from './style.ts'

/** HTML as the clipboard has it. */
export function readHtml(html: string): Pasted {
  const { body } = new DOMParser().parseFromString(html, 'text/html')
  const reader = newReader(0)
  walk(body, [], reader)
  reader.endLine()
  return { blocks: reader.blocks, images: reader.images() }
}

type Reader = {
  readonly blocks: PastedBlock[]
  /** Tables around this place; a table inside a table is flattened. */
  readonly tables: number
  add(characters: string, marks: Marks): void
  drawn(mark: string): void
  /** Closes the line; the next one begins as `source` says. */
  endLine(source?: Element): void
  push(block: PastedBlock): void
  image(): void
  images(): number
}

function newReader(tables: number): Reader {
  const blocks: PastedBlock[] = []
  let runs: { characters: string; marks: readonly MarkName[] }[] = []
  let outline: number | undefined
  let listed = false
  let bullet = false
  let images = 0
  return {
    blocks,
    tables,
    add: (characters, marks) => void runs.push({ characters, marks }),
    drawn(mark) {
      const words = mark.replace(/[\s\u00A0]+/g, '')
      if (isBullet(words)) bullet = true
      else runs.push({ characters: words, marks: [] })
    },
    endLine(source) {
      const content = readLine(runs)
      if (content.length > 0) blocks.push({ kind: 'line', content, outline, bullet, listed })
      runs = []
      bullet = false
      outline = source && outlineOf(source)
      listed = source !== undefined && isListed(source)
    },
    push: block => void blocks.push(block),
    image: () => void (images += 1),
    images: () => images,
  }
}

/** Marks of Symbol and Wingdings arrive as Latin letters or private characters. */
const isBullet = (mark: string) => /^(?:[·•●○■□◆◇▪▫➢➤►✓√Ø§Ÿoluvnqw\-–—*\uE000-\uF8FF])$/.test(mark)

function walk(parent: Element, marks: Marks, reader: Reader): void {
  for (const node of parent.childNodes) {
    if (node instanceof Text) reader.add(node.data, marks)
    else if (node instanceof Element) walkElement(node, marks, reader)
  }
}

function walkElement(element: Element, marks: Marks, reader: Reader): void {
  if (isUnseen(element)) return
  if (isDrawnMark(element)) return reader.drawn(element.textContent ?? '')
  const tag = element.localName
  if (tag === 'img' || tag === 'svg' || tag === 'picture') return readImage(element, reader)
  if (tag === 'br') return reader.endLine()
  if (tag === 'table') return readTable(element, reader)
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

function readImage(element: Element, reader: Reader): void {
  const size = Number(element.getAttribute('width') ?? 2)
  // A picture of one pixel counts readers; nobody misses it.
  if (size > 1) reader.image()
}

/* ---------- lists ---------- */

function readList(list: Element, reader: Reader): void {
  reader.endLine()
  const content: ListItem[] = []
  for (const child of list.children) readItem(child, content, reader)
  if (content.length === 0) return
  const start = Number.parseInt(list.getAttribute('start') ?? '1', 10)
  const block: List =
    list.localName === 'ul'
      ? { type: 'bulletList', content }
      : { type: 'orderedList', attrs: { start: start > 0 ? start : 1 }, content }
  reader.push({ kind: 'whole', block })
}

function readItem(child: Element, items: ListItem[], reader: Reader): void {
  const blocks = readInside(child.localName === 'li' ? [child] : [], reader)
  if (child.localName === 'li' && blocks.length > 0) items.push(itemOf(blocks))
  // Word writes a nested list beside the item that it belongs to.
  if (child.localName === 'ul' || child.localName === 'ol') {
    const nested = newReader(reader.tables)
    readList(child, nested)
    const last = items.pop()
    items.push(itemOf([...(last?.content ?? []), ...nested.blocks.map(plainBlock)]))
    for (let at = 0; at < nested.images(); at += 1) reader.image()
  }
}

function itemOf(blocks: readonly Block[]): ListItem {
  const opens = blocks[0]?.type === 'paragraph'
  return { type: 'listItem', content: opens ? blocks : [{ type: 'paragraph' }, ...blocks] }
}

/* ---------- tables ---------- */

function readTable(table: Element, reader: Reader): void {
  reader.endLine()
  const rows = [...table.querySelectorAll('tr')].filter(
    row => row.closest('table') === table && !isUnseen(row),
  )
  const caption = [...table.children].find(child => child.localName === 'caption')
  for (const block of caption ? readInside([caption], reader) : []) reader.push(asPasted(block))
  const cells = rows.map(row => readRow(row, reader))
  const filled = cells.filter(row => row.some(hasWords))
  if (filled.length === 0) return
  if (reader.tables > 0) return flatten(filled, reader)
  // A web page's frame: one cell around everything.
  if (cells.length === 1 && cells[0]?.length === 1)
    return cells[0][0]?.content.forEach(block => reader.push(asPasted(block)))
  reader.push({ kind: 'whole', block: tableOf(filled) })
}

const tableOf = (rows: readonly TableCell[][]): Table => ({
  type: 'table',
  content: rows.map(content => ({ type: 'tableRow', content })),
})

const hasWords = (cell: TableCell) =>
  cell.content.some(block => block.type !== 'paragraph' || inlineText(block.content) !== '')

/** A table inside a cell: a line a row, its cells parted by blanks. */
function flatten(rows: readonly TableCell[][], reader: Reader): void {
  for (const row of rows) {
    const content = row.flatMap((cell, at): Inline[] => {
      const words = cell.content.flatMap(block => (block.type === 'paragraph' ? (block.content ?? []) : []))
      return at > 0 && words.length > 0 ? [{ type: 'text', text: ' ' }, ...words] : [...words]
    })
    if (content.length > 0) reader.push(lineOf(content))
  }
}

function readRow(row: Element, reader: Reader): TableCell[] {
  return [...row.children]
    .filter(cell => (cell.localName === 'td' || cell.localName === 'th') && !isUnseen(cell))
    .map(cell => {
      const content = readInside([cell], reader, reader.tables + 1)
      return {
        type: cell.localName === 'th' ? 'tableHeader' : 'tableCell',
        attrs: { colspan: spanOf(cell, 'colspan'), rowspan: spanOf(cell, 'rowspan'), colwidth: null },
        content: content.length > 0 ? content : [{ type: 'paragraph' }],
      }
    })
}

const widestSpan = 200

function spanOf(cell: Element, attribute: string): number {
  const span = Number.parseInt(cell.getAttribute(attribute) ?? '1', 10)
  return span > 1 ? Math.min(span, widestSpan) : 1
}

/* ---------- shared ---------- */

/** The blocks inside elements, as a cell or an item takes them. */
function readInside(elements: readonly Element[], reader: Reader, tables = reader.tables): Block[] {
  const inner = newReader(tables)
  for (const element of elements) walk(element, [], inner)
  inner.endLine()
  for (let at = 0; at < inner.images(); at += 1) reader.image()
  return inner.blocks.map(plainBlock)
}

/** Inside cells and items nothing is a heading. */
function plainBlock(block: PastedBlock): Block {
  return block.kind === 'whole' ? block.block : paragraphOf(block.content)
}

export const paragraphOf = (content: readonly Inline[]): Paragraph => ({ type: 'paragraph', content })

export const lineOf = (content: readonly Inline[]): PastedLine => ({
  kind: 'line',
  content,
  outline: undefined,
  bullet: false,
  listed: false,
})

function asPasted(block: Block): PastedBlock {
  if (block.type === 'paragraph' || block.type === 'heading') return lineOf(block.content ?? [])
  return { kind: 'whole', block }
}
