/**
 * A place between blocks that stays where it is while others write: behind one element of the document. Whatever
 * is drawn or put in there later finds the element again, or else the end of the text.
 */
import type { Node } from '@tiptap/pm/model'
import type { EditorState } from '@tiptap/pm/state'
import * as Y from 'yjs'

export type Place = Y.XmlElement | undefined

/** Behind the line where the selection ends: of the text, of a cell, of an item. */
export function placeOf({ selection: { $to } }: EditorState, root: Y.XmlFragment): Place {
  let holder: Y.XmlFragment = root
  let found: Place
  for (let depth = 0; depth <= $to.depth; depth += 1) {
    const child: unknown =
      holder.length > 0 ? holder.get(Math.min($to.index(depth), holder.length - 1)) : undefined
    if (!(child instanceof Y.XmlElement)) break
    found = child
    holder = child
  }
  return found
}

/** Behind a block of the text itself, by its index; without one, behind the line where the selection ends. */
export function placeAt(root: Y.XmlFragment, index: number | undefined, state: EditorState): Place {
  const found: unknown = index === undefined || index >= root.length ? undefined : root.get(index)
  return found instanceof Y.XmlElement ? found : placeOf(state, root)
}

/** The holder and index where a new block goes. */
export function seatBehind(root: Y.XmlFragment, place: Place): { holder: Y.XmlFragment; at: number } {
  const holder = place && isIn(root, place) ? place.parent : null
  if (!place || !(holder instanceof Y.XmlFragment)) return { holder: root, at: root.length }
  return { holder, at: indexIn(holder, place) + 1 }
}

/** The same as a position of ProseMirror's document, which holds the same blocks in the same order. */
export function positionBehind(doc: Node, root: Y.XmlFragment, place: Place): number {
  const path = place && isIn(root, place) ? pathOf(root, place) : []
  if (path.length === 0) return doc.content.size
  let holder = doc
  let position = 0
  for (const [depth, index] of path.entries()) {
    if (index >= holder.childCount) return doc.content.size
    for (let at = 0; at < index; at += 1) position += holder.child(at).nodeSize
    const child = holder.child(index)
    if (depth === path.length - 1) return position + child.nodeSize
    holder = child
    position += 1
  }
  return position
}

/** The position of an element itself. */
export function positionOf(doc: Node, root: Y.XmlFragment, element: Y.XmlElement): number | undefined {
  if (!isIn(root, element)) return undefined
  const end = positionBehind(doc, root, element)
  const { nodeBefore } = doc.resolve(end)
  return nodeBefore ? end - nodeBefore.nodeSize : undefined
}

function pathOf(root: Y.XmlFragment, element: Y.XmlElement): number[] {
  const path: number[] = []
  let node = element
  for (;;) {
    const { parent } = node
    if (!(parent instanceof Y.XmlFragment)) return []
    path.unshift(indexIn(parent, node))
    if (parent === root) return path
    if (!(parent instanceof Y.XmlElement)) return []
    node = parent
  }
}

const isIn = (root: Y.XmlFragment, element: Y.XmlElement) =>
  element._item?.deleted !== true && pathOf(root, element).length > 0

const indexIn = (holder: Y.XmlFragment, element: Y.XmlElement) =>
  holder.toArray().findIndex(child => child === element)
