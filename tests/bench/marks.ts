/**
 * Marks: what the load writes so that it recognises each key and each caret at every client, whatever a server
 * merged or wrapped around them. A key is the seven characters `~` and six base-36 digits.
 */
import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'
import { rootName } from '../../shared/schema/text.ts'

const tilde = 0x7e
const digits = 6

export const keyText = (key: number) => `~${key.toString(36).padStart(digits, '0')}`

export function forEachKey(frame: Buffer, seen: (key: number) => void): void {
  for (let at = frame.indexOf(tilde); at >= 0; at = frame.indexOf(tilde, at + 1)) {
    const key = keyAt(frame, at + 1)
    if (key !== undefined) seen(key)
  }
}

function keyAt(frame: Buffer, from: number): number | undefined {
  if (from + digits > frame.length) return undefined
  let key = 0
  for (let at = from; at < from + digits; at += 1) {
    const code = frame[at] ?? 0
    if (code >= 0x30 && code <= 0x39) key = key * 36 + code - 0x30
    else if (code >= 0x61 && code <= 0x7a) key = key * 36 + code - 0x57
    else return undefined
  }
  return key
}

/** Somebody who types at the end of a paragraph of their own; makes the same updates as Yjs would, faster. */
export class Hand {
  /** The paragraph; to be sent first. */
  readonly beginning: Uint8Array
  readonly #client: number
  #clock: number

  constructor() {
    const doc = new Y.Doc()
    const element = new Y.XmlElement('paragraph')
    element.insert(0, [new Y.XmlText('·')])
    doc.getXmlFragment(rootName).insert(0, [element])
    this.beginning = Y.encodeStateAsUpdate(doc)
    this.#client = doc.clientID
    this.#clock = Y.getState(doc.store, doc.clientID)
    doc.destroy()
  }

  type(text: string): Uint8Array {
    const contentString = 4
    const withOrigin = 0x80
    const encoder = encoding.createEncoder()
    for (const number of [1, 1, this.#client, this.#clock]) encoding.writeVarUint(encoder, number)
    encoding.writeUint8(encoder, contentString | withOrigin)
    encoding.writeVarUint(encoder, this.#client)
    encoding.writeVarUint(encoder, this.#clock - 1)
    encoding.writeVarString(encoder, text)
    encoding.writeVarUint(encoder, 0)
    this.#clock += text.length
    return encoding.toUint8Array(encoder)
  }
}

const caretBase = 1_000_000_000

/** A caret as y-tiptap writes it; its mark is the clock that its anchor points at. */
export class Caret {
  readonly #client = Math.floor(Math.random() * 2 ** 32)
  readonly #section: string
  #clock = 0

  constructor(section: string) {
    this.#section = section
  }

  move(mark: number): Uint8Array {
    this.#clock += 1
    const position = (clock: number) => ({
      type: null,
      tname: null,
      item: { client: this.#client, clock },
      assoc: 0,
    })
    const cursor = { anchor: position(caretBase + mark), head: position(1) }
    // Ours reads `caret`, the peers pass `cursor` on: the same position, once.
    const user = { id: 'p', name: '同事', color: '#1a7f37' }
    const state = { user, caret: { section: this.#section, cursor } }
    const encoder = encoding.createEncoder()
    encoding.writeVarUint(encoder, 1)
    encoding.writeVarUint(encoder, this.#client)
    encoding.writeVarUint(encoder, this.#clock)
    encoding.writeVarString(encoder, JSON.stringify(state))
    return encoding.toUint8Array(encoder)
  }
}

export function forEachCaret(frame: Buffer, seen: (mark: number) => void): void {
  for (const [, mark] of frame.toString('latin1').matchAll(/"clock":1(\d{9})/g)) seen(Number(mark))
}
