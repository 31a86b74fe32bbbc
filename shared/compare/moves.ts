/**
 * What went at one place and came at another is told to be moved, across all the parts that are given (the
 * sections of a report).
 *
 * 1. What says the same is paired first, in order; then what is alike and long enough to be known again.
 * 2. Short lines and blank ones are no moves: they stand in many places.
 */
import { bagOf, type Segment, similarity } from '../differences.ts'
import type { Block } from '../schema/text.ts'
import { compareInside } from './align.ts'
import type { BlockDifference } from './difference.ts'
import { keyOf } from './normal.ts'
import { blockTokens } from './tokens.ts'

/** Characters of a line that is known again where it says the same; of one that was changed. */
const shortest = { paragraph: 8, heading: 4, changed: 16 } as const
const alike = 0.6
/** Beyond so many comparisons only what says the same is looked for. */
const pairsMost = 40_000

type Mark = { readonly move: number; readonly from: Block | null }
type At<Kind extends BlockDifference['kind']> = {
  readonly difference: Extract<BlockDifference, { kind: Kind }>
  readonly words: readonly string[]
  readonly key: string
}

export function markMoves(
  parts: readonly (readonly BlockDifference[])[],
  segment: Segment,
): BlockDifference[][] {
  const all = parts.flat()
  const gone = all.flatMap(one => (one.kind === 'removed' ? [at(one, one.old.item, segment)] : []))
  const come = all.flatMap(one => (one.kind === 'added' ? [at(one, one.new.item, segment)] : []))
  const marks = new Map<BlockDifference, Mark>()
  const pairs = [...equalPairs(gone, come)]
  const taken = new Set<unknown>(pairs.flat())
  const rest = <Kind extends BlockDifference['kind']>(of: readonly At<Kind>[]) =>
    of.filter(one => !taken.has(one))
  pairs.push(...likePairs(rest(gone), rest(come)))
  const inOrder = new Map(pairs.map(([from, to]) => [to, from]))
  for (const to of come) {
    const from = inOrder.get(to)
    if (!from) continue
    const move = marks.size / 2 + 1
    marks.set(from.difference, { move, from: null })
    marks.set(to.difference, { move, from: from.key === to.key ? null : from.difference.old.item })
  }
  return parts.map(part => part.map(one => marked(one, marks.get(one), segment)))
}

function marked(one: BlockDifference, mark: Mark | undefined, segment: Segment): BlockDifference {
  if (!mark || one.kind === 'same' || one.kind === 'changed') return one
  if (one.kind === 'removed') return { ...one, move: mark.move }
  const inside = mark.from && compareInside(mark.from, one.new.item, segment)
  return { ...one, move: mark.move, inside: inside ?? null }
}

function at<Kind extends 'removed' | 'added'>(
  difference: Extract<BlockDifference, { kind: Kind }>,
  block: Block,
  segment: Segment,
): At<Kind> {
  return { difference, words: blockTokens(block, segment), key: keyOf(block) }
}

type Pair = readonly [At<'removed'>, At<'added'>]

function equalPairs(gone: readonly At<'removed'>[], come: readonly At<'added'>[]): Pair[] {
  const waiting = Map.groupBy(gone, ({ key }) => key)
  return come.flatMap(to => {
    if (!isLongEnough(to)) return []
    const from = waiting.get(to.key)?.shift()
    return from ? [[from, to] as const] : []
  })
}

function isLongEnough({ difference, words }: At<'added'>): boolean {
  const { type } = difference.new.item
  if (type === 'image') return true
  if (type === 'pageBreak') return false
  return lengthOf(words) >= (type === 'heading' ? shortest.heading : shortest.paragraph)
}

const lengthOf = (words: readonly string[]) => words.join('').trim().length

function likePairs(gone: readonly At<'removed'>[], come: readonly At<'added'>[]): Pair[] {
  if (gone.length * come.length > pairsMost) return []
  const long = ({ words }: { readonly words: readonly string[] }) => lengthOf(words) >= shortest.changed
  const [from, to] = [gone.filter(long), come.filter(long)].map(list =>
    list.map(one => ({ one, bag: bagOf(one.words) })),
  )
  const candidates = (from ?? []).flatMap(left =>
    (to ?? []).map(right => ({ left, right, likeness: similarity(left.bag, right.bag) })),
  )
  const taken = new Set<unknown>()
  const pairs: Pair[] = []
  for (const { left, right, likeness } of candidates.sort((a, b) => b.likeness - a.likeness)) {
    if (likeness < alike || taken.has(left.one) || taken.has(right.one)) continue
    if (!canFollow(left.one as At<'removed'>, right.one as At<'added'>)) continue
    taken.add(left.one).add(right.one)
    pairs.push([left.one as At<'removed'>, right.one as At<'added'>])
  }
  return pairs
}

/** Tables and images move as they are, or not at all: their changes inside are shown in place. */
function canFollow(from: At<'removed'>, to: At<'added'>): boolean {
  const isLine = ({ type }: Block) => type === 'paragraph' || type === 'heading'
  return isLine(from.difference.old.item) && isLine(to.difference.new.item)
}
