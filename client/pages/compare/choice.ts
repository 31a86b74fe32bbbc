/** What is compared, and how it is shown, as the page's address says it: a comparison can be passed on as a link. */
import { useSearchParams } from 'react-router'
import type { Comparable } from '../../../shared/api.ts'

export type Choice = {
  readonly left: string
  readonly right: string
  /** Empty: the whole report. */
  readonly section: string
  readonly view: 'unified' | 'sides'
  readonly shown: 'changes' | 'everything'
}

export type Choose = (change: Partial<Choice>) => void

export function useChoice(sides: readonly Comparable[]): readonly [Choice, Choose] {
  const [params, setParams] = useSearchParams()
  const of = (name: string, otherwise: string) => params.get(name) ?? otherwise
  const choice: Choice = {
    left: of('left', usualLeft(sides)),
    right: of('right', 'now'),
    section: of('section', ''),
    view: params.get('view') === 'sides' ? 'sides' : 'unified',
    shown: params.get('shown') === 'everything' ? 'everything' : 'changes',
  }
  const choose: Choose = change =>
    setParams(
      Object.entries({ ...choice, ...change }).filter(([, value]) => value !== ''),
      { replace: true },
    )
  return [choice, choose]
}

/** What one wants to see first: what came in, or the newest version, or last year's. */
function usualLeft(sides: readonly Comparable[]): string {
  const order = ['version', 'submitted', 'last-year'] as const
  const found = order.map(kind => sides.find(side => side.kind === kind)).find(side => side !== undefined)
  return found?.side ?? 'now'
}

/** The one section that a side is about, if it is about one. */
export function sectionOf(sides: readonly Comparable[], { left, right }: Choice): string | undefined {
  const found = sides.find(one => one.kind === 'submission' && (one.side === left || one.side === right))
  return found?.kind === 'submission' ? found.sectionId : undefined
}
