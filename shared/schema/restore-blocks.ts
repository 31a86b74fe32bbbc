/**
 * A text led back to an earlier one by the smallest edit: what both have keeps its identity, and with it carets,
 * comments' anchors and whatever others are typing there.
 *
 * 1. Equal blocks are not touched. A block that resembles one of the earlier text becomes it letter by letter;
 *    only what resembles nothing goes or comes as a whole.
 * 2. Afterwards the document reads exactly as the earlier text, whatever way led there.
 */
import { updateYFragment } from '@tiptap/y-tiptap'
import { Node as ProseMirrorNode } from '@tiptap/pm/model'
import * as Y from 'yjs'
import { compareLines, type Row } from '../differences.ts'
import { blockKey, elementsOf, putBlocks } from './rewrite-blocks.ts'
import { type Block, docToText, inlineText, plainText, rootName, type Text, textSchema } from './text.ts'

/** A pair of changed blocks, or a stretch of them, is compared up to so many cells. */
const cellsMost = 250_000

/** Edits the document in one transaction. `text` is one that checkText accepted. */
export function restoreBlocks(doc: Y.Doc, text: Text): void {
  const root = doc.getXmlFragment(rootName)
  doc.transact(() => {
    const old = root.length === 0 ? [] : docToText(doc).content
    if (root.length === old.length) lead(doc, root, old, text.content)
    // Two runs of text side by side, say, which nobody's editor writes: whole blocks then.
    if (!readsAs(doc, text)) putBlocks(doc, text, 'replace')
  })
}

const readsAs = (doc: Y.Doc, text: Text) => {
  const now = docToText(doc).content.map(blockKey)
  const asked = text.content.map(blockKey)
  return now.length === asked.length && now.every((key, at) => key === asked[at])
}

function lead(doc: Y.Doc, root: Y.XmlFragment, old: readonly Block[], asked: readonly Block[]): void {
  const made = elementsOf({ type: 'doc', content: asked })
  let at = 0
  let [left, right] = [0, 0]
  for (const pairing of pair(old, asked)) {
    const [was, becomes] = [old[left], asked[right]]
    if (pairing !== 'come') left += 1
    if (pairing !== 'go') right += 1
    if (pairing === 'same') at += 1
    else if (pairing === 'become' && was && becomes) {
      const element = root.get(at)
      if (element instanceof Y.XmlElement) change(doc, element, was, becomes)
      at += 1
    } else if (pairing === 'come') {
      // Before what goes: a text without any block would be filled by every open editor.
      const element = made[right - 1]
      if (element) root.insert(at, [element])
      at += 1
    } else root.delete(at, 1)
  }
}

type Pairing = 'same' | 'become' | 'come' | 'go'

/** What becomes of each block, in order; one that goes stands behind what comes in its place. */
function pair(old: readonly Block[], asked: readonly Block[]): Pairing[] {
  const keys = [...old, ...asked].map(blockKey)
  const blocks = new Map(keys.map((key, at) => [key, at < old.length ? old[at] : asked[at - old.length]]))
  const segment = (key: string) => {
    const block = blocks.get(key)
    // Blocks of two kinds never become each other.
    return block
      ? Array.from(plainText({ type: 'doc', content: [block] }), letter => block.type + letter)
      : []
  }
  const rows = compareLines(keys.slice(0, old.length), keys.slice(old.length), segment, cellsMost)
  let [left, right] = [0, 0]
  const pairings = rows.map((row): Pairing => {
    const pairing = pairingOf(row, keys[left], keys[old.length + right])
    if (pairing !== 'come') left += 1
    if (pairing !== 'go') right += 1
    return pairing
  })
  return comingFirst(pairings)
}

function pairingOf({ left, right }: Row, was: string | undefined, asked: string | undefined): Pairing {
  if (left === null) return 'come'
  if (right === null) return 'go'
  return was === asked ? 'same' : 'become'
}

/** In each stretch of blocks that come or go, those that come stand first. */
function comingFirst(pairings: readonly Pairing[]): Pairing[] {
  const sorted: Pairing[] = []
  let stretch: Pairing[] = []
  const flush = () => {
    sorted.push(...stretch.filter(one => one === 'come'), ...stretch.filter(one => one === 'go'))
    stretch = []
  }
  for (const pairing of pairings) {
    if (pairing === 'come' || pairing === 'go') {
      stretch.push(pairing)
      continue
    }
    flush()
    sorted.push(pairing)
  }
  flush()
  return sorted
}

/** The block's letters first, one by one; then its marks, attributes and what stands deeper. */
function change(doc: Y.Doc, element: Y.XmlElement, was: Block, becomes: Block): void {
  const text = element.length === 1 ? element.get(0) : undefined
  const [letters, asked] = [runOf(was), runOf(becomes)]
  if (
    text instanceof Y.XmlText &&
    letters !== undefined &&
    asked !== undefined &&
    text.length === letters.length
  )
    changeLetters(text, letters, asked)
  const node = ProseMirrorNode.fromJSON(textSchema, becomes)
  updateYFragment(doc, element, node, { mapping: new Map(), isOMark: new Map() })
}

/** The letters of a block that is one run of text; undefined of any other. */
function runOf(block: Block): string | undefined {
  if (block.type !== 'paragraph' && block.type !== 'heading') return undefined
  const content = block.content ?? []
  return content.length > 0 && content.every(({ type }) => type === 'text') ? inlineText(content) : undefined
}

function changeLetters(text: Y.XmlText, letters: string, asked: string): void {
  const [row] = compareLines([letters], [asked], line => Array.from(line), cellsMost)
  if (!row?.left || !row.right) return
  const own = [...row.left]
  let at = 0
  for (const { text: piece, isOwn } of row.right) {
    if (isOwn) {
      text.insert(at, piece)
      at += piece.length
      continue
    }
    for (let left = piece.length; left > 0; ) {
      const next = own.shift()
      if (!next) return
      if (next.isOwn) {
        text.delete(at, next.text.length)
        continue
      }
      const passed = Math.min(left, next.text.length)
      if (passed < next.text.length) own.unshift({ text: next.text.slice(passed), isOwn: false })
      at += passed
      left -= passed
    }
  }
  for (const { text: piece, isOwn } of own) if (isOwn) text.delete(at, piece.length)
}
