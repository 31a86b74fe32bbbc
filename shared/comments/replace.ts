/**
 * Proposed text put in place of the words that it is proposed for: letters that both have stay, so that carets
 * and other comments stay with them.
 */
import type { Reading, Run, Span } from './anchor.ts'

/** Within one block, whose letters alone it changes; answers where the new words stand. */
export function replaceWords(reading: Reading, { from, to }: Span, text: string): Span {
  const old = reading.line.slice(from, to)
  const { ahead, behind } = commonEnds(old, text)
  const place = { from: from + ahead, to: to - behind }
  const added = text.slice(ahead, text.length - behind)
  reading.doc.transact(() => {
    // Behind what goes, so that the places of what goes still hold.
    insertBehind(reading.runs, place, added)
    deleteBetween(reading.runs, place)
  })
  return { from, to: from + text.length }
}

/** How many characters both begin and end with; a pair of surrogates is never cut. */
function commonEnds(old: string, text: string): { readonly ahead: number; readonly behind: number } {
  const most = Math.min(old.length, text.length)
  let ahead = 0
  while (ahead < most && old[ahead] === text[ahead]) ahead += 1
  if (ahead > 0 && isHigh(old.charCodeAt(ahead - 1))) ahead -= 1
  let behind = 0
  while (behind < most - ahead && old.at(-1 - behind) === text.at(-1 - behind)) behind += 1
  if (behind > 0 && isLow(old.charCodeAt(old.length - behind))) behind -= 1
  return { ahead, behind }
}

const isHigh = (unit: number) => unit >= 0xd800 && unit < 0xdc00
const isLow = (unit: number) => unit >= 0xdc00 && unit < 0xe000

/** With the marks of the first letter that goes, or of the letter before. */
function insertBehind(runs: readonly Run[], { from, to }: Span, added: string): void {
  if (added === '') return
  const run =
    runs.find(one => one.at < to && one.at + one.length > from) ??
    runs.findLast(one => one.at <= from && from <= one.at + one.length)
  if (!run) return
  const marks = marksAt(run.text, from < to ? Math.max(0, from - run.at) : from - run.at - 1)
  run.text.insert(Math.min(to, run.at + run.length) - run.at, added, marks)
}

function deleteBetween(runs: readonly Run[], { from, to }: Span): void {
  for (const run of runs) {
    const begin = Math.max(from, run.at) - run.at
    const end = Math.min(to, run.at + run.length) - run.at
    if (begin < end) run.text.delete(begin, end - begin)
  }
}

function marksAt(text: Run['text'], index: number): Record<string, unknown> {
  const delta: readonly { readonly insert?: unknown; readonly attributes?: Record<string, unknown> }[] =
    text.toDelta()
  let at = 0
  for (const { insert, attributes } of delta) {
    at += typeof insert === 'string' ? insert.length : 1
    if (index < at) return attributes ?? {}
  }
  return {}
}
