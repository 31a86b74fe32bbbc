/**
 * A text written anew from plain lines: the edits that lead from the text that a document holds to those lines.
 *
 * 1. A line is a run of text of the document (a paragraph, a heading, an item, a cell; a line break parts two).
 *    Blank runs are no lines and stay as they are.
 * 2. What both have is not touched: its letters, marks, headings, lists and tables keep their identity, and so
 *    do letters that others are typing into it meanwhile. A changed line changes letter by letter.
 * 3. New lines are paragraphs, or what stands around them: an item in a list, a paragraph in a cell.
 */
import * as Y from 'yjs'
import { compareLines, type Piece, type Row } from '../differences.ts'
import { rootName } from './text.ts'

/** A pair of changed lines, or a stretch of them, is compared up to so many cells. */
const cellsMost = 40_000

type Run = {
  readonly text: Y.XmlText
  /** Without the blanks at its edges, on one line. */
  readonly line: string
  /** Where the line begins in `text`. */
  readonly from: number
}

/** The lines as people edit them without the editor. */
export function linesOfDoc(doc: Y.Doc): string[] {
  return runsOf(doc.getXmlFragment(rootName)).map(({ line }) => line)
}

/** Plain text as lines: no blank ones, no characters that show nothing, no blanks at the edges. */
export function linesOfPlain(text: string): string[] {
  return text
    .toWellFormed()
    .replace(unseen, '')
    .split(breaks)
    .map(line => line.trim())
    .filter(line => line !== '')
}

const breaks = /\r\n?|[\n\v\f\u0085\u2028\u2029]/
// oxlint-disable-next-line no-control-regex -- these are the characters it is about
const unseen = /[\u0000-\u0008\u000E-\u001F\u007F\u00AD\u200B\u200E\u200F\u2060\uFEFF]/g

/** Edits the document in one transaction; answers whether there was anything to do. */
export function rewriteDoc(doc: Y.Doc, lines: readonly string[]): boolean {
  const root = doc.getXmlFragment(rootName)
  const runs = runsOf(root)
  const rows = compareLines(
    runs.map(({ line }) => line),
    lines,
    line => Array.from(line),
    cellsMost,
  )
  if (!rows.some(isChange)) return false
  doc.transact(() => write(root, runs, rows))
  return true
}

const isChange = ({ left, right }: Row) =>
  left === null || right === null || left.some(isOwn) || right.some(isOwn)
const isOwn = (piece: Piece) => piece.isOwn

function write(root: Y.XmlFragment, runs: readonly Run[], rows: readonly Row[]): void {
  // Every place is found by what stands there when its turn comes: removals wait until the end.
  const gone: Run[] = []
  let last: Run | undefined
  let next = 0
  for (const { left, right } of rows) {
    if (left === null) {
      last = insertLine(root, last, runs[next], whole(right))
      continue
    }
    const run = runs[next]
    next += 1
    if (!run) continue
    if (right === null) gone.push(run)
    else changeRun(run, left, right)
    last = run
  }
  for (const run of gone) removeRun(root, run)
}

const whole = (pieces: readonly Piece[] | null) => (pieces ?? []).map(({ text }) => text).join('')

/** Own pieces of the left go, own pieces of the right come; what both have is passed over. */
function changeRun({ text, from }: Run, left: readonly Piece[], right: readonly Piece[]): void {
  const after = [...right]
  let at = from
  for (const { text: letters, isOwn: goes } of left) {
    if (goes) {
      // Put in behind what they replace, letters take its marks over.
      const end = insertOwn(text, at + letters.length, after)
      text.delete(at, letters.length)
      at = end - letters.length
    } else at = passCommon(text, at, letters.length, after)
  }
  insertOwn(text, at, after)
}

/** Passes over so many common letters, putting in what the right has between them. */
function passCommon(text: Y.XmlText, start: number, length: number, after: Piece[]): number {
  let at = start
  let left = length
  while (left > 0) {
    at = insertOwn(text, at, after)
    const common = after.shift()
    if (!common) return at + left
    const passed = Math.min(left, common.text.length)
    if (passed < common.text.length) after.unshift({ text: common.text.slice(passed), isOwn: false })
    at += passed
    left -= passed
  }
  return at
}

function insertOwn(text: Y.XmlText, start: number, after: Piece[]): number {
  let at = start
  while (after[0]?.isOwn === true) {
    const letters = after.shift()?.text ?? ''
    text.insert(at, letters)
    at += letters.length
  }
  return at
}

/** Puts a line behind `last`, or before everything; `next` is the line that follows it today. */
function insertLine(root: Y.XmlFragment, last: Run | undefined, next: Run | undefined, line: string): Run {
  const text = new Y.XmlText(line)
  const run = { text, line, from: 0 }
  if (!last) {
    const blank = next ? undefined : elementsOf(root).find(isBlankParagraph)
    if (blank) blank.insert(0, [text])
    else root.insert(0, [paragraph(text)])
    return run
  }
  const block = last.text.parent
  const isWithin = next !== undefined && topOf(root, last.text) === topOf(root, next.text)
  if (!isWithin || !(block instanceof Y.XmlElement)) {
    const top = topOf(root, last.text)
    root.insert(top ? indexIn(root, top) + 1 : root.length, [paragraph(text)])
    return run
  }
  insertWithin(block, last, next, text)
  return run
}

/** Between two lines of the same block: of one paragraph, of a list, of a table's cell. */
function insertWithin(block: Y.XmlElement, last: Run, next: Run, text: Y.XmlText): void {
  if (next.text.parent === block) {
    block.insert(indexIn(block, last.text) + 1, [new Y.XmlElement('hardBreak'), text])
    return
  }
  const { parent } = block
  if (parent instanceof Y.XmlElement && isItem(parent) && isHolder(parent.parent)) {
    const item = new Y.XmlElement('listItem')
    item.insert(0, [paragraph(text)])
    parent.parent.insert(indexIn(parent.parent, parent) + 1, [item])
  } else if (isHolder(parent)) parent.insert(indexIn(parent, block) + 1, [paragraph(text)])
}

/** Takes a line away, and the paragraph, the item or the list that held nothing else. */
function removeRun(root: Y.XmlFragment, { text }: Run): void {
  const block = text.parent
  if (text.length > 0) text.delete(0, text.length)
  if (!(block instanceof Y.XmlElement) || !isEmptyBlock(block)) return
  let gone: Y.XmlElement = block
  while (gone.parent instanceof Y.XmlElement && gone.parent.length === 1 && isPartOfList(gone.parent))
    gone = gone.parent
  const { parent } = gone
  // A text has a block, a cell a paragraph, and an item begins with its own.
  const goes = parent === root ? root.length > 1 : isHolder(parent) && isList(parent)
  if (goes && isHolder(parent)) parent.delete(indexIn(parent, gone), 1)
}

const isHolder = (node: unknown): node is Y.XmlFragment => node instanceof Y.XmlFragment

const isPartOfList = (node: Y.XmlFragment) => isItem(node) || isList(node)
const isItem = (node: Y.XmlFragment) => node instanceof Y.XmlElement && node.nodeName === 'listItem'
const isList = (node: Y.XmlFragment) =>
  node instanceof Y.XmlElement && (node.nodeName === 'bulletList' || node.nodeName === 'orderedList')

function paragraph(text: Y.XmlText): Y.XmlElement {
  const element = new Y.XmlElement('paragraph')
  element.insert(0, [text])
  return element
}

function runsOf(node: Y.XmlFragment): Run[] {
  return childrenOf(node).flatMap(child => {
    if (!(child instanceof Y.XmlText)) return child instanceof Y.XmlElement ? runsOf(child) : []
    const letters = lettersOf(child).replaceAll(/[\r\n\v\f\u0085\u2028\u2029]/g, ' ')
    const line = letters.trim()
    return line === '' ? [] : [{ text: child, line, from: letters.indexOf(line) }]
  })
}

/** The letters of a run without its marks. */
function lettersOf(text: Y.XmlText): string {
  const delta: { insert?: unknown }[] = text.toDelta()
  return delta.map(({ insert }) => (typeof insert === 'string' ? insert : '\uFFFC')).join('')
}

const childrenOf = (node: Y.XmlFragment) => node.toArray()
const elementsOf = (node: Y.XmlFragment) => childrenOf(node).filter(child => child instanceof Y.XmlElement)
const indexIn = (node: Y.XmlFragment, child: Y.XmlElement | Y.XmlText) =>
  childrenOf(node).findIndex(one => one === child)

const isBlankParagraph = (element: Y.XmlElement) => element.nodeName === 'paragraph' && element.length === 0

const isEmptyBlock = (block: Y.XmlElement) =>
  childrenOf(block).every(child => child instanceof Y.XmlText && child.length === 0)

/** The block of the text's root that holds a run. */
function topOf(root: Y.XmlFragment, text: Y.XmlText): Y.XmlElement | undefined {
  let node = text.parent
  while (node instanceof Y.XmlElement && node.parent !== root) node = node.parent
  return node instanceof Y.XmlElement ? node : undefined
}
