/**
 * What this tab wrote and nobody has stored yet. Others cannot have seen it, so a block that they delete meanwhile
 * (an editor, or a restored version) takes it with it unseen: it is written again beside that block.
 */
import * as Y from 'yjs'
import { rootName } from '../../shared/schema/text.ts'

const writtenAgain = 'written again'

export class OwnLetters {
  /** By client id the first clock that is not stored. */
  readonly #unstored = new Map<number, number>()

  /** A transaction of this tab. */
  wrote({ beforeState, afterState }: Y.Transaction): void {
    for (const [client, clock] of afterState) {
      const before = beforeState.get(client) ?? 0
      if (clock > before && !this.#unstored.has(client)) this.#unstored.set(client, before)
    }
  }

  /** Everything that this tab has is on the server's disk. */
  stored(): void {
    this.#unstored.clear()
  }

  /** A transaction of others, before its deletions are collected: writes again what went down with it. */
  mend(transaction: Y.Transaction): void {
    const { doc } = transaction
    const lost = new Map<Y.XmlElement | undefined, string>()
    Y.iterateDeletedStructs(transaction, transaction.deleteSet, struct => {
      const first = this.#unstored.get(struct.id.client)
      if (first === undefined || struct.id.clock + struct.length <= first || !(struct instanceof Y.Item))
        return
      if (!(struct.content instanceof Y.ContentString)) return
      const top = topOf(struct)
      const words = struct.content.str.slice(Math.max(0, first - struct.id.clock))
      lost.set(top, (lost.get(top) ?? '') + words)
    })
    const root = doc.getXmlFragment(rootName)
    for (const [top, words] of lost)
      if (words.trim() !== '')
        doc.transact(() => root.insert(placeBehind(root, top), [paragraph(words)]), writtenAgain)
  }
}

/** The block of the text's root that an item stood in. */
function topOf(item: Y.Item): Y.XmlElement | undefined {
  let type = item.parent
  while (type instanceof Y.XmlElement || type instanceof Y.XmlText) {
    const above = type._item?.parent
    if (type instanceof Y.XmlElement && !(above instanceof Y.XmlElement)) return type
    type = above ?? null
  }
  return undefined
}

/** Where a block stood, or behind it if it is still there. */
function placeBehind(root: Y.XmlFragment, top: Y.XmlElement | undefined): number {
  let place = 0
  for (let item = top?._item ?? null; item; item = item.left) if (!item.deleted) place += item.length
  return Math.min(place, root.length)
}

function paragraph(words: string): Y.XmlElement {
  const element = new Y.XmlElement('paragraph')
  element.insert(0, [new Y.XmlText(words)])
  return element
}
