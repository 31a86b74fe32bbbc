/** What the page asks of the comparing worker, and what it answers: rows of markup, and how much was found. */
import type { ResponseOf } from '../../shared/api.ts'
import type { Counts } from '../../shared/compare/counts.ts'

export type CompareOrder = {
  readonly sides: ResponseOf<'compare'>
  readonly language: 'zh' | 'en'
}

/** Markup of shared/html; null: that side has nothing there. */
export type Row = {
  readonly isChange: boolean
  readonly isHeading: boolean
  readonly sectionId: string | null
  readonly both: string
  readonly old: string | null
  readonly new: string | null
}

export type CompareAnswer = { readonly rows: readonly Row[]; readonly counts: Counts }
