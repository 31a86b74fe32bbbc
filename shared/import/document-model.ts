/**
 * 读入的文档: what any reader (docx, HTML, Markdown, plain text, the clipboard) makes of its source: lines and
 * whole blocks in order, and remarks on what a person should know. A report's plan, a section's text and a
 * pasted slice are made of it.
 *
 * 1. Nothing is dropped silently: what is not among the blocks stands in the remarks, with its words.
 * 2. A line has no break inside it. A number that the source drew by itself is words at the line's start.
 * 3. An image block's imageId is a key of `images` until the image is stored.
 */
import type { Matter } from '../report.ts'
import type { Block, Inline } from '../schema/text.ts'

/** What the style of a line says that it is: front or back matter, as GB/T 9704-2012 names its parts. */
export type LinePart =
  | 'copy-number' // 份号, 紧急程度
  | 'issuer' // 发文机关标志
  | 'document-number' // 发文字号, 签发人
  | 'byline' // 署名 and date under the title
  | 'addressee' // 主送机关
  | 'attachments-note' // 附件说明
  | 'signature' // 署名
  | 'date' // 成文日期
  | 'note' // 附注
  | 'attachment-label' // 附件1
  | 'attachment-title'
  | 'imprint' // 版记
  | 'page-break' // no line: the source begins a page here

export type DocumentLine = {
  readonly kind: 'line'
  readonly content: readonly Inline[]
  /** Outline level of the source, or the h1…h6 that it came as, 1…9; 0 its title; undefined for body text. */
  readonly outline: number | undefined
  /** A bullet was drawn before it. A drawn number is part of the content. */
  readonly bullet: boolean
  /** The number at its start was drawn by a list. */
  readonly listed: boolean
  /** Characters at its start, its number among them, that are set as a heading before text that is not; else 0. */
  readonly opening: number
  /** Where the source is sure that it is an item of a list, and no heading with a number. */
  readonly item?: ListedItem | undefined
  readonly part?: LinePart | undefined
  /** Of a date: it keeps the distance from the edge that a seal or a stamp asks for (7.3.5). */
  readonly seal?: Matter['seal'] | undefined
  /** The lines that its author broke it into, where these are several. */
  readonly lines?: readonly string[] | undefined
}

/**
 * Items of one list have one `list`; bullets that name none are one list as long as nothing stands between them.
 * `ordinal`: the number before it, which is then no part of the content. `depth`: lists around its list.
 */
export type ListedItem = {
  readonly list: string
  readonly ordinal: number | null
  readonly depth: number
  /** Not an item of its own: one more paragraph of the item before it. */
  readonly continues?: boolean
}

/** What comes as it is: nothing in it is read as a heading. */
type WholeBlock = Exclude<Block, { readonly type: 'paragraph' | 'heading' }>

export type DocumentBlock = DocumentLine | { readonly kind: 'whole'; readonly block: WholeBlock }

/** An image as it was found; not yet checked. */
export type DocumentImage = { readonly key: string; readonly bytes: Uint8Array }

/** What became of a piece of the source that is no plain text of ours. */
const remarkKinds = [
  // Carried, to be looked at:
  'pending', // highlighted or red text: 待核
  'inserted', // tracked, and kept
  'deleted', // tracked, and left out
  'equation', // its letters, on one line
  'symbol', // a sign of a symbol font
  'nested-table', // flattened to lines
  // Listed here with their words, and not carried:
  'comment',
  'footnote',
  'endnote',
  'text-box',
  'header',
  'footer',
  'hidden',
  'contents', // a table of contents is made anew
  'navigation', // of a page: links to its own parts
  'link', // its words are kept, its address is not
  'image-left', // an image that cannot be carried: its kind, or only a reference
  'embedded', // another program's object
  'macro',
] as const
export type RemarkKind = (typeof remarkKinds)[number]

export type Remark = {
  readonly kind: RemarkKind
  /** What was found: the words of a comment or note, the text of a text box. */
  readonly text: string
  /** The words of the text that it stands at. */
  readonly quote: string
  /** Who commented or changed, where the source says. */
  readonly author: string
}

/** An image that a page only names, at its place among the blocks; `name`: what it is called there. */
export type NamedImage = { readonly key: string; readonly name: string }

export type ReadDocument = {
  readonly blocks: readonly DocumentBlock[]
  readonly images: readonly DocumentImage[]
  /** Only where asked for (a clipboard brings their bytes beside the page); elsewhere they are remarks. */
  readonly named?: readonly NamedImage[]
  readonly remarks: readonly Remark[]
}

/** Tracked changes of a source: as if all were accepted, or all rejected. */
export const trackedChoices = ['accept', 'reject'] as const
export type TrackedChoice = (typeof trackedChoices)[number]

export const lineOf = (content: readonly Inline[]): DocumentLine => ({
  kind: 'line',
  content,
  outline: undefined,
  bullet: false,
  listed: false,
  opening: 0,
})
