/** What the page asks of the finding worker, and what it hears. */
import type { FindQuery, Found } from '../../shared/find/find.ts'

export type FindOrder = {
  readonly query: FindQuery
  readonly replacement: string
  /** By section id. */
  readonly lines: ReadonlyMap<string, readonly string[]>
  readonly most: number
}

export type FoundPlace = Found & { readonly sectionId: string }

export type FindAnswer =
  | { readonly ok: true; readonly places: readonly FoundPlace[] }
  | { readonly ok: false; readonly code: 'bad-pattern' | 'too-slow' }
