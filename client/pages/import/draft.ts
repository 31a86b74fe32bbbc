/**
 * The state of an import between choosing a text and creating the report: the plan with its history, the
 * chosen section, title and period.
 *
 * 1. Edits are the pure ones of shared/import/edit.ts; a refused one changes nothing and says why.
 * 2. Undo and redo walk whole plans; title and period are not part of the history.
 */
import type { Outcome } from '../../../shared/errors.ts'
import type { ImportPlan } from '../../../shared/import/import-plan.ts'
import { planDocument } from '../../../shared/import/document-plan.ts'
import { planImport } from '../../../shared/import/plan.ts'
import { limits } from '../../../shared/limits.ts'
import type { Source } from './source-file.ts'

/** What is announced after a step; a key under importing.did_… or importing.cannot…. */
export type Said =
  | { readonly did: Deed; readonly heading: string }
  | { readonly cannot: 'outline-too-deep' | undefined }

export type Deed =
  | 'promote'
  | 'demote'
  | 'merge'
  | 'mergeAsText'
  | 'rename'
  | 'exclude'
  | 'include'
  | 'split'
  | 'join'
  | 'keep'
  | 'numbered'
  | 'unnumbered'
  | 'role'
  | 'undo'
  | 'redo'

export type Draft = {
  readonly source: Source
  readonly past: readonly Moment[]
  readonly plan: ImportPlan
  readonly future: readonly Moment[]
  /** Key of the chosen section; empty when there is none. */
  readonly chosen: string
  readonly title: string
  readonly period: string
  readonly said: Said | undefined
}

type Moment = Pick<Draft, 'plan' | 'chosen'>

export type Step =
  | { readonly do: 'begin'; readonly source: Source }
  | { readonly do: 'discard' }
  | { readonly do: 'choose'; readonly key: string }
  | {
      readonly do: 'edit'
      readonly deed: Deed
      readonly outcome: Outcome<ImportPlan>
      readonly chosen?: string
    }
  | { readonly do: 'undo' | 'redo' }
  | { readonly do: 'title' | 'period'; readonly text: string }

const historyLength = 200

export function stepDraft(draft: Draft | undefined, step: Step): Draft | undefined {
  if (step.do === 'begin') return begin(step.source)
  if (step.do === 'discard' || !draft) return undefined
  switch (step.do) {
    case 'choose':
      return { ...draft, chosen: step.key }
    case 'title':
      return { ...draft, title: step.text }
    case 'period':
      return { ...draft, period: step.text }
    case 'edit':
      return edited(draft, step)
    case 'undo':
    case 'redo':
      return walked(draft, step.do)
  }
  return draft
}

function begin(source: Source): Draft {
  const { brought, decoded } = source
  const plan = brought ? planDocument(brought.read.document) : planImport(decoded.text)
  return {
    source,
    past: [],
    plan,
    future: [],
    chosen: plan.sections[0]?.key ?? '',
    title: plan.title.text.slice(0, limits.titleLength),
    period: plan.period,
    said: undefined,
  }
}

function edited(draft: Draft, { deed, outcome, chosen }: Extract<Step, { do: 'edit' }>): Draft {
  if (!outcome.ok) {
    const cannot = outcome.code === 'outline-too-deep' ? outcome.code : undefined
    return { ...draft, said: { cannot } }
  }
  const plan = outcome.value
  if (plan === draft.plan) return draft
  const now = chosenIn(plan, chosen ?? draft.chosen)
  const about =
    deed === 'split' || deed === 'rename' ? headingOf(plan, now) : headingOf(draft.plan, draft.chosen)
  return {
    ...draft,
    past: [...draft.past, { plan: draft.plan, chosen: draft.chosen }].slice(-historyLength),
    plan,
    future: [],
    chosen: now,
    said: { did: deed, heading: about },
  }
}

function walked(draft: Draft, direction: 'undo' | 'redo'): Draft {
  const here: Moment = { plan: draft.plan, chosen: draft.chosen }
  const there = direction === 'undo' ? draft.past.at(-1) : draft.future[0]
  if (!there) return { ...draft, said: { cannot: undefined } }
  const past = direction === 'undo' ? draft.past.slice(0, -1) : [...draft.past, here]
  const future = direction === 'undo' ? [here, ...draft.future] : draft.future.slice(1)
  return { ...draft, ...there, past, future, said: { did: direction, heading: '' } }
}

function chosenIn(plan: ImportPlan, key: string): string {
  return plan.sections.some(section => section.key === key) ? key : (plan.sections[0]?.key ?? '')
}

function headingOf(plan: ImportPlan, key: string): string {
  return plan.sections.find(section => section.key === key)?.heading.text ?? ''
}
