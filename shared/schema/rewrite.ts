/**
 * A text written anew from plain lines: the edits that lead from the text that a document holds to those lines.
 *
 * 1. A line is a run of text of the document (a paragraph, a heading, an item, a cell; a line break parts two).
 *    Blank runs are no lines and stay as they are.
 * 2. What both have is not touched: its letters, marks, headings, lists and tables keep their identity, and so
 *    do letters that others are typing into it meanwhile. A changed line changes letter by letter.
 * 3. New lines are paragraphs, or what stands around them: an item in a list, a paragraph in a cell.
 * 4. A citation of a figure is the characters that it prints, and stays a citation while those are left alone;
 *    whoever writes another value over it has written words.
 */
import * as Y from 'yjs'
import { compareLines, type Piece, type Row } from '../differences.ts'
import { type FigureValues, printFigure } from '../figures/figure.ts'
import { citationOf } from './figure.ts'
import { rootName } from './text.ts'

/** A pair of changed lines, or a stretch of them, is compared up to so many cells. */
const cellsMost = 40_000

/** Letters of a run, or a citation in it; `from` and `length` count the run's characters. */
type Part = {
  readonly node: Y.XmlText | Y.XmlElement
  from: number
  length: number
  /** What a citation prints. */
  readonly shown?: string
}

type Run = {
  /** In the order of the text, one behind the other in one block. */
  readonly parts: Part[]
  /** Without the blanks at its edges, on one line. */
  readonly line: string
  /** Where the line begins in the run. */
  readonly from: number
}

const firstOf = ({ parts }: Run) => parts[0]?.node
const lastOf = ({ parts }: Run) => parts.at(-1)?.node
const blockOf = (run: Run) => firstOf(run)?.parent

/** The lines as people edit them without the editor. */
export function linesOfDoc(doc: Y.Doc, figures: FigureValues = noFigures): string[] {
  return runsOf(doc.getXmlFragment(rootName), figures).map(({ line }) => line)
}

const noFigures: FigureValues = new Map()

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
export function rewriteDoc(doc: Y.Doc, lines: readonly string[], figures: FigureValues = noFigures): boolean {
  const root = doc.getXmlFragment(rootName)
  const runs = runsOf(root, figures)
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

/** At `at` of the run so many characters go, and these come. */
type Change = { readonly at: number; readonly removed: number; readonly inserted: string }

/** Own pieces of the left go, own pieces of the right come; what both have is passed over. */
function changeRun(run: Run, left: readonly Piece[], right: readonly Piece[]): void {
  const changes = changesBetween(left, right, run.from)
  for (const part of run.parts)
    if (part.shown !== undefined && changes.some(change => touches(change, part))) dissolve(run, part)
  // From the end, so that places before stay what they are.
  for (const change of changes.toReversed()) makeChange(run, change)
}

function changesBetween(left: readonly Piece[], right: readonly Piece[], from: number): Change[] {
  const changes: Change[] = []
  const after = [...right]
  let at = from
  const takeOwn = () => {
    let inserted = ''
    while (after[0]?.isOwn === true) inserted += after.shift()?.text ?? ''
    return inserted
  }
  for (const { text: letters, isOwn: goes } of left) {
    if (goes) {
      changes.push({ at, removed: letters.length, inserted: takeOwn() })
      at += letters.length
      continue
    }
    let open = letters.length
    while (open > 0) {
      const inserted = takeOwn()
      if (inserted !== '') changes.push({ at, removed: 0, inserted })
      const common = after.shift()
      if (!common) break
      const passed = Math.min(open, common.text.length)
      if (passed < common.text.length) after.unshift({ text: common.text.slice(passed), isOwn: false })
      at += passed
      open -= passed
    }
    at += open
  }
  const rest = takeOwn()
  if (rest !== '') changes.push({ at, removed: 0, inserted: rest })
  return changes
}

/** Something within the part goes, or comes between its characters. */
function touches({ at, removed }: Change, { from, length }: Part): boolean {
  return removed > 0 ? at < from + length && at + removed > from : at > from && at < from + length
}

/** A citation becomes the characters that it prints. */
function dissolve(run: Run, part: Part): void {
  const at = run.parts.indexOf(part)
  const { node, from, length, shown = '' } = part
  const block = node.parent
  if (!(block instanceof Y.XmlElement) || !(node instanceof Y.XmlElement)) return
  const before = run.parts[at - 1]
  const place = indexIn(block, node)
  block.delete(place, 1)
  if (before?.node instanceof Y.XmlText) {
    before.node.insert(before.node.length, shown)
    before.length += length
    run.parts.splice(at, 1)
    return
  }
  const text = new Y.XmlText(shown)
  block.insert(place, [text])
  run.parts.splice(at, 1, { node: text, from, length })
}

function makeChange(run: Run, { at, removed, inserted }: Change): void {
  const end = at + removed
  // Put in behind what they replace, letters take its marks over.
  if (inserted !== '') insertAt(run, end, inserted)
  for (const { node, from, length } of run.parts.toReversed()) {
    const [start, stop] = [Math.max(at, from), Math.min(end, from + length)]
    if (node instanceof Y.XmlText && start < stop) node.delete(start - from, stop - start)
  }
}

/** Into the letters that end or stand there, else into new ones between citations. */
function insertAt({ parts }: Run, at: number, letters: string): void {
  const isText = ({ node }: Part) => node instanceof Y.XmlText
  const holds = ({ from, length }: Part) => from <= at && at <= from + length
  const part = parts.find(one => isText(one) && holds(one))
  if (part?.node instanceof Y.XmlText) {
    part.node.insert(at - part.from, letters)
    return
  }
  const next = parts.find(({ from }) => from >= at)
  const beside = (next ?? parts.at(-1))?.node
  const block = beside?.parent
  if (!beside || !(block instanceof Y.XmlElement)) return
  block.insert(indexIn(block, beside) + (next ? 0 : 1), [new Y.XmlText(letters)])
}

/** Puts a line behind `last`, or before everything; `next` is the line that follows it today. */
function insertLine(root: Y.XmlFragment, last: Run | undefined, next: Run | undefined, line: string): Run {
  const text = new Y.XmlText(line)
  const run = { parts: [{ node: text, from: 0, length: line.length }], line, from: 0 }
  const before = last && lastOf(last)
  if (!last || !before) {
    const blank = next ? undefined : elementsOf(root).find(isBlankParagraph)
    if (blank) blank.insert(0, [text])
    else root.insert(0, [paragraph(text)])
    return run
  }
  const block = before.parent
  const behind = next && firstOf(next)
  const isWithin = behind !== undefined && topOf(root, before) === topOf(root, behind)
  if (!isWithin || !(block instanceof Y.XmlElement)) {
    const top = topOf(root, before)
    root.insert(top ? indexIn(root, top) + 1 : root.length, [paragraph(text)])
    return run
  }
  insertWithin(block, before, behind, text)
  return run
}

/** Between two lines of the same block: of one paragraph, of a list, of a table's cell. */
function insertWithin(block: Y.XmlElement, last: Part['node'], next: Part['node'], text: Y.XmlText): void {
  if (next.parent === block) {
    block.insert(indexIn(block, last) + 1, [new Y.XmlElement('hardBreak'), text])
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
function removeRun(root: Y.XmlFragment, run: Run): void {
  const block = blockOf(run)
  for (const { node } of run.parts) {
    if (node instanceof Y.XmlText) node.delete(0, node.length)
    else if (block instanceof Y.XmlElement) block.delete(indexIn(block, node), 1)
  }
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

function runsOf(node: Y.XmlFragment, figures: FigureValues): Run[] {
  const runs: Run[] = []
  let open: Part[] = []
  let letters = ''
  const close = () => {
    const line = letters.trim()
    if (line !== '') runs.push({ parts: open, line, from: letters.indexOf(line) })
    open = []
    letters = ''
  }
  for (const child of childrenOf(node)) {
    const text = textIn(child, figures)
    if (text === undefined) {
      close()
      if (child instanceof Y.XmlElement) runs.push(...runsOf(child, figures))
      continue
    }
    const { node: held, shown } = text
    const words = shown ?? lettersOf(held)
    open.push({
      node: held,
      from: letters.length,
      length: words.length,
      ...(shown === undefined ? {} : { shown }),
    })
    letters += words.replaceAll(/[\r\n\v\f\u0085\u2028\u2029]/g, ' ')
  }
  close()
  return runs
}

type Held =
  | { readonly node: Y.XmlText; readonly shown?: undefined }
  | { readonly node: Y.XmlElement; readonly shown: string }

/** Letters, or a citation with what it prints. */
function textIn(child: unknown, figures: FigureValues): Held | undefined {
  if (child instanceof Y.XmlText) return { node: child }
  if (!(child instanceof Y.XmlElement) || child.nodeName !== 'figure') return undefined
  const citation = citationOf(child.getAttributes())
  return { node: child, shown: printFigure(figures.get(citation.figureId), citation) }
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
function topOf(root: Y.XmlFragment, text: Part['node']): Y.XmlElement | undefined {
  let node = text.parent
  while (node instanceof Y.XmlElement && node.parent !== root) node = node.parent
  return node instanceof Y.XmlElement ? node : undefined
}
