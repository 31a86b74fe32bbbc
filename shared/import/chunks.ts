/**
 * The chunks of a source: stretches within which numbering runs through once.
 *
 * 1. 篇一 lines open pieces, 第一部分 and unnumbered headings before a restart open parts.
 * 2. 一、 after a later number, with no heading before it, opens a piece whose title was lost; it begins at
 *    the nearest line that alone is indented (so web copies leave the first line of a title-less text),
 *    otherwise at 一、 itself.
 * 3. `depth` is the level of the chunk's own section: 0 for the report itself.
 */
import { limits } from '../limits.ts'
import type { Item } from './items.ts'

export type Chunk = {
  readonly kind: 'top' | 'piece' | 'part' | 'lost' | 'attachment'
  readonly depth: number
  /** The line that names the chunk; none for the report itself and for a lost title. */
  readonly opener: Item | undefined
  readonly items: readonly Item[]
  /** First line of the chunk. */
  readonly line: number
}

type Boundary = { readonly at: number; readonly kind: Chunk['kind'] }

export function findChunks(items: readonly Item[]): Chunk[] {
  const boundaries = findBoundaries(items)
  // Without any other piece a lost title makes the text before it a piece as well.
  const first: Boundary[] = boundaries[0]?.at === 0 ? [] : [{ at: 0, kind: startKind(items, boundaries) }]
  const all = [...first, ...boundaries]
  let pieceDepth = 0
  let partDepth: number | undefined
  return all.map(({ at, kind }, index) => {
    const end = all[index + 1]?.at ?? items.length
    const opener = kind === 'piece' || kind === 'part' ? items[at] : undefined
    if (kind === 'part') partDepth ??= Math.min(pieceDepth + 1, limits.outlineLevels)
    else {
      pieceDepth = kind === 'top' ? 0 : 1
      partDepth = undefined
    }
    return {
      kind,
      depth: partDepth ?? pieceDepth,
      opener,
      items: items.slice(opener ? at + 1 : at, end),
      line: items[at]?.line.number ?? 1,
    }
  })
}

function startKind(items: readonly Item[], boundaries: readonly Boundary[]): 'top' | 'lost' {
  const next = boundaries.find(({ kind }) => kind !== 'part')
  if (next?.kind !== 'lost') return 'top'
  return items.slice(0, next.at).some(item => item.kind === 'number' && item.level === 1) ? 'lost' : 'top'
}

function findBoundaries(items: readonly Item[]): Boundary[] {
  const boundaries: Boundary[] = []
  const indented = exceptionalIndents(items)
  /** Since the last boundary: the last 一、, the last number of any kind, the last unnumbered heading. */
  let top = 0
  let number = -1
  let heading = -1
  const open = (at: number, kind: Chunk['kind']) => {
    boundaries.push({ at, kind })
    ;[top, number, heading] = [0, -1, -1]
  }
  for (const [at, item] of items.entries()) {
    if (item.kind === 'piece' || item.kind === 'part') open(at, item.kind)
    else if (item.kind === 'heading') heading = at
    else if (item.kind === 'number') {
      if (item.level === 1 && item.value === 1 && top > 1) {
        if (heading > number) open(heading, 'part')
        else open(indented.between(number, at) ?? at, 'lost')
      }
      number = at
      if (item.level === 1) top = item.value
    }
  }
  return boundaries
}

/** Plain lines that are indented although hardly any other line is. */
function exceptionalIndents(items: readonly Item[]) {
  const places = items.flatMap((item, at) => (item.line.indented && item.kind === 'plain' ? [at] : []))
  const exceptional = places.length * 5 <= items.length ? places : []
  let next = 0
  return {
    /** The first one between two places; asked for in document order. */
    between(from: number, to: number): number | undefined {
      while ((exceptional[next] ?? Infinity) <= from) next += 1
      const place = exceptional[next] ?? Infinity
      return place < to ? place : undefined
    },
  }
}
