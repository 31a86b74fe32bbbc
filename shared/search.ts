/**
 * Searching Chinese text by what stands in it: how a text and a question are folded and cut, and where the
 * one stands in the other.
 *
 * 1. A question is found wherever its characters stand together, from one character up, across no mark or
 *    line; words with blanks between them must all stand in the same section.
 * 2. Full-width letters and digits are as good as half-width ones, capitals as small letters. Folding keeps
 *    every character in its place.
 * 3. The grams (single characters and pairs) that an index keeps of a text contain those of every question
 *    that is found in it; the other way round only findTerms tells for sure.
 */

const fullWidthShift = 0xfee0

function fold(text: string): string {
  return text
    .replace(/[！-～]/g, char => String.fromCharCode(char.charCodeAt(0) - fullWidthShift))
    .replace(/[A-Z]/g, char => char.toLowerCase())
}

/** The runs of letters, digits and hanzi; what stands between them is not searched. */
const runsOf = (folded: string) => folded.match(/[\p{L}\p{N}]+/gu) ?? []

const pairsOf = (run: string) => {
  const characters = Array.from(run)
  return characters.slice(1).map((character, at) => `${characters[at]}${character}`)
}

/** Everything that an index keeps of a text, each once. */
export function gramsOf(text: string): string[] {
  return [...new Set(runsOf(fold(text)).flatMap(run => [...Array.from(run), ...pairsOf(run)]))]
}

/** What a text must have to be worth reading. Empty: the question asks for nothing that is kept. */
export function gramsAsked(question: string): string[] {
  return [
    ...new Set(runsOf(fold(question)).flatMap(run => (Array.from(run).length === 1 ? [run] : pairsOf(run)))),
  ]
}

/** The words of a question, folded; each must be found. */
export function termsOf(question: string): string[] {
  return fold(question)
    .split(/\s+/)
    .filter(term => runsOf(term).length > 0)
}

export type Found = {
  /** Where the first term stands first. */
  readonly at: number
  readonly length: number
  /** How often it stands there. */
  readonly count: number
}

/** Undefined unless every term stands in the text. */
export function findTerms(text: string, terms: readonly string[]): Found | undefined {
  const folded = fold(text)
  const [first] = terms
  if (first === undefined || !terms.every(term => folded.includes(term))) return undefined
  return { at: folded.indexOf(first), length: first.length, count: folded.split(first).length - 1 }
}

/** A line around a place that was found; its ends are cut between characters. */
export type Snippet = { readonly before: string; readonly match: string; readonly after: string }

const charactersBefore = 24
const charactersAfter = 48

export function snippetOf(text: string, { at, length }: Found): Snippet {
  const line = (part: string) => part.replace(/\s+/g, ' ')
  const from = Math.max(0, at - charactersBefore)
  const to = Math.min(text.length, at + length + charactersAfter)
  const before = text.slice(from, at).toWellFormed().replaceAll('\ufffd', '')
  const after = text
    .slice(at + length, to)
    .toWellFormed()
    .replaceAll('\ufffd', '')
  return {
    before: (from > 0 ? '…' : '') + line(before),
    match: line(text.slice(at, at + length)),
    after: line(after) + (to < text.length ? '…' : ''),
  }
}
