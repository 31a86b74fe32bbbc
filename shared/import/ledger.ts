/**
 * The ledger of an import: proof that no character of the source was lost or doubled.
 *
 * Every span of the plan (title, matter, headings, text, dropped) is laid side by side; together they must
 * cover the source from its first to its last character, each once.
 */
import type { ImportPlan } from './import-plan.ts'
import { spansOf } from './import-plan.ts'
import type { Span } from './source.ts'

export type Account = {
  readonly ok: boolean
  /** Characters without a fate. */
  readonly lost: readonly Span[]
  /** Characters with more than one. */
  readonly doubled: readonly Span[]
  readonly kept: number
  readonly dropped: number
}

export function accountFor(plan: ImportPlan): Account {
  const included = plan.sections.filter(section => !section.excluded)
  const excluded = plan.sections.filter(section => section.excluded)
  const kept = [plan.title.spans, plan.matterSpans, ...included.map(spansOf)].flat()
  const dropped = [plan.dropped, ...excluded.map(spansOf)].flat()
  const lost: Span[] = []
  const doubled: Span[] = []
  let at = 0
  for (const span of [...kept, ...dropped].sort((a, b) => a.from - b.from || a.to - b.to)) {
    if (span.from > at) lost.push({ from: at, to: span.from })
    if (span.from < at) doubled.push({ from: span.from, to: Math.min(at, span.to) })
    at = Math.max(at, span.to)
  }
  if (at < plan.source.length) lost.push({ from: at, to: plan.source.length })
  if (at > plan.source.length) doubled.push({ from: plan.source.length, to: at })
  const ok = lost.length === 0 && doubled.length === 0
  return { ok, lost, doubled, kept: sizeOf(kept), dropped: sizeOf(dropped) }
}

const sizeOf = (spans: readonly Span[]) => spans.reduce((sum, { from, to }) => sum + to - from, 0)
