/** What stands before and behind the sections: title, 主送机关, 署名 and date. */
import type { AssembledReport } from '../../../shared/assemble/assemble.ts'
import { titlePhrases } from '../../../shared/html/title.ts'
import { run } from './inlines.ts'
import { cell, emsOf, titleCharacters } from './measures.ts'
import { type Indent, pPr } from './properties.ts'
import type { StyleId } from './styles.ts'
import { join, nothing, w, type Xml } from './xml.ts'

export function headXml(report: AssembledReport): Xml {
  const { signature, date, addressee } = report
  const byline =
    report.signaturePlace === 'title'
      ? [line('Byline', signature), line('Byline', date && `（${date}）`)]
      : []
  return join([titleXml(report.title), ...byline, line('Addressee', addressee)])
}

/** The title on as few lines as it needs, none of them a remnant. */
function titleXml(title: string): Xml {
  const words = titleLines(title).flatMap((line, at) => [at === 0 ? nothing : w('r', {}, w('br')), run(line)])
  return w('p', {}, pPr({ style: 'Title' }), ...words)
}

/** Lines that end between phrases, the longest of them as short as may be (GB/T 9704-2012 7.3.1). */
function titleLines(title: string): string[] {
  const phrases = titlePhrases(title)
  const count = Math.ceil(emsOf(title) / titleCharacters)
  if (count <= 1) return [title]
  for (let most = emsOf(title) / count; most <= titleCharacters; most += 0.5) {
    const lines = filled(phrases, most)
    if (lines.length <= count && lines.every(line => emsOf(line) <= most)) return lines
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

export function tailXml(report: AssembledReport): Xml {
  return signatureXml(report)
}

function signatureXml({ signaturePlace, signature, date }: AssembledReport): Xml {
  if (signaturePlace === 'title' || (signature || date) === '') return nothing
  const edges = signatureEdges(emsOf(signature), emsOf(date))
  return join([
    line('Signature', signature, fromRight(edges.signature)),
    line('Date', date, fromRight(edges.date)),
  ])
}

/**
 * Characters from the right edge (GB/T 9704-2012 7.3.5.2): the date starts two characters right of the name's
 * start, and whichever line reaches further ends two characters from the edge.
 */
function signatureEdges(signature: number, date: number) {
  if (signature === 0 || date === 0) return { signature: 2, date: 2 }
  const edge = Math.max(2, signature - date)
  return { signature: Math.max(0, edge + date + 2 - signature), date: edge }
}

const fromRight = (characters: number): Indent => ({
  firstLine: [0, 0],
  right: [Math.round(characters * 100), Math.round(characters * cell)],
})

function line(style: StyleId, words: string, indent?: Indent): Xml {
  return words === '' ? nothing : w('p', {}, pPr({ style, indent }), run(words))
}
