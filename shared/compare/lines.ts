/** Two lines of inline content as pieces: what both have, what one of them has, what is only set otherwise. */
import type { Segment } from '../differences.ts'
import type { Inline } from '../schema/text.ts'
import type { Piece } from './difference.ts'
import { lengthOf, lookOf, normalInlines, sliceInlines } from './inlines.ts'
import { compareTokens } from './runs.ts'
import { tokensOf } from './tokens.ts'

export function compareInlines(
  old: readonly Inline[] | undefined,
  next: readonly Inline[] | undefined,
  segment: Segment,
): Piece[] {
  const [left, right] = [normalInlines(old), normalInlines(next)]
  const pieces: Piece[] = []
  let [at, beside] = [0, 0]
  for (const { kind, tokens } of compareTokens(tokensOf(left, segment), tokensOf(right, segment))) {
    const length = tokens.reduce((sum, token) => sum + token.length, 0)
    const [from, other] = [at, beside]
    if (kind !== 'added') at += length
    if (kind !== 'removed') beside += length
    if (kind === 'removed') pieces.push({ kind, content: sliceInlines(left, from, at) })
    else if (kind === 'added') pieces.push({ kind, content: sliceInlines(right, other, beside) })
    else pieces.push(...looks(sliceInlines(left, from, at), sliceInlines(right, other, beside)))
  }
  return pieces
}

export function compareStrings(old: string, next: string, segment: Segment): Piece[] {
  const line = (text: string): Inline[] => (text === '' ? [] : [{ type: 'text', text }])
  return compareInlines(line(old), line(next), segment)
}

export const isChange = ({ kind }: Piece) => kind !== 'same'

/** The same characters on both sides, parted where either is set otherwise. */
function looks(old: readonly Inline[], next: readonly Inline[]): Piece[] {
  const ends = [...cutsOf(old)].filter(cut => cutsOf(next).has(cut) || !isWithin(next, cut))
  const others = [...cutsOf(next)].filter(cut => !isWithin(old, cut))
  const cuts = [...new Set([...ends, ...others])].sort((one, other) => one - other)
  const pieces: Piece[] = []
  let from = 0
  for (const to of cuts) {
    const [own, other] = [sliceInlines(old, from, to), sliceInlines(next, from, to)]
    from = to
    const isSame = own.map(lookOf).join() === other.map(lookOf).join() && isEqual(own, other)
    const last = pieces.at(-1)
    if (isSame && last?.kind === 'same') pieces[pieces.length - 1] = joined(last.content, other)
    else pieces.push(isSame ? { kind: 'same', content: other } : { kind: 'look', old: own, new: other })
  }
  return pieces
}

const isEqual = (one: readonly Inline[], other: readonly Inline[]) =>
  JSON.stringify(normalInlines(one)) === JSON.stringify(normalInlines(other))

const joined = (one: readonly Inline[], other: readonly Inline[]): Piece => ({
  kind: 'same',
  content: [...one, ...other],
})

/** Where its runs end. */
function cutsOf(content: readonly Inline[]): Set<number> {
  const cuts = new Set<number>()
  let at = 0
  for (const inline of content) {
    at += lengthOf(inline)
    cuts.add(at)
  }
  return cuts
}

/** Would a cut there go through something that is no text? */
function isWithin(content: readonly Inline[], cut: number): boolean {
  let at = 0
  for (const inline of content) {
    const end = at + lengthOf(inline)
    if (inline.type !== 'text' && at < cut && cut < end) return true
    at = end
  }
  return false
}
