import { expect, test } from 'vitest'
import { blocksOfText, sentencesOf } from '../../shared/desk-lines.ts'
import { fatesOf, shelvesOf } from '../../shared/fates.ts'
import { plainText } from '../../shared/schema/text.ts'
import { expectNearlyLinear } from '../support/growth.ts'

const sections = shelvesOf([
  { id: 'own', text: '今年，修渠十二公里，新建泵站两座。' },
  { id: 'other', text: '综合各方面情况，全年培训农户三百人次。粮食总产量稳中有增，比去年略好。' },
])
const fate = (text: string, taken: string[] = []) =>
  fatesOf(
    [{ line: 0, text }],
    'own',
    sections,
    taken.map(sectionId => ({ line: 0, sectionId })),
  ).get(0)

test('Y9 of a line is told what became of it: 采用, 并入, 改写 or 未采用', () => {
  expect(fate('修渠十二公里；新建泵站两座')).toEqual({ fate: 'kept', sectionIds: ['own'] })
  expect(fate('全年培训农户三百人次。')).toEqual({ fate: 'merged', sectionIds: ['other'] })
  expect(fate('粮食总产量比去年稳中有增两成左右。')).toEqual({ fate: 'reworded', sectionIds: ['other'] })
  expect(fate('集体经济收入突破百万元大关。')).toEqual({ fate: 'unused', sectionIds: [] })
  expect(fate('  ')).toBeUndefined()
})

test('Y9 what the desk took over is followed further than what only resembles', () => {
  const line = '各村全年培训农户、种养大户，发展特色产业，共计两千人以上。'
  expect(fate(line)).toEqual({ fate: 'unused', sectionIds: [] })
  expect(fate(line, ['other'])).toEqual({ fate: 'reworded', sectionIds: ['other'] })
})

test('Y9 a few letters that stand in a sentence by chance were not taken over', () => {
  const shelves = shelvesOf([
    { id: 'one', text: '编制村庄规划八个。完成评审五个。' },
    { id: 'two', text: '道路\n里程' },
  ])
  const found = (text: string, taken: string[] = []) => {
    const went = taken.map(sectionId => ({ line: 0, sectionId }))
    return fatesOf([{ line: 0, text }], null, shelves, went).get(0)
  }
  expect(found('村庄规划')).toEqual({ fate: 'unused', sectionIds: [] })
  expect(found('村庄规划', ['one'])).toEqual({ fate: 'merged', sectionIds: ['one'] })
  expect(found('道路')).toEqual({ fate: 'merged', sectionIds: ['two'] })
})

const cell = (...texts: string[]) => ({
  type: 'tableCell' as const,
  content: texts.map(text => ({ type: 'paragraph' as const, content: [{ type: 'text' as const, text }] })),
})
const headCell = (text: string) => ({ ...cell(text), type: 'tableHeader' as const })

test('Y9 a cell of a few letters is found in the table that has it', () => {
  const row = (...texts: string[]) => ({ type: 'tableRow' as const, content: texts.map(text => cell(text)) })
  const table = { type: 'table' as const, content: [row('村名', '面积（亩）'), row('上澄村', '1680')] }
  const text = plainText({ type: 'doc', content: [table] })
  const lines = ['村名', '面积（亩）', '上澄村', '1680', '上澄'].map((words, line) => ({ line, text: words }))
  const told = [...fatesOf(lines, 'one', shelvesOf([{ id: 'one', text }]), []).values()]
  expect(told.map(({ fate: became }) => became)).toEqual(['kept', 'kept', 'kept', 'kept', 'unused'])
})

test('Y1 lines are counted as the document counts them, sentences cut behind their marks', () => {
  const blocks = blocksOfText({
    type: 'doc',
    content: [
      { type: 'paragraph', content: [{ type: 'text', text: '修渠。' }, { type: 'hardBreak' }] },
      {
        type: 'table',
        content: [
          { type: 'tableRow', content: [headCell('村名'), headCell('面积')] },
          { type: 'tableRow', content: [{ ...cell('上澄村', '下澄村'), attrs: { colspan: 2 } }] },
        ],
      },
      { type: 'heading', attrs: { level: 1, numbered: true }, content: [{ type: 'text', text: '小标题' }] },
    ],
  })
  expect(blocks.map(({ lines }) => lines.map(({ line, text }) => [line, text]))).toEqual([
    [[0, '修渠。\n']],
    [
      [1, '村名'],
      [2, '面积'],
      [3, '上澄村'],
      [4, '下澄村'],
    ],
    [[5, '小标题']],
  ])
  const cellsOf = ({ rows }: (typeof blocks)[number]) =>
    rows.map(cells => cells.map(one => [one.isHead, one.colspan, one.lines.map(({ line }) => line)]))
  expect(blocks.map(cellsOf)).toEqual([
    [],
    [
      [
        [true, 1, [1]],
        [true, 1, [2]],
      ],
      [[false, 2, [3, 4]]],
    ],
    [],
  ])
  expect(sentencesOf('他说：“好！”大家散了。明年再来').map(({ text }) => text)).toEqual([
    '他说：“好！”',
    '大家散了。',
    '明年再来',
  ])
})

test('Y9 the cost of telling a long 来稿 in a report of many sections does not grow with lines times sections', () => {
  const letters = Array.from({ length: 400 }, (_, at) => String.fromCharCode(0x4e00 + at)).join('')
  // Each line was cut into its grams anew for every section.
  expectNearlyLinear(
    30,
    size => ({
      lines: Array.from({ length: size }, (_, line) => ({ line, text: `${line}${letters}` })),
      shelves: shelvesOf(Array.from({ length: size }, (_, at) => ({ id: `s${at}`, text: '另一段话。' }))),
    }),
    ({ lines, shelves }) =>
      expect(fatesOf(lines, 's0', shelves, []).get(lines.length - 1)).toEqual({
        fate: 'unused',
        sectionIds: [],
      }),
  )
})
