/** Runs of inline content as comparing needs them: one form for what is the same, and parts by characters. */
import type { Inline } from '../schema/text.ts'
import { inlineText } from '../schema/text.ts'

type Marks = NonNullable<Inline['marks']>

/** How a run is set, as one word; equal words are the same look. */
export function lookOf(inline: Inline): string {
  const marks = (inline.marks ?? []).map(mark => JSON.stringify(mark)).sort()
  return `${inline.type}${marks.join('')}`
}

/** Neighbours that are set alike are one run; marks stand in one order, empty runs nowhere. */
export function normalInlines(content: readonly Inline[] | undefined): Inline[] {
  const runs: Inline[] = []
  for (const inline of content ?? []) {
    const last = runs.at(-1)
    if (inline.type !== 'text') runs.push(withMarks(inline))
    else if (inline.text === '') continue
    else if (last?.type === 'text' && lookOf(last) === lookOf(inline))
      runs[runs.length - 1] = { ...last, text: last.text + inline.text }
    else runs.push(withMarks(inline))
  }
  return runs
}

function withMarks<One extends Inline>(inline: One): One {
  const { marks, ...rest } = inline
  if (marks === undefined || marks.length === 0) return rest as One
  const sorted: Marks = marks.toSorted((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1))
  return { ...rest, marks: sorted } as One
}

/** Characters that an inline counts for; what is no text is never cut. */
export const lengthOf = (inline: Inline) => inlineText([inline]).length

/** The content between two places, counted in characters. */
export function sliceInlines(content: readonly Inline[], from: number, to: number): Inline[] {
  const slice: Inline[] = []
  let at = 0
  for (const inline of content) {
    const end = at + lengthOf(inline)
    if (end > from && at < to) {
      if (inline.type === 'text')
        slice.push({ ...inline, text: inline.text.slice(Math.max(0, from - at), to - at) })
      else slice.push(inline)
    }
    at = end
  }
  return slice
}
