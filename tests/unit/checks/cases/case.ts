/**
 * Cases of a rule: texts in which it must find something, and texts in which it must be silent. Those under
 * `heldOut` were written after the rule and were not looked at while it was made.
 */
import type { RegisteredFigure } from '../../../../shared/checks/checked-text.ts'
import type { HouseList } from '../../../../shared/checks/setting.ts'

export type Case =
  | string
  | {
      readonly text: string
      readonly title?: string
      readonly house?: HouseList
      readonly figures?: readonly RegisteredFigure[]
      /** Lines of last year's report. */
      readonly lastYear?: readonly string[]
    }

export type Cases = {
  readonly found: readonly Case[]
  readonly silent: readonly Case[]
  readonly heldOut?: { readonly found: readonly Case[]; readonly silent: readonly Case[] }
}

/** Of the most valuable rules some cases are always held out. */
export type ProvedCases = Cases & { readonly heldOut: NonNullable<Cases['heldOut']> }
