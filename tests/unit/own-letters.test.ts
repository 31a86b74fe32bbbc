/** What a tab wrote and nobody has stored, in a block that others take away meanwhile. */
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { OwnLetters } from '../../client/collab/own-letters.ts'
import {
  type Block,
  docToText,
  plainText,
  rootName,
  type Text,
  textToUpdate,
} from '../../shared/schema/text.ts'

const line = (text: string): Block => ({ type: 'paragraph', content: [{ type: 'text', text }] })
const list = (...items: string[]): Block => ({
  type: 'bulletList',
  content: items.map(item => ({ type: 'listItem' as const, content: [line(item)] })),
})

/** A tab, and the text as others have it. */
function tabOf(...content: Block[]) {
  const text: Text = { type: 'doc', content }
  const [tab, others] = [new Y.Doc(), new Y.Doc()]
  const first = textToUpdate(text)
  for (const doc of [tab, others]) Y.applyUpdate(doc, first, 'others')
  const own = new OwnLetters()
  tab.on('afterTransaction', transaction => {
    if (transaction.origin === 'others') own.mend(transaction)
    else if (transaction.origin === 'typing') own.wrote(transaction)
  })
  return {
    own,
    type(path: readonly number[], at: number, words: string) {
      let node: Y.XmlFragment = tab.getXmlFragment(rootName)
      for (const step of path) {
        const child = node.get(step)
        if (child instanceof Y.XmlText) tab.transact(() => child.insert(at, words), 'typing')
        else if (child instanceof Y.XmlElement) node = child
      }
    },
    /** Others delete a block before they have heard of anything. */
    othersDelete(block: number) {
      others.getXmlFragment(rootName).delete(block, 1)
      Y.applyUpdate(tab, Y.encodeStateAsUpdate(others), 'others')
    },
    lines: () => plainText(docToText(tab)).split('\n'),
  }
}

test('V7 letters on their way into a block that others take away stand beside it, where it was', () => {
  const tab = tabOf(line('第一段。'), line('第二段。'), line('第三段。'))
  tab.type([1, 0], 2, '正在写')
  tab.othersDelete(1)
  expect(tab.lines()).toEqual(['第一段。', '正在写', '第三段。'])
})

test('V7 so do letters in an item of a list, and what was stored goes with its block', () => {
  const tab = tabOf(line('第一段。'), list('修渠', '架桥'))
  tab.type([1, 0, 0, 0], 2, '早就存了')
  tab.own.stored()
  tab.type([1, 1, 0, 0], 2, '三座')
  tab.othersDelete(1)
  expect(tab.lines()).toEqual(['第一段。', '三座'])
})

test('V7 nothing comes back where nothing was on its way', () => {
  const tab = tabOf(line('第一段。'), line('第二段。'))
  tab.type([1, 0], 2, '存了')
  tab.own.stored()
  tab.othersDelete(1)
  expect(tab.lines()).toEqual(['第一段。'])
})
