/** Sentences of a line, as spans: where a statement about a figure begins and ends. */
import type { Span } from './finding.ts'

/** Sentences with their end mark; what stands behind the last mark is one too. */
export function sentencesOf(text: string): Span[] {
  return splitAt(text, /[。！？!?\n]+[”’」』）)]*/gu)
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

const reach = 200

/** The sentence that a place stands in, as far as `reach` on either side. */
export function sentenceAround(text: string, at: number): string {
  const before = text.slice(Math.max(0, at - reach), at)
  const end = text.slice(at, at + reach).search(/[。！？\n]/u)
  return behindLast('。！？\n', before) + text.slice(at, end === -1 ? at + reach : at + end)
}

/** What follows the last of these marks; all of it where there is none. */
export function behindLast(marks: string, text: string): string {
  for (let at = text.length - 1; at >= 0; at -= 1)
    if (marks.includes(text[at] ?? '')) return text.slice(at + 1)
  return text
}
