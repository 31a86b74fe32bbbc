/**
 * The length budget of a report and what keeping it would cost each section.
 *
 * One fact: the ceiling in 字, counted as wordCount() counts. Pages and minutes are ways to say it: a page of
 * GB/T 9704-2012 5.2.2 holds 22 lines of 28 characters, a report read out takes a minute for about 200.
 */
export const budgetUnits = ['words', 'pages', 'minutes'] as const
export type BudgetUnit = (typeof budgetUnits)[number]

const wordsPer: Readonly<Record<BudgetUnit, number>> = { words: 1, pages: 22 * 28, minutes: 200 }

export function toWords(amount: number, unit: BudgetUnit): number {
  return Math.round(amount * wordsPer[unit])
}

/** Rounded to a tenth, words to one. */
export function fromWords(words: number, unit: BudgetUnit): number {
  return unit === 'words' ? words : Math.round((words / wordsPer[unit]) * 10) / 10
}

export type Weighed = { readonly id: string; readonly words: number; readonly ceiling: number | null }

/**
 * How many 字 each section would have to give up so that the whole keeps its ceiling: first what sections
 * have beyond their own ceilings, then from all in proportion to their length. The shares are whole numbers
 * and add up to the excess exactly; nobody is asked for more than they have. Empty when nothing is over.
 */
export function shareOfExcess(
  sections: readonly Weighed[],
  ceiling: number | null,
): ReadonlyMap<string, number> {
  const total = sections.reduce((sum, { words }) => sum + words, 0)
  const excess = ceiling === null ? 0 : total - ceiling
  if (excess <= 0) return new Map()
  const over = sections.map(section => Math.max(0, section.words - (section.ceiling ?? section.words)))
  const first = apportion(
    over,
    Math.min(
      excess,
      over.reduce((sum, words) => sum + words, 0),
    ),
  )
  const rest = excess - first.reduce((sum, words) => sum + words, 0)
  const left = sections.map(({ words }, at) => words - (first[at] ?? 0))
  const second = apportion(left, rest)
  return new Map(
    sections
      .map(({ id }, at): [string, number] => [id, (first[at] ?? 0) + (second[at] ?? 0)])
      .filter(([, words]) => words > 0),
  )
}

/** `sum` split over the weights by the largest remainders; no share exceeds its weight when sum ≤ Σ weights. */
function apportion(weights: readonly number[], sum: number): number[] {
  const total = weights.reduce((all, weight) => all + weight, 0)
  if (total === 0 || sum === 0) return weights.map(() => 0)
  const exact = weights.map(weight => (weight * sum) / total)
  const shares = exact.map(Math.floor)
  const missing = sum - shares.reduce((all, share) => all + share, 0)
  const byRemainder = exact
    .map((share, at) => ({ at, remainder: share - Math.floor(share) }))
    .toSorted((a, b) => b.remainder - a.remainder || a.at - b.at)
  for (const { at } of byRemainder.slice(0, missing)) shares[at] = (shares[at] ?? 0) + 1
  return shares
}
