/**
 * Two assembled reports compared by the ids of their sections. Rules: SPEC.md.
 *
 * 1. Sections stand in an order that keeps both: alone with what the old report has, it is the old order.
 * 2. A section that stands elsewhere is told twice: `left` where it was, `arrived` where it is; what stands below
 *    it and moved along says so.
 * 3. A section that stayed is compared block by block, wherever its number has gone.
 */
import { type AssembledReport, type AssembledSection, allSections } from '../assemble/assemble.ts'
import type { Segment } from '../differences.ts'
import type { Block } from '../schema/text.ts'
import { alignBlocks } from './align.ts'
import { type Counts, countChanges } from './counts.ts'
import type { BlockDifference, Piece } from './difference.ts'
import { compareStrings } from './lines.ts'
import { compareMatter, type MatterDifference } from './matter.ts'
import { markMoves } from './moves.ts'
import { mergeOrders, type Standing } from './order.ts'

type SectionKind = Standing<unknown>['kind']

export type SectionDifference = {
  readonly id: string
  readonly kind: SectionKind
  readonly old: AssembledSection | null
  readonly new: AssembledSection | null
  /** 附件1 above an attachment's title; null elsewhere. */
  readonly label: string | null
  /** It went with the section above it. */
  readonly along: boolean
  readonly heading: readonly Piece[]
  /** Of one that `left`: its blocks as they were, all of them removed. */
  readonly blocks: readonly BlockDifference[]
}

export type ReportComparison = {
  readonly matter: readonly MatterDifference[]
  readonly sections: readonly SectionDifference[]
  readonly counts: Counts
}

export function compareReports(
  old: AssembledReport,
  next: AssembledReport,
  segment: Segment,
): ReportComparison {
  const [left, right] = [sidesOf(old), sidesOf(next)]
  const merged = [
    ...mergeParts(left.body, right.body, left, right),
    ...mergeParts(left.attached, right.attached, left, right),
  ]
  const moved = new Set(merged.flatMap(standing => (standing.kind === 'arrived' ? [standing.new.id] : [])))
  const compared = merged.map(standing => compareSection(standing, left, right, moved, segment))
  // What left as a whole is told by its section: none of its blocks went anywhere by itself.
  const told = markMoves(
    compared.map(({ kind, blocks }) => (kind === 'left' ? [] : blocks)),
    segment,
  )
  const sections = compared.map((section, at) =>
    section.kind === 'left' ? section : { ...section, blocks: told[at] ?? [] },
  )
  const matter = compareMatter(old, next, segment)
  return { matter, sections, counts: countChanges(sections, matter) }
}

type Side = {
  readonly body: readonly AssembledSection[]
  readonly attached: readonly AssembledSection[]
  readonly byId: ReadonlyMap<string, AssembledSection>
  readonly parents: ReadonlyMap<string, string | null>
  readonly labels: ReadonlyMap<string, string>
}

function sidesOf(report: AssembledReport): Side {
  const attached = report.attachments.flatMap(({ section, below }) => [section, ...below])
  const all = allSections(report)
  return {
    body: report.sections,
    attached,
    byId: new Map(all.map(section => [section.id, section])),
    parents: parentsOf(all),
    labels: new Map(report.attachments.map(({ label, section }) => [section.id, label])),
  }
}

/** The section that each stands under, by their levels. */
function parentsOf(sections: readonly AssembledSection[]): Map<string, string | null> {
  const parents = new Map<string, string | null>()
  const open: AssembledSection[] = []
  for (const section of sections) {
    while ((open.at(-1)?.level ?? -1) >= section.level) open.pop()
    parents.set(section.id, open.at(-1)?.id ?? null)
    open.push(section)
  }
  return parents
}

const mergeParts = (
  old: readonly AssembledSection[],
  next: readonly AssembledSection[],
  left: Side,
  right: Side,
) =>
  mergeOrders(
    old,
    next,
    section => 1 + section.words,
    id => left.byId.has(id) && right.byId.has(id),
  )

function compareSection(
  standing: Standing<AssembledSection>,
  left: Side,
  right: Side,
  moved: ReadonlySet<string>,
  segment: Segment,
): SectionDifference {
  const id = 'new' in standing ? standing.new.id : standing.old.id
  const [own, other] = [left.byId.get(id) ?? null, right.byId.get(id) ?? null]
  const { kind } = standing
  const [before, after] = [
    kind === 'added' ? null : own,
    kind === 'removed' || kind === 'left' ? null : other,
  ]
  return {
    id,
    kind,
    old: own,
    new: other,
    label: (kind === 'left' || kind === 'removed' ? left : right).labels.get(id) ?? null,
    along: isAlong(id, left, right, moved),
    heading: compareStrings(wordsOf(before), wordsOf(after), segment),
    blocks: alignBlocks(blocksOf(before), blocksOf(after), segment),
  }
}

/** Does it stand under the section as before that has moved itself? */
function isAlong(id: string, left: Side, right: Side, moved: ReadonlySet<string>): boolean {
  const parent = left.parents.get(id) ?? null
  return moved.has(id) && parent !== null && moved.has(parent) && parent === right.parents.get(id)
}

const wordsOf = (section: AssembledSection | null) => (section?.showsHeading ? section.heading : '')
const blocksOf = (section: AssembledSection | null): Block[] =>
  section?.blocks.map(({ block }) => block) ?? []
