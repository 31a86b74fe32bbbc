/** Two texts compared: what came, what went, what was changed word by word, what stands elsewhere. Rules: SPEC.md. */
import type { Segment } from '../differences.ts'
import type { Block } from '../schema/text.ts'
import { alignBlocks } from './align.ts'
import type { BlockDifference } from './difference.ts'
import { markMoves } from './moves.ts'

/** `segment` cuts a line into words; joined they are the line. */
export function compareBlocks(
  old: readonly Block[],
  next: readonly Block[],
  segment: Segment,
): BlockDifference[] {
  return markMoves([alignBlocks(old, next, segment)], segment)[0] ?? []
}
