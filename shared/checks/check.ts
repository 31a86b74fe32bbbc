/**
 * The checker: all rules over a text, remembering what it found, so that after a change only what the change
 * can affect is worked out again.
 *
 * 1. A section whose lines, heading and limits are the same keeps its facts and its findings; two sections
 *    that are both the same keep what was found between them. Rules over the whole run each time.
 * 2. Findings come in the order of the text; for the same text and setting they are always the same.
 * 3. A rule never stops the others.
 */
import type { CheckedSection, CheckedText, EarlierText, RegisteredFigure } from './checked-text.ts'
import { type Facts, factsOf } from './facts.ts'
import { type Cited, type Finding, type RuleName, severities } from './finding.ts'
import type { Rule } from './rule.ts'
import type { Setting } from './setting.ts'
import { allRules } from './all-rules.ts'

export type Checker = {
  check(text: CheckedText, setting: Setting): Finding[]
}

/** Everything found in a text, once. */
export function checkText(text: CheckedText, setting: Setting, only?: readonly RuleName[]): Finding[] {
  return createChecker(only).check(text, setting)
}

type Known = { readonly identity: string; readonly facts: Facts; readonly own: readonly Finding[] }

export function createChecker(only?: readonly RuleName[]): Checker {
  const rules = allRules.filter(({ name }) => only === undefined || only.includes(name))
  const between = rules.filter(({ ofPair }) => ofPair)
  const pairs = new WeakMap<Facts, WeakMap<Facts, readonly Finding[]>>()
  const beside = new WeakMap<object, WeakMap<Facts, readonly Finding[]>>()
  const earlierFacts = new WeakMap<EarlierText, readonly Facts[]>()
  let known = new Map<string, Known>()
  let settingIdentity = ''

  const sectionNow = (section: CheckedSection, setting: Setting): Known => {
    const identity = identityOf(section)
    const before = known.get(section.id)
    if (before?.identity === identity) return before
    const facts = factsOf(section)
    return { identity, facts, own: rules.flatMap(rule => rule.ofSection?.(facts, setting) ?? []) }
  }
  const pairNow = (a: Facts, b: Facts): readonly Finding[] => {
    const ofA = pairs.get(a) ?? new WeakMap<Facts, readonly Finding[]>()
    pairs.set(a, ofA)
    const before = ofA.get(b)
    if (before) return before
    const findings = between.flatMap(rule => rule.ofPair?.(a, b) ?? [])
    ofA.set(b, findings)
    return findings
  }

  /** What is found of each section beside something that seldom changes. */
  const besides = (thing: object, facts: Facts, look: () => readonly Finding[]): readonly Finding[] => {
    const ofThing = beside.get(thing) ?? new WeakMap<Facts, readonly Finding[]>()
    beside.set(thing, ofThing)
    const findings = ofThing.get(facts) ?? look()
    ofThing.set(facts, findings)
    return findings
  }
  const besideRegister = (facts: Facts, figures: readonly RegisteredFigure[] | undefined) =>
    figures && figures.length > 0
      ? besides(figures, facts, () => rules.flatMap(rule => rule.ofRegister?.(facts, figures) ?? []))
      : []
  const factsBefore = (earlier: EarlierText | undefined): readonly Facts[] => {
    if (!earlier) return []
    const before = earlierFacts.get(earlier) ?? factsOfEarlier(earlier)
    earlierFacts.set(earlier, before)
    return before
  }
  const besideEarlier = (facts: Facts, earlier: EarlierText | undefined) => {
    if (!earlier) return []
    const before = factsBefore(earlier)
    return besides(earlier, facts, () => rules.flatMap(rule => rule.ofEarlier?.(facts, before) ?? []))
  }

  return {
    check(text, setting) {
      const now = JSON.stringify(setting)
      if (now !== settingIdentity) known = new Map()
      settingIdentity = now
      const sections = text.sections.map(section => sectionNow(section, setting))
      known = new Map(sections.map(section => [section.facts.id, section]))
      const all = sections.map(({ facts }) => facts)
      const findings = [
        ...sections.flatMap(({ own }) => own),
        ...all.flatMap((b, at) => all.slice(0, at + 1).flatMap(a => pairNow(a, b))),
        ...all.flatMap(facts => besideRegister(facts, text.figures)),
        ...all.flatMap(facts => besideEarlier(facts, text.earlier)),
        ...overAll(rules, all, setting, factsBefore(text.earlier)),
      ]
      return inOrder(mergeSame(findings), all)
    },
  }
}

/** Last year's sections, and its register as lines of one more. */
function factsOfEarlier({ sections, figures }: EarlierText): Facts[] {
  const register = figures.map(({ name, value, unit }) => (value === null ? '' : `${name}${value}${unit}。`))
  return [...sections, { heading: '', lines: register }].map(({ heading, lines }, at) =>
    factsOf({
      id: `earlier ${at}`,
      part: -1,
      heading,
      level: 1,
      role: null,
      lines: lines.map((text, line) => ({ text, kind: 'paragraph', at: line })),
      length: null,
    }),
  )
}

function overAll(
  rules: readonly Rule[],
  all: readonly Facts[],
  setting: Setting,
  earlier: readonly Facts[],
): Finding[] {
  return rules.flatMap(rule => rule.ofReport?.(all, setting, earlier) ?? [])
}

function identityOf({ heading, role, part, length, lines }: CheckedSection): string {
  const limits = length ? `${length.words} ${length.floor} ${length.ceiling}` : ''
  const texts = lines.map(
    ({ text, kind, at, cited }) => `${at}${kind}${JSON.stringify(cited ?? '')}\t${text}`,
  )
  return `${heading}\n${role}\n${part}\n${limits}\n${texts.join('\n')}`
}

const keyOf = ({ rule, message, place }: Finding) =>
  `${rule} ${message} ${place.section} ${place.at} ${place.from} ${place.to}`

/** One place that is like several others is one finding with all of them beside it. */
function mergeSame(findings: readonly Finding[]): Finding[] {
  const merged = new Map<string, Finding>()
  for (const finding of findings) {
    const key = keyOf(finding)
    const before = merged.get(key)
    if (before) merged.set(key, { ...before, related: [...before.related, ...finding.related] })
    else merged.set(key, finding)
  }
  return [...merged.values()]
}

function inOrder(findings: Finding[], all: readonly Facts[]): Finding[] {
  const places = new Map(all.map(({ id }, at) => [id, at]))
  const compare = (a: Cited, b: Cited) =>
    (places.get(a.place.section) ?? 0) - (places.get(b.place.section) ?? 0) ||
    a.place.at - b.place.at ||
    a.place.from - b.place.from
  return findings.sort(
    (a, b) => compare(a, b) || severities.indexOf(a.severity) - severities.indexOf(b.severity),
  )
}
