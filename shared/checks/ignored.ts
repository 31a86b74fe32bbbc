/**
 * Findings that somebody ignored on purpose: which of those found now they are.
 *
 * 1. A finding is known again by its section, rule, quote and the words around it in its line; as soon as one of
 *    these changes it counts again, and when they come back it is ignored again.
 * 2. A secrecy mark is never ignored: it stops the text, whatever the reason.
 * 3. Words are cut between characters, so that what is stored is what is compared.
 */
import type { CheckedText } from './checked-text.ts'
import type { Finding, RuleName } from './finding.ts'

/** Characters before and after the quote that have to stand there still. */
const wordsAround = 16

export type Mark = {
  /** Empty: the report's own title. */
  readonly section: string
  readonly rule: RuleName
  readonly quote: string
  readonly before: string
  readonly after: string
}

export type MarkedFinding = Finding & Pick<Mark, 'before' | 'after'>

export function mayBeIgnored(rule: RuleName): boolean {
  return rule !== 'secrecy-mark'
}

/** The findings with the words around each. */
export function withWordsAround(findings: readonly Finding[], { sections }: CheckedText): MarkedFinding[] {
  const lines = new Map(
    sections.map(({ id, lines: own }) => [id, new Map(own.map(({ at, text }) => [at, text]))]),
  )
  return findings.map(finding => {
    const { section, at, from, to } = finding.place
    const line = lines.get(section)?.get(at) ?? ''
    const before = Array.from(line.slice(Math.max(0, from - 2 * wordsAround), from))
    const after = Array.from(line.slice(to, to + 2 * wordsAround))
    return {
      ...finding,
      before: before.slice(-wordsAround).join(''),
      after: after.slice(0, wordsAround).join(''),
    }
  })
}

export function markOf({ place, rule, quote, before, after }: MarkedFinding): Mark {
  return { section: place.section, rule, quote, before, after }
}

/** Those that count, and those that were ignored beside what says so. */
export function splitIgnored<Found extends MarkedFinding, Said extends Mark>(
  findings: readonly Found[],
  said: readonly Said[],
): { readonly open: Found[]; readonly ignored: { readonly finding: Found; readonly said: Said }[] } {
  const known = new Map(said.map(one => [keyOf(one), one]))
  const open: Found[] = []
  const ignored: { readonly finding: Found; readonly said: Said }[] = []
  for (const finding of findings) {
    const one = mayBeIgnored(finding.rule) ? known.get(keyOf(markOf(finding))) : undefined
    if (one) ignored.push({ finding, said: one })
    else open.push(finding)
  }
  return { open, ignored }
}

const keyOf = ({ section, rule, quote, before, after }: Mark) =>
  JSON.stringify([section, rule, quote, before, after])
