/**
 * What is known of one section, worked out when a rule first asks and kept as long as its text stays the same.
 * Facts are compared by identity: the same object means the same text.
 */
import type { CheckedSection, Line } from './checked-text.ts'
import { type Duplicate, findDuplicates } from './duplicates.ts'
import { type Paragraph, readParagraphs } from './grams.ts'
import { type Indicator, readIndicators } from './indicators.ts'
import { type Item, readItems } from '../import/items.ts'
import type { Span } from './finding.ts'
import { sentencesOf } from './sentences.ts'

export type Sentence = Span & { readonly line: Line; readonly text: string }

export type Facts = CheckedSection & {
  /** The indicator table, in the order of the text. */
  indicators(): readonly Indicator[]
  paragraphs(): readonly Paragraph[]
  /** Probe → which paragraphs have it. */
  probes(): ReadonlyMap<number, readonly number[]>
  /** Paragraphs of a later section (or this one) that are like paragraphs of this one. */
  duplicatesIn(later: Facts): readonly Duplicate[]
  sentences(): readonly Sentence[]
  /** The lines as an importer reads them: numbered, headings, plain; blank ones left out. */
  items(): readonly Item[]
  /** What a rule works out of the section for itself, once. */
  derive<Value>(work: (facts: Facts) => Value): Value
}

/** A text says nothing of its lines beside itself. */
const noHints = new Map<never, never>()

export function factsOf(section: CheckedSection): Facts {
  const { lines } = section
  const paragraphs = once(() => readParagraphs(lines))
  const duplicates = new WeakMap<Facts, readonly Duplicate[]>()
  const derived = new Map<unknown, unknown>()
  const facts: Facts = {
    ...section,
    duplicatesIn(later) {
      const found = duplicates.get(later) ?? findDuplicates(facts, later)
      duplicates.set(later, found)
      return found
    },
    derive<Value>(work: (of: Facts) => Value) {
      if (!derived.has(work)) derived.set(work, work(facts))
      return derived.get(work) as Value
    },
    indicators: once(() => readIndicators(lines)),
    paragraphs,
    probes: once(() => probesOf(paragraphs())),
    sentences: once(() => lines.flatMap(sentencesIn)),
    items: once(() => readItems(lines.filter(({ text }) => text.trim() !== '').map(asSourceLine), noHints)),
  }
  return facts
}

function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}

const sentencesIn = (line: Line): Sentence[] =>
  sentencesOf(line.text).map(span => ({ ...span, line, text: line.text.slice(span.from, span.to) }))

function probesOf(paragraphs: readonly Paragraph[]): Map<number, number[]> {
  const places = new Map<number, number[]>()
  for (const [at, { probes }] of paragraphs.entries())
    for (const probe of probes) {
      const known = places.get(probe)
      if (known) known.push(at)
      else places.set(probe, [at])
    }
  return places
}

/** The importer's readers want a line of a source; only its text and number matter to them. */
function asSourceLine({ text, at }: Line) {
  const content = { from: 0, to: text.length }
  return { number: at, start: 0, text: text.trim(), content, indented: false, holes: [], edges: [] }
}
