/**
 * A piece of a text and a place in it, named by the ids of what stands there: so that what somebody looked at
 * is found again in the text as it is now, and is known to be unchanged or not.
 */
import * as Y from 'yjs'
import {
  elementsOf,
  holdsMore,
  idOf,
  isLive,
  type ItemId,
  type Letters,
  lettersOf,
  lettersWithin,
  lineLength,
  linesWithin,
  rootOf,
  spotIn,
  type Stretch,
  stretchesOf,
} from '../../../shared/schema/letters.ts'
import type { Piece, Place } from '../../../shared/desk.ts'

/** Whole blocks with all that is in them as text, or letters of one line. */
export type Anchor =
  | { readonly kind: 'blocks'; readonly blocks: readonly { readonly id: ItemId; readonly xml: string }[] }
  | { readonly kind: 'words'; readonly line: ItemId; readonly letters: readonly Letters[] }

/** What an anchor names, in a document: as it was when it was named. */
export type Found =
  | { readonly kind: 'blocks'; readonly elements: readonly Y.XmlElement[] }
  | { readonly kind: 'words'; readonly line: Y.XmlElement; readonly stretches: readonly Stretch[] }

/** Undefined: there is no such piece, or nothing in it. */
export function pieceIn(doc: Y.Doc, piece: Piece): Found | undefined {
  const root = rootOf(doc)
  if (piece.kind === 'blocks') {
    const elements = elementsOf(root).slice(piece.from, piece.until)
    return elements.length === piece.until - piece.from && elements.length > 0
      ? { kind: 'blocks', elements }
      : undefined
  }
  const line = linesWithin(root)[piece.line]
  if (!line || piece.until > lineLength(line)) return undefined
  if (holdsMore(line, piece.from, piece.until)) return undefined
  const stretches = stretchesOf(line, piece.from, piece.until)
  return stretches.length > 0 ? { kind: 'words', line, stretches } : undefined
}

export function anchorOf(found: Found): Anchor {
  return found.kind === 'blocks'
    ? { kind: 'blocks', blocks: found.elements.map(element => ({ id: idOf(element), xml: xmlOf(element) })) }
    : { kind: 'words', line: idOf(found.line), letters: found.stretches.flatMap(lettersWithin) }
}

/** The same letters after something was put in beside them; of a line they may stand elsewhere in it by then. */
export function findAgain(doc: Y.Doc, found: Found, anchor: Anchor): Found {
  return found.kind === 'blocks' ? found : (findAnchor(doc, anchor) ?? raise())
}

function raise(): never {
  throw new Error('the words of a piece went while another was put in')
}

/** Undefined: it is gone, or somebody changed it. */
export function findAnchor(doc: Y.Doc, anchor: Anchor): Found | undefined {
  const root = rootOf(doc)
  if (anchor.kind === 'blocks') {
    const all = elementsOf(root)
    const elements = anchor.blocks.flatMap(({ id, xml }) =>
      all.filter(element => isSameId(idOf(element), id) && xmlOf(element) === xml),
    )
    return elements.length === anchor.blocks.length ? { kind: 'blocks', elements } : undefined
  }
  const line = linesWithin(root).find(element => isSameId(idOf(element), anchor.line))
  const [first] = anchor.letters
  if (!line || !first) return undefined
  const from = offsetOf(line, first)
  if (from === undefined) return undefined
  const length = anchor.letters.reduce((sum, { text }) => sum + text.length, 0)
  const breaks = countBreaks(line, from, length)
  const stretches = stretchesOf(line, from, from + length + breaks)
  const now = stretches.flatMap(lettersWithin)
  return isSameLetters(now, anchor.letters) ? { kind: 'words', line, stretches } : undefined
}

/** Line breaks that stand between `length` letters from a place on. */
function countBreaks(line: Y.XmlElement, from: number, length: number): number {
  let [at, left, breaks] = [0, length, 0]
  for (const child of line.toArray()) {
    const size = child instanceof Y.XmlText ? child.length : 1
    if (at + size > from && left > 0) {
      if (child instanceof Y.XmlText) left -= size - Math.max(0, from - at)
      else breaks += 1
    }
    at += size
  }
  return breaks
}

/** Where in its line a letter stands. */
function offsetOf(line: Y.XmlElement, { client, clock }: ItemId): number | undefined {
  let at = 0
  for (const child of line.toArray()) {
    if (!(child instanceof Y.XmlText)) {
      at += 1
      continue
    }
    let within = at
    for (const letters of lettersOf(child)) {
      const offset = clock - letters.clock
      if (letters.client === client && offset >= 0 && offset < letters.text.length) return within + offset
      within += letters.text.length
    }
    at += child.length
  }
  return undefined
}

function isSameLetters(one: readonly Letters[], other: readonly Letters[]): boolean {
  const flat = (letters: readonly Letters[]) =>
    letters.flatMap(({ client, clock, text }) =>
      Array.from({ length: text.length }, (_, at) => `${client}:${clock + at}`),
    )
  return flat(one).join() === flat(other).join()
}

const isSameId = (one: ItemId, other: ItemId) => one.client === other.client && one.clock === other.clock

/** All of a block in one string: its words, marks and attributes. */
const xmlOf = (element: Y.XmlElement): string => JSON.stringify(contentOf(element))

function contentOf(node: Y.XmlElement | Y.XmlText | Y.XmlHook): unknown {
  if (node instanceof Y.XmlText) return node.toDelta()
  if (!(node instanceof Y.XmlElement)) return null
  return [node.nodeName, node.getAttributes(), node.toArray().map(contentOf)]
}

/** A place as Yjs finds it again, whatever came and went around it. Undefined: there is no such place. */
export function placeIn(doc: Y.Doc, place: Place): Y.RelativePosition | undefined {
  const root = rootOf(doc)
  if (place.kind === 'between')
    return place.before <= root.length ? Y.createRelativePositionFromTypeIndex(root, place.before) : undefined
  const line = linesWithin(root)[place.line]
  if (!line || place.at > lineLength(line)) return undefined
  const spot = spotIn(line, place.at)
  // A line without a letter has no run to stand in: its own place stands for it.
  if (!spot) return Y.createRelativePositionFromTypeIndex(line, 0)
  return Y.createRelativePositionFromTypeIndex(spot.text, spot.index, -1)
}

/** Undefined: what the place was in is gone. */
export function findPlace(
  doc: Y.Doc,
  position: Y.RelativePosition,
): { readonly type: Y.XmlFragment | Y.XmlText; readonly index: number } | undefined {
  const found = Y.createAbsolutePositionFromRelativePosition(position, doc, false)
  if (!found || !isLive(found.type)) return undefined
  const { type, index } = found
  return type instanceof Y.XmlText || type instanceof Y.XmlFragment ? { type, index } : undefined
}

/** The letters of an anchor that was just made. */
export function lettersOfAnchor(doc: Y.Doc, anchor: Anchor): readonly Letters[] {
  if (anchor.kind === 'words') return anchor.letters
  const found = findAnchor(doc, anchor)
  return found?.kind === 'blocks' ? found.elements.flatMap(lettersOf) : []
}
