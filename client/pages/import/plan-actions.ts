/** The actions on the chosen section, for buttons and keys alike. */
import type { Dispatch } from 'react'
import type { Outcome } from '../../../shared/errors.ts'
import { demote, exclude, include, merge, mergeAsText, promote } from '../../../shared/import/edit.ts'
import type { ImportPlan } from '../../../shared/import/import-plan.ts'
import type { Deed, Draft, Step } from './draft.ts'

export type Action = 'promote' | 'demote' | 'merge' | 'mergeAsText' | 'exclude' | 'include'

const edits: Record<Action, (plan: ImportPlan, key: string) => Outcome<ImportPlan>> = {
  promote,
  demote,
  merge,
  mergeAsText,
  exclude,
  include,
}

export function isPossible(draft: Draft, action: Action): boolean {
  return edits[action](draft.plan, draft.chosen).ok
}

export function act(draft: Draft, action: Action, dispatch: Dispatch<Step>): void {
  const { plan, chosen } = draft
  const at = plan.sections.findIndex(({ key }) => key === chosen)
  const before = plan.sections[at - 1]?.key
  const merges = action === 'merge' || action === 'mergeAsText'
  const deed: Deed = action
  const outcome = edits[action](plan, chosen)
  dispatch({ do: 'edit', deed, outcome, ...(merges && before ? { chosen: before } : {}) })
}
