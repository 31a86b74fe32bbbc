/**
 * Where a comment stands: two of Yjs's relative positions in a section's document, and the words that stood
 * between them.
 *
 * 1. The start holds on to the letter behind it, the end to the letter before it: what is written at either edge
 *    from outside stays outside.
 * 2. Positions come first. A letter that is deleted and comes back by somebody's undo, by a restored version or
 *    by a paragraph that is cut in two is another letter to Yjs: then the words tell, with what stood around them.
 * 3. What neither finds is no place: an orphan, never a guess.
 * A place is counted in the section's line: its blocks of text in order, a line feed between two, one character
 * for whatever stands in a block and is no letter. ProseMirror's document gives the same line.
 */
import * as Y from 'yjs'
import { rootName, textSchema } from '../schema/text.ts'

/** Two encoded relative positions, base64. */
export type Anchor = { readonly start: string; readonly end: string }

/** What is kept of a place; without an anchor it is the section as a whole. */
export type Anchored = {
  readonly anchor: Anchor | null
  readonly quote: string
  /** What stood right before and behind the quote, up to `aroundMost` characters each. */
  readonly before: string
  readonly after: string
}

export type Span = { readonly from: number; readonly to: number }

export type Run = { readonly text: Y.XmlText; readonly at: number; readonly length: number }

/** A section's line, with the runs of letters that it is made of. */
export type Reading = {
  readonly doc: Y.Doc
  readonly line: string
  readonly runs: readonly Run[]
  /** Where each block of text begins. */
  readonly starts: readonly number[]
}

/** Characters kept on either side of a quote. */
export const aroundMost = 24
/** So many characters of a quote are enough to know it again by, whatever stands around it. */
const tellingQuote = 8
/** Else so many around it must be the same. */
const tellingAround = 4

export function readLine(doc: Y.Doc): Reading {
  const runs: Run[] = []
  const parts: string[] = []
  let at = 0
  const add = (text: string) => {
    parts.push(text)
    at += text.length
  }
  const starts: number[] = []
  const walk = (node: Y.XmlElement | Y.XmlFragment): void => {
    const isBlock = node instanceof Y.XmlElement && textSchema.nodes[node.nodeName]?.isTextblock === true
    if (isBlock && starts.length > 0) add('\n')
    if (isBlock) starts.push(at)
    for (const child of node.toArray()) {
      if (child instanceof Y.XmlText) {
        if (!isBlock) continue
        const letters = lettersOf(child)
        runs.push({ text: child, at, length: letters.length })
        add(letters)
      } else if (child instanceof Y.XmlElement) {
        if (isBlock) add('\n')
        else walk(child)
      }
    }
  }
  walk(doc.getXmlFragment(rootName))
  return { doc, line: parts.join(''), runs, starts }
}

function lettersOf(text: Y.XmlText): string {
  const delta: readonly { readonly insert?: unknown }[] = text.toDelta()
  return delta.map(({ insert }) => (typeof insert === 'string' ? insert : '\n')).join('')
}

/** The place between two characters of the line; its anchor is null where no letter stands between them. */
export function anchorAt({ line, runs }: Reading, { from, to }: Span): Anchored {
  const touched = runs.filter(run => run.at < to && run.at + run.length > from)
  const [first, last] = [touched[0], touched.at(-1)]
  return {
    anchor:
      first && last
        ? {
            start: encode(Y.createRelativePositionFromTypeIndex(first.text, Math.max(0, from - first.at), 0)),
            end: encode(
              Y.createRelativePositionFromTypeIndex(last.text, Math.min(last.length, to - last.at), -1),
            ),
          }
        : null,
    quote: line.slice(from, to),
    before: line.slice(Math.max(0, from - aroundMost), from),
    after: line.slice(to, to + aroundMost),
  }
}

/** The same place where its letters stand as other ones now; undefined: one of its ends is none of these. */
export function carryAnchor(
  { start, end }: Anchor,
  idNow: (id: Y.ID) => Y.ID | undefined,
): Anchor | undefined {
  const [from, to] = [start, end].map(encoded => {
    const relative = decode(encoded)
    const id = relative?.item && idNow(relative.item)
    return relative && id ? encode(new Y.RelativePosition(null, null, id, relative.assoc)) : undefined
  })
  return from !== undefined && to !== undefined ? { start: from, end: to } : undefined
}

/** Where it stands now; undefined: nowhere (an orphan), or it is about the section as a whole. */
export function locate(reading: Reading, anchored: Anchored): Span | undefined {
  if (!anchored.anchor) return undefined
  const place = spanOf(reading, anchored.anchor)
  const { quote } = anchored
  const covered = place ? reading.line.slice(place.from, place.to) : ''
  if (place?.intact && covered !== '' && 2 * covered.length >= quote.length) return place
  // Where its own ends are gone, letters that came back may stand in between: its words are trusted more.
  const found = findWords(reading, anchored, place?.from)
  if (found) return found
  return place && covered !== '' && 2 * inCommon(covered, quote) >= covered.length ? place : undefined
}

/** Characters that both have, in order. */
function inCommon(one: string, other: string): number {
  let count = 0
  let at = 0
  for (const letter of one) {
    const next = other.indexOf(letter, at)
    if (next === -1) continue
    count += letter.length
    at = next + letter.length
  }
  return count
}

/** `intact`: the letters at both ends are still there. */
type Held = Span & { readonly intact: boolean }

/** By positions alone; from = to where all that stood there is deleted. */
export function spanOf({ doc, runs }: Reading, { start, end }: Anchor): Held | undefined {
  const begin = placeOf(doc, runs, start)
  const finish = placeOf(doc, runs, end)
  if (!begin && !finish) return undefined
  // Of a quote over several blocks what is left is in those that are left.
  const from = begin ? begin.at : (finish?.run.at ?? 0)
  const to = finish ? finish.at : begin ? begin.run.at + begin.run.length : 0
  const intact = begin?.isThere === true && finish?.isThere === true
  return { from, to: Math.max(from, to), intact }
}

function placeOf(doc: Y.Doc, runs: readonly Run[], encoded: string) {
  const relative = decode(encoded)
  if (!relative) return undefined
  const place = absoluteOf(relative, doc)
  const run = place && runs.find(({ text }) => text === place.type)
  if (!place || !run) return undefined
  const isThere = relative.item === null || !Y.getItem(doc.store, relative.item).deleted
  return { run, at: run.at + Math.min(place.index, run.length), isThere }
}

/** Positions come from anybody: one that names what is no text throws in Yjs. */
function absoluteOf(relative: Y.RelativePosition, doc: Y.Doc): Y.AbsolutePosition | null {
  try {
    return Y.createAbsolutePositionFromRelativePosition(relative, doc)
  } catch {
    return null
  }
}

/** The quote where it stands verbatim: the one that its surroundings tell, or that is nearest to `near`. */
export function findWords(
  { line }: Pick<Reading, 'line'>,
  { quote, before, after }: Pick<Anchored, 'quote' | 'before' | 'after'>,
  near?: number,
): Span | undefined {
  if (quote === '') return undefined
  const found: { readonly from: number; readonly around: number }[] = []
  for (let from = line.indexOf(quote); from !== -1; from = line.indexOf(quote, from + 1)) {
    const ahead = commonEnd(before, line.slice(Math.max(0, from - aroundMost), from))
    const behind = commonStart(after, line.slice(from + quote.length, from + quote.length + aroundMost))
    const around = ahead + behind
    if (quote.length >= tellingQuote || around >= tellingAround) found.push({ from, around })
  }
  const most = found.reduce((before, { around }) => Math.max(before, around), 0)
  const best = found.filter(({ around }) => around === most)
  const distance = ({ from }: { readonly from: number }) => Math.abs(from - (near ?? 0))
  const [nearest] = near === undefined ? best : best.toSorted((a, b) => distance(a) - distance(b))
  if (!nearest || (best.length > 1 && near === undefined)) return undefined
  return { from: nearest.from, to: nearest.from + quote.length }
}

function commonStart(one: string, other: string): number {
  let at = 0
  while (at < one.length && at < other.length && one[at] === other[at]) at += 1
  return at
}

function commonEnd(one: string, other: string): number {
  let at = 0
  while (at < one.length && at < other.length && one.at(-1 - at) === other.at(-1 - at)) at += 1
  return at
}

const encode = (position: Y.RelativePosition) =>
  btoa(String.fromCharCode(...Y.encodeRelativePosition(position)))

function decode(text: string): Y.RelativePosition | undefined {
  try {
    return Y.decodeRelativePosition(Uint8Array.from(atob(text), letter => letter.charCodeAt(0)))
  } catch {
    return undefined
  }
}

/** Whether both ends can be read; what they point at may still be on its way. */
export const isAnchor = ({ start, end }: Anchor) => decode(start) !== undefined && decode(end) !== undefined
