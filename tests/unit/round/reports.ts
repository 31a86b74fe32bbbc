/**
 * Reports of every shape that an office writes, drawn at random: all words are made up, all levels, spans, lists,
 * tables with merges, widths and heads, marks, page breaks and images occur.
 *
 * 1. They are reports as people write them: a heading is followed by a text of its own.
 */
import {
  array,
  type Arbitrary,
  boolean,
  constant,
  constantFrom,
  integer,
  option,
  oneof,
  record,
  tuple,
} from 'fast-check'
import type { ReportToAssemble, SectionToAssemble } from '../../../shared/assemble/assemble.ts'
import { emsOf } from '../../../server/convert/docx/measures.ts'
import type { Matter } from '../../../shared/report.ts'
import type {
  Block,
  Inline,
  List,
  ListItem,
  Paragraph,
  TableCell,
  Text,
} from '../../../shared/schema/text.ts'
import { emptyText } from '../../../shared/schema/text.ts'
import { doc, h, image, p, pageBreak, reportOf, runIn, section, words } from '../paper/literals.ts'

export type Written = { readonly report: ReportToAssemble; readonly texts: ReadonlyMap<string, Text> }

const names = constantFrom(
  '渡口整修',
  '早稻收割',
  '村道养护',
  '夜校开班',
  '水渠清淤',
  '晒场扩建',
  '账目公开',
  '桥灯更换',
)
const sentence = constantFrom(
  '枫渡镇把四十项任务拆到股室，按旬核对。',
  '全年修路十二公里，比上年多三公里。',
  '夜里报修有人接，路灯坏了当天修好。',
  '十一台烘干机挪到离田最近的晒场，排队由两天缩到半天；农户不再等。',
  '受理来信86件，办结率为97.6%，其余转到明年。',
)
const sentences = array(sentence, { minLength: 1, maxLength: 3 }).map(all => all.join(''))
const someMarks = constantFrom<readonly ('bold' | 'italic' | 'underline')[]>(
  [],
  ['italic'],
  ['underline'],
  ['bold', 'italic'],
)

/** Marks stand inside the paragraph: bold at its very start reads as a heading. */
const paragraph: Arbitrary<Paragraph> = tuple(sentences, someMarks, sentence, sentence).map(
  ([before, marks, marked, behind]): Paragraph => {
    const middle: Inline =
      marks.length === 0
        ? words(marked)
        : { type: 'text', text: marked, marks: marks.map(type => ({ type })) }
    return { type: 'paragraph', content: [words(before), middle, words(behind)] }
  },
)

/** Items with a paragraph or two, and in some of them a list again. */
function list(depth: number): Arbitrary<List> {
  const nested = depth < 2 ? option(list(depth + 1), { nil: undefined, freq: 3 }) : constant(undefined)
  const item = tuple(sentence, option(sentence, { nil: undefined, freq: 3 }), nested, boolean()).map(
    ([first, second, inner, innerFirst]): ListItem => {
      const more = [...(second === undefined ? [] : [p(second)]), ...(inner ? [inner] : [])]
      return { type: 'listItem', content: [p(first), ...(innerFirst ? more.toReversed() : more)] }
    },
  )
  const start = option(integer({ min: 1, max: 4 }), { nil: null })
  return tuple(start, array(item, { minLength: 2, maxLength: 3 }), option(table, { nil: undefined })).map(
    ([start, [first, ...items], between]): List => {
      const all = first?.content ?? []
      const holds = between && all.every(({ type }) => type === 'paragraph')
      const content: ListItem[] = [{ type: 'listItem', content: holds ? [...all, between] : all }, ...items]
      return start === null
        ? { type: 'bulletList', content }
        : { type: 'orderedList', attrs: { start }, content }
    },
  )
}

const widths = constantFrom([100, 200, 290], [190, 200, 200], [300, 150, 140])
const align = constantFrom(null, 'center', 'right')

/** Three columns: a head, two rows of which two cells may be one, across or down. */
const table: Arbitrary<Block> = tuple(widths, constantFrom('none', 'across', 'down'), align, boolean()).map(
  ([colwidth, merge, align, headed]) => {
    const cell = (
      text: string,
      from: number,
      colspan = 1,
      rowspan = 1,
      type: TableCell['type'] = 'tableCell',
    ) => ({
      type,
      attrs: { colspan, rowspan, colwidth: colwidth.slice(from, from + colspan), align },
      content: [p(text)],
    })
    const head = ['项目', '单位', '数'].map((text, at) => cell(text, at, 1, 1, 'tableHeader'))
    const first =
      merge === 'across'
        ? [cell('早稻', 0, 2), cell('12', 2)]
        : [cell('早稻', 0, 1, merge === 'down' ? 2 : 1), cell('亩', 1), cell('12', 2)]
    const rest = [cell('亩', 1), cell('7', 2)]
    const second = merge === 'down' ? rest : [cell('晚稻', 0), ...rest]
    return {
      type: 'table',
      content: [...(headed ? [head] : []), first, second].map(content => ({ type: 'tableRow', content })),
    }
  },
)

const picture = tuple(integer({ min: 10, max: 60 }), boolean()).map(([width, captioned]) =>
  image('i000000000000001', { width, alt: '三处晒场', caption: captioned ? '图1　三处晒场' : '' }),
)

const own: Arbitrary<Block[]> = oneof(
  { weight: 5, arbitrary: paragraph.map(block => [block]) },
  list(0).map(block => [block]),
  table.map(block => [block]),
  picture.map(block => [block]),
  tuple(paragraph, table).map(([text, after]) => [pageBreak, text, pageBreak, after, text]),
  paragraph.map(text => [pageBreak, text]),
)
/** Begins and ends with a paragraph, so that what stands between is inside. */
const body: Arbitrary<Block[]> = tuple(paragraph, array(own, { maxLength: 2 }), paragraph).map(
  ([first, between, last]) => [first, ...between.flat(), last],
)

/** With a mark or without: only its style says where a 段首标题 ends. */
const spanEnd = constantFrom('。', '：', '')

/** Below a section: nothing, two or three 段首标题, or headings inside the text. */
const inner: Arbitrary<Block[]> = oneof(
  constant<Block[]>([]),
  array(tuple(names, spanEnd, sentences), { minLength: 2, maxLength: 3 }).map(all =>
    all.map(([name, end, text]) => runIn(1, name + end, text)),
  ),
)

const headed: Arbitrary<Block[]> = array(tuple(names, body), { minLength: 2, maxLength: 3 }).map(all =>
  all.flatMap(([name, blocks]) => [h(1, name), ...blocks]),
)

type Branch = { readonly heading: string; readonly blocks: Block[]; readonly below: readonly Branch[] }

function branch(level: number): Arbitrary<Branch> {
  const leaf = tuple(names, body, level < 5 ? inner : constant<Block[]>([])).map(
    ([heading, blocks, more]): Branch => ({ heading, blocks: [...blocks, ...more], below: [] }),
  )
  if (level >= 4) {
    const deep = tuple(names, body, headed).map(
      ([heading, blocks, more]): Branch => ({ heading, blocks: [...blocks, ...more], below: [] }),
    )
    return level === 4 ? oneof(leaf, deep) : leaf
  }
  const grown = tuple(
    names,
    option(body, { nil: [] as Block[] }),
    array(branch(level + 1), { minLength: 1, maxLength: 2 }),
  ).map(([heading, blocks, below]): Branch => ({ heading, blocks, below }))
  return oneof({ weight: level === 1 ? 1 : 2, arbitrary: leaf }, { weight: 2, arbitrary: grown })
}

const letterhead = record({
  copyNumber: constantFrom('', '000012'),
  urgency: constantFrom('none' as const, 'urgent' as const, 'very-urgent' as const),
  issuer: constantFrom('', '枫渡镇人民政府文件', '枫渡镇人民政府'),
  documentNumber: constantFrom('枫政发〔2026〕31号', '枫政发[2026]3号'),
  signers: constantFrom([], ['陆青禾'], ['陆青禾', '沈岸'], ['欧阳望舒', '沈岸', '白露']),
})

const imprint = record({
  copies: constantFrom('', '县委办公室，县人大常委会办公室，县政协办公室'),
  printer: constantFrom('', '枫渡镇人民政府办公室'),
  printedOn: constantFrom(null, '2026-12-08'),
})

const matter = record({
  letterhead: option(letterhead, { nil: null }),
  addressee: constantFrom('', '县人民政府', '县委、县政府，县直各单位'),
  signature: constantFrom('枫渡镇人民政府', '枫渡镇党政综合便民服务办', '镇长'),
  date: constantFrom('2026-12-05', '2026-01-31'),
  signaturePlace: constantFrom('end' as const, 'end' as const, 'title' as const),
  seal: constantFrom('none' as const, 'seal' as const, 'stamp' as const),
  note: constantFrom('', '此件公开发布', '联系人：沈岸（综合办），电话：000-0000'),
  imprint: option(imprint, { nil: null }),
  contents: boolean(),
}).map(
  ({ signaturePlace, seal, letterhead, signature, ...rest }): Partial<Matter> => ({
    ...rest,
    signature,
    signaturePlace,
    // Under the title nothing is sealed. Eleven characters over a date of seven stand the same with a seal or without.
    seal: signaturePlace === 'title' || emsOf(signature) > 10 ? 'none' : seal,
    letterhead,
    kind: (letterhead?.signers.length ?? 0) > 0 ? 'report' : 'summary',
  }),
)

const titles = constantFrom<readonly string[]>(
  ['枫渡镇2026年工作总结'],
  ['枫渡镇人民政府关于2026年工作情况', '和2027年工作打算的报告'],
  ['枫渡镇人民政府关于2026年防汛抗旱和水利设施管护工作情况的报告'],
)

/** An attachment: its title, its text, headings below it. */
const attachment: Arbitrary<Branch> = tuple(
  constantFrom('2026年重点任务完成情况表', '晒场扩建项目资金使用明细', '2026年村道养护台账'),
  oneof(
    body,
    table.map(block => [block]),
    constant<Block[]>([]),
  ),
  array(branch(2), { maxLength: 2 }),
).map(([heading, blocks, below]): Branch => ({ heading, blocks, below }))

export const reports: Arbitrary<Written> = tuple(
  matter,
  titles,
  option(sentences, { nil: '' }),
  array(branch(1), { minLength: 2, maxLength: 3 }),
  array(attachment, { maxLength: 2 }),
).map(([matter, titleLines, preamble, branches, attachments]) => {
  const sections: SectionToAssemble[] = []
  const texts = new Map<string, Text>()
  const add = (
    parent: string | null,
    level: number,
    { heading, blocks, below }: Branch,
    role: SectionToAssemble['role'] = null,
  ) => {
    const id = `s${sections.length}`
    sections.push(section(id, parent, level, heading, { role }))
    texts.set(id, blocks.length === 0 ? emptyText : doc(...blocks))
    for (const one of below) add(id, level + 1, one)
  }
  if (preamble !== '') {
    sections.push(section('s0', null, 1, '', { numbered: false, role: 'preamble' }))
    texts.set('s0', doc(p(preamble)))
  }
  for (const one of branches) add(null, 1, one)
  for (const one of attachments) add(null, 1, one, 'attachment')
  const title = titleLines.join('')
  return { report: reportOf(sections, { title, matter: { ...matter, titleLines } }), texts }
})
