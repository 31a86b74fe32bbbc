/**
 * The source of an import: one normalised string, its lines, and spans of its characters.
 *
 * 1. Normalising changes line ends and malformed surrogates only; everything else keeps its place.
 * 2. A line's content has no blanks, quote signs (>) or invisible characters at its edges; inside it,
 *    `holes` are the characters that will not be kept.
 * 3. Content, drops and the line feed of a line together are that line, character for character.
 */

/** Characters [from, to) of the source. */
export type Span = { readonly from: number; readonly to: number }

/** Why a character of the source is not part of the report. */
export type DropReason =
  | 'blank' // blanks at the edges of a line, line feeds
  | 'number' // the number of a heading: regenerated
  | 'heading-stop' // 。 or ： at the end of a heading
  | 'quote-prefix' // > before a quoted line
  | 'control' // invisible characters
  | 'stray-mark' // ` and \' left over from a web page
  | 'title-ornament' // (优质5篇) behind a title
  | 'piece-mark' // 篇一, where the next line is the real title
  | 'colon' // the colon behind the addressee
  | 'residue' // the words of a web page, not of the summary
  | 'unfilled-date' // 20xx年x月x日: no date yet
  | 'matter-mark' // brackets around, and blanks between, signature and date
  | 'attachment-mark' // 附件1 above an attachment, and the page that begins there: made anew
  | 'attachments-note' // 附件说明: made anew of the attachments' titles
  | 'imprint-left' // what 版记 has no place for: 共印20份
  | 'excluded' // taken out by the coordinator
  | 'renamed' // a heading that the coordinator wrote anew

export type Drop = Span & { readonly reason: DropReason }

export type Line = {
  /** 1-based, as an editor counts. */
  readonly number: number
  /** Where it starts in the source. */
  readonly start: number
  /** The content without its edges; empty for a blank line. */
  readonly text: string
  readonly content: Span
  /** Blanks stood before the content. */
  readonly indented: boolean
  readonly holes: readonly Drop[]
  /** What the edges were, the line feed included. */
  readonly edges: readonly Drop[]
}

/** Stands in the source, alone on its line, for a block that came as a whole. */
export const inlayMark = '\uFFFC'

/** Line feeds for all line ends, no BOM at the start, no half characters. */
export function normaliseText(text: string): string {
  return text
    .replace(/^\uFEFF/, '')
    .replace(/\r\n?|[\u2028\u2029\u0085\v\f]/g, '\n')
    .toWellFormed()
}

// oxlint-disable-next-line no-control-regex -- these are the characters it is about
const invisible = /[\u0000-\u0008\u000E-\u001F\u007F\u00AD\u200B\u200E\u200F\u2060\uFEFF]/
const blank = /[\s\u3000]/
/** Marks that a web copy leaves beside hanzi: 的. 的` \' */
const stray = /(?<=的)\.(?=\p{Script=Han})|`+|\\['"]/gu

/** The lines of a normalised source. */
export function readLines(source: string): Line[] {
  let from = 0
  return source.split('\n').map((raw, at) => {
    const start = from
    from += raw.length + 1
    const hasFeed = from <= source.length
    return readLine(raw, start, at + 1, hasFeed)
  })
}

function readLine(raw: string, start: number, number: number, hasFeed: boolean): Line {
  const edges: Drop[] = []
  let left = 0
  let right = raw.length
  let indented = false
  for (; left < right; left += 1) {
    const reason = edgeReason(raw[left] ?? '')
    if (!reason) break
    if (reason === 'blank') indented = true
    push(edges, { from: start + left, to: start + left + 1, reason })
  }
  while (right > left && isEdge(raw[right - 1] ?? '')) right -= 1
  for (let at = right; at < raw.length; at += 1)
    push(edges, { from: start + at, to: start + at + 1, reason: edgeReason(raw[at] ?? '') ?? 'blank' })
  if (hasFeed) push(edges, { from: start + raw.length, to: start + raw.length + 1, reason: 'blank' })
  const text = raw.slice(left, right)
  const content = { from: start + left, to: start + right }
  return { number, start, text, content, indented, holes: findHoles(text, content.from), edges }
}

function edgeReason(character: string): DropReason | undefined {
  if (character === '>' || character === '＞') return 'quote-prefix'
  if (invisible.test(character)) return 'control'
  return blank.test(character) ? 'blank' : undefined
}

/** A quote sign counts only before any text of the line. */
const isEdge = (character: string) =>
  character !== '>' && character !== '＞' && edgeReason(character) !== undefined

function push(drops: Drop[], drop: Drop): void {
  const last = drops.at(-1)
  if (last && last.to === drop.from && last.reason === drop.reason)
    drops[drops.length - 1] = { ...last, to: drop.to }
  else drops.push(drop)
}

function findHoles(text: string, from: number): Drop[] {
  const holes: Drop[] = []
  for (const match of text.matchAll(new RegExp(invisible, 'g')))
    holes.push({ from: from + match.index, to: from + match.index + 1, reason: 'control' })
  for (const match of text.matchAll(stray))
    holes.push({ from: from + match.index, to: from + match.index + match[0].length, reason: 'stray-mark' })
  return holes.sort((a, b) => a.from - b.from)
}

/** What of a span is kept: the span without its holes. */
export function withoutHoles(span: Span, holes: readonly Span[]): Span[] {
  const kept: Span[] = []
  let from = span.from
  for (const hole of holes) {
    if (hole.to <= span.from || hole.from >= span.to) continue
    if (hole.from > from) kept.push({ from, to: hole.from })
    from = hole.to
  }
  if (from < span.to) kept.push({ from, to: span.to })
  return kept
}

/** The characters of spans, one after the other. */
export function textOf(source: string, spans: readonly Span[]): string {
  return spans.map(({ from, to }) => source.slice(from, to)).join('')
}

/** Spans without the blanks at their two ends, and those blanks. */
export function trimSpans(source: string, spans: readonly Span[]): { spans: Span[]; blanks: Span[] } {
  const text = textOf(source, spans)
  const left = text.length - text.trimStart().length
  const right = text.trimEnd().length
  const kept: Span[] = []
  const blanks: Span[] = []
  let at = 0
  for (const { from, to } of spans) {
    const start = from + Math.min(to - from, Math.max(0, left - at))
    const end = Math.max(start, from + Math.min(to - from, right - at))
    if (start > from) blanks.push({ from, to: start })
    if (end > start) kept.push({ from: start, to: end })
    if (to > end) blanks.push({ from: end, to })
    at += to - from
  }
  return { spans: kept, blanks }
}
