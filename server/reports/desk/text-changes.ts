/**
 * What the desk does to a section's document: puts a piece in at a place, takes a piece out. Called within
 * makeEdit's transaction: everything comes under the edit's own client id.
 */
import * as Y from 'yjs'
import {
  elementsOf,
  holdsMore,
  idOf,
  type Letters,
  lettersOf,
  lettersWithin,
  rootOf,
} from '../../../shared/schema/letters.ts'
import { type Block, docToText } from '../../../shared/schema/text.ts'
import { anchorOf, type Anchor, type Found, type findPlace } from './anchor.ts'

type Spot = NonNullable<ReturnType<typeof findPlace>>

/** A piece out of its document: blocks, or words with their marks. */
export type Cutting =
  | { readonly kind: 'blocks'; readonly elements: readonly Y.XmlElement[] }
  | { readonly kind: 'words'; readonly words: readonly Words[] }
type Words = { readonly insert: string; readonly attributes: Readonly<Record<string, unknown>> }

/** Copies a piece: of blocks as they are, or the words of them all as one run. */
export function cut(found: Found, as: 'blocks' | 'words'): Cutting {
  if (as === 'words') return { kind: 'words', words: wordsOf(found) }
  if (found.kind === 'blocks')
    return { kind: 'blocks', elements: found.elements.map(element => element.clone()) }
  const paragraph = new Y.XmlElement('paragraph')
  const text = new Y.XmlText()
  text.applyDelta(wordsOf(found))
  paragraph.insert(0, [text])
  return { kind: 'blocks', elements: [paragraph] }
}

/** The letters of a piece, in order: the same ones, in the same order, that its cutting has. */
export function lettersIn(found: Found): Letters[] {
  return found.kind === 'blocks' ? found.elements.flatMap(lettersOf) : found.stretches.flatMap(lettersWithin)
}

function wordsOf(found: Found): Words[] {
  if (found.kind === 'words')
    return found.stretches.flatMap(({ text, from, length }) => slice(deltaOf(text), from, from + length))
  return found.elements.flatMap(element => textsWithin(element).flatMap(deltaOf))
}

function textsWithin(node: Y.XmlElement): Y.XmlText[] {
  return node
    .toArray()
    .flatMap(child =>
      child instanceof Y.XmlText ? [child] : child instanceof Y.XmlElement ? textsWithin(child) : [],
    )
}

function deltaOf(text: Y.XmlText): Words[] {
  const delta: { insert?: unknown; attributes?: Record<string, unknown> }[] = text.toDelta()
  return delta.flatMap(({ insert, attributes = {} }) =>
    typeof insert === 'string' ? [{ insert, attributes }] : [],
  )
}

function slice(delta: readonly Words[], from: number, until: number): Words[] {
  let at = 0
  return delta.flatMap(({ insert, attributes }) => {
    const part = insert.slice(Math.max(0, from - at), Math.max(0, until - at))
    at += insert.length
    return part === '' ? [] : [{ insert: part, attributes }]
  })
}

/** Puts a cutting in; answers what now stands there. The blank paragraph of an empty text gives way. */
export function putIn(doc: Y.Doc, { type, index }: Spot, cutting: Cutting): Anchor {
  if (cutting.kind === 'blocks') return putBlocksIn(rootOf(doc), index, cutting.elements)
  const text = type instanceof Y.XmlText ? type : runOf(type)
  let at = type instanceof Y.XmlText ? index : 0
  const from = at
  for (const { insert, attributes } of cutting.words) {
    text.insert(at, insert, attributes)
    at += insert.length
  }
  const line = text.parent
  if (!(line instanceof Y.XmlElement)) throw new Error('a run of text outside of any line')
  return anchorOf({ kind: 'words', line, stretches: [{ text, from, length: at - from }] })
}

/** The run of a line that had none when it was looked at. */
function runOf(line: Y.XmlFragment): Y.XmlText {
  const [first] = line.toArray()
  if (first instanceof Y.XmlText) return first
  const text = new Y.XmlText()
  line.insert(0, [text])
  return text
}

function putBlocksIn(root: Y.XmlFragment, index: number, elements: readonly Y.XmlElement[]): Anchor {
  const old = elementsOf(root)
  const isBlank = old.length > 0 && old.every(isBlankParagraph)
  const at = isBlank ? old.length : index
  root.insert(at, [...elements])
  if (isBlank) root.delete(0, old.length)
  return anchorOf({ kind: 'blocks', elements })
}

/** Where a piece was taken out of, as it is stored with the act. */
export type Removed = {
  /** Y.RelativePosition, JSON. */
  readonly position: unknown
  /** The blocks as they stood; null: they were words of a line. */
  readonly blocks: readonly Block[] | null
  /** Who put a blank paragraph in for them, if anybody. */
  readonly client: number
}

/** Takes a piece out; answers where it stood. A text is never left without any block. */
export function takeOut(doc: Y.Doc, found: Found): Removed {
  const root = rootOf(doc)
  const whole = found.kind === 'words' ? wholeLine(root, found) : undefined
  const elements = found.kind === 'blocks' ? found.elements : whole && [whole]
  const client = doc.clientID
  if (!elements) return { position: takeWordsOut(found), blocks: null, client }
  const [first] = elements
  if (!first) throw new Error('a piece without a block')
  const position = Y.relativePositionToJSON(
    Y.createRelativePositionFromTypeIndex(root, indexOf(root, first)),
  ) as unknown
  const all = docToText(doc).content
  const blocks = elements.flatMap(element => all[indexOf(root, element)] ?? [])
  // The new one first: a text without any block would be filled by every open editor.
  if (elements.length === root.length) root.insert(root.length, [new Y.XmlElement('paragraph')])
  for (const element of elements) root.delete(indexOf(root, element), 1)
  return { position, blocks, client }
}

/** The line, where it is a block of the text's top and the words are all that it has. */
function wholeLine(root: Y.XmlFragment, found: Found): Y.XmlElement | undefined {
  if (found.kind !== 'words' || found.line.parent !== root || holdsMore(found.line)) return undefined
  const length = found.stretches.reduce((sum, stretch) => sum + stretch.length, 0)
  const all = lettersOf(found.line).reduce((sum, { text }) => sum + text.length, 0)
  return length === all ? found.line : undefined
}

function takeWordsOut(found: Found): unknown {
  const stretches = found.kind === 'words' ? found.stretches : []
  const [first] = stretches
  if (!first) throw new Error('a piece without words')
  const at: unknown = Y.relativePositionToJSON(Y.createRelativePositionFromTypeIndex(first.text, first.from))
  for (const { text, from, length } of [...stretches].reverse()) text.delete(from, length)
  return at
}

/** Takes back what was put in: the text has a block again where it was its only one, and no filler where it is not. */
export function takeBack(doc: Y.Doc, found: Found): void {
  const root = rootOf(doc)
  if (found.kind === 'words') {
    takeWordsOut(found)
    return
  }
  if (found.elements.length === root.length) root.insert(root.length, [new Y.XmlElement('paragraph')])
  for (const element of found.elements) root.delete(indexOf(root, element), 1)
}

/** Puts blocks back where they were; a blank paragraph that stood in for them gives way. */
export function putBack(doc: Y.Doc, spot: Spot, cutting: Cutting, filler: number): Anchor {
  const anchor = putIn(doc, spot, cutting)
  const root = rootOf(doc)
  for (const element of elementsOf(root))
    if (root.length > 1 && isBlankParagraph(element) && idOf(element).client === filler)
      root.delete(indexOf(root, element), 1)
  return anchor
}

const isBlankParagraph = (element: Y.XmlElement) =>
  element.nodeName === 'paragraph' &&
  element.toArray().every(child => child instanceof Y.XmlText && child.length === 0)

const indexOf = (root: Y.XmlFragment, element: Y.XmlElement) =>
  root.toArray().findIndex(child => child === element)
