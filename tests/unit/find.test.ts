/** Finding and replacing words: what is found, and that nothing else of a text changes. */
import { array, assert, constantFrom, property } from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { type FindQuery, finderOf, findInLines, linesOfText } from '../../shared/find/find.ts'
import { replaceInDoc } from '../../shared/find/replace.ts'
import { type Block, docToText, rootName, type Text, textToUpdate } from '../../shared/schema/text.ts'

const loosely = { isRegex: false, matchCase: false, matchWidth: false }
const exactly = { isRegex: false, matchCase: true, matchWidth: true }

function find(line: string, query: FindQuery, replacement = ''): string[] {
  const finder = finderOf(query, replacement)
  if (!finder.ok) return [finder.code]
  return findInLines([line], finder.inLine, 100).map(({ words, replacement: put }) =>
    put === '' ? words : `${words}→${put}`,
  )
}

const line = (text: string): Block => ({ type: 'paragraph', content: [{ type: 'text', text }] })

function docOf(...content: Block[]): Y.Doc {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, textToUpdate({ type: 'doc', content }))
  return doc
}

function replaceAll(doc: Y.Doc, query: FindQuery, replacement: string, origin: unknown = 'find'): number {
  const finder = finderOf(query, replacement)
  if (!finder.ok) throw new Error(finder.code)
  const found = findInLines(linesOfText(docToText(doc)), finder.inLine, 1000)
  return replaceInDoc(doc, found, origin)
}

describe('finding', () => {
  test('Q1 full and half width, upper and lower case are the same unless asked otherwise', () => {
    const said = '２０２６年GDP增长（同比），2026年gdp'
    expect(find(said, { ...loosely, words: '2026年gdp' })).toEqual(['２０２６年GDP', '2026年gdp'])
    expect(find(said, { ...exactly, words: '2026年gdp' })).toEqual(['2026年gdp'])
    expect(find(said, { ...loosely, words: '(同比)' })).toEqual(['（同比）'])
    expect(find('哈哈哈', { ...loosely, words: '哈哈' })).toEqual(['哈哈'])
    expect(find('任何', { ...loosely, words: '' })).toEqual([])
  })

  test('Q2 a regular expression finds within a line, its groups go into the replacement', () => {
    const years = { ...loosely, isRegex: true, words: '(?<year>\\d{4})年' }
    expect(find('２０２６年比2025年', years, '$<year>年度')).toEqual([
      '２０２６年→２０２６年度',
      '2025年→2025年度',
    ])
    expect(find('甲乙', { ...years, words: '(甲)(乙)' }, '$2$1$$')).toEqual(['甲乙→乙甲$'])
    expect(find('甲', { ...years, words: '(' })).toEqual(['bad-pattern'])
    expect(find('甲乙', { ...years, words: 'x*' })).toEqual([])
    expect(find('甲\uFFFC乙', { ...years, words: '甲.乙' })).toEqual([])
  })
})

describe('replacing', () => {
  const words = constantFrom('全镇', '粮食', '2026', '２０２６', 'Gdp', '，', '甲')
  const lines = array(array(words, { maxLength: 6 }), { minLength: 1, maxLength: 4 })

  test('Q3 changes what was found and nothing else', () => {
    assert(
      property(lines, words, constantFrom('', '乙', '全镇全镇'), (said, wanted, put) => {
        const before = said.map(one => one.join(''))
        const doc = docOf(...before.map(one => (one === '' ? { type: 'paragraph' as const } : line(one))))
        const count = replaceAll(doc, { ...exactly, words: wanted }, put)
        expect(linesOfText(docToText(doc))).toEqual(before.map(one => one.replaceAll(wanted, put)))
        expect(count).toBe(before.join('\n').split(wanted).length - 1)
      }),
    )
  })

  test('Q3 marks stay, cells and items are reached, and one undo takes all of a section back', () => {
    const bold: Block = {
      type: 'paragraph',
      content: [
        { type: 'text', text: '共' },
        { type: 'text', text: '五千亩', marks: [{ type: 'bold' }] },
        { type: 'hardBreak' },
        { type: 'text', text: '又五千亩。' },
      ],
    }
    const table: Block = {
      type: 'table',
      content: [{ type: 'tableRow', content: [{ type: 'tableCell', content: [line('五千亩')] }] }],
    }
    const doc = docOf(bold, table)
    const before: Text = docToText(doc)
    const undo = new Y.UndoManager(doc.getXmlFragment(rootName), { trackedOrigins: new Set(['find']) })
    expect(replaceAll(doc, { ...loosely, words: '五千亩' }, '六千亩')).toBe(3)
    expect(JSON.stringify(docToText(doc))).toBe(JSON.stringify(before).replaceAll('五千亩', '六千亩'))
    undo.undo()
    expect(docToText(doc)).toEqual(before)
    expect(undo.canUndo()).toBe(false)
  })

  test('Q3 a place where the words no longer stand is passed over', () => {
    const doc = docOf(line('播种五千亩。'), line('播种五千亩。'))
    const finder = finderOf({ ...loosely, words: '五千' }, '六千')
    if (!finder.ok) throw new Error(finder.code)
    const found = findInLines(linesOfText(docToText(doc)), finder.inLine, 10)
    const first = doc.getXmlFragment(rootName).get(0)
    const run = first instanceof Y.XmlElement ? first.get(0) : undefined
    if (run instanceof Y.XmlText) run.insert(0, '今年')
    expect(replaceInDoc(doc, found, null)).toBe(1)
    expect(linesOfText(docToText(doc))).toEqual(['今年播种五千亩。', '播种六千亩。'])
  })
})
