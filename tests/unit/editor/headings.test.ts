// @vitest-environment jsdom
import { describe, expect, test } from 'vitest'
import type { EditorView } from '@tiptap/pm/view'
import * as Y from 'yjs'
import { headingsOf } from '../../../client/editor/numbers.ts'
import { openingLength } from '../../../client/editor/run-in.ts'
import { connect, heading, lines, newWriter, paragraph, runIn, writerOf } from './editors.ts'

/** As the browser hands typed characters over. */
function type(view: EditorView, text: string): void {
  for (const character of text) {
    const { from, to } = view.state.selection
    const insert = () => view.state.tr.insertText(character, from, to)
    if (!view.someProp('handleTextInput', handle => handle(view, from, to, character, insert)))
      view.dispatch(insert())
  }
}

const shown = (view: EditorView) =>
  [...view.dom.children].map(block => `${block.getAttribute('data-number') ?? ''}${block.textContent ?? ''}`)

describe('numbers', () => {
  test('E20 the sheet numbers headings and run-ins by the level of the section, and none that is switched off', () => {
    const blocks = [
      heading(1, '抓生产'),
      runIn(2, '备耕。', '正文。'),
      runIn(2, '春播。', '正文。'),
      heading(1, '附言', false),
      heading(1, '抓防灾'),
    ]
    expect(shown(newWriter(blocks, 1).editor.view)).toEqual([
      '（一）抓生产',
      '1.备耕。正文。',
      '2.春播。正文。',
      '附言',
      '（二）抓防灾',
    ])
    expect(shown(newWriter(blocks, 2).editor.view)).toEqual([
      '1.抓生产',
      '（1）备耕。正文。',
      '（2）春播。正文。',
      '附言',
      '2.抓防灾',
    ])
  })

  test('E20 they are right after somebody else put a heading before them', () => {
    const mine = newWriter([heading(1, '抓防灾')])
    const theirs = new Y.Doc()
    Y.applyUpdate(theirs, Y.encodeStateAsUpdate(mine.doc))
    connect(mine.doc, theirs)
    const { editor } = writerOf(theirs)
    editor.commands.insertContentAt(0, editor.schema.nodeFromJSON(heading(1, '抓生产')))
    expect(shown(mine.editor.view)).toEqual(['（一）抓生产', '（二）抓防灾'])
    expect(mine.text().content[1]).toEqual(heading(1, '抓防灾'))
  })

  test('E20 a heading in a list item bears no number', () => {
    const item = { type: 'listItem', content: [paragraph('甲'), heading(1, '乙')] } as const
    const { editor } = newWriter([{ type: 'bulletList', content: [item] }])
    expect(headingsOf(editor.state.doc, 1)).toEqual([])
  })
})

describe('run-in heading', () => {
  test.each([
    ['稳住收成。全镇播种三千亩。', 5],
    ['稳住收成：全镇播种。', 5],
    ['稳住收成', 4],
    ['很长'.repeat(21), 0],
  ])('E21 the opening of %s', (line, length) => {
    expect(openingLength(line)).toBe(length)
  })

  test('E21 marks the first sentence, and a second time takes it back', () => {
    const writer = newWriter([paragraph('稳住收成。全镇播种三千亩。')])
    writer.editor.commands.setTextSelection(8)
    writer.editor.commands.toggleRunIn()
    expect(lines(writer.text())).toEqual(['#1|稳住收成。|全镇播种三千亩。'])
    writer.editor.commands.toggleRunIn()
    expect(lines(writer.text())).toEqual(['稳住收成。全镇播种三千亩。'])
  })

  test('E21 with a selection it reaches to its end', () => {
    const writer = newWriter([paragraph('稳住收成，守好粮仓。全镇播种。')])
    writer.editor.commands.setTextSelection({ from: 1, to: 6 })
    writer.editor.commands.toggleRunIn()
    expect(lines(writer.text())).toEqual(['#1|稳住收成，|守好粮仓。全镇播种。'])
  })

  test('E21 a typed number goes only if the sheet prints the same', () => {
    const typed = (number: string) => {
      const writer = newWriter([runIn(1, '备耕。', '正文。'), paragraph(`${number}稳住收成。全镇播种。`)])
      writer.editor.commands.setTextSelection(writer.editor.state.doc.content.size - 1)
      writer.editor.commands.toggleRunIn()
      return lines(writer.text())[1]
    }
    expect(typed('（二）')).toBe('#1|稳住收成。|全镇播种。')
    expect(typed('（五）')).toBe('#1|（五）稳住收成。|全镇播种。')
  })

  test('E21 what is typed behind it is body', () => {
    const writer = newWriter([runIn(1, '稳住收成。', '')].map(() => paragraph('稳住收成。')))
    writer.editor.commands.setTextSelection(3)
    writer.editor.commands.toggleRunIn()
    writer.editor.commands.setTextSelection(6)
    type(writer.editor.view, '全镇')
    expect(lines(writer.text())).toEqual(['#1|稳住收成。|全镇'])
  })
})

describe('typed numbers', () => {
  test('E22 （一） on an empty line becomes a heading, and Backspace brings the characters back', () => {
    const writer = newWriter([paragraph('')])
    writer.editor.commands.setTextSelection(1)
    type(writer.editor.view, '（一）')
    expect(lines(writer.text())).toEqual(['# '])
    writer.editor.view.dom.dispatchEvent(
      new KeyboardEvent('keydown', { key: 'Backspace', bubbles: true, cancelable: true }),
    )
    expect(lines(writer.text())).toEqual(['（一）'])
    type(writer.editor.view, '抓')
    expect(lines(writer.text())).toEqual(['（一）抓'])
  })

  test.each([
    ['a number that the sheet would not print', 1, '（三）'],
    ['a level that stands above the section', 2, '（一）'],
    ['a bracket in a sentence', 1, '详见（一）'],
    ['a figure', 1, '1.'],
  ])('E22 %s stays text', (_title, sectionLevel, typed) => {
    const writer = newWriter([paragraph('')], sectionLevel)
    writer.editor.commands.setTextSelection(1)
    type(writer.editor.view, typed)
    expect(lines(writer.text())).toEqual([typed])
  })
})

describe('sub-headings', () => {
  test('E23 Enter at the end of a heading begins a paragraph; Backspace at its start makes it one', () => {
    const writer = newWriter([heading(2, '备耕')])
    writer.editor.commands.setTextSelection(3)
    writer.editor.commands.splitBlock()
    type(writer.editor.view, '正文')
    expect(lines(writer.text())).toEqual(['## 备耕', '正文'])
    writer.editor.commands.setTextSelection(1)
    writer.editor.view.dom.dispatchEvent(
      new KeyboardEvent('keydown', { key: 'Backspace', bubbles: true, cancelable: true }),
    )
    expect(lines(writer.text())).toEqual(['备耕', '正文'])
  })

  test('E23 switching the number on takes the typed one away', () => {
    const writer = newWriter([heading(1, '（一）抓生产', false)])
    writer.editor.commands.toggleNumbered()
    expect(lines(writer.text())).toEqual(['# 抓生产'])
    writer.editor.commands.toggleNumbered()
    expect(lines(writer.text())).toEqual(['#- 抓生产'])
  })

  test('E23 clearing the format leaves words, lists and tables', () => {
    const bold = { type: 'text', text: '重点', marks: [{ type: 'bold' }] } as const
    const writer = newWriter([heading(1, '抓生产'), { type: 'paragraph', content: [bold] }])
    writer.editor.commands.selectAll()
    writer.editor.commands.clearFormat()
    expect(writer.text().content).toEqual([paragraph('抓生产'), paragraph('重点')])
  })
})
