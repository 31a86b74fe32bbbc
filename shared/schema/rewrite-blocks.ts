/**
 * A text put in place of the one that a document holds, or behind it, as one edit.
 *
 * 1. Blocks that both have are not touched: their letters keep their identity, and so do letters that others
 *    are typing into them meanwhile. Everything else goes and comes as whole blocks.
 * 2. Behind a text nothing of it is touched; the blank paragraph of an empty text gives way.
 */
import { prosemirrorToYXmlFragment } from '@tiptap/y-tiptap'
import { Node as ProseMirrorNode } from '@tiptap/pm/model'
import * as Y from 'yjs'
import { compareLines } from '../differences.ts'
import type { PutMode } from './put-modes.ts'
import { type Block, docToText, rootName, type Text, textSchema } from './text.ts'

/** Edits the document in one transaction. `text` is one that checkText accepted. */
export function putBlocks(doc: Y.Doc, text: Text, mode: PutMode): void {
  const root = doc.getXmlFragment(rootName)
  // An empty root reads as a blank paragraph that is not there.
  const old = root.length === 0 ? [] : docToText(doc).content
  const made = elementsOf(text)
  doc.transact(() => {
    if (mode === 'append' && !isBlank(old)) root.insert(root.length, made)
    else replace(root, old, text, made)
  })
}

const isBlank = (blocks: readonly Block[]) =>
  blocks.every(block => block.type === 'paragraph' && (block.content ?? []).length === 0)

function replace(
  root: Y.XmlFragment,
  old: readonly Block[],
  text: Text,
  made: readonly Y.XmlElement[],
): void {
  const rows = compareLines(old.map(blockKey), text.content.map(blockKey), key => [key])
  let at = 0
  let next = 0
  for (const { left, right } of rows) {
    const isSame =
      left !== null && right !== null && !left.some(({ isOwn }) => isOwn) && !right.some(({ isOwn }) => isOwn)
    if (isSame) {
      at += 1
      next += 1
      continue
    }
    const element = right === null ? undefined : made[next]
    if (right !== null) next += 1
    // The new one first: a text without any block would be filled by every open editor.
    if (element) {
      root.insert(at, [element])
      at += 1
    }
    if (left !== null && at < root.length) root.delete(at, 1)
  }
}

/** One line that says all of a block, its defaults filled in. */
export const blockKey = (block: Block) => JSON.stringify(ProseMirrorNode.fromJSON(textSchema, block).toJSON())

/** The blocks as elements that no document has yet. */
export function elementsOf(text: Text): Y.XmlElement[] {
  const doc = new Y.Doc()
  const root = doc.getXmlFragment(rootName)
  prosemirrorToYXmlFragment(ProseMirrorNode.fromJSON(textSchema, text), root)
  const elements = root
    .toArray()
    .flatMap(element => (element instanceof Y.XmlElement ? [element.clone()] : []))
  doc.destroy()
  return elements
}
