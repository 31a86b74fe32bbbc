/**
 * A section's history as if typed: paragraphs, words taken back in runs, jumps back into older text, and a new
 * client id every thousand keys (a person who comes back is a new client). The same keys give the same bytes,
 * every time. One byte a character: 260,000 keys then make about 290 KB, as the trace that they stand for.
 */
import * as Y from 'yjs'
import { rootName } from '../../shared/schema/text.ts'
import { randomFrom } from './numbers.ts'

export type History = {
  /** One update a key, in order. */
  readonly updates: readonly Uint8Array[]
  readonly whole: Uint8Array
  /** The whole as it was `tailKeys` keys before the end, or undefined when it was shorter. */
  readonly checkpoint: { readonly seq: number; readonly bytes: Uint8Array } | undefined
  readonly clients: readonly number[]
}

/** Rows after a checkpoint, as a visit of an hour or two leaves them. */
const tailKeys = 100
const keysPerClient = 1000
const keysPerParagraph = 400
/** A run of deletions begins at this share of keys, and is so long at most. */
const takenBackShare = 0.06
const takenBackMost = 12
const jumpShare = 0.008
const typed = 'of the village and its roads, wells, fields; '

export function typedHistory(keys: number, seed = 1): History {
  const random = randomFrom(seed)
  const doc = new Y.Doc()
  const root = doc.getXmlFragment(rootName)
  const updates: Uint8Array[] = []
  const clients: number[] = []
  doc.on('update', (update: Uint8Array) => updates.push(update))
  const paragraphs: Y.XmlText[] = []
  let text = new Y.XmlText()
  let at = 0
  let toTakeBack = 0
  let checkpoint: History['checkpoint']
  for (let key = 0; key < keys; key += 1) {
    if (key === keys - tailKeys) checkpoint = { seq: updates.length, bytes: Y.encodeStateAsUpdate(doc) }
    // Only a history made in one process may choose its client ids; a living document never does.
    if (key % keysPerClient === 0) clients.push((doc.clientID = 1000 + clients.length))
    if (key % keysPerParagraph === 0) {
      text = new Y.XmlText()
      const element = new Y.XmlElement('paragraph')
      element.insert(0, [text])
      root.insert(root.length, [element])
      paragraphs.push(text)
      at = 0
      continue
    }
    if (random() < jumpShare) {
      text = paragraphs[Math.floor(random() * paragraphs.length)] ?? text
      at = Math.floor(random() * (text.length + 1))
    }
    if (toTakeBack === 0 && random() < takenBackShare) toTakeBack = 1 + Math.floor(random() * takenBackMost)
    if (at > 0 && toTakeBack > 0) {
      text.delete((at -= 1), 1)
      toTakeBack -= 1
    } else {
      toTakeBack = 0
      text.insert(at, typed[key % typed.length] ?? ' ')
      at += 1
    }
  }
  const whole = Y.encodeStateAsUpdate(doc)
  doc.destroy()
  return { updates, whole, checkpoint, clients }
}

/** The commonest characters are enough that deflate has no easier work than with prose. */
const firstCharacter = 0x4e00
const charactersUsed = 3000
const charactersPerParagraph = 200

/** A text of so many Chinese characters that the server wrote at once. */
export function givenText(characters: number, seed = 1): History {
  const random = randomFrom(seed)
  const doc = new Y.Doc()
  doc.clientID = 1
  const root = doc.getXmlFragment(rootName)
  for (let at = 0; at < characters; at += charactersPerParagraph) {
    const element = new Y.XmlElement('paragraph')
    const length = Math.min(charactersPerParagraph, characters - at)
    const codes = Array.from({ length }, () => firstCharacter + Math.floor(random() * charactersUsed))
    element.insert(0, [new Y.XmlText(String.fromCharCode(...codes))])
    root.insert(root.length, [element])
  }
  const whole = Y.encodeStateAsUpdate(doc)
  doc.destroy()
  return { updates: [whole], whole, checkpoint: undefined, clients: [] }
}
