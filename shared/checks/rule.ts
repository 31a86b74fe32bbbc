/**
 * What a rule is. Each says how far it has to look, so that a keystroke re-checks only what it can affect:
 * one section by itself, two sections against each other, or all of them at once (which must be cheap: it
 * reads what the sections' facts hold ready).
 */
import type { Cited, Edit, Finding, Fix, MessageKey, RuleName, Severity, Span } from './finding.ts'
import type { Facts } from './facts.ts'
import type { Line, RegisteredFigure } from './checked-text.ts'
import type { Setting } from './setting.ts'

export type Rule = {
  readonly name: RuleName
  readonly ofSection?: (facts: Facts, setting: Setting) => Finding[]
  /** `a` stands before `b`, or both are the same section. */
  readonly ofPair?: (a: Facts, b: Facts) => Finding[]
  /** Against the register of figures; asked once for each text of a section and each register. */
  readonly ofRegister?: (facts: Facts, figures: readonly RegisteredFigure[]) => Finding[]
  /** Against last year's sections; asked once for each text of a section. */
  readonly ofEarlier?: (facts: Facts, earlier: readonly Facts[]) => Finding[]
  /** `earlier`: last year's sections, none where there is no such report. */
  readonly ofReport?: (all: readonly Facts[], setting: Setting, earlier: readonly Facts[]) => Finding[]
}

type Details = {
  readonly severity: Severity
  readonly message: MessageKey
  readonly values?: Finding['values']
  readonly related?: readonly Cited[]
  readonly fix?: Fix | undefined
}

export function cite({ id }: { readonly id: string }, line: Line, { from, to }: Span): Cited {
  return { place: { section: id, at: line.at, from, to }, quote: line.text.slice(from, to) }
}

export function found(
  rule: RuleName,
  section: { readonly id: string },
  line: Line,
  span: Span,
  { severity, message, values = {}, related = [], fix }: Details,
): Finding {
  return {
    rule,
    severity,
    message,
    values,
    related,
    ...cite(section, line, span),
    ...(fix ? { fix } : {}),
  }
}

export const spanOf = (match: RegExpExecArray): Span => ({
  from: match.index,
  to: match.index + match[0].length,
})

export const safe = (...edits: Edit[]): Fix => ({ kind: 'safe', edits })
export const suggested = (...edits: Edit[]): Fix => ({ kind: 'suggested', edits })

/** Every match in every line of a section, cells and headings included. */
export function* matchesIn(facts: Facts, pattern: RegExp): Generator<{ line: Line; match: RegExpExecArray }> {
  for (const line of facts.lines) for (const match of line.text.matchAll(pattern)) yield { line, match }
}
