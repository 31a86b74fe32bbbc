/** Doubts about single lines of the text: lost marks, broken and doubled paragraphs, brackets, web words. */
import type { Doubt, DoubtKind } from './import-plan.ts'
import { isBroken, type Item } from './items.ts'
import { findUnbalanced } from './pairs.ts'
import { findResidue } from './residue.ts'
import { inlayMark } from './source.ts'

const doubledWidth = 30

export function textDoubts(items: readonly Item[]): Doubt[] {
  const doubts: Doubt[] = []
  const seen = new Map<string, number>()
  let halfwidth: Doubt | undefined
  let halfwidthCount = 0
  for (const [at, item] of items.entries()) {
    const { text, number } = item.line
    const note = (kind: DoubtKind, severity: Doubt['severity'], values: Doubt['values'] = {}, from = 0) =>
      doubts.push(doubtAt(kind, severity, item, values, from))
    const mark = text.indexOf('□')
    if (mark !== -1) note('unknown-mark', 'warning', { count: text.split('□').length - 1 }, mark)
    const odd = findUnbalanced(text)
    if (odd) note('unbalanced', 'info', { mark: odd.mark }, odd.at)
    const residue = findResidue(text)
    if (residue !== -1) note('residue', 'warning', {}, residue)
    if (breaksInto(item, items[at + 1])) note('broken-paragraph', 'info')
    const earlier = text.length >= doubledWidth ? seen.get(text) : undefined
    if (earlier !== undefined) note('duplicate', 'info', { other: earlier })
    else seen.set(text, number)
    if (item.kind === 'number' && /^(?:\(|（[^）]{1,4}\)|（[^）]{1,4}）[、.．])/u.test(text)) {
      halfwidthCount += 1
      halfwidth ??= doubtAt('halfwidth-brackets', 'info', item, {}, 0)
    }
  }
  if (halfwidth) doubts.push({ ...halfwidth, values: { count: halfwidthCount } })
  return doubts
}

const quoteWidth = 40

function doubtAt(
  kind: DoubtKind,
  severity: Doubt['severity'],
  item: Item,
  values: Doubt['values'],
  from: number,
): Doubt {
  const { text, number } = item.line
  const start = Math.max(0, from - 12)
  const quote = `${start > 0 ? '…' : ''}${text.slice(start, start + quoteWidth)}`
  return { kind, severity, line: number, quote, values }
}

/** The line stops in mid-sentence and plain text follows: probably one paragraph cut in two. */
function breaksInto(item: Item, next: Item | undefined): boolean {
  if (
    next?.kind !== 'plain' ||
    next.line.text === inlayMark ||
    (item.kind !== 'plain' && item.kind !== 'number')
  )
    return false
  if (!isBroken(item)) return false
  // A numbered heading on its own line needs no end mark.
  return item.kind === 'plain' || /[。；]/u.test(item.line.text) || item.line.text.length > 60
}
