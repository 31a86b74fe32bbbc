/**
 * Another person in the same section, as their editor would change it: a real connection of our own client,
 * and the changes that y-tiptap makes of typing, splitting, joining and deleting.
 */
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import { createReportConnection } from '../../client/collab/report.ts'
import type { WebSocketClass } from '../../client/collab/report-socket.ts'
import type { ReportConnection, SectionSession } from '../../client/collab/types.ts'
import { docToText, plainText, rootName } from '../../shared/schema/text.ts'

export function connectOther(url: string, reportId: string, token: string): ReportConnection {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- `ws` has all that our client uses
  const WebSocketOfNode = WebSocket as unknown as WebSocketClass
  return createReportConnection({
    reportId,
    url: url.replace(/^http/, 'ws'),
    token,
    WebSocket: WebSocketOfNode,
  })
}

export class OtherHand {
  readonly session: SectionSession

  constructor(session: SectionSession) {
    this.session = session
  }

  get text(): string {
    return plainText(docToText(this.session.mirror))
  }

  insert(at: number, offset: number, words: string): void {
    this.#change(root => textOf(blockAt(root, at)).insert(offset, words))
  }

  remove(at: number, offset: number, length: number): void {
    this.#change(root => textOf(blockAt(root, at)).delete(offset, length))
  }

  /** Removes all the words of a block, whatever they are by now. */
  empty(at: number): void {
    this.#change(root => {
      const text = textOf(blockAt(root, at))
      text.delete(0, text.length)
    })
  }

  split(at: number, offset: number): void {
    this.#change(root => {
      const block = blockAt(root, at)
      const text = textOf(block)
      const tail = text.toString().slice(offset)
      text.delete(offset, text.length - offset)
      root.insert(at + 1, [elementOf(block.nodeName, tail)])
    })
  }

  /** The block after this one becomes its end. */
  join(at: number): void {
    this.#change(root => {
      const [first, second] = [textOf(blockAt(root, at)), textOf(blockAt(root, at + 1))]
      first.insert(first.length, second.toString())
      root.delete(at + 1, 1)
    })
  }

  drop(at: number, count = 1): void {
    this.#change(root => root.delete(at, count))
  }

  put(at: number, words: string): void {
    this.#change(root => root.insert(at, [elementOf('paragraph', words)]))
  }

  /** The cells of the table that the section begins with. */
  cell(row: number, column: number): Y.XmlElement {
    return element(element(blockAt(this.#root, 0).get(row)).get(column))
  }

  insertIn(cell: Y.XmlElement, offset: number, words: string): void {
    this.#change(() => textOf(element(cell.get(0))).insert(offset, words))
  }

  dropRow(row: number): void {
    this.#change(root => blockAt(root, 0).delete(row, 1))
  }

  /** Puts this person's caret behind so many characters of a block. */
  point(at: number, offset: number): void {
    const text = textOf(blockAt(this.#root, at))
    const here = Y.createRelativePositionFromTypeIndex(text, offset)
    this.session.awareness.setLocalStateField('cursor', { anchor: here, head: here })
  }

  get #root(): Y.XmlFragment {
    return this.session.doc.getXmlFragment(rootName)
  }

  #change(change: (root: Y.XmlFragment) => void): void {
    this.session.doc.transact(() => change(this.#root), 'the other hand')
  }
}

function elementOf(name: string, words: string): Y.XmlElement {
  const made = new Y.XmlElement(name)
  made.insert(0, [new Y.XmlText(words)])
  return made
}

const blockAt = (root: Y.XmlFragment, at: number) => element(root.get(at))

function element(node: unknown): Y.XmlElement {
  if (node instanceof Y.XmlElement) return node
  throw new Error('there is no such block')
}

function textOf(block: Y.XmlElement): Y.XmlText {
  const [text] = block.toArray()
  if (text instanceof Y.XmlText) return text
  const made = new Y.XmlText()
  block.insert(0, [made])
  return made
}
