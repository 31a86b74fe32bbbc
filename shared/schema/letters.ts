/**
 * The letters of a document one by one, with the Yjs ids that say who wrote them.
 *
 * 1. A line is a block that holds words itself (a paragraph, a heading; also in an item or a cell), in document
 *    order. Places within it count UTF-16 units; a line break counts as one.
 * 2. Only what is there counts: deleted letters have no place.
 */
import * as Y from 'yjs'
import { rootName } from './text.ts'

/** Letters that one client wrote in a row and that stand in a row. */
export type Letters = {
  readonly client: number
  readonly clock: number
  readonly text: string
}

export type ItemId = { readonly client: number; readonly clock: number }

/** Each letter's own id, in order. */
export function* eachLetter(letters: readonly Letters[]): Generator<ItemId, undefined> {
  for (const { client, clock, text } of letters)
    for (let at = 0; at < text.length; at += 1) yield { client, clock: clock + at }
  return undefined
}

/** The lines of a document. */
export function linesWithin(root: Y.XmlFragment): Y.XmlElement[] {
  return elementsOf(root).flatMap(element => (isLine(element) ? [element] : linesWithin(element)))
}

/** All letters of a part of a document, in document order; line breaks and images are none. */
export function lettersOf(node: Y.XmlFragment | Y.XmlText): Letters[] {
  if (node instanceof Y.XmlText) return lettersOfText(node)
  return node
    .toArray()
    .flatMap(child => (child instanceof Y.XmlText || child instanceof Y.XmlElement ? lettersOf(child) : []))
}

function lettersOfText(text: Y.XmlText): Letters[] {
  const letters: Letters[] = []
  for (let item = text._start; item !== null; item = item.right)
    if (!item.deleted && item.content instanceof Y.ContentString)
      letters.push({ client: item.id.client, clock: item.id.clock, text: item.content.str })
  return letters
}

/** A stretch of one run of text within a line. */
export type Stretch = { readonly text: Y.XmlText; readonly from: number; readonly length: number }

/** What stands between two places of a line; empty runs at the edges are left out. */
export function stretchesOf(line: Y.XmlElement, from: number, until: number): Stretch[] {
  const stretches: Stretch[] = []
  let at = 0
  for (const child of line.toArray()) {
    const length = child instanceof Y.XmlText ? child.length : 1
    const start = Math.max(from, at)
    const end = Math.min(until, at + length)
    if (child instanceof Y.XmlText && end > start)
      stretches.push({ text: child, from: start - at, length: end - start })
    at += length
  }
  return stretches
}

/** The run of text that holds a place of a line, and where in it; a line without any run has none. */
export function spotIn(line: Y.XmlElement, at: number): { text: Y.XmlText; index: number } | undefined {
  let begin = 0
  let last: { text: Y.XmlText; index: number } | undefined
  for (const child of line.toArray()) {
    if (child instanceof Y.XmlText) {
      if (at <= begin + child.length) return { text: child, index: Math.max(0, at - begin) }
      last = { text: child, index: child.length }
    }
    begin += child instanceof Y.XmlText ? child.length : 1
  }
  return last
}

/** Does a line, or a part of it, hold something that is neither words nor a line break? */
export function holdsMore(line: Y.XmlElement, from = 0, until = Number.MAX_SAFE_INTEGER): boolean {
  let at = 0
  for (const child of line.toArray()) {
    const isMore =
      !(child instanceof Y.XmlText) && !(child instanceof Y.XmlElement && child.nodeName === 'hardBreak')
    if (isMore && at >= from && at < until) return true
    at += child instanceof Y.XmlText ? child.length : 1
  }
  return false
}

/** How long a line is, line breaks included. */
export function lineLength(line: Y.XmlElement): number {
  return line.toArray().reduce((sum, child) => sum + (child instanceof Y.XmlText ? child.length : 1), 0)
}

/** Letters cut to a stretch of their run. */
export function lettersWithin({ text, from, length }: Stretch): Letters[] {
  let begin = 0
  return lettersOfText(text).flatMap(letters => {
    const start = Math.max(from, begin) - begin
    const end = Math.min(from + length, begin + letters.text.length) - begin
    begin += letters.text.length
    if (end <= start) return []
    return [{ client: letters.client, clock: letters.clock + start, text: letters.text.slice(start, end) }]
  })
}

/** The item that a node is in its parent. A node that no document has is a mistake of the caller. */
export function idOf(node: Y.XmlElement | Y.XmlText): ItemId {
  const id = node._item?.id
  if (!id) throw new Error('a node of no document')
  return { client: id.client, clock: id.clock }
}

/** Is the node, with all that holds it, still there? */
export function isLive(node: unknown): boolean {
  for (let one = node; one instanceof Y.AbstractType; one = one.parent)
    if (one._item?.deleted === true) return false
  return true
}

/** Does the element hold the node, or is it the node itself? */
export function holds(element: Y.XmlElement, node: Y.XmlFragment | Y.XmlText): boolean {
  for (let one: unknown = node; one instanceof Y.AbstractType; one = one.parent)
    if (one === element) return true
  return false
}

export const rootOf = (doc: Y.Doc): Y.XmlFragment => doc.getXmlFragment(rootName)

export const elementsOf = (node: Y.XmlFragment): Y.XmlElement[] =>
  node.toArray().filter(child => child instanceof Y.XmlElement)

/** A block that holds words itself. */
export const isLine = ({ nodeName }: Y.XmlElement) => nodeName === 'paragraph' || nodeName === 'heading'
