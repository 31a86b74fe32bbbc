/** A text led back to an earlier one: it reads the same again, and what both have keeps its identity. */
import { array, assert, constantFrom, integer, oneof, property, record, tuple } from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { restoreBlocks } from '../../shared/schema/restore-blocks.ts'
import {
  type Block,
  checkText,
  docToText,
  type Inline,
  rootName,
  type Text,
  textToUpdate,
} from '../../shared/schema/text.ts'

const line = (text: string): Block => ({ type: 'paragraph', content: [{ type: 'text', text }] })
const textOf = (...content: Block[]): Text => ({ type: 'doc', content })

function docOf(text: Text): Y.Doc {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, textToUpdate(text))
  return doc
}

/** The letters of the first block as Yjs knows them: what an anchor holds on to. */
function anchor(doc: Y.Doc, block: number, letter: number): () => string | undefined {
  const element = doc.getXmlFragment(rootName).get(block)
  if (!(element instanceof Y.XmlElement)) throw new Error('no block')
  const run = element.get(0)
  if (!(run instanceof Y.XmlText)) throw new Error('no run')
  const place = Y.createRelativePositionFromTypeIndex(run, letter)
  return () => {
    const found = Y.createAbsolutePositionFromRelativePosition(place, doc)
    return found?.type instanceof Y.XmlText ? found.type.toString().slice(found.index) : undefined
  }
}

const words = constantFrom('粮食', '总产量', '五千吨', '，', '比上年', '增长', '3.2%', '。')
const inline = record({ text: words, mark: constantFrom('bold', 'none', 'none') }).map(
  ({ text, mark }): Inline => ({
    type: 'text',
    text,
    ...(mark === 'bold' ? { marks: [{ type: 'bold' as const }] } : {}),
  }),
)
const paragraph = array(inline, { maxLength: 8 }).map(
  (content): Block => (content.length === 0 ? { type: 'paragraph' } : { type: 'paragraph', content }),
)
const heading = tuple(words, integer({ min: 1, max: 2 })).map(
  ([text, level]): Block => ({
    type: 'heading',
    attrs: { level, numbered: true },
    content: [{ type: 'text', text }],
  }),
)
const list = array(words, { minLength: 1, maxLength: 3 }).map(
  (items): Block => ({
    type: 'bulletList',
    content: items.map(word => ({ type: 'listItem' as const, content: [line(word)] })),
  }),
)
const table = array(words, { minLength: 2, maxLength: 2 }).map(
  (cells): Block => ({
    type: 'table',
    content: [
      {
        type: 'tableRow',
        content: cells.map(word => ({ type: 'tableCell' as const, content: [line(word)] })),
      },
    ],
  }),
)
const anyText = array(oneof(paragraph, paragraph, heading, list, table), { minLength: 1, maxLength: 6 }).map(
  blocks => docToText(docOf(textOf(...blocks))),
)

describe('a restored text', () => {
  test('V6 reads as the earlier one, whatever stood there in between', () => {
    assert(
      property(anyText, anyText, (now, earlier) => {
        const doc = docOf(now)
        const updates: Uint8Array[] = []
        doc.on('update', (update: Uint8Array) => updates.push(update))
        restoreBlocks(doc, earlier)
        expect(docToText(doc)).toEqual(earlier)
        expect(checkText(docToText(doc))).toBeDefined()
        expect(updates.length).toBeLessThanOrEqual(1)
      }),
      { numRuns: 300 },
    )
  })

  test('V6 equals itself without an edit', () => {
    const doc = docOf(textOf(line('甲'), line('乙')))
    const before = Y.encodeStateAsUpdate(doc)
    restoreBlocks(doc, docToText(doc))
    expect(Y.encodeStateAsUpdate(doc)).toEqual(before)
  })

  test('V7 an anchor survives as far as its letters do, between two changes of one sentence too', () => {
    const doc = docOf(
      textOf(line('新写的开头。'), line('今年全镇粮食总产量六千吨，比上年增长5%，农民增收。')),
    )
    const holds = anchor(doc, 1, '今年全镇粮食总产量六千吨，'.length)
    restoreBlocks(
      doc,
      textOf(line('全镇粮食总产量五千吨，比上年增长3%，农民增收。'), line('后来删去的一段。')),
    )
    expect(holds()).toBe('比上年增长3%，农民增收。')
  })

  test('V7 what somebody types at that moment into what both have stays', () => {
    const start = textOf(line('甲段的话很长很长。'), line('乙段后来写的。'))
    const [server, tab] = [docOf(start), new Y.Doc()]
    Y.applyUpdate(tab, Y.encodeStateAsUpdate(server))
    restoreBlocks(server, textOf(line('甲段的话很短很长。'), line('从前的丙段。')))
    const element = tab.getXmlFragment(rootName).get(0)
    const run = element instanceof Y.XmlElement ? element.get(0) : undefined
    if (!(run instanceof Y.XmlText)) throw new Error('no run')
    run.insert(2, '（补充）')
    Y.applyUpdate(server, Y.encodeStateAsUpdate(tab))
    expect(docToText(server)).toEqual(textOf(line('甲段（补充）的话很短很长。'), line('从前的丙段。')))
  })
})
