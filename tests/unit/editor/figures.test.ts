// @vitest-environment jsdom
/** Citing in an editor. */
import { expect, test } from 'vitest'
import { cite, citeTable, numberAt } from '../../../client/editor/figures/cite.ts'
import { createRegister } from '../../../client/figures/register.ts'
import { plainText } from '../../../shared/schema/text.ts'
import { figureIds, showFigures } from '../../../shared/figures/in-text.ts'
import { newWriter } from './editors.ts'

// jsdom lays nothing out: what scrolls into view asks where it is.
Range.prototype.getClientRects = () => Object.assign([], { item: () => null })
Range.prototype.getBoundingClientRect = () => new DOMRect()

const income = { id: 'f000000000000001', name: '财政收入', unit: '万元' }
const values = new Map([[income.id, { value: '3200', unit: '万元' }]])
const line = (text: string) => [{ type: 'paragraph' as const, content: [{ type: 'text' as const, text }] }]

test('T13 the number that the caret touches is known with its name and unit, and gives way to the citation', () => {
  const writer = newWriter(line('今年财政收入3,120.5万元，增长约3%。'), 1, createRegister())
  writer.editor.commands.setTextSelection(10)
  expect(numberAt(writer.editor.state)).toMatchObject({
    words: '3,120.5万元',
    name: '财政收入',
    value: '3120.5',
    unit: '万元',
  })
  cite(writer.editor, income, true)
  expect(plainText(showFigures(writer.text(), values))).toBe('今年财政收入3200万元，增长约3%。')
})

test('T13 the unit does not stand twice', () => {
  const writer = newWriter(line('收入万元'), 1, createRegister())
  writer.editor.commands.setTextSelection(3)
  cite(writer.editor, income)
  expect(plainText(showFigures(writer.text(), values))).toBe('收入3200万元')
})

test('T20 figures stand as a table whose values are citations', () => {
  const writer = newWriter(line('附表如下。'), 1, createRegister())
  writer.editor.commands.setTextSelection(2)
  citeTable(writer.editor, [income], ['名称', '单位', '数值'])
  expect(plainText(showFigures(writer.text(), values)).split('\n').slice(0, 3)).toEqual([
    '附表如下。',
    '名称\t单位\t数值',
    '财政收入\t万元\t3200',
  ])
  expect(figureIds(writer.text())).toEqual([income.id])
})
