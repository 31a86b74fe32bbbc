/** Reading Word files: what is carried, and what is said of the rest. Files are made by hand (support/docx.ts). */
import { describe, expect, test } from 'vitest'
import { readFile } from '../../../server/convert/read-file.ts'
import type { ReadDocument, TrackedChoice } from '../../../shared/import/document-model.ts'
import { accountFor } from '../../../shared/import/ledger.ts'
import { planToReport } from '../../../shared/import/commit.ts'
import { planDocument } from '../../../shared/import/document-plan.ts'
import { type Block, checkText, inlineText, type Table } from '../../../shared/schema/text.ts'
import { lines } from '../editor/editors.ts'
import {
  cell,
  docx,
  type DocxParts,
  drawing,
  inList,
  list,
  officialList,
  p,
  row,
  style,
  t,
  table,
} from '../../support/docx.ts'

const silent = () => undefined

function read(parts: DocxParts | string, tracked: TrackedChoice = 'accept'): ReadDocument {
  const outcome = readFile({ name: '总结.docx', bytes: docx(parts), tracked }, silent)
  if (!outcome.ok) throw new Error(JSON.stringify(outcome))
  return outcome.value.document
}

/** Lines as words; whole blocks as their type. */
const shown = ({ blocks }: ReadDocument) =>
  blocks.map(block => (block.kind === 'line' ? inlineText(block.content) : `[${block.block.type}]`))

const said = ({ remarks }: ReadDocument) => remarks.map(({ kind, text }) => `${kind}: ${text}`)

/** The report that comes of it: headings with their levels, and the lines of each text. */
function report(parts: DocxParts | string) {
  const plan = planDocument(read(parts))
  expect(accountFor(plan)).toMatchObject({ ok: true, lost: [], doubled: [] })
  const { sections, matter } = planToReport(plan, { title: plan.title.text, period: plan.period })
  for (const { text } of sections) expect(checkText(text)).toBeDefined()
  return {
    title: plan.title.text,
    matter,
    outline: sections.map(({ level, heading, numbered }) => `${level} ${numbered ? '#' : ''}${heading}`),
    texts: sections.map(({ text }) => lines(text)),
  }
}

const long = '青溪镇全年播种水稻二万三千亩，新建高标准农田一千二百亩，带动三百户农户增收，亩均增产六十公斤。'

describe('numbers', () => {
  test('I2 numbers that Word draws become words, counted as Word counts them', () => {
    const body = [
      p('农业工作', inList(1)),
      p('种植', inList(1, 1)),
      p('早稻', inList(1, 2)),
      p('晚稻', inList(1, 2)),
      p('养殖', inList(1, 1)),
      p('生猪', inList(1, 2)),
      p('教育工作', inList(1)),
    ].join('')
    expect(shown(read({ body, numbering: officialList }))).toEqual([
      '一、农业工作',
      '（一）种植',
      '1.早稻',
      '2.晚稻',
      '（二）养殖',
      '1.生猪',
      '二、教育工作',
    ])
  })

  test('I19 版头 in a text box, red and centred, and 版记 in one are read as what they are; others are listed', () => {
    const box = (...lines: string[]) =>
      p(
        `<w:r><w:pict><v:shape><v:textbox><w:txbxContent>${lines.join('')}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>`,
      )
    const red = '<w:color w:val="FF0000"/>'
    const body = [
      p('工作报告', style('a3')),
      p('一、门前的路'),
      p('全年修路十二公里。'),
      box(p(t('枫渡镇人民政府文件', red), '<w:jc w:val="center"/>'), p('枫政发〔2026〕3号')),
      box(p('仅供内部讨论')),
      box(p('抄送：县委办公室。'), p('枫渡镇人民政府办公室　2026年12月8日印发')),
      p('修桥一座。'),
    ].join('')
    const document = read(body)
    const { matter, title, sections } = planDocument(document)
    expect(title.text).toBe('工作报告')
    expect(matter.letterhead).toMatchObject({
      issuer: '枫渡镇人民政府文件',
      documentNumber: '枫政发〔2026〕3号',
    })
    expect(matter.imprint).toMatchObject({ copies: '县委办公室', printedOn: '2026-12-08' })
    expect(sections).toHaveLength(1)
    expect(document.remarks).toMatchObject([{ kind: 'text-box', text: '仅供内部讨论' }])
  })

  test('I24 bullets of another program are nested by their level; their paragraphs that go on are none of ours', () => {
    const numbering = list(4, [
      ['bullet', '●'],
      ['bullet', '○'],
    ])
    const body = [
      p('种植', inList(4)),
      p('早稻', inList(4, 1)),
      p('晚稻', inList(4, 1)),
      p('养殖', inList(4)),
      p('以上。'),
    ].join('')
    const { sections } = planToReport(planDocument(read({ body, numbering })), { title: 'x', period: '' })
    const item = (...content: Block[]) => ({ type: 'listItem' as const, content })
    const line = (text: string): Block => ({ type: 'paragraph', content: [{ type: 'text', text }] })
    expect(sections[0]?.text?.content[0]).toEqual({
      type: 'bulletList',
      content: [
        item(line('种植'), { type: 'bulletList', content: [item(line('早稻')), item(line('晚稻'))] }),
        item(line('养殖')),
      ],
    })
  })

  test('I2 a list may start over, start late, and name the levels above', () => {
    const again =
      '<w:num w:numId="9"><w:abstractNumId w:val="2"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    const numbering = `${list(2, [
      ['japaneseCounting', '第%1部分'],
      ['decimal', '%1.%2'],
    ])}${again}`
    const body = [
      p('甲', inList(2)),
      p('乙', inList(2)),
      p('丙', inList(2, 1)),
      p('丁', inList(9)),
      p('戊', inList(9)),
    ]
    expect(shown(read({ body: body.join(''), numbering }))).toEqual([
      '第一部分甲',
      '第二部分乙',
      '二.1丙',
      '第一部分丁',
      '第二部分戊',
    ])
  })

  test('I2 a number that a style brings counts; numId 0 takes it away; an empty paragraph counts nothing', () => {
    const styles = `<w:style w:type="paragraph" w:styleId="5"><w:name w:val="条目"/><w:pPr>${inList(1)}</w:pPr></w:style>`
    const body = [
      p('甲', style('5')),
      p('乙', `${style('5')}${inList(0)}`),
      p(' ', style('5')),
      p('丙', style('5')),
    ]
    expect(shown(read({ body: body.join(''), styles, numbering: officialList }))).toEqual([
      '一、甲',
      '乙',
      '二、丙',
    ])
  })

  test('I2 drawn numbers and outline levels make the report that they look like', () => {
    const body = [
      p('青溪镇2025年工作总结', style('a3')),
      p(long),
      p('农业工作', `${style('1')}${inList(1)}`),
      p('种植', `${style('2')}${inList(1, 1)}`),
      p(long),
      p('养殖', `${style('2')}${inList(1, 1)}`),
      p(long),
      p('下一步打算', `${style('1')}${inList(1)}`),
      p(long),
      p('青溪镇人民政府', '<w:jc w:val="right"/>'),
      p('2025年12月8日', '<w:jc w:val="right"/>'),
    ].join('')
    const made = report({ body, numbering: officialList })
    expect(made.title).toBe('青溪镇2025年工作总结')
    expect(made.outline).toEqual(['1 ', '1 #农业工作', '2 #种植', '2 #养殖', '1 #下一步打算'])
    expect(made.matter).toMatchObject({ signature: '青溪镇人民政府', date: '2025-12-08' })
  })
})

describe('headings', () => {
  test('I3 styles without any number make sections; a long line in such a style stays text', () => {
    const body = [
      p('工作总结', style('a3')),
      p('农业生产', style('1')),
      p(long),
      p('粮食', style('2')),
      p(long),
      p('民生保障', style('1')),
      p(`${long}${long}${long}`, style('2')),
    ].join('')
    expect(report(body).outline).toEqual(['1 农业生产', '2 粮食', '1 民生保障'])
  })

  test('I3 a bold opening, or one in 楷体, is the run-in heading, also where no rule of words would cut it', () => {
    const kai = '<w:rFonts w:eastAsia="楷体_GB2312"/>'
    const body = [
      p('工作总结'),
      p('一、工作情况'),
      p(`${t('（一）稳住粮食生产，建好高标准农田', '<w:b/>')}${t(`，这一年${long}`)}`),
      p(`${t('（二）', kai)}${t('办好民生实事。', kai)}${t(long)}`),
      p(`${t('（三）守住安全底线。', kai)}${t(long)}`),
    ].join('')
    expect(report(body).texts[0]).toEqual([
      `#1|稳住粮食生产，建好高标准农田|，这一年${long}`,
      `#1|办好民生实事。|${long}`,
      `#1|守住安全底线。|${long}`,
    ])
  })

  test('I3 a title that a line break turns is one title; a line break in the text opens a paragraph', () => {
    const broken = '<w:r><w:t>青溪镇人民政府</w:t><w:br/><w:t>2025年工作总结</w:t></w:r>'
    const body = `${p(broken, '<w:jc w:val="center"/>')}${p('<w:r><w:t>上一行。</w:t><w:br/><w:t>下一行。</w:t></w:r>')}`
    expect(shown(read(body))).toEqual(['青溪镇人民政府2025年工作总结', '上一行。', '下一行。'])
  })

  test('I3 bold, italics and underlining of the author stay; the boldness of a style does not', () => {
    const document = read(
      `${p(`${t('其中')}${t('重点', '<w:b/><w:u w:val="single"/>')}${t('在此。')}`)}${p('标题', style('1'))}`,
    )
    expect(document.blocks).toMatchObject([
      {
        content: [
          { text: '其中' },
          { text: '重点', marks: [{ type: 'bold' }, { type: 'underline' }] },
          { text: '在此。' },
        ],
      },
      { content: [{ type: 'text', text: '标题' }], outline: 1 },
    ])
    expect(document.blocks[1]?.kind === 'line' && document.blocks[1].content[0]?.marks).toBeUndefined()
  })
})

describe('tables', () => {
  test('I4 merges across and down, widths and header rows come along', () => {
    const body = table(
      [
        row(
          [cell('村名', '<w:vMerge w:val="restart"/>'), cell('面积', '<w:gridSpan w:val="2"/>')],
          '<w:tblHeader/>',
        ),
        row([cell('', '<w:vMerge/>'), cell('水田'), cell('旱地')], '<w:tblHeader/>'),
        row([cell('柳湾村'), cell(p('640', '<w:jc w:val="right"/>')), cell('560')]),
      ],
      [3000, 1500, 1500],
    )
    const [block] = read(body).blocks
    const made = block?.kind === 'whole' && (block.block as Table)
    expect(
      made && made.content.map(({ content }) => content?.map(({ type, attrs }) => ({ type, ...attrs }))),
    ).toEqual([
      [
        { type: 'tableHeader', colspan: 1, rowspan: 2, colwidth: [200], align: null },
        { type: 'tableHeader', colspan: 2, rowspan: 1, colwidth: [100, 100], align: null },
      ],
      [
        { type: 'tableHeader', colspan: 1, rowspan: 1, colwidth: [100], align: null },
        { type: 'tableHeader', colspan: 1, rowspan: 1, colwidth: [100], align: null },
      ],
      [
        { type: 'tableCell', colspan: 1, rowspan: 1, colwidth: [200], align: null },
        { type: 'tableCell', colspan: 1, rowspan: 1, colwidth: [100], align: 'right' },
        { type: 'tableCell', colspan: 1, rowspan: 1, colwidth: [100], align: null },
      ],
    ])
    expect(
      checkText({ type: 'doc', content: [block?.kind === 'whole' ? block.block : undefined] }),
    ).toBeDefined()
  })

  test('I4 a table inside a cell becomes lines and is said; a single cell is a frame', () => {
    const inner = table([row([cell('甲'), cell('乙')])])
    const document = read(table([row([cell(`${inner}${p('尾')}`), cell('旁')])]))
    expect(said(document)).toEqual(['nested-table: 甲 乙'])
    expect(shown(read(table([row([cell(`${p('第一段')}${p('第二段')}`)])])))).toEqual(['第一段', '第二段'])
  })

  test('I4 a table stands in the text where it stood, and the ledger still holds', () => {
    const grid = table([row([cell('村'), cell('亩')]), row([cell('柳湾'), cell('64')])])
    const made = report(
      `${p('总结')}${p('一、农业')}${p(long)}${grid}${p(`再说：${long}`)}${p('二、教育')}${p(long)}`,
    )
    expect(made.texts[0]).toEqual([long, '村 | 亩', '柳湾 | 64', `再说：${long}`])
  })
})

const pixel = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0])

describe('images', () => {
  test('I5 the bytes of an image come along, once for each file, with its width and words', () => {
    const document = read({
      body: `${p(`${t('如图。')}${drawing('i1', '新修的渠')}`)}${p(drawing('i1'))}`,
      links: { i1: ['image', 'media/image1.png'] },
      entries: { 'word/media/image1.png': pixel },
    })
    expect(shown(document)).toEqual(['如图。', '[image]', '[image]'])
    expect(document.images).toEqual([{ key: 'i000000000000000', bytes: pixel }])
    expect(document.blocks[1]).toMatchObject({
      block: { attrs: { imageId: 'i000000000000000', width: 50, alt: '新修的渠' } },
    })
  })

  test('I5 an image that lies elsewhere is said and never fetched; so is a kind that no browser shows', () => {
    const document = read({
      body: `${p(drawing('far', '远处的图'))}${p(drawing('emf'))}${p(drawing('none'))}`,
      links: { far: ['image', 'http://10.0.0.1/secret.png', true], emf: ['image', 'media/a.emf'] },
      entries: { 'word/media/a.emf': Uint8Array.from([1, 0, 0, 0]) },
    })
    expect(document.images).toEqual([])
    expect(document.remarks.map(({ kind }) => kind)).toEqual(['image-left', 'image-left', 'image-left'])
  })
})

describe('tracked changes', () => {
  const body = [
    p(
      `${t('全镇')}<w:ins w:author="林"><w:r><w:t>共有</w:t></w:r></w:ins><w:del w:author="林"><w:r><w:delText>约有</w:delText></w:r></w:del>${t('三千户。')}`,
    ),
    p(t('前半句，'), '<w:rPr><w:del/></w:rPr>'),
    p(t('后半句。')),
    `<w:p><w:moveFrom><w:r><w:t>移走的话。</w:t></w:r></w:moveFrom></w:p>`,
    `<w:p><w:moveTo><w:r><w:t>移走的话。</w:t></w:r></w:moveTo></w:p>`,
    table([
      row([cell('旧'), cell('1')], '<w:del/>'),
      row([cell('新'), cell('2')], '<w:ins/>'),
      row([cell('常'), cell('3')]),
    ]),
  ].join('')

  test('I6 accepted: insertions stay, deletions go, and each is listed with its author', () => {
    const document = read(body)
    expect(shown(document)).toEqual(['全镇共有三千户。', '前半句，后半句。', '移走的话。', '[table]'])
    expect(document.blocks.at(-1)).toMatchObject({ block: { content: { length: 2 } } })
    expect(document.remarks.slice(0, 2)).toEqual([
      { kind: 'inserted', text: '共有', quote: '', author: '林' },
      { kind: 'deleted', text: '约有', quote: '', author: '林' },
    ])
  })

  test('I6 rejected: the text as it was', () => {
    const document = read(body, 'reject')
    expect(shown(document)).toEqual(['全镇约有三千户。', '前半句，', '后半句。', '移走的话。', '[table]'])
    const last = document.blocks.at(-1)
    expect(last?.kind === 'whole' && lines({ type: 'doc', content: [last.block] })).toEqual([
      '旧 | 1',
      '常 | 3',
    ])
  })
})

describe('remarks', () => {
  test('I7 comments and footnotes are listed with the words that they stand at', () => {
    const document = read({
      body: p(
        `${t('全年收入')}<w:commentRangeStart w:id="0"/>${t('3.2亿元')}<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>${t('，比上年多')}<w:r><w:footnoteReference w:id="2"/></w:r>${t('。')}`,
      ),
      comments: `<w:comment w:id="0" w:author="沈"><w:p>${t('与统计口径不一致？')}</w:p></w:comment>`,
      footnotes: `<w:footnote w:type="separator" w:id="0"><w:p/></w:footnote><w:footnote w:id="2"><w:p>${t('按可比价。')}</w:p></w:footnote>`,
    })
    expect(shown(document)).toEqual(['全年收入3.2亿元，比上年多。'])
    expect(document.remarks).toEqual([
      { kind: 'comment', text: '与统计口径不一致？', quote: '3.2亿元', author: '沈' },
      { kind: 'footnote', text: '按可比价。', quote: '全年收入3.2亿元，比上年多', author: '' },
    ])
  })

  test('I8 highlighted and red words stay, in 【待核：…】, and are listed; headings keep their words bare', () => {
    const body = `${p(`${t('全镇共有')}${t('三千二百', '<w:highlight w:val="yellow"/>')}${t('户，', '<w:color w:val="FF0000"/>')}${t(`其余不变。${long}`)}`)}${p(t('一、红标题', '<w:color w:val="C00000"/>'), style('1'))}`
    const document = read(body)
    expect(shown(document)).toEqual([`全镇共有【待核：三千二百户，】其余不变。${long}`, '一、红标题'])
    expect(said(document)).toEqual(['pending: 三千二百户，', 'pending: 一、红标题'])
  })

  test('I8 where most of a document is coloured, colour marks nothing', () => {
    expect(shown(read(p(t('整篇都是红字。', '<w:color w:val="FF0000"/>'))))).toEqual(['整篇都是红字。'])
  })

  test('I9 text boxes, headers, equations, hidden words, links, objects and a table of contents are listed', () => {
    const contents = `<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr><w:sdtContent>${p('一、农业 1')}</w:sdtContent></w:sdt>`
    const box =
      '<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx xmlns:wps="x"><w:txbxContent><w:p><w:r><w:t>框里的话</w:t></w:r></w:p></w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict/></mc:Fallback></mc:AlternateContent></w:r>'
    const document = read({
      body: [
        contents,
        p(
          '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>TOC \\o</w:instrText><w:fldChar w:fldCharType="separate"/><w:t>二、教育 2</w:t></w:r>',
        ),
        p('<w:r><w:fldChar w:fldCharType="end"/></w:r>'),
        p(`${t('正文')}${box}<m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath>${t('暗', '<w:vanish/>')}`),
        p(
          `<w:hyperlink r:id="h">${t('链接')}</w:hyperlink><w:r><w:object><o:OLEObject xmlns:o="x"/></w:object></w:r>`,
        ),
        p(
          '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText> DATE </w:instrText><w:fldChar w:fldCharType="separate"/><w:t>12月8日</w:t><w:fldChar w:fldCharType="end"/></w:r>',
        ),
        '<w:sectPr><w:headerReference r:id="part-header"/></w:sectPr>',
      ].join(''),
      header: p('内部资料'),
      links: { h: ['hyperlink', 'http://example.test/', true] },
      entries: { 'word/vbaProject.bin': new Uint8Array(4) },
    })
    expect(shown(document)).toEqual(['正文a+b', '链接', '12月8日'])
    expect(said(document)).toEqual([
      'contents: ',
      'contents: ',
      'text-box: 框里的话',
      'equation: a+b',
      'hidden: 暗',
      'link: http://example.test/',
      'embedded: ',
      'header: 内部资料',
      'macro: ',
    ])
  })

  test('I9 signs of symbol fonts that have a letter get it; others become □ and are said', () => {
    const symbol = (char: string) => `<w:r><w:sym w:font="Wingdings" w:char="${char}"/></w:r>`
    const document = read(p(`${symbol('F0FC')}${symbol('F04A')}${t('完成')}`))
    expect(shown(document)).toEqual(['√□完成'])
    expect(said(document)).toEqual(['symbol: Wingdings F04A'])
  })

  test('I9 bullets become a list, page breaks stay', () => {
    const numbering = list(3, [['bullet', '\uF0B7']])
    const made = report({
      body: `${p('总结')}${p('一、农业')}${p('备足物资', inList(3))}${p('排好班次', inList(3))}${p('<w:r><w:br w:type="page"/></w:r>')}${p(long)}`,
      numbering,
    })
    expect(made.texts[0]?.slice(0, 2)).toEqual(['• 备足物资', '• 排好班次'])
  })
})
