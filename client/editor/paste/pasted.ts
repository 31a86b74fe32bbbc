/**
 * What was read from the clipboard before it is text of ours: blocks in order, with what their source said
 * about headings and list numbers.
 */
import type { Block, Inline } from '../../../shared/schema/text.ts'

export type PastedLine = {
  readonly kind: 'line'
  readonly content: readonly Inline[]
  /** Word's outline level or the h1…h6 that it came as, 1…9; undefined for body text. */
  readonly outline: number | undefined
  /** A bullet that Word or WPS drew before it. A drawn number is part of the content. */
  readonly bullet: boolean
  /** True when the number at its start was drawn by a list. */
  readonly listed: boolean
}

export type PastedBlock = PastedLine | { readonly kind: 'whole'; readonly block: WholeBlock }

/** What comes as it is: nothing in it is read as a heading. */
type WholeBlock = Exclude<Block, { readonly type: 'paragraph' | 'heading' }>

export type Pasted = {
  readonly blocks: readonly PastedBlock[]
  /** Pictures that were left out. */
  readonly images: number
}
