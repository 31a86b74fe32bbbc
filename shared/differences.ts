/**
 * What two texts have in common and what only one of them has: paragraph beside paragraph, and within a pair
 * of paragraphs word by word.
 *
 * 1. Joined again, the pieces of either side are that side's lines, character for character.
 * 2. Beyond `cellsMost` comparisons nothing is looked for any more: the lines stand as wholly different. Who
 *    must answer soon says with `cells` how many a pair of changed paragraphs, or a stretch of them, is worth.
 */

/** A run of words; `isOwn`: the other side does not have it. */
export type Piece = { readonly text: string; readonly isOwn: boolean }

/** Two paragraphs that correspond, or one that the other side does not have (null). */
export type Row = { readonly left: readonly Piece[] | null; readonly right: readonly Piece[] | null }

/** Cuts a line into words; joined they are the line. */
export type Segment = (line: string) => readonly string[]

const cellsMost = 4_000_000
/** Paragraphs that share less are two different ones. */
const similarMost = 0.35

/** Something that may have a counterpart: equal keys are the same thing, common words make it alike. */
export type Comparable = { readonly key: string; readonly words: () => readonly string[] }

export function compareLines(
  left: readonly string[],
  right: readonly string[],
  segment: Segment,
  cells = cellsMost,
): Row[] {
  const [lines, others] = [left.map(comparable(segment)), right.map(comparable(segment))]
  return pairUp(lines, others, cells).map(([at, beside]) => {
    const [line, other] = [at === null ? undefined : lines[at], beside === null ? undefined : others[beside]]
    if (!line) return { left: null, right: whole(other?.key ?? '') }
    if (!other) return { left: whole(line.key), right: null }
    const same = [{ text: line.key, isOwn: false }]
    return line.key === other.key
      ? { left: same, right: same }
      : compareWords(line.words(), other.words(), cells)
  })
}

const comparable =
  (segment: Segment) =>
  (line: string): Comparable => {
    let words: readonly string[] | undefined
    return { key: line, words: () => (words ??= segment(line)) }
  }

/** Which belong together, in order: those with equal keys, and between two of these those that are alike. */
export function pairUp(left: readonly Comparable[], right: readonly Comparable[], cells = cellsMost): Pair[] {
  const pairs: Pair[] = []
  let [lost, gained]: [number[], number[]] = [[], []]
  const flush = () => {
    pairs.push(...pairAlike(left, right, lost, gained, cells))
    ;[lost, gained] = [[], []]
  }
  const keys = (of: readonly Comparable[]) => of.map(({ key }) => key)
  for (const [at, beside] of alignEqual(keys(left), keys(right))) {
    if (at !== null && beside !== null) {
      flush()
      pairs.push([at, beside])
    } else if (at !== null) lost.push(at)
    else if (beside !== null) gained.push(beside)
  }
  flush()
  return pairs
}

function pairAlike(
  left: readonly Comparable[],
  right: readonly Comparable[],
  lost: readonly number[],
  gained: readonly number[],
  cells: number,
): Pair[] {
  const isAlone = lost.length === 0 || gained.length === 0 || lost.length * gained.length > cells
  const bags = (of: readonly Comparable[], places: readonly number[]) =>
    isAlone ? [] : places.map(at => bagOf(of[at]?.words() ?? []))
  const [own, others] = [bags(left, lost), bags(right, gained)]
  const weigh = (at: number, beside: number) => {
    const likeness = similarity(own[at], others[beside])
    return likeness >= similarMost ? likeness : 0
  }
  return align(lost.length, gained.length, weigh, cells).map(
    ([at, beside]): Pair => [
      at === null ? null : (lost[at] ?? null),
      beside === null ? null : (gained[beside] ?? null),
    ],
  )
}

const whole = (text: string): Piece[] => [{ text, isOwn: true }]

function compareWords(left: readonly string[], right: readonly string[], cells: number): Row {
  const own: Piece[] = []
  const others: Piece[] = []
  for (const [at, beside] of alignEqual(left, right, cells)) {
    const isOwn = at === null || beside === null
    if (at !== null) add(own, left[at] ?? '', isOwn)
    if (beside !== null) add(others, right[beside] ?? '', isOwn)
  }
  return { left: own, right: others }
}

function add(pieces: Piece[], text: string, isOwn: boolean): void {
  const last = pieces.at(-1)
  if (last?.isOwn === isOwn) pieces[pieces.length - 1] = { text: last.text + text, isOwn }
  else pieces.push({ text, isOwn })
}

/** Places on either side; null: no counterpart. */
export type Pair = readonly [number | null, number | null]

/** Equal items side by side, as many as there can be; what both begin and end with is paired at once. */
export function alignEqual(left: readonly string[], right: readonly string[], cells = cellsMost): Pair[] {
  const most = Math.min(left.length, right.length)
  let from = 0
  while (from < most && left[from] === right[from]) from += 1
  let until = 0
  while (until < most - from && left.at(-1 - until) === right.at(-1 - until)) until += 1
  const isEqual = (at: number, beside: number) => (left[from + at] === right[from + beside] ? 1 : 0)
  const middle = align(left.length - from - until, right.length - from - until, isEqual, cells)
  const after = (length: number, step: number) => length - until + step
  return [
    ...Array.from({ length: from }, (_, at): Pair => [at, at]),
    ...middle.map(([at, beside]): Pair => [shifted(at, from), shifted(beside, from)]),
    ...Array.from(
      { length: until },
      (_, step): Pair => [after(left.length, step), after(right.length, step)],
    ),
  ]
}

const shifted = (at: number | null, by: number) => (at === null ? null : at + by)

/** The pairing of two rows, in order, with the greatest weight; 0 is no pair. */
function align(
  rows: number,
  columns: number,
  weigh: (row: number, column: number) => number,
  cells: number,
): Pair[] {
  const pairs: Pair[] = []
  if (rows * columns > cells) {
    for (let row = 0; row < rows; row += 1) pairs.push([row, null])
    for (let column = 0; column < columns; column += 1) pairs.push([null, column])
    return pairs
  }
  // best[row][column]: the weight of what follows from there.
  const width = columns + 1
  const best = new Float32Array((rows + 1) * width)
  const at = (row: number, column: number) => best[row * width + column] ?? 0
  for (let row = rows - 1; row >= 0; row -= 1)
    for (let column = columns - 1; column >= 0; column -= 1) {
      const weight = weigh(row, column)
      const paired = weight > 0 ? weight + at(row + 1, column + 1) : 0
      best[row * width + column] = Math.max(paired, at(row + 1, column), at(row, column + 1))
    }
  let [row, column] = [0, 0]
  while (row < rows || column < columns) {
    const here = at(row, column)
    if (row < rows && here === at(row + 1, column)) pairs.push([row++, null])
    else if (column < columns && here === at(row, column + 1)) pairs.push([null, column++])
    else pairs.push([row++, column++])
  }
  return pairs
}

export type Bag = { readonly counts: ReadonlyMap<string, number>; readonly size: number }

export function bagOf(words: readonly string[]): Bag {
  const counts = new Map<string, number>()
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + word.length)
  return { counts, size: words.reduce((sum, word) => sum + word.length, 0) }
}

/** The share of characters in words that both have: 0 nothing, 1 all. */
export function similarity(one: Bag | undefined, other: Bag | undefined): number {
  if (!one || !other || one.size + other.size === 0) return 0
  let common = 0
  for (const [word, count] of one.counts) common += Math.min(count, other.counts.get(word) ?? 0)
  return (2 * common) / (one.size + other.size)
}
