/** Sentences and clauses of a line, as spans: where a statement about a figure begins and ends. */
import type { Span } from './finding.ts'

/** Sentences with their end mark; what stands behind the last mark is one too. */
export function sentencesOf(text: string): Span[] {
  return splitAt(text, /[。！？!?\n]+[”’」』）)]*/gu)
}

/** Clauses without their end marks. A comma between digits parts nothing. */
export function clausesOf(text: string, { from, to }: Span = { from: 0, to: text.length }): Span[] {
  return splitAt(text.slice(from, to), /[，；。：！？、!?;:\n]|,(?!\d{3}(?!\d))/gu).map(span => ({
    from: span.from + from,
    to: span.to + from,
  }))
}

function splitAt(text: string, mark: RegExp): Span[] {
  const spans: Span[] = []
  let from = 0
  for (const match of text.matchAll(mark)) {
    const to = match.index + match[0].length
    if (to > from) spans.push({ from, to })
    from = to
  }
  if (from < text.length) spans.push({ from, to: text.length })
  return spans
}

/** Text in 《》, “” and brackets blanked, lengths kept: names of documents and quotations say nothing here. */
export function withoutQuoted(text: string): string {
  return text.replace(/《[^《》]{0,80}》|“[^“”]{0,80}”/gu, whole => ' '.repeat(whole.length))
}

/** What follows the last of these marks; all of it where there is none. */
export function behindLast(marks: string, text: string): string {
  for (let at = text.length - 1; at >= 0; at -= 1)
    if (marks.includes(text[at] ?? '')) return text.slice(at + 1)
  return text
}
