/**
 * One paragraph as lines of the document: its number drawn, its look read, its breaks become lines.
 *
 * 1. A line break inside a body paragraph opens a line of its own (公文 have no soft breaks); in a heading or a
 *    centred title it only turned the line, and is nothing.
 * 2. Highlighted and red words are kept in 【待核：…】, except in headings, and listed.
 */
import { type MarkName, readLine } from '../../../shared/import/line.ts'
import { isIssued } from '../../../shared/import/letterhead.ts'
import type { DocumentBlock, DocumentLine } from '../../../shared/import/document-model.ts'
import { inlineText } from '../../../shared/schema/text.ts'
import { childOf, type XmlElement } from '../xml.ts'
import { type Context, note } from './context.ts'
import { hasPageBreakBefore, type Piece, readRuns, runsOn } from './runs.ts'
import type { Numbering } from './numbering.ts'
import type { ParagraphLook, RunLook } from './styles.ts'

type TextPiece = Extract<Piece, { readonly kind: 'text' }>

/** Pieces of paragraphs whose marks a tracked change took away; they open the next one. */
export type Carried = { pieces: readonly Piece[] }

export function readParagraph(paragraph: XmlElement, carried: Carried, context: Context): DocumentBlock[] {
  const properties = childOf(paragraph, 'w:pPr')
  const look = context.styles.paragraph(properties)
  const pieces = [...carried.pieces, ...readRuns(paragraph, context)]
  carried.pieces = []
  if (runsOn(properties, context)) {
    carried.pieces = pieces
    return []
  }
  if (look.contents) {
    if (textOf(pieces) !== '') note(context, 'contents', { text: textOf(pieces) })
    return []
  }
  const drawn = look.numbering && hasWords(pieces) ? context.numbering.next(look.numbering) : undefined
  const blocks: DocumentBlock[] = []
  if (hasPageBreakBefore(properties)) blocks.push({ kind: 'whole', block: { type: 'pageBreak' } })
  const isHeading = look.outline !== undefined || look.align === 'center'
  const turns: number[] = []
  let line: TextPiece[] = []
  let isFirst = true
  const endLine = () => {
    const made = lineOfPieces(line, isFirst ? drawn : undefined, look, context)
    const lines = turns.length > 0 ? turnedLines(line, turns) : undefined
    if (made) blocks.push(lines ? { ...made, lines } : made)
    if (line.length > 0) isFirst = false
    line = []
    turns.length = 0
  }
  const images: DocumentBlock[] = []
  for (const piece of pieces) {
    if (piece.kind === 'text') line.push(piece)
    else if (piece.kind === 'image') images.push({ kind: 'whole', block: piece.image })
    else if (piece.kind === 'page-break') {
      endLine()
      blocks.push(...images.splice(0), { kind: 'whole', block: { type: 'pageBreak' } })
    } else if (!isHeading) endLine()
    else turns.push(line.length)
  }
  endLine()
  return [...blocks, ...images]
}

/** The lines of a title that was broken before these pieces. */
function turnedLines(pieces: readonly TextPiece[], turns: readonly number[]): string[] {
  const ends = [...turns, pieces.length]
  return ends
    .map((end, at) => textOf(pieces.slice(turns[at - 1] ?? 0, end)).trim())
    .filter(words => words !== '')
}

const hasWords = (pieces: readonly Piece[]) => textOf(pieces).trim() !== ''
const textOf = (pieces: readonly Piece[]) =>
  pieces.map(piece => (piece.kind === 'text' ? piece.text : '')).join('')

function lineOfPieces(
  pieces: readonly TextPiece[],
  drawn: ReturnType<Numbering['next']>,
  look: ParagraphLook,
  context: Context,
): DocumentLine | undefined {
  // 红头 is red by its nature.
  const isIssuer = look.align === 'center' && isIssued(textOf(pieces).trim())
  const marked = isIssuer ? pieces : markPending(pieces, look.outline !== undefined, context)
  const number = drawn && !drawn.bullet && !drawn.item ? drawn.text : ''
  const content = readLine([
    { characters: number, marks: [] },
    ...marked.map(({ text, look }) => ({ characters: text, marks: marksOf(look) })),
  ])
  if (content.length === 0) return undefined
  const opening = openingOf(pieces, look)
  return {
    kind: 'line',
    content,
    outline: look.outline,
    bullet: drawn?.bullet ?? false,
    listed: number !== '',
    item: drawn?.item,
    part: look.part,
    seal: look.seal,
    opening: opening === 0 ? 0 : Math.min(opening + number.length, inlineText(content).length),
  }
}

const marksOf = ({ bold, italic, underline }: RunLook): MarkName[] => [
  ...(bold ? (['bold'] as const) : []),
  ...(italic ? (['italic'] as const) : []),
  ...(underline ? (['underline'] as const) : []),
]

/** Runs of pending words, each in its brackets; blanks and single marks need no look. */
function markPending(pieces: readonly TextPiece[], isHeading: boolean, context: Context): TextPiece[] {
  const result: TextPiece[] = []
  for (let at = 0; at < pieces.length; ) {
    const piece = pieces[at]
    if (!piece) break
    let end = at + 1
    if (piece.look.pending) while (pieces[end]?.look.pending) end += 1
    const run = pieces.slice(at, end)
    const words = run.map(({ text }) => text).join('')
    if (piece.look.pending && /[\p{L}\p{N}]/u.test(words)) {
      note(context, 'pending', { text: words, quote: textOf(pieces).slice(0, 40) })
      if (context.marksPending && !isHeading) {
        result.push({ ...piece, text: '【待核：' }, ...run, { ...piece, text: '】' })
        at = end
        continue
      }
    }
    result.push(...run)
    at = end
  }
  return result
}

const longestOpening = 80

/** Characters that stand out at the start before text that does not: bold, or in a face of its own. */
function openingOf(pieces: readonly TextPiece[], { face }: ParagraphLook): number {
  const worded = pieces.filter(({ text }) => text.trim() !== '')
  // A heading's character style says so, whatever its face: that of the deeper levels is the body's.
  const styled = worded.findIndex(({ look }) => !look.heading)
  if (styled > 0) return lengthOf(worded.slice(0, styled))
  const body = worded.at(-1)?.look
  if (!body || body.bold) return 0
  const faceOf = (look: RunLook) => look.face || face
  const standsOut = ({ look }: TextPiece) => look.bold || faceOf(look) !== faceOf(body)
  const end = worded.findIndex(piece => !standsOut(piece))
  const length = end === -1 ? 0 : lengthOf(worded.slice(0, end))
  return length > longestOpening ? 0 : length
}

const lengthOf = (pieces: readonly TextPiece[]) =>
  pieces.reduce((sum, { text }) => sum + text.trimStart().length, 0)
