/** Cuts a line into words as the language's library knows them; where it does not, each hanzi is one. */
import type { Segment } from './differences.ts'

/** A hanzi or mark by itself, a run of letters and digits together. */
const apart = /[\p{Script=Latin}\p{N}]+|./gsu

export function makeSegment(): Segment {
  // Typed as always there; browsers before 2021 do not have it.
  const Segmenter = Intl.Segmenter as typeof Intl.Segmenter | undefined
  if (!Segmenter) return line => line.match(apart) ?? []
  const segmenter = new Segmenter('zh', { granularity: 'word' })
  return line => [...segmenter.segment(line)].map(({ segment }) => segment)
}
