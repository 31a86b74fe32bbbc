/**
 * Replacing what was found in a document, as one edit.
 *
 * 1. A place where the found words no longer stand is passed over: somebody wrote there since.
 * 2. New letters take the marks of the first that they replace; everything beside them keeps its identity.
 */
import * as Y from 'yjs'
import { rootName } from '../schema/text.ts'
import type { Found } from './find.ts'

/** Answers how many places were replaced. `origin` is that of the edit. */
export function replaceInDoc(doc: Y.Doc, found: readonly Found[], origin: unknown): number {
  let replaced = 0
  const lines = textBlocks(doc.getXmlFragment(rootName))
  const lastFirst = found.toSorted((a, b) => b.line - a.line || b.from - a.from)
  doc.transact(() => {
    for (const place of lastFirst) {
      const block = lines[place.line]
      if (block && replaceIn(block, place)) replaced += 1
    }
  }, origin)
  return replaced
}

/** As linesOfText counts them. */
function textBlocks(node: Y.XmlFragment): Y.XmlElement[] {
  return node.toArray().flatMap(child => {
    if (!(child instanceof Y.XmlElement)) return []
    return child.nodeName === 'paragraph' || child.nodeName === 'heading' ? [child] : textBlocks(child)
  })
}

/** The stretch may lie in several runs of text, side by side. */
function replaceIn(block: Y.XmlElement, { from, to, words, replacement }: Found): boolean {
  const parts: { readonly run: Y.XmlText; readonly from: number; readonly to: number }[] = []
  let at = 0
  let stands = ''
  for (const child of block.toArray()) {
    const length = child instanceof Y.XmlText ? child.length : 1
    if (child instanceof Y.XmlText && at < to && at + length > from) {
      const part = { run: child, from: Math.max(0, from - at), to: Math.min(length, to - at) }
      parts.push(part)
      stands += lettersOf(child).slice(part.from, part.to)
    }
    at += length
  }
  const [first] = parts
  if (!first || stands !== words) return false
  // Put in behind the first letter that goes, they take its marks.
  if (replacement !== '') first.run.insert(first.from + 1, replacement)
  for (const part of parts) {
    if (part === first) {
      part.run.delete(part.from + 1 + replacement.length, part.to - part.from - 1)
      part.run.delete(part.from, 1)
    } else part.run.delete(part.from, part.to - part.from)
  }
  return true
}

function lettersOf(text: Y.XmlText): string {
  const delta: { insert?: unknown }[] = text.toDelta()
  return delta.map(({ insert }) => (typeof insert === 'string' ? insert : '\uFFFC')).join('')
}
