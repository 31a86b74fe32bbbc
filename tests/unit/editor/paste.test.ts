// @vitest-environment jsdom
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { array, assert, constantFrom, integer, property } from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { pasteReader } from '../../../client/editor/paste/clipboard.ts'
import { placeOf, readClipboard as readHtml, toBlocks } from '../../../client/editor/paste/paste.ts'
import { bringPictures } from '../../../client/editor/paste/pictures.ts'
import { rtfPictures } from '../../../shared/import/rtf-pictures.ts'
import type { ReadDocument } from '../../../shared/import/document-model.ts'
import { readPlain } from '../../../shared/import/read-plain.ts'
import { marksToWiden } from '../../../shared/halfwidth.ts'
import { limits } from '../../../shared/limits.ts'
import { assembleBlocks } from '../../../shared/assemble/assemble.ts'
import { checkText, plainText, type Text } from '../../../shared/schema/text.ts'
import { heading, lines, newWriter, paragraph, runIn, type Writer } from './editors.ts'

const fixture = (name: string, ending = 'html') =>
  readFileSync(join(import.meta.dirname, '../../fixtures/paste', `${name}.${ending}`), 'utf8')

const nothing = { files: [], rtf: '' }
const leftOut = (pasted: ReadDocument) => bringPictures(pasted, nothing).left

const inSection = (sectionLevel: number, reached: readonly number[] = []) => ({ sectionLevel, reached })

function read(pasted: ReadDocument, place: ReturnType<typeof inSection> | null = inSection(1)): string[] {
  const text: Text = {
    type: 'doc',
    content: toBlocks(bringPictures(pasted, nothing).blocks, place ?? undefined),
  }
  expect(checkText(text)).toBeDefined()
  return lines(text)
}

/** A paste event as the browser gives it. */
function paste(writer: Writer, data: Readonly<Record<string, string>>, files: readonly File[] = []): void {
  const event = new Event('paste', { bubbles: true, cancelable: true })
  const clipboardData = { getData: (type: string) => data[type] ?? '', files, items: [] }
  Object.assign(event, { clipboardData })
  writer.editor.view.dom.dispatchEvent(event)
}

// As in a tab whose texts are here.
beforeAll(() => pasteReader.fetch())

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
    expect(leftOut(pasted)).toHaveLength(1)
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

test('I22 a range of WPS is a table with its merges, without the row that is there for widths alone', () => {
  expect(read(readHtml(fixture('wps-sheet')))).toEqual([
    '村名 | 修路（公里） | 备注',
    '去年 | 今年',
    '石桥村 | 3.2 | 4.6 | ',
    '桥头村 | 2 | 7.4 | 含桥一座',
  ])
})

test('I22 an article of WeChat gives its words; its pictures lie on the net and are told', () => {
  const pasted = readHtml(fixture('wechat-article'))
  expect(read(pasted)).toEqual([
    '夜校开班 灯火可亲',
    '枫渡镇夜校今年开班十二期,学员一千二百人次(含外来务工人员).',
    '夜校第三期开班',
    '• 缝纫班二期',
    '• 农机班三期',
  ])
  expect(leftOut(pasted)).toEqual(['图片'])
})

test('I22 a chat of WeChat is a paragraph a line, who spoke among them', () => {
  const pasted = readHtml(fixture('wechat-chat'))
  expect(read(pasted)).toEqual([
    '沈岸 11/20 9:12',
    '各科室把全年数字报一下,今天下班前.',
    '白露 11/20 9:15',
    '农技站:播种水稻1.26万亩,比上年多260亩',
    '早稻亩产418公斤',
  ])
  expect(leftOut(pasted)).toEqual(['3f2a.png'])
})

describe('pictures beside words', () => {
  const word = () => readHtml(fixture('word-pictures'))
  const kinds = (blocks: ReadDocument['blocks']) =>
    blocks.map(block => (block.kind === 'line' ? 'line' : block.block.type))

  test('I22 those that Word only names come from the RTF beside them, to their places', () => {
    const { blocks, files, left } = bringPictures(word(), { files: [], rtf: fixture('word-pictures', 'rtf') })
    expect(kinds(blocks)).toEqual(['line', 'image', 'line', 'image', 'line'])
    expect([...files.values()].map(({ type }) => type)).toEqual(['image/png', 'image/jpeg'])
    expect(left).toEqual([])
  })

  test('I22 files of the clipboard are taken where there are as many as the page names', () => {
    const files = [
      new File(['a'], 'a.png', { type: 'image/png' }),
      new File(['b'], 'b.png', { type: 'image/png' }),
    ]
    expect(bringPictures(word(), { files, rtf: '' }).left).toEqual([])
    // One picture of the whole selection is none of the two.
    const one = bringPictures(word(), { files: files.slice(0, 1), rtf: '' })
    expect(kinds(one.blocks)).toEqual(['line', 'line', 'line'])
    expect(one.left).toEqual(['三处晒场', 'clip_image004.jpg'])
  })

  test('I22 a metafile of the RTF is no picture that can be carried, and keeps its place in the order', () => {
    expect(rtfPictures('{\\rtf1{\\pict\\wmetafile8 0100}{\\pict\\pngblip 89504e470d0a1a0a}}')).toEqual([
      null,
      new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    ])
    expect(rtfPictures('{\\pict{\\pict')).toEqual([])
  })

  test('I22 a picture inside a cell is told or carried, and none stays that has no bytes', () => {
    const cell = readHtml('<table><tr><td>晒场<img src="file:///C:/a.png"></td><td>三处</td></tr></table>')
    const writer = newWriter()
    paste(writer, {
      'text/html': '<table><tr><td>晒场<img src="file:///C:/a.png"></td><td>三处</td></tr></table>',
    })
    expect(leftOut(cell)).toEqual(['a.png'])
    expect(JSON.stringify(writer.text())).not.toContain('"image"')
    expect(writer.notices).toMatchObject([{ kind: 'images', names: ['a.png'] }])
  })
})

describe('half-width marks', () => {
  const pasted = '全镇播种水稻两万亩,总产一万吨(含再生稻)。\n比例为1:3,详见www.example.com/a,b'

  test('I23 are told with their lines, and set right in one step on request', () => {
    const writer = newWriter([paragraph('原有,一句。')])
    writer.editor.commands.setTextSelection(writer.editor.state.doc.content.size - 1)
    paste(writer, { 'text/plain': pasted })
    const before = lines(writer.text())
    const [notice] = writer.notices
    if (notice?.kind !== 'halfwidth') throw new Error('no notice')
    expect(notice.marks.map(({ marks }) => marks.length)).toEqual([3, 1])
    expect(notice.widen()).toBe(4)
    expect(lines(writer.text())).toEqual([
      '原有,一句。全镇播种水稻两万亩，总产一万吨（含再生稻）。',
      '比例为1:3，详见www.example.com/a,b',
    ])
    writer.editor.commands.undo()
    expect(lines(writer.text())).toEqual(before)
  })

  test('I23 full stops that end a sentence, and marks behind a bracket, are among them; figures are not', () => {
    const told = (line: string) => marksToWiden(line).map(({ from, text }) => `${from}${text}`)
    expect(told('修路十二公里.比上年多(含便道);共3.5公里.')).toEqual(['6。', '11（', '15）', '16；', '23。'])
    expect(told('见www.example.com.cn,v1.2')).toEqual([])
    expect(told('1.抓生产')).toEqual([])
  })

  test('I23 a line that was changed meanwhile is left alone, the others are not', () => {
    const writer = newWriter()
    paste(writer, { 'text/plain': '修路十二公里,比上年多三公里。\n路灯坏了,当天修好。' })
    const [notice] = writer.notices
    if (notice?.kind !== 'halfwidth') throw new Error('no notice')
    writer.editor.commands.insertContentAt(3, '了')
    expect(notice.widen()).toBe(1)
    expect(lines(writer.text())).toEqual(['修路了十二公里,比上年多三公里。', '路灯坏了，当天修好。'])
  })

  test('I23 a text without any says nothing', () => {
    const writer = newWriter()
    paste(writer, { 'text/plain': '播种1,234亩，比例3:1。' })
    expect(writer.notices).toEqual([])
  })
})

test('I13 a file that is no picture is handed on to be read instead of being opened', () => {
  const writer = newWriter()
  const file = new File(['x'], '总结.docx')
  paste(writer, {}, [file])
  expect(writer.notices).toEqual([{ kind: 'file', file }])
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
  expect(leftOut(pasted)).toHaveLength(1)
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
    expect(writer.notices).toMatchObject([{ kind: 'images', count: 1 }])
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
