/** A text written anew from plain lines: only what differs is touched, so that others' letters stay. */
import { array, assert, constantFrom, property } from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { linesOfDoc, linesOfPlain, rewriteDoc } from '../../shared/schema/rewrite.ts'
import {
  type Block,
  checkText,
  docToText,
  emptyText,
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

/** The text after it was written anew; what the schema does not have fails. */
function rewritten(text: Text, lines: readonly string[]): Text {
  const doc = docOf(text)
  rewriteDoc(doc, lines)
  const after = docToText(doc)
  expect(checkText(after)).toBeDefined()
  return after
}

const table: Block = {
  type: 'table',
  content: [
    {
      type: 'tableRow',
      content: ['小麦', '五千吨'].map(word => ({ type: 'tableCell' as const, content: [line(word)] })),
    },
  ],
}
const list: Block = {
  type: 'bulletList',
  content: ['修渠', '架桥'].map(word => ({ type: 'listItem' as const, content: [line(word)] })),
}
const heading: Block = {
  type: 'heading',
  attrs: { level: 1, numbered: true },
  content: [{ type: 'text', text: '稳住收成' }],
}

describe('a text written anew', () => {
  test('an empty text takes the lines in', () => {
    expect(rewritten(emptyText, ['一段', '二段'])).toEqual(textOf(line('一段'), line('二段')))
  })

  test('the same lines change nothing, whatever blanks stand around them', () => {
    const doc = docOf(textOf(heading, line('　　全镇播种。'), list, table))
    const before = Y.encodeStateAsUpdate(doc)
    const lines = linesOfDoc(doc)
    expect(lines).toEqual(['稳住收成', '全镇播种。', '修渠', '架桥', '小麦', '五千吨'])
    expect(rewriteDoc(doc, linesOfPlain(`\r\n${lines.join('\r\n\r\n')}`))).toBe(false)
    expect(Y.encodeStateAsUpdate(doc)).toEqual(before)
  })

  test('headings, lists, tables and marks around a changed line stay', () => {
    const bold: Block = {
      type: 'paragraph',
      content: [
        { type: 'text', text: '产量', marks: [{ type: 'bold' }] },
        { type: 'text', text: '五千吨。' },
      ],
    }
    const after = rewritten(textOf(heading, bold, list, table), [
      '稳住收成',
      '产量六千吨。',
      '修渠',
      '清淤',
      '架桥',
      '小麦',
      '六千吨',
      '结尾',
    ])
    expect(after.content).toMatchObject([
      heading,
      {
        content: [{ text: '产量', marks: [{ type: 'bold' }] }, { text: '六千吨。' }],
      },
      {
        type: 'bulletList',
        content: ['修渠', '清淤', '架桥'].map(text => ({ content: [{ content: [{ text }] }] })),
      },
      {
        type: 'table',
        content: [
          {
            content: ['小麦', '六千吨'].map(text => ({ content: [{ content: [{ text }] }] })),
          },
        ],
      },
      line('结尾'),
    ])
  })

  test('an item that is gone takes its list along only when it was the last', () => {
    expect(rewritten(textOf(line('前'), list), ['前', '架桥']).content).toHaveLength(2)
    expect(rewritten(textOf(line('前'), list), ['前'])).toEqual(textOf(line('前')))
  })

  test('letters that somebody types meanwhile stay, in a changed line too', () => {
    const ours = docOf(textOf(line('全镇粮食产量五千吨。'), line('修渠十二公里。')))
    const theirs = new Y.Doc()
    Y.applyUpdate(theirs, Y.encodeStateAsUpdate(ours))
    const block = theirs.getXmlFragment(rootName).get(0)
    const text = block instanceof Y.XmlElement ? block.get(0) : undefined
    if (!(text instanceof Y.XmlText)) throw new Error('no text')
    text.insert(2, '今年')
    rewriteDoc(ours, ['全镇粮食产量六千吨。', '修渠十二公里。', '植树一百亩。'])
    Y.applyUpdate(ours, Y.encodeStateAsUpdate(theirs))
    expect(linesOfDoc(ours)).toEqual(['全镇今年粮食产量六千吨。', '修渠十二公里。', '植树一百亩。'])
  })

  test('whatever the lines are, they are what the text says afterwards', () => {
    const words = constantFrom('甲', '乙丙', '甲乙丙丁', '🌾麦', '5,000吨', '修渠', '小麦')
    const block = constantFrom(
      line('甲乙'),
      heading,
      list,
      table,
      line('修渠十里'),
      emptyText.content[0] ?? list,
    )
    const lines = array(
      array(words, { minLength: 1, maxLength: 4 }).map(parts => parts.join('')),
      {
        maxLength: 8,
      },
    )
    assert(
      property(array(block, { minLength: 1, maxLength: 5 }), lines, (blocks, wanted) => {
        const doc = docOf(textOf(...blocks))
        rewriteDoc(doc, wanted)
        expect(linesOfDoc(doc)).toEqual(wanted)
        expect(checkText(docToText(doc))).toBeDefined()
      }),
      { numRuns: 300 },
    )
  })
})
