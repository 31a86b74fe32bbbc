/**
 * Two rows of words as runs that both have, that only the old and that only the new one has.
 *
 * 1. Sentences that both have stay whole; only between them words are held against each other.
 * 2. What a person calls rewritten is one change: a few words that happen to stand in both, between longer changes,
 *    are no island. A number that stands for another one is never drawn into its neighbours.
 * 3. Of several places at which the same words can have come in, the one at a clause's edge is shown.
 */
import { alignEqual, type Comparable, pairUp } from '../differences.ts'

export type Run = { readonly kind: 'same' | 'removed' | 'added'; readonly tokens: readonly string[] }

/** Beyond so many comparisons a stretch is held against the other sentence by sentence. */
const cellsMost = 600_000

export function compareTokens(old: readonly string[], next: readonly string[]): Run[] {
  const [left, right] = [sentencesOf(old), sentencesOf(next)]
  const runs: Run[] = []
  let [lost, gained]: [string[], string[]] = [[], []]
  const flush = () => {
    runs.push(...compareStretch(lost, gained))
    ;[lost, gained] = [[], []]
  }
  for (const [at, beside] of alignEqual(left.map(joined), right.map(joined))) {
    const [sentence, other] = [left[at ?? -1], right[beside ?? -1]]
    if (sentence && other) {
      flush()
      runs.push({ kind: 'same', tokens: other })
    } else {
      lost.push(...(sentence ?? []))
      gained.push(...(other ?? []))
    }
  }
  flush()
  return settled(withoutIslands(grouped(runs)))
}

const joined = (tokens: readonly string[]) => tokens.join('')

function sentencesOf(tokens: readonly string[]): string[][] {
  const sentences: string[][] = [[]]
  for (const token of tokens) {
    sentences.at(-1)?.push(token)
    if (/[。！？；\n]$/u.test(token)) sentences.push([])
  }
  return sentences.filter(sentence => sentence.length > 0)
}

function compareStretch(old: readonly string[], next: readonly string[]): Run[] {
  if (old.length * next.length <= cellsMost) return compareWords(old, next)
  const [left, right] = [sentencesOf(old), sentencesOf(next)]
  return pairUp(left.map(asComparable), right.map(asComparable), cellsMost).flatMap(([at, beside]) => {
    const [own, other] = [left[at ?? -1] ?? [], right[beside ?? -1] ?? []]
    return own.length * other.length <= cellsMost ? compareWords(own, other) : replaced(own, other)
  })
}

const asComparable = (tokens: readonly string[]): Comparable => ({ key: joined(tokens), words: () => tokens })

const replaced = (old: readonly string[], next: readonly string[]): Run[] => [
  { kind: 'removed', tokens: old },
  { kind: 'added', tokens: next },
]

function compareWords(old: readonly string[], next: readonly string[]): Run[] {
  return alignEqual(old, next, cellsMost).map(([at, beside]): Run => {
    if (at !== null && beside !== null) return { kind: 'same', tokens: [next[beside] ?? ''] }
    return at === null
      ? { kind: 'added', tokens: [next[beside ?? 0] ?? ''] }
      : { kind: 'removed', tokens: [old[at] ?? ''] }
  })
}

/** Runs of one kind together, in each change what went before what came. */
function grouped(runs: readonly Run[]): Run[] {
  const made: Run[] = []
  let [lost, gained]: [string[], string[]] = [[], []]
  let same: string[] = []
  const flushChange = () => {
    if (lost.length > 0) made.push({ kind: 'removed', tokens: lost })
    if (gained.length > 0) made.push({ kind: 'added', tokens: gained })
    ;[lost, gained] = [[], []]
  }
  const flushSame = () => {
    if (same.length > 0) made.push({ kind: 'same', tokens: same })
    same = []
  }
  for (const { kind, tokens } of runs) {
    if (tokens.length === 0) continue
    if (kind === 'same') flushChange()
    else flushSame()
    const into = kind === 'same' ? same : kind === 'removed' ? lost : gained
    into.push(...tokens)
  }
  flushSame()
  flushChange()
  return made
}

type Change = { readonly lost: readonly string[]; readonly gained: readonly string[] }

function withoutIslands(runs: readonly Run[]): Run[] {
  let current = runs
  for (;;) {
    const at = current.findIndex((run, index) => run.kind === 'same' && isIsland(current, index))
    if (at === -1) return [...current]
    const tokens = current[at]?.tokens ?? []
    current = grouped([
      ...current.slice(0, at),
      { kind: 'removed', tokens },
      { kind: 'added', tokens },
      ...current.slice(at + 1),
    ])
  }
}

function isIsland(runs: readonly Run[], at: number): boolean {
  const [before, after] = [changeBefore(runs, at), changeAfter(runs, at)]
  const between = Math.max(1, weightOf(runs[at]?.tokens ?? []))
  return between * 2 <= Math.min(weightOfChange(before), weightOfChange(after))
}

function changeBefore(runs: readonly Run[], at: number): Change {
  return changeOf([runs[at - 1], runs[at - 2]])
}
function changeAfter(runs: readonly Run[], at: number): Change {
  return changeOf([runs[at + 1], runs[at + 2]])
}
function changeOf([near, far]: readonly (Run | undefined)[]): Change {
  const own = [near, near?.kind === 'same' ? undefined : far]
  const tokens = (kind: Run['kind']) => own.find(run => run?.kind === kind)?.tokens ?? []
  return { lost: tokens('removed'), gained: tokens('added') }
}

const isNumber = (tokens: readonly string[]) => tokens.length === 1 && /^[0-9０-９]/u.test(tokens[0] ?? '')

function weightOfChange({ lost, gained }: Change): number {
  if (isNumber(lost) && isNumber(gained)) return 0
  return Math.max(weightOf(lost), weightOf(gained))
}

/** Marks, blanks and words without a meaning of their own do not count. */
const idle = /^(?:[^\p{L}\p{N}]+|[的了和与及在等地得是为对将把被其])$/u
const weightOf = (tokens: readonly string[]) => tokens.filter(token => !idle.test(token)).length

/** Moves what only one side has to a clause's edge, where it can stand there as well. */
function settled(runs: readonly Run[]): Run[] {
  const made = runs.map(({ kind, tokens }) => ({ kind, tokens: [...tokens] }))
  for (const [at, run] of made.entries()) {
    const [before, after] = [made[at - 1], made[at + 1]]
    if (run.kind === 'same' || before?.kind !== 'same' || after?.kind !== 'same') continue
    settle(before.tokens, run.tokens, after.tokens)
  }
  return made.filter(({ tokens }) => tokens.length > 0)
}

function settle(before: string[], change: string[], after: string[]): void {
  const rollBack = () => {
    after.unshift(change.pop() ?? '')
    change.unshift(before.pop() ?? '')
  }
  const rollOn = () => {
    before.push(change.shift() ?? '')
    change.push(after.shift() ?? '')
  }
  let steps = 0
  while (before.length > 0 && before.at(-1) === change.at(-1)) {
    rollBack()
    steps += 1
  }
  let [best, most] = [0, -1]
  for (let step = 0; ; step += 1) {
    const worth = edge(before.at(-1)) + edge(change.at(-1))
    if (worth > most || (worth === most && step <= steps)) [best, most] = [step, worth]
    if (after.length === 0 || after[0] !== change[0]) {
      for (let back = step; back > best; back -= 1) rollBack()
      return
    }
    rollOn()
  }
}

/** How well something may begin behind this. */
function edge(token: string | undefined): number {
  if (token === undefined || /[。！？；\n]$/u.test(token)) return 2
  return /[，、：,]$/u.test(token) ? 1 : 0
}
