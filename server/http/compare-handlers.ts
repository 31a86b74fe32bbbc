/** The way of every route about comparing to its verb; see handlers.ts. */
import type { Program } from '../program.ts'
import { compareSides, listComparable } from '../reports/comparing.ts'
import type { compareApi } from '../../shared/api/compare.ts'
import type { Handlers } from './handlers.ts'

export type CompareRoute = keyof typeof compareApi

export function compareHandlers(program: Program): Pick<Handlers, CompareRoute> {
  return {
    listComparable: ({ actor, params }) => listComparable(program, actor, params.reportId),
    compare: ({ actor, params, query }) => compareSides(program, actor, params.reportId, query),
  }
}
