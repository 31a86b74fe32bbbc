/**
 * 签审后的改动: what of a section reads otherwise than its signer saw it, as far as it matters to them.
 *
 * 1. Marks and spaces are left alone; letters, numbers and what they count are not: 1.5 for 15 is a change.
 * 2. A paragraph that only stands elsewhere is no change.
 */
import { compareLines, type Row, type Segment } from './differences.ts'

export type SignedChange = Row & {
  /** A number came in, went, or became another one. */
  readonly figures: boolean
}

/** Beyond so many comparisons two changed stretches stand as wholly different. */
const cellsMost = 400_000

export function changesSinceSigned(
  signed: readonly string[],
  now: readonly string[],
  segment: Segment,
): SignedChange[] {
  const rows = compareLines(signed, now, segment, cellsMost).filter(isSubstantive)
  const [left, right] = [rows.filter(({ right }) => !right), rows.filter(({ left }) => !left)]
  const gone = countsOf(left.map(({ left }) => lettersOf(wordsOf(left))))
  const come = countsOf(right.map(({ right }) => lettersOf(wordsOf(right))))
  const isMoved = (row: Row) => {
    const letters = lettersOf(wordsOf(row.left ?? row.right))
    const [own, other] = row.left ? [gone, come] : [come, gone]
    const isPaired = !row.left !== !row.right && (own.get(letters) ?? 0) > 0 && (other.get(letters) ?? 0) > 0
    return isPaired && own.get(letters) === other.get(letters)
  }
  return rows
    .filter(row => !isMoved(row))
    .map(row => ({ ...row, figures: numbersOf(wordsOf(row.left)) !== numbersOf(wordsOf(row.right)) }))
}

function isSubstantive({ left, right }: Row): boolean {
  const [one, other] = [wordsOf(left), wordsOf(right)]
  return lettersOf(one) !== lettersOf(other) || numbersOf(one) !== numbersOf(other)
}

const wordsOf = (pieces: Row['left']) => (pieces ?? []).map(({ text }) => text).join('')

/** Without marks and spaces; full and half width are one (NFKC), signs that count (%, ℃, +) stay. */
const lettersOf = (text: string) =>
  text
    .normalize('NFKC')
    .replaceAll(/[%‰]/g, '％')
    .replaceAll(/(?!％)[\p{P}\p{Z}\p{C}]+/gu, '')

/** The numbers in order, each as it is written but for the commas between its thousands. */
function numbersOf(text: string): string {
  const found = text.normalize('NFKC').match(/[+-]?\d+(?:,\d{3})*(?:\.\d+)?[%‰]?/g) ?? []
  return found.map(number => number.replaceAll(',', '')).join(' ')
}

function countsOf(list: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const one of list) counts.set(one, (counts.get(one) ?? 0) + 1)
  return counts
}
