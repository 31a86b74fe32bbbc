/**
 * The inside of one paragraph: its runs as pieces of text with their look, its breaks, and the images in it.
 *
 * 1. Tracked insertions and deletions (and moves) are kept or left out as chosen, and listed either way.
 * 2. The code of a field is not text; its result is, save for a table of contents, which is made anew.
 */
import type { Image } from '../../../shared/schema/text.ts'
import { childOf, descendantsOf, elementsOf, lettersOf, valueOf, type XmlElement } from '../xml.ts'
import { type Context, isContents, isShown, note } from './context.ts'
import { readDrawing } from './pictures.ts'
import type { RunLook } from './styles.ts'

export type Piece =
  | { readonly kind: 'text'; readonly text: string; readonly look: RunLook }
  | { readonly kind: 'line-break' | 'page-break' }
  | { readonly kind: 'image'; readonly image: Image }

export function readRuns(paragraph: XmlElement, context: Context): Piece[] {
  const pieces: Piece[] = []
  for (const child of elementsOf(paragraph)) walk(child, pieces, context)
  return pieces
}

function walk(element: XmlElement, pieces: Piece[], context: Context): void {
  const inside = () => elementsOf(element).forEach(child => walk(child, pieces, context))
  switch (element.name) {
    case 'w:r':
      return readRun(element, pieces, context)
    case 'w:ins':
    case 'w:moveTo':
      noteChange('inserted', element, context)
      return context.tracked === 'accept' ? inside() : undefined
    case 'w:del':
    case 'w:moveFrom':
      noteChange('deleted', element, context)
      return context.tracked === 'reject' ? inside() : undefined
    case 'w:hyperlink':
      noteLink(element, context)
      return inside()
    case 'w:sdt':
      return elementsOf(childOf(element, 'w:sdtContent')).forEach(child => walk(child, pieces, context))
    case 'w:fldSimple':
      if (isContents(element.attributes.get('w:instr') ?? '')) return note(context, 'contents')
      return inside()
    case 'w:smartTag':
    case 'w:customXml':
    case 'w:bdo':
    case 'w:dir':
      return inside()
    case 'm:oMath':
    case 'm:oMathPara':
      return readEquation(element, pieces, context)
    case 'w:commentRangeStart':
      return void context.ranges.set(element.attributes.get('w:id') ?? '', '')
    case 'mc:AlternateContent':
      return walkAlternative(element, child => walk(child, pieces, context))
    default:
  }
}

/** What a newer Word draws, and behind it what an older one would: the first says the same in words. */
function walkAlternative(element: XmlElement, visit: (child: XmlElement) => void): void {
  const branch = childOf(element, 'mc:Choice') ?? childOf(element, 'mc:Fallback')
  elementsOf(branch).forEach(visit)
}

function noteChange(kind: 'inserted' | 'deleted', element: XmlElement, context: Context): void {
  const text = [...descendantsOf(element, 'w:t'), ...descendantsOf(element, 'w:delText')]
    .map(lettersOf)
    .join('')
  if (text !== '') note(context, kind, { text, author: element.attributes.get('w:author') ?? '' })
}

function noteLink(element: XmlElement, context: Context): void {
  const target = context.part.relationships.get(element.attributes.get('r:id') ?? '')
  if (target?.external)
    note(context, 'link', {
      text: target.target,
      quote: descendantsOf(element, 'w:t').map(lettersOf).join(''),
    })
}

function readEquation(element: XmlElement, pieces: Piece[], context: Context): void {
  const text = descendantsOf(element, 'm:t').map(lettersOf).join('')
  note(context, 'equation', { text })
  add(pieces, text, plainLook, context)
}

const plainLook: RunLook = {
  bold: false,
  italic: false,
  underline: false,
  hidden: false,
  face: '',
  heading: false,
  pending: false,
}

function readRun(run: XmlElement, pieces: Piece[], context: Context): void {
  const look = context.styles.run(childOf(run, 'w:rPr'))
  for (const child of elementsOf(run)) readRunPart(child, look, pieces, context)
}

function readRunPart(part: XmlElement, look: RunLook, pieces: Piece[], context: Context): void {
  const { attributes } = part
  switch (part.name) {
    case 'w:t':
    case 'w:delText':
      return add(pieces, lettersOf(part), look, context)
    case 'w:tab':
    case 'w:ptab':
      return add(pieces, ' ', look, context)
    case 'w:noBreakHyphen':
      return add(pieces, '-', look, context)
    case 'w:cr':
      return void pieces.push({ kind: 'line-break' })
    case 'w:br':
      return void pieces.push({ kind: attributes.get('w:type') === 'page' ? 'page-break' : 'line-break' })
    case 'w:sym':
      return readSymbol(part, look, pieces, context)
    case 'w:ruby':
      return elementsOf(childOf(part, 'w:rubyBase')).forEach(child => walk(child, pieces, context))
    case 'w:fldChar':
      return readFieldMark(attributes.get('w:fldCharType'), context)
    case 'w:instrText': {
      const field = context.fields.at(-1)
      if (field && !field.shows) field.code += lettersOf(part)
      return
    }
    case 'w:footnoteReference':
      return noteNote('footnote', part, pieces, context)
    case 'w:endnoteReference':
      return noteNote('endnote', part, pieces, context)
    case 'w:commentReference':
      return noteComment(part, pieces, context)
    case 'w:drawing':
    case 'w:pict':
    case 'w:object':
      for (const image of readDrawing(part, context)) pieces.push({ kind: 'image', image })
      return
    case 'mc:AlternateContent':
      return walkAlternative(part, child => readRunPart(child, look, pieces, context))
    default:
  }
}

function add(pieces: Piece[], text: string, look: RunLook, context: Context): void {
  if (text === '' || !isShown(context)) return
  if (look.hidden) return note(context, 'hidden', { text })
  for (const [id, words] of context.ranges) context.ranges.set(id, words + text)
  pieces.push({ kind: 'text', text, look })
}

/** A sign of a symbol font has no letter of its own; the common ones have one that looks the same. */
function readSymbol({ attributes }: XmlElement, look: RunLook, pieces: Piece[], context: Context): void {
  const code = Number.parseInt(attributes.get('w:char') ?? '', 16)
  const font = attributes.get('w:font') ?? ''
  const known = /wingdings/i.test(font) ? wingdings[code & 0xff] : undefined
  const isLetter = !/wingdings|webdings|symbol/i.test(font) && code > 0x20 && code < 0xe000
  const text = known ?? (isLetter ? String.fromCodePoint(code) : '□')
  if (known === undefined && !isLetter)
    note(context, 'symbol', { text: `${font} ${attributes.get('w:char') ?? ''}` })
  add(pieces, text, look, context)
}

const wingdings: Readonly<Record<number, string>> = {
  0x6c: '●',
  0x6e: '■',
  0x6f: '□',
  0x75: '◆',
  0xa8: '□',
  0xd8: '➢',
  0xfc: '√',
  0xfe: '☑',
}

function readFieldMark(mark: string | undefined, context: Context): void {
  if (mark === 'begin') context.fields.push({ code: '', shows: false })
  const field = context.fields.at(-1)
  if (!field) return
  if (mark === 'separate') {
    field.shows = true
    if (isContents(field.code)) note(context, 'contents')
  }
  if (mark === 'end') context.fields.pop()
}

const textOf = (pieces: readonly Piece[]) =>
  pieces.map(piece => (piece.kind === 'text' ? piece.text : '')).join('')

function noteNote(
  kind: 'footnote' | 'endnote',
  part: XmlElement,
  pieces: readonly Piece[],
  context: Context,
): void {
  const notes = kind === 'footnote' ? context.footnotes : context.endnotes
  const found = notes.get(part.attributes.get('w:id') ?? '')
  if (found) note(context, kind, { text: found.text, quote: textOf(pieces).slice(-30) })
}

function noteComment(part: XmlElement, pieces: readonly Piece[], context: Context): void {
  const id = part.attributes.get('w:id') ?? ''
  const found = context.comments.get(id)
  const quote = context.ranges.get(id) ?? textOf(pieces).slice(-30)
  context.ranges.delete(id)
  if (found) note(context, 'comment', { ...found, quote })
}

/** Did a tracked change take this paragraph's mark away, so that it runs on into the next one? */
export function runsOn(properties: XmlElement | undefined, { tracked }: Context): boolean {
  const mark = childOf(properties, 'w:rPr')
  const gone = tracked === 'accept' ? ['w:del', 'w:moveFrom'] : ['w:ins', 'w:moveTo']
  return gone.some(name => childOf(mark, name) !== undefined)
}

export const hasPageBreakBefore = (properties: XmlElement | undefined) =>
  childOf(properties, 'w:pageBreakBefore') !== undefined && valueOf(properties, 'w:pageBreakBefore') !== '0'
