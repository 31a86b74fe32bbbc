/**
 * Doubts about the numbering, chunk by chunk: gaps, repeats, steps back, restarts, lists that start late.
 *
 * The last number of each level is kept, deeper ones forgotten when a shallower advances. A restart is only
 * a hint (info) when a short unnumbered line or a lead-in (…：) before it explains it.
 */
import { deepestLevel, formatNumber } from '../numbering.ts'
import type { Chunk } from './chunks.ts'
import type { Doubt, DoubtKind } from './import-plan.ts'
import type { Item } from './items.ts'

const explanationWidth = 20

export function sequenceDoubts(chunk: Chunk): Doubt[] {
  const doubts: Doubt[] = []
  const last: number[] = []
  /** A line since the last number that announces a new list. */
  let explained = false
  for (const item of chunk.items) {
    if (item.kind !== 'number') {
      explained ||=
        item.kind === 'heading' || item.line.text.length <= explanationWidth || /[：:]$/u.test(item.line.text)
      continue
    }
    const { level, value } = item
    const before = last[level]
    const skips = before === undefined && skipsLevel(last, level)
    last.length = Math.min(last.length, level + 1)
    last[level] = value
    const expected = (before ?? 0) + 1
    const found = item.restored ? 'number-restored' : judge(before, value)
    if (found) doubts.push(describe(found, item, expected, found === 'number-restart' && explained))
    else if (skips) doubts.push(describe('level-skip', item, expected, true))
    explained = false
  }
  return doubts
}

function judge(before: number | undefined, value: number): DoubtKind | undefined {
  if (before === undefined) return value === 1 ? undefined : 'number-start'
  if (value === before + 1) return undefined
  if (value === before) return 'number-repeated'
  if (value === 1) return 'number-restart'
  return value < before ? 'number-back' : 'number-gap'
}

/** （一） first of all, or （1） right under 一、. 一、 followed by 1. is allowed (GB/T 9704 7.3.3). */
function skipsLevel(last: readonly number[], level: number): boolean {
  const above = last.findLastIndex((value, at) => at < level && value !== undefined)
  if (above <= 0) return level === 2
  return level - above > 1 && !(above === 1 && level === 3) && level < deepestLevel
}

function describe(kind: DoubtKind, item: Item, expected: number, soft: boolean): Doubt {
  return {
    kind,
    severity: soft ? 'info' : 'warning',
    line: item.line.number,
    quote: item.line.text.slice(0, 40),
    values: {
      found: formatNumber(item.level, item.value),
      expected: formatNumber(item.level, expected),
      above: formatNumber(Math.max(1, item.level - 1), 1),
    },
  }
}
