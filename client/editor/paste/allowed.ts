/** How much one paste may bring: what would exceed an update's or a section's limit is refused whole, with a notice. */
import type { Fragment } from '@tiptap/pm/model'
import * as Y from 'yjs'
import { limits } from '../../../shared/limits.ts'
import { type Block, type Text, textToUpdate } from '../../../shared/schema/text.ts'
import type { PasteOptions } from './clipboard.ts'

/** An update carries a little more than the text: its place, and what it replaces. */
export const mostBytes = limits.updateBytes * 0.9

export function isAllowed(content: Fragment, { desk, notify }: PasteOptions): boolean {
  const bytes = updateBytes(content)
  const allowed =
    bytes <= mostBytes && Y.encodeStateAsUpdate(desk.doc).byteLength + bytes <= limits.documentBytes
  if (!allowed) notify({ kind: 'too-large' })
  return allowed
}

/** Bytes of an update that brings this content. Short content is not measured. */
function updateBytes(content: Fragment): number {
  if (content.size < 4096) return content.size * 4
  const blocks: Block[] = content.toJSON()
  const text: Text = { type: 'doc', content: blocks.every(isBlock) ? blocks : [{ type: 'paragraph' }] }
  return Math.max(textToUpdate(text).byteLength, content.size)
}

const isBlock = ({ type }: { readonly type: string }) =>
  type !== 'text' && type !== 'hardBreak' && type !== 'figure'
