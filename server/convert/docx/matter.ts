/**
 * What stands before and behind the sections: 版头, title, 主送机关, 附件说明, 署名 and date, 附注, attachments and
 * 版记, measured by GB/T 9704-2012 7.2 to 7.4.
 */
import type { AssembledAttachment, AssembledReport } from '../../../shared/assemble/assemble.ts'
import { pendingMark } from '../../../shared/assemble/pending.ts'
import { titlePhrases } from '../../../shared/html/title.ts'
import { blocksXml, sectionXml } from './blocks.ts'
import { bookmarked, run } from './inlines.ts'
import { cell, emsOf, linePitch, titleCharacters } from './measures.ts'
import { type Indent, type ParagraphProperties, pPr } from './properties.ts'
import type { StyleId } from './styles.ts'
import { placeName, type Writing } from './writing.ts'
import { join, nothing, w, type Xml } from './xml.ts'

export function headXml(report: AssembledReport): Xml {
  const { signature, date, addressee, letterhead } = report
  const byline =
    report.signaturePlace === 'title'
      ? [line('Byline', signature), line('Byline', date && `（${date}）`)]
      : []
  // Two blank lines below the red rule instead of one.
  const spacing = { before: 2 * linePitch, after: linePitch, line: linePitch, rule: 'exact' } as const
  const title = titleXml('Title', printedTitle(report), letterhead === null ? {} : { spacing })
  return join([title, ...byline, line('Addressee', addressee)])
}

/** The lines of the title as they are printed. */
export const printedTitle = ({ title, titleLines }: AssembledReport): readonly string[] =>
  titleLines.length > 0 ? titleLines : brokenTitle(title)

function titleXml(style: StyleId, lines: readonly string[], more: ParagraphProperties = {}): Xml {
  return w('p', {}, pPr({ style, ...more }), titleRuns(lines))
}

const titleRuns = (lines: readonly string[]): Xml =>
  join(lines.flatMap((words, at) => [at === 0 ? nothing : w('r', {}, w('br')), run(words)]))

/** Lines that end between phrases, the longest of them as short as may be (GB/T 9704-2012 7.3.1). */
function brokenTitle(title: string): string[] {
  const phrases = titlePhrases(title)
  const count = Math.ceil(emsOf(title) / titleCharacters)
  if (count <= 1) return [title]
  for (let most = emsOf(title) / count; most <= titleCharacters; most += 0.5) {
    const lines = filled(phrases, most)
    if (lines.length <= count && lines.every(words => emsOf(words) <= most)) return lines
  }
  return [title]
}

function filled(phrases: readonly string[], most: number): string[] {
  const lines: string[] = []
  for (const phrase of phrases) {
    const last = lines.at(-1)
    if (last !== undefined && emsOf(last + phrase) <= most) lines[lines.length - 1] = last + phrase
    else lines.push(phrase)
  }
  return lines
}

/** Behind the text: 附件说明, 署名 and date unless they stand under the title, 附注. */
export function tailXml(report: AssembledReport): Xml {
  return join([notesXml(report), signatureXml(report), line('Note', report.note)])
}

/** 附件：1. … each under the other; a longer title goes on under its own first character. */
function notesXml({ attachmentsNote }: AssembledReport): Xml {
  const word = '附件：'
  return join(
    attachmentsNote.map(({ number, title }, at) => {
      const label = at === 0 ? word + number : number
      const left = 2 + emsOf(word) + emsOf(number)
      const indent = { left: inCells(left), hanging: inCells(emsOf(label)) }
      const spacing = { before: at === 0 ? linePitch : 0, line: linePitch, rule: 'exact' } as const
      return w('p', {}, pPr({ style: 'AttachmentNote', spacing, indent }), run(label + title))
    }),
  )
}

function signatureXml({ signaturePlace, signature, date, seal }: AssembledReport): Xml {
  if (signaturePlace === 'title' || (signature || date) === '') return nothing
  const edges = signatureEdges(emsOf(signature), emsOf(date), seal)
  // The stamp has two blank lines above it, and the date one.
  const above = (lines: number) =>
    seal === 'stamp' ? ({ before: lines * linePitch, line: linePitch, rule: 'exact' } as const) : undefined
  return join([
    line('Signature', signature, { indent: fromRight(edges.signature), spacing: above(2) }),
    line('Date', date, { indent: fromRight(edges.date), spacing: above(1) }),
  ])
}

/**
 * Characters from the right edge (GB/T 9704-2012 7.3.5). Without a seal the date starts two characters right of
 * the name's start, and whichever line reaches further ends two characters from the edge; with one the date ends
 * four from the edge and 署名 stands centred over it; a stamp of four characters stands four from the edge, the
 * post two left of it.
 */
function signatureEdges(signature: number, date: number, seal: AssembledReport['seal']) {
  if (seal === 'seal') return { signature: Math.max(0, 4 + (date - signature) / 2), date: 4 }
  if (seal === 'stamp') return { signature: 10, date: 4 }
  if (signature === 0 || date === 0) return { signature: 2, date: 2 }
  const edge = Math.max(2, signature - date)
  return { signature: Math.max(0, edge + date + 2 - signature), date: edge }
}

const inCells = (characters: number) => [Math.round(characters * 100), Math.round(characters * cell)] as const
const fromRight = (characters: number): Indent => ({ firstLine: [0, 0], right: inCells(characters) })

/** On a new page its label, on the third line its title, then what it says. */
export function attachmentXml({ label, section, below }: AssembledAttachment, writing: Writing): Xml {
  const place = writing.placeOf(section.id)
  const words = titleRuns(brokenTitle(section.heading))
  const title = place === undefined ? words : bookmarked(place, placeName(place), words)
  return join([
    line('AttachmentLabel', label),
    w('p', {}, pPr({ style: 'AttachmentTitle' }), title),
    section.pending ? line('Pending', pendingMark) : nothing,
    blocksXml(section, writing),
    ...below.map(part => sectionXml(part, writing)),
  ])
}

export function line(style: StyleId, words: string, more: ParagraphProperties = {}): Xml {
  return words === '' ? nothing : w('p', {}, pPr({ style, ...more }), run(words))
}
