// @vitest-environment jsdom
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { array, assert, constantFrom, integer, property } from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  placeOf,
  readClipboard as readHtml,
  toBlocks,
  withoutPictures,
} from '../../../client/editor/paste/paste.ts'
import type { ReadDocument } from '../../../shared/import/document-model.ts'
import { readPlain } from '../../../shared/import/read-plain.ts'
import { limits } from '../../../shared/limits.ts'
import { assembleBlocks } from '../../../shared/assemble/assemble.ts'
import { checkText, plainText, type Text } from '../../../shared/schema/text.ts'
import { heading, lines, newWriter, paragraph, runIn, type Writer } from './editors.ts'

const fixture = (name: string) =>
  readFileSync(join(import.meta.dirname, '../../fixtures/paste', `${name}.html`), 'utf8')

const inSection = (sectionLevel: number, reached: readonly number[] = []) => ({ sectionLevel, reached })

function read(pasted: ReadDocument, place: ReturnType<typeof inSection> | null = inSection(1)): string[] {
  const text: Text = { type: 'doc', content: toBlocks(pasted.blocks, place ?? undefined) }
  expect(checkText(text)).toBeDefined()
  return lines(text)
}

/** A paste event as the browser gives it. */
function paste(writer: Writer, data: Readonly<Record<string, string>>): void {
  const event = new Event('paste', { bubbles: true, cancelable: true })
  const clipboardData = { getData: (type: string) => data[type] ?? '', files: [], items: [] }
  Object.assign(event, { clipboardData })
  writer.editor.view.dom.dispatchEvent(event)
}

describe('paste from Word', () => {
  test('E10 headings, lists, bold and the merged cells arrive; styles, comments and the picture do not', () => {
    const pasted = readHtml(fixture('word'))
    expect(read(pasted)).toEqual([
      '# 扎实推进高标准农田建设',
      '青石镇全年新建高标准农田1200亩，亩均增产六十公斤，覆盖柳湾、石桥两个村。',
      '1. 疏通沟渠三十公里，解决灌溉“最后一百米”。',
      '2. 改造老旧泵站四座，排涝能力提高一倍。',
      '# 持续抓好防汛抗旱',
      '• 备足物资',
      '• 排好班次',
      '村名 | 面积（亩）',
      '水田 | 旱地',
      '柳湾村 | 640 | 560',
    ])
    expect(withoutPictures(pasted).images).toBe(1)
  })

  test('E10 bold stays where the author set it', () => {
    const [, line] = readHtml(fixture('word')).blocks
    const bold = line?.kind === 'line' ? line.content.filter(inline => inline.marks?.length) : []
    expect(bold).toEqual([{ type: 'text', text: '亩均增产六十公斤', marks: [{ type: 'bold' }] }])
  })

  test('E10 cells keep their spans', () => {
    const table = readHtml(fixture('word')).blocks.find(
      block => block.kind === 'whole' && block.block.type === 'table',
    )
    const rows = table?.kind === 'whole' && table.block.type === 'table' ? table.block.content : []
    expect(rows[0]?.content?.map(cell => [cell.attrs?.rowspan, cell.attrs?.colspan])).toEqual([
      [2, 1],
      [1, 2],
    ])
  })

  test('E10 a number that the sheet would not print stays as it was typed', () => {
    // Two headings stand before this place: the sheet would print （三） and （四）.
    expect(read(readHtml(fixture('word')), inSection(1, [2])).slice(0, 1)).toEqual([
      '#- （一）扎实推进高标准农田建设',
    ])
  })
})

describe('paste from WPS', () => {
  test('E11 run-in headings become spans, 一、 a heading, drawn （1） stays text', () => {
    expect(read(readHtml(fixture('wps')), inSection(1))).toEqual([
      '# 民政工作情况',
      '#2|兜住兜牢底线。|全镇低保对象全部复核一遍，新增二十三户，退出十八户。',
      '#2|做实养老服务。|建成日间照料站三处，助餐九千余人次。',
      '# 存在的问题',
      '（1）照料站日常运转经费还没有固定来源；',
      '（2）护理员人手不足。',
    ])
  })

  test('E11 in a cell or an item everything stays a paragraph with its number', () => {
    expect(read(readHtml(fixture('wps')), null).slice(0, 2)).toEqual([
      '一、民政工作情况',
      '（一）兜住兜牢底线。全镇低保对象全部复核一遍，新增二十三户，退出十八户。',
    ])
  })
})

test('E12 a range of a spreadsheet is a table without its hidden rows', () => {
  expect(read(readHtml(fixture('excel')))).toEqual([
    '指标 | 单位 | 数值',
    '油菜面积 | 亩 | 3,250.5',
    '备注 | 含复种/面积',
  ])
})

test('E13 a web page gives its words: indents, frames, scripts, trackers and hidden text go', () => {
  const pasted = readHtml(fixture('web'))
  expect(read(pasted)).toEqual([
    '清溪文化站全年办展演四十二场，观众一万三千人次。',
    '送戏下乡到村到组。',
    '农家书屋补书八百册。',
    '• 书画展 / • 少儿组',
    '• 戏曲周',
    '单元格外框里的一段话。',
    '活动 | 说明',
    '灯会 | 两晚/十四 六千人/十五 八千人',
    '详见活动专页。',
  ])
  expect(withoutPictures(pasted).images).toBe(1)
  expect(window).not.toHaveProperty('pasted')
})

describe('plain text', () => {
  test('E14 a paragraph a line, indents gone', () => {
    expect(read(readPlain('　　第一段。\r\n\r\n\t  第二段。\n第三 段。'))).toEqual([
      '第一段。',
      '第二段。',
      '第三 段。',
    ])
  })

  test.each([
    [
      'figures and enumerations are no numbers',
      '1.5亿元\n1、2、3号泵站检修\n一、二、三产业融合',
      ['1.5亿元', '1、2、3号泵站检修', '一、二、三产业融合'],
    ],
    [
      'a bare list of names stays text',
      '1. 春华村\n2. 秋实村\n3. 柳湾村',
      ['1. 春华村', '2. 秋实村', '3. 柳湾村'],
    ],
    [
      'an outline becomes headings',
      '（一）抓生产\n正文一。\n1. 备耕\n正文二。\n2. 春播\n正文三。\n（二）抓防灾',
      ['# 抓生产', '正文一。', '## 备耕', '正文二。', '## 春播', '正文三。', '# 抓防灾'],
    ],
    [
      'a gap in the series keeps the whole series as typed',
      '（一）抓生产\n（三）抓防灾',
      ['（一）抓生产', '（三）抓防灾'],
    ],
    [
      'a long numbered paragraph keeps its series as typed',
      '（一）抓生产\n（二）全镇上下齐心协力，把防灾减灾的各项措施一条一条落到了田间地头，没有一处落空，群众很满意',
      [
        '（一）抓生产',
        '（二）全镇上下齐心协力，把防灾减灾的各项措施一条一条落到了田间地头，没有一处落空，群众很满意',
      ],
    ],
  ])('E14 %s', (_title, typed, expected) => {
    expect(read(readPlain(typed))).toEqual(expected)
  })

  test('E14 levels too deep for the section stay text', () => {
    // In a section of level 3, ① would be level 5 = relative 2, fine; （1） relative 1.
    expect(read(readPlain('（1）抓生产\n正文。\n①备耕\n正文。'), inSection(3))).toEqual([
      '# 抓生产',
      '正文。',
      '## 备耕',
      '正文。',
    ])
    // 一、 in a section of level 2 makes all of them move down.
    expect(read(readPlain('一、抓生产\n正文。\n（一）备耕\n正文。'), inSection(2))).toEqual([
      '# 抓生产',
      '正文。',
      '## 备耕',
      '正文。',
    ])
  })

  test('E14 no character but blanks is lost, whatever is pasted', () => {
    const piece = constantFrom(
      '一、',
      '（一）',
      '（二）',
      '1.',
      '2、',
      '（1）',
      '①',
      '抓生产',
      '。',
      '正文很长很长，',
      '\n',
      '　',
      ' ',
      '3.5',
      'ＡＢ',
    )
    assert(
      property(array(piece, { maxLength: 40 }), integer({ min: 1, max: 3 }), (pieces, level) => {
        const typed = pieces.join('')
        const text: Text = { type: 'doc', content: toBlocks(readPlain(typed).blocks, inSection(level)) }
        // With the numbers that the sheet prints in their place, it reads as typed, shapes apart.
        expect(skeleton(printed(text, level))).toBe(skeleton(typed))
      }),
      { numRuns: 400 },
    )
  })
})

describe('into the editor', () => {
  test('E15 a paste is one step of undo', () => {
    const writer = newWriter([paragraph('原有。')])
    writer.editor.commands.insertContentAt(4, '再写。')
    paste(writer, { 'text/html': fixture('wps'), 'text/plain': '' })
    expect(lines(writer.text())).toHaveLength(7)
    writer.editor.commands.undo()
    expect(lines(writer.text())).toEqual(['原有。再写。'])
  })

  test('E15 one line flows into the sentence where the caret is', () => {
    const writer = newWriter([paragraph('全镇共有座泵站。')])
    writer.editor.commands.setTextSelection(5)
    paste(writer, {
      'text/plain': '四十二',
      'text/html': '<p class=MsoNormal><span>四十二<o:p></o:p></span></p>',
    })
    expect(lines(writer.text())).toEqual(['全镇共有四十二座泵站。'])
  })

  test('E15 numbers continue from the headings before the caret', () => {
    const writer = newWriter([heading(1, '抓生产'), runIn(2, '备耕。', '正文。'), paragraph('')])
    writer.editor.commands.setTextSelection(writer.editor.state.doc.content.size - 1)
    expect(placeOf(writer.editor.state, 1)).toEqual(inSection(1, [1, 1]))
    paste(writer, { 'text/plain': '（二）抓防灾\n正文。' })
    expect(lines(writer.text())).toEqual(['# 抓生产', '#2|备耕。|正文。', '# 抓防灾', '正文。'])
  })

  test('E15 what is more than one update may carry is refused whole, with a notice', () => {
    const writer = newWriter([paragraph('原有。')])
    paste(writer, { 'text/plain': '很长的一行。\n'.repeat(limits.updateBytes / 12) })
    expect(writer.notices).toEqual([{ kind: 'too-large' }])
    expect(lines(writer.text())).toEqual(['原有。'])
  })

  test('E15 left-out pictures are told', () => {
    const writer = newWriter()
    paste(writer, { 'text/html': fixture('web') })
    expect(writer.notices).toEqual([{ kind: 'images', count: 1 }])
  })

  test('E15 our own copy keeps its levels, and numbers are not typed twice', () => {
    const source = newWriter([heading(2, '备耕'), runIn(1, '抓防灾。', '正文。')])
    source.editor.commands.selectAll()
    const { dom, text } = source.editor.view.serializeForClipboard(source.editor.state.selection.content())
    expect(text).toBe('1.备耕\n（一）抓防灾。正文。')
    const writer = newWriter([paragraph('')])
    paste(writer, { 'text/html': dom.innerHTML, 'text/plain': text })
    expect(lines(writer.text())).toEqual(['## 备耕', '#1|抓防灾。|正文。'])
  })
})

/** All visible characters, with what numbers and blanks look like taken out. */
const skeleton = (text: string) =>
  text
    .replace(/[\s\u3000]/g, '')
    .replace(/[（）()、.．]/g, '')
    .replace(/[①-⑳]/g, digit => String((digit.codePointAt(0) ?? 0) - 0x245f))
    .replace(/[一二三四五六七八九]/g, digit => String('零一二三四五六七八九'.indexOf(digit)))

function printed(text: Text, level: number): string {
  const blocks = assembleBlocks(text, level)
  return blocks
    .map(({ block, heading: found }) => (found?.number ?? '') + plainText({ type: 'doc', content: [block] }))
    .join('\n')
}
