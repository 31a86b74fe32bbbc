/**
 * A section's text as ProseMirror JSON, typed; the schema as ProseMirror sees it; and the bridge to Yjs.
 *
 * 1. A text is read from and written to the one root `default` (a Y.XmlFragment); no other root exists.
 * 2. checkText accepts exactly what the schema accepts, no deeper than limits.textDepth (whatever walks a text
 *    may call itself for each level), and answers refusals as values.
 */
import { getSchema } from '@tiptap/core'
import { type Mark, Node as ProseMirrorNode } from '@tiptap/pm/model'
import { prosemirrorToYXmlFragment, yXmlFragmentToProsemirrorJSON } from '@tiptap/y-tiptap'
import * as Y from 'yjs'
import { limits } from '../limits.ts'
import { type Rules, rulesOf } from './attributes.ts'
import { captionOf } from './caption.ts'
import { textExtensions } from './extensions.ts'
import { shownOf } from '../figures/in-text.ts'
import type { FigureAttributes } from './figure.ts'
import type { ImageAttributes } from './image.ts'

export const rootName = 'default'

export type TextMark =
  | { readonly type: 'bold' | 'italic' | 'underline' }
  | { readonly type: 'headingSpan'; readonly attrs: { readonly level: number } }
export type Inline =
  | { readonly type: 'text'; readonly text: string; readonly marks?: readonly TextMark[] }
  | { readonly type: 'hardBreak'; readonly marks?: readonly TextMark[] }
  | Cited
/** A citation of a figure. `shown` is what it prints, where somebody has asked the register; no text is stored with it. */
export type Cited = {
  readonly type: 'figure'
  readonly attrs: FigureAttributes
  readonly shown?: string
  readonly marks?: readonly TextMark[]
}
export type Paragraph = { readonly type: 'paragraph'; readonly content?: readonly Inline[] }
type Heading = {
  readonly type: 'heading'
  readonly attrs: { readonly level: number; readonly numbered: boolean }
  readonly content?: readonly Inline[]
}
export type ListItem = { readonly type: 'listItem'; readonly content: readonly Block[] }
export type List =
  | { readonly type: 'bulletList'; readonly content: readonly ListItem[] }
  | {
      readonly type: 'orderedList'
      readonly attrs?: { readonly start?: number; readonly type?: string | null }
      readonly content: readonly ListItem[]
    }
export type TableCell = {
  readonly type: 'tableCell' | 'tableHeader'
  readonly attrs?: {
    readonly colspan?: number
    readonly rowspan?: number
    readonly colwidth?: readonly number[] | null
    readonly align?: string | null
  }
  readonly content: readonly Block[]
}
export type TableRow = { readonly type: 'tableRow'; readonly content?: readonly TableCell[] }
export type Table = { readonly type: 'table'; readonly content: readonly TableRow[] }
export type Image = { readonly type: 'image'; readonly attrs: ImageAttributes }
/** Stands at the top of a text only. */
type PageBreak = { readonly type: 'pageBreak' }
export type Block = Paragraph | Heading | List | Table | Image | PageBreak
/** A whole section's text. Block nodes are those of shared/schema/extensions.ts. */
export type Text = { readonly type: 'doc'; readonly content: readonly Block[] }

export const textSchema = getSchema(textExtensions)

export const emptyText: Text = { type: 'doc', content: [{ type: 'paragraph' }] }

/** The text if the schema has it, or undefined: unknown nodes, marks, attributes or values, a wrong or a deep nesting. */
export function checkText(json: unknown): Text | undefined {
  try {
    const node = ProseMirrorNode.fromJSON(textSchema, json)
    node.check()
    if (node.type.name !== 'doc' || levelsBelow(node) >= limits.textDepth) return undefined
    if (!hasSoundAttributes(node)) return undefined
    return node.toJSON() as Text
  } catch {
    return undefined
  }
}

function levelsBelow(node: ProseMirrorNode): number {
  return node.children.reduce((most, child) => Math.max(most, 1 + levelsBelow(child)), 0)
}

const rules = new Map<string, Rules>(
  Object.values({ ...textSchema.nodes, ...textSchema.marks }).map(({ name, spec }) => [
    name,
    rulesOf(spec.attrs),
  ]),
)

/** No deeper than levelsBelow has found. */
function hasSoundAttributes(node: ProseMirrorNode): boolean {
  return [node, ...node.marks].every(isSound) && node.children.every(hasSoundAttributes)
}

function isSound({ type, attrs }: ProseMirrorNode | Mark): boolean {
  const own = rules.get(type.name)
  return Object.entries(attrs).every(([name, value]) => own?.get(name)?.(value) !== false)
}

/** The first update of a section: its text, written by the server once. Bytes of a Yjs v1 update. */
export function textToUpdate(text: Text): Uint8Array {
  const doc = new Y.Doc()
  prosemirrorToYXmlFragment(ProseMirrorNode.fromJSON(textSchema, text), doc.getXmlFragment(rootName))
  const update = Y.encodeStateAsUpdate(doc)
  doc.destroy()
  return update
}

/** The text that a document holds. An empty root reads as one empty paragraph. */
export function docToText(doc: Y.Doc): Text {
  const json = yXmlFragmentToProsemirrorJSON(doc.getXmlFragment(rootName)) as unknown as Text
  return json.content.length === 0 ? emptyText : json
}

/** The text that updates (checkpoint and tail, in order) amount to. */
export function updatesToText(updates: readonly Uint8Array[]): Text {
  const doc = new Y.Doc()
  doc.transact(() => {
    for (const update of updates) Y.applyUpdate(doc, update)
  })
  const text = docToText(doc)
  doc.destroy()
  return text
}

/**
 * Plain text: one line a block, cells of a row parted by tabs, numbers of headings left out. An image is its
 * caption; a page break is a blank line.
 */
export function plainText(text: Text): string {
  return text.content.map(blockText).join('\n')
}

function blockText(block: Block): string {
  switch (block.type) {
    case 'paragraph':
    case 'heading':
      return inlineText(block.content)
    case 'bulletList':
    case 'orderedList':
      return children(block)
        .map(item => children(item).map(blockText).join('\n'))
        .join('\n')
    case 'table':
      return children(block).map(rowText).join('\n')
    case 'image':
      return captionOf(block)
    case 'pageBreak':
      return ''
  }
}

/** Whether a text says or shows anything: an image is content, also without a caption; a page break is none. */
export function hasContent(text: Text): boolean {
  return /[^\s\p{Cc}\p{Cf}]/u.test(plainText(text)) || imageIds(text).length > 0
}

/** The images that a text names, in order, wherever they stand; each as often as it stands there. */
export function imageIds(text: Text): string[] {
  return text.content.flatMap(idsWithin)
}

function idsWithin(block: Block): string[] {
  if (block.type === 'image') {
    const imageId: unknown = (block.attrs as Partial<ImageAttributes> | undefined)?.imageId
    return typeof imageId === 'string' ? [imageId] : []
  }
  if (block.type === 'table')
    return children(block).flatMap(row => children(row).flatMap(cell => children(cell).flatMap(idsWithin)))
  const isList = block.type === 'bulletList' || block.type === 'orderedList'
  return isList ? children(block).flatMap(item => children(item).flatMap(idsWithin)) : []
}

const rowText = (row: TableRow) =>
  children(row)
    .map(cell => children(cell).map(blockText).join(' '))
    .join('\t')

/** A document that anybody may have written can lack the children that the schema asks for. */
const children = <Child>(node: { readonly content?: readonly Child[] }): readonly Child[] =>
  node.content ?? []

/** The characters of a run of inline content; a line break is a line feed, a citation what it is shown as. */
export function inlineText(content: readonly Inline[] | undefined): string {
  return (content ?? []).map(wordsOf).join('')
}

function wordsOf(inline: Inline): string {
  switch (inline.type) {
    case 'text':
      return inline.text
    case 'figure':
      return shownOf(inline)
    case 'hardBreak':
      return '\n'
  }
}
