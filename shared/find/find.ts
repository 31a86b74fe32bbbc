/**
 * Finding words in lines of text: plain, or by a regular expression.
 *
 * 1. Places are characters of the line as it stands; folding keeps every line's length.
 * 2. A regular expression may run for ever: whoever takes one from a person runs it where it can be ended.
 */
import type { Block, Inline, Text } from '../schema/text.ts'

export type FindQuery = {
  readonly words: string
  readonly isRegex: boolean
  readonly matchCase: boolean
  /** ２０２６ is not 2026, （ is not (. */
  readonly matchWidth: boolean
}

export type Match = { readonly from: number; readonly to: number; readonly replacement: string }
/** A match in a text: `line` counts its paragraphs, headings and cells as the sheet shows them. */
export type Found = Match & { readonly line: number; readonly words: string }

export type Finder =
  | { readonly ok: true; readonly inLine: (line: string) => Match[] }
  | { readonly ok: false; readonly code: 'bad-pattern' }

/** What is no letter of a line: a line break, a citation. */
const atom = '\uFFFC'

export function finderOf(query: FindQuery, replacement: string): Finder {
  if (!query.isRegex) return { ok: true, inLine: plainFinder(query, replacement) }
  try {
    const pattern = new RegExp(query.words, `dgu${query.matchCase ? '' : 'i'}`)
    return { ok: true, inLine: line => byPattern(pattern, line, query, replacement) }
  } catch {
    return { ok: false, code: 'bad-pattern' }
  }
}

/** Of the lines of a text, up to `most`. */
export function findInLines(
  lines: readonly string[],
  inLine: (line: string) => readonly Match[],
  most: number,
): Found[] {
  const found: Found[] = []
  for (const [at, line] of lines.entries())
    for (const match of inLine(line)) {
      if (found.length >= most) return found
      found.push({ ...match, line: at, words: line.slice(match.from, match.to) })
    }
  return found
}

function plainFinder(query: FindQuery, replacement: string): (line: string) => Match[] {
  const words = fold(query.words, query)
  return line => {
    const folded = fold(line, query)
    const matches: Match[] = []
    if (words === '') return matches
    for (let from = folded.indexOf(words); from !== -1; from = folded.indexOf(words, from + words.length))
      matches.push({ from, to: from + words.length, replacement })
    return matches
  }
}

function byPattern(pattern: RegExp, line: string, query: FindQuery, replacement: string): Match[] {
  const folded = fold(line, { ...query, matchCase: true })
  return [...folded.matchAll(pattern)].flatMap(match => {
    const from = match.index
    const to = from + match[0].length
    // A place in two, of a pair of code units, is no place.
    if (to === from || line.slice(from, to).includes(atom)) return []
    return [{ from, to, replacement: expand(replacement, match, line) }]
  })
}

/** $1…$9, $<name>, $& and $$ as in JavaScript, in the line's own letters. */
function expand(replacement: string, match: RegExpExecArray, line: string): string {
  const slice = (span: readonly [number, number] | undefined) => (span ? line.slice(span[0], span[1]) : '')
  return replacement.replace(/\$(?:\$|&|(\d)|<([^>]+)>)/g, (said, digit?: string, name?: string) => {
    if (said === '$$') return '$'
    if (said === '$&') return slice(match.indices?.[0])
    if (digit !== undefined)
      return Number(digit) < match.length ? slice(match.indices?.[Number(digit)]) : said
    return slice(match.indices?.groups?.[name ?? ''])
  })
}

/** The line with what the query takes as the same made the same; as long as before. */
function fold(line: string, { matchCase, matchWidth }: Pick<FindQuery, 'matchCase' | 'matchWidth'>): string {
  const narrow = matchWidth ? line : line.replaceAll(/[\u3000\uFF01-\uFF5E]/g, halfWidth)
  if (matchCase) return narrow
  return narrow.replaceAll(/\p{Lu}/gu, letter => {
    const small = letter.toLowerCase()
    return small.length === letter.length ? small : letter
  })
}

const halfWidth = (letter: string) =>
  letter === '\u3000' ? ' ' : String.fromCharCode(letter.charCodeAt(0) - 0xfee0)

/** Every paragraph, heading and cell of a text, in order; each thing that is no text counts as one character. */
export function linesOfText(text: Text): string[] {
  return text.content.flatMap(linesOf)
}

function linesOf(block: Block): string[] {
  if (block.type === 'paragraph' || block.type === 'heading') return [letters(block.content)]
  if (block.type === 'bulletList' || block.type === 'orderedList')
    return block.content.flatMap(item => item.content.flatMap(linesOf))
  if (block.type === 'table')
    return block.content.flatMap(row => (row.content ?? []).flatMap(cell => cell.content.flatMap(linesOf)))
  return []
}

const letters = (content: readonly Inline[] | undefined) =>
  (content ?? []).map(inline => (inline.type === 'text' ? inline.text : atom)).join('')
