/**
 * What Word insists on and LibreOffice forgives: parts, relations and the order of children, held against the
 * schema of ISO/IEC 29500-1 as written down here, on a report that has everything.
 */
import { describe, expect, it } from 'vitest'
import { exportReport } from '../../../server/convert/export.ts'
import { numberStyles } from '../../../shared/api.ts'
import { asApiReport, doc, p, reportOf, section, unchecked } from '../paper/literals.ts'
import { sampleImages, sampleReport, sampleTexts } from '../paper/sample.ts'
import { emptyLetterhead } from '../../../shared/report.ts'
import { named, type Node, partsOf, treeOf, within, wordsOf } from './parts.ts'

const orders: Readonly<Record<string, string>> = {
  'w:pPr':
    'pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange',
  'w:rPr':
    'rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath',
  'w:tblPr':
    'tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook',
  'w:tcPr':
    'cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark',
  'w:sectPr':
    'headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings',
  'w:style':
    'name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr',
  'w:lvl': 'start numFmt lvlRestart pStyle isLgl suff lvlText lvlPicBulletId legacy lvlJc pPr rPr',
  'w:abstractNum': 'nsid multiLevelType tmpl name styleLink numStyleLink lvl',
  'w:num': 'abstractNumId lvlOverride',
  'w:numbering': 'numPicBullet abstractNum num numIdMacAtCleanup',
  'w:styles': 'docDefaults latentStyles style',
  'w:tbl': 'bookmarkStart bookmarkEnd tblPr tblGrid tr',
  'w:tr': 'tblPrEx trPr tc',
  'w:tblBorders': 'top left start bottom right end insideH insideV',
  'w:tblCellMar': 'top left start bottom right end',
  'w:pBdr': 'top left bottom right between bar',
  'w:sdt': 'sdtPr sdtEndPr sdtContent',
  'w:font': 'altName panose1 charset family notTrueType pitch sig embedRegular',
  'w:settings':
    'writeProtection view zoom removePersonalInformation removeDateAndTime mirrorMargins defaultTabStop evenAndOddHeaders bookFoldRevPrinting characterSpacingControl footnotePr endnotePr compat docVars rsids themeFontLang clrSchemeMapping decimalSymbol listSeparator',
  'w:compat':
    'useSingleBorderforContiguousCells wpJustification noTabHangInd noLeading spaceForUL noColumnBalance balanceSingleByteDoubleByteWidth noExtraLineSpacing doNotLeaveBackslashAlone ulTrailSpace doNotExpandShiftReturn spacingInWholePoints lineWrapLikeWord6 adjustLineHeightInTable useFELayout compatSetting',
}
const orderOf = new Map(Object.entries(orders).map(([name, order]) => [name, order.split(' ')]))

const sample = { report: asApiReport(sampleReport), texts: sampleTexts, images: sampleImages }
async function docxOf(
  numbers: 'text' | 'word' = 'text',
  report = sample,
): Promise<ReadonlyMap<string, string>> {
  const { body } = await exportReport(report, 'docx', { numbers })
  return partsOf(body instanceof Uint8Array ? body : new Uint8Array())
}
const documentOf = (parts: ReadonlyMap<string, string>): Node => treeOf(parts.get('word/document.xml') ?? '')

/** Children that stand where the schema does not have them. */
function misplaced(root: Node): string[] {
  return [...within(root)].flatMap(node => {
    const order = orderOf.get(node.name)
    if (!order) return []
    const ranks = node.children.map(({ name }) => order.indexOf(name.replace(/^w:/u, '')))
    const isWrong = ranks.some((rank, at) => rank === -1 || rank < (ranks[at - 1] ?? 0))
    return isWrong ? [`${node.name}: ${node.children.map(({ name }) => name).join(' ')}`] : []
  })
}

describe('the parts of a Word file', () => {
  it.each(numberStyles)(
    'X-20 every part is well-formed and in the order of the schema (numbers: %s)',
    async numbers => {
      const parts = await docxOf(numbers)
      const trees = [...parts.values()].filter(xml => xml !== '').map(treeOf)
      expect(trees.flatMap(misplaced)).toEqual([])
      expect(parts.keys().next().value).toBe('[Content_Types].xml')
    },
  )

  it('X-21 relations lead to parts that are there, and every part has its type', async () => {
    const parts = await docxOf()
    const document = treeOf(parts.get('word/_rels/document.xml.rels') ?? '')
    const relations = new Map(document.children.map(({ attributes }) => [attributes.Id, attributes]))
    for (const { Target, TargetMode } of relations.values()) {
      expect(parts.has(`word/${Target}`)).toBe(true)
      expect(TargetMode).toBeUndefined()
    }
    const used = [...within(documentOf(parts))].flatMap(({ attributes }) =>
      ['r:id', 'r:embed'].flatMap(key => attributes[key] ?? []),
    )
    expect(used.length).toBeGreaterThan(0)
    expect(used.filter(id => !relations.has(id))).toEqual([])
    const types = treeOf(parts.get('[Content_Types].xml') ?? '')
    const overridden = new Set(
      named(types, 'Override').map(({ attributes }) => attributes.PartName?.slice(1)),
    )
    const xml = [...parts.keys()].filter(name => name.endsWith('.xml') && name !== '[Content_Types].xml')
    expect(xml.filter(name => !overridden.has(name))).toEqual([])
  })

  it('X-22 styles, lists and links that the text names are defined', async () => {
    for (const numbers of numberStyles) {
      const parts = await docxOf(numbers)
      const styles = treeOf(parts.get('word/styles.xml') ?? '')
      const defined = new Set(named(styles, 'w:style').map(({ attributes }) => attributes['w:styleId']))
      const asked = ['w:pStyle', 'w:rStyle', 'w:tblStyle', 'w:basedOn', 'w:next', 'w:link'].flatMap(name =>
        [documentOf(parts), styles].flatMap(tree =>
          named(tree, name).map(({ attributes }) => attributes['w:val']),
        ),
      )
      expect(asked.filter(id => !defined.has(id))).toEqual([])
      const lists = named(treeOf(parts.get('word/numbering.xml') ?? ''), 'w:num')
      const ids = new Set(lists.map(({ attributes }) => attributes['w:numId']))
      const counted = named(documentOf(parts), 'w:numId').map(({ attributes }) => attributes['w:val'])
      expect(counted.length).toBeGreaterThan(0)
      expect(counted.filter(id => !ids.has(id ?? ''))).toEqual([])
    }
  })

  it('X-23 no cell is without a paragraph at its end, no row without all its columns', async () => {
    for (const table of named(documentOf(await docxOf()), 'w:tbl')) {
      const columns = named(table, 'w:gridCol').length
      for (const row of table.children.filter(({ name }) => name === 'w:tr')) {
        const cells = row.children.filter(({ name }) => name === 'w:tc')
        expect(cells.every(({ children }) => children.at(-1)?.name === 'w:p')).toBe(true)
        const spans = cells.map(cell => Number(named(cell, 'w:gridSpan')[0]?.attributes['w:val'] ?? 1))
        expect(spans.reduce((sum, span) => sum + span, 0)).toBe(columns)
      }
    }
  })
})

/** Everything that a document can have around its text. */
const formal = {
  ...sample,
  report: asApiReport(
    reportOf(
      [
        section('a', null, 1, '主要工作'),
        section('b', 'a', 2, '收成'),
        section('t', null, 1, '粮食播种情况表', { role: 'attachment' }),
        section('u', null, 1, '水渠清单', { role: 'attachment' }),
      ],
      {
        matter: {
          kind: 'report',
          letterhead: {
            ...emptyLetterhead,
            issuer: '枫渡镇人民政府',
            documentNumber: '枫政报[2026]8号',
            signers: ['闻人敬'],
          },
          contents: true,
          addressee: '县人民政府',
          signature: '枫渡镇人民政府',
          date: '2026-12-05',
          seal: 'seal',
          note: '联系人：顾予宁',
          imprint: { copies: '县农业局', printer: '镇党政办', printedOn: '2026-12-06' },
        },
      },
    ),
  ),
  texts: new Map([
    ['a', doc(p())],
    ['b', doc(p('播种水稻一万亩。'))],
    ['t', doc(p('附表一的内容。'))],
    ['u', doc(p('附表二的内容。'))],
  ]),
}

describe('what the Word file says', () => {
  it('X-30 the whole document stands in it, in its order', async () => {
    for (const numbers of numberStyles) {
      const parts = await docxOf(numbers, formal)
      expect(
        [...parts.values()]
          .filter(xml => xml !== '')
          .map(treeOf)
          .flatMap(misplaced),
      ).toEqual([])
    }
    const document = documentOf(await docxOf('text', formal))
    const lines = named(document, 'w:p').map(one => ({
      style: named(one, 'w:pStyle')[0]?.attributes['w:val'],
      words: wordsOf(one),
    }))
    const order = [
      ['TOCHeading', '目　录'],
      ['TOC1', '一、主要工作\t1'],
      ['TOC2', '（一）收成\t1'],
      ['TOC1', '附件1　粮食播种情况表\t3'],
      ['TOC1', '附件2　水渠清单\t4'],
      ['Issuer', '枫渡镇人民政府'],
      ['DocumentNumber', '\t枫政报〔2026〕8号\t签发人：闻人敬'],
      ['Title', '枫渡镇2026年工作总结'],
      ['Addressee', '县人民政府：'],
      ['Heading1', '一、主要工作'],
      ['AttachmentNote', '附件：1.粮食播种情况表'],
      ['AttachmentNote', '2.水渠清单'],
      ['Signature', '枫渡镇人民政府'],
      ['Date', '2026年12月5日'],
      ['Note', '（联系人：顾予宁）'],
      ['AttachmentLabel', '附件1'],
      ['AttachmentTitle', '粮食播种情况表'],
      ['AttachmentLabel', '附件2'],
      ['AttachmentTitle', '水渠清单'],
      ['Imprint', '抄送：县农业局。'],
      ['Imprint', '镇党政办\t2026年12月6日印发'],
    ]
    const places = order.map(([style, words]) =>
      lines.findIndex(one => one.style === style && one.words === words),
    )
    expect(places).toEqual([...places].sort((a, b) => a - b))
    expect(places).not.toContain(-1)
    const words = wordsOf(document)
    for (const text of ['附表一的内容。', '附表二的内容。']) expect(words).toContain(text)
  })

  it('X-31 the contents lead to places that are there', async () => {
    const document = documentOf(await docxOf('text', formal))
    const marks = new Set(named(document, 'w:bookmarkStart').map(({ attributes }) => attributes['w:name']))
    const links = named(document, 'w:hyperlink').map(({ attributes }) => attributes['w:anchor'] ?? '')
    expect(links).toHaveLength(4)
    expect(links.filter(anchor => !marks.has(anchor))).toEqual([])
  })

  it('X-24 headings have their levels, a 段首标题 its character style, and the body none of both', async () => {
    const paragraphs = named(documentOf(await docxOf()), 'w:p')
    const styled = paragraphs.map(paragraph => ({
      style: named(paragraph, 'w:pStyle')[0]?.attributes['w:val'],
      span: named(paragraph, 'w:rStyle')[0]?.attributes['w:val'],
      words: wordsOf(paragraph),
    }))
    expect(styled).toContainEqual({ style: 'Heading1', span: undefined, words: '一、全年主要工作' })
    expect(styled).toContainEqual({ style: 'Heading3', span: undefined, words: '1.烘干' })
    expect(styled).toContainEqual({
      style: undefined,
      span: 'Heading4Char',
      words: '（1）硬化。完成8.4公里。',
    })
    expect(styled).toContainEqual({ style: 'Date', span: undefined, words: '2026年12月5日' })
  })

  it('X-25 numbers that Word counts are those that we print', async () => {
    const document = documentOf(await docxOf('word'))
    const headings = named(document, 'w:p').filter(one => named(one, 'w:numPr').length > 0)
    const words = headings.map(wordsOf)
    expect(words).toContain('全年主要工作')
    expect(words).toContain('硬化。完成8.4公里。')
    expect(words.join('')).not.toContain('一、')
  })

  it('X-26 whatever a document holds becomes a file that opens', async () => {
    const wild = unchecked(
      JSON.stringify({
        type: 'doc',
        content: [
          { type: 'heading', attrs: { level: 'x' }, content: [{ type: 'text', text: '\u0000<&>"\uD800' }] },
          { type: 'table', content: [{ type: 'tableRow' }] },
          { type: 'table', content: [] },
          {
            type: 'table',
            content: [
              {
                type: 'tableRow',
                content: [
                  { type: 'tableCell', attrs: { colspan: 1000, rowspan: 1000 }, content: [] },
                  { type: 'tableCell', attrs: { colspan: 'x' } },
                ],
              },
              {
                type: 'tableRow',
                content: [
                  { type: 'tableHeader', attrs: { rowspan: -1 }, content: [{ type: 'table', content: [] }] },
                ],
              },
            ],
          },
          {
            type: 'table',
            content: [
              {
                type: 'tableRow',
                content: Array.from({ length: 80 }, () => ({
                  type: 'tableCell',
                  content: [{ type: 'paragraph', content: [{ type: 'text', text: '格' }] }],
                })),
              },
            ],
          },
          {
            type: 'orderedList',
            attrs: { start: 1e9 },
            content: [
              { type: 'listItem' },
              { type: 'listItem', content: [{ type: 'bulletList', content: [] }] },
            ],
          },
          { type: 'marquee', content: [] },
          {
            type: 'paragraph',
            content: [{ type: 'text', text: ' 行\r\n首\t尾 ', marks: [{ type: 'blink' }] }, { type: 'gif' }],
          },
        ],
      }),
    )
    const report = {
      report: asApiReport(reportOf([section('a', null, 1, '甲')])),
      texts: new Map([['a', wild]]),
      images: new Map(),
    }
    for (const numbers of numberStyles) {
      const parts = await docxOf(numbers, report)
      expect(
        [...parts.values()]
          .filter(xml => xml !== '')
          .map(treeOf)
          .flatMap(misplaced),
      ).toEqual([])
      expect(wordsOf(documentOf(parts))).toContain('格\t格')
    }
  })

  it('X-28 images stand in the file with their alternative text and caption, a missing one as its words', async () => {
    const parts = await docxOf()
    const document = documentOf(parts)
    expect([...parts.keys()].filter(name => name.startsWith('word/media/'))).toEqual([
      'word/media/image1.png',
    ])
    const [about] = named(document, 'wp:docPr')
    expect(about?.attributes).toMatchObject({ descr: '三处晒场的烘干机' })
    // 60 % of 156 mm, in EMU.
    expect(Math.round(Number(named(document, 'wp:extent')[0]?.attributes.cx) / 36_000)).toBe(94)
    const captions = named(document, 'w:p').filter(
      one => named(one, 'w:pStyle')[0]?.attributes['w:val'] === 'Caption',
    )
    expect(captions.map(wordsOf)).toEqual(['图1　三处晒场', '图2　石桥渠'])
  })

  it('X-29 what stands behind a page break begins a page', async () => {
    const broken = named(documentOf(await docxOf()), 'w:p').filter(
      one => named(one, 'w:pageBreakBefore').length > 0,
    )
    expect(broken.map(wordsOf)).toEqual(['以上附图由农技站拍摄。'])
  })

  it('X-27 nobody’s name and no moment of making is in it', async () => {
    const parts = await docxOf()
    const core = treeOf(parts.get('docProps/core.xml') ?? '')
    expect(core.children.map(({ name, text }) => [name, text])).toEqual([
      ['dc:title', sampleReport.title],
      ['dc:creator', '枫渡镇人民政府'],
      ['dc:language', 'zh-CN'],
      ['dcterms:created', '2026-12-05T00:00:00Z'],
      ['dcterms:modified', '2026-12-05T00:00:00Z'],
    ])
    const undated = {
      report: asApiReport(reportOf([section('a', null, 1, '甲')])),
      texts: new Map([['a', doc(p('字'))]]),
      images: new Map(),
    }
    expect((await docxOf('text', undated)).get('docProps/core.xml')).not.toContain('dcterms:created')
  })
})

/** The parts under each other, a line for each thing that one looks for; the package is made of nothing else. */
function readable(parts: ReadonlyMap<string, string>): string {
  const broken = (xml: string) =>
    xml.replace(/(?=<w:(?:p|tbl|tr|tc|sectPr|style|num|abstractNum|lvl|sdt|font)[ >])/gu, '\n')
  return [...parts].map(([name, xml]) => `===== ${name}\n${broken(xml)}\n`).join('\n')
}

describe('a Word file as it was looked at', () => {
  it('X-32 of a whole small report', async () => {
    await expect(readable(await docxOf())).toMatchFileSnapshot('../../golden/report.docx.txt')
  })

  it('X-33 of an official document whose headings Word counts', async () => {
    const parts = await docxOf('word', formal)
    const shown = new Map(
      ['word/document.xml', 'word/numbering.xml'].map(name => [name, parts.get(name) ?? '']),
    )
    await expect(readable(shown)).toMatchFileSnapshot('../../golden/report-formal.docx.txt')
  })
})

/** A text of so many lines, and 版记 behind it. */
const signedAfter = (lines: number) => ({
  ...sample,
  report: asApiReport(
    reportOf([section('a', null, 1, '收成')], {
      matter: { imprint: { copies: '县农业局', printer: '镇党政办', printedOn: '2026-12-06' } },
    }),
  ),
  texts: new Map([['a', doc(...Array.from({ length: lines }, () => p('早稻晚稻。')))]]),
})

describe('版记 in a Word file', () => {
  const settingOf = async (lines: number) => {
    const parts = await docxOf('text', signedAfter(lines))
    expect(
      [...parts.values()]
        .filter(xml => xml !== '')
        .map(treeOf)
        .flatMap(misplaced),
    ).toEqual([])
    const document = documentOf(parts)
    const sections = named(document, 'w:sectPr')
    const last = sections.at(-1)
    const relations = treeOf(parts.get('word/_rels/document.xml.rels') ?? '')
    const even = last && named(last, 'w:footerReference').find(one => one.attributes['w:type'] === 'even')
    const foot = relations.children.find(one => one.attributes.Id === even?.attributes['r:id'])
    return {
      sections: sections.length,
      type: last && named(last, 'w:type')[0]?.attributes['w:val'],
      isNumbered: (parts.get(`word/${foot?.attributes.Target}`) ?? '').includes('PAGE'),
    }
  }

  it('X62 stands on the next page where the text ends on an odd one', async () => {
    expect(await settingOf(5)).toEqual({ sections: 2, type: 'evenPage', isNumbered: true })
  })

  it('X62 stands below the text where that ends on an even page with room for it', async () => {
    expect(await settingOf(25)).toEqual({ sections: 1, type: undefined, isNumbered: true })
  })

  it('X62 stands behind a blank page, both without a number, where the even page has no room', async () => {
    expect(await settingOf(39)).toEqual({ sections: 2, type: 'evenPage', isNumbered: false })
  })

  it('X62 is framed above the edge of the type area, one line over the other', async () => {
    const document = documentOf(await docxOf('text', signedAfter(5)))
    const tops = named(document, 'w:framePr').map(({ attributes }) => Number(attributes['w:y']))
    expect(tops.map(top => Math.round((297 * top) / 16838))).toEqual([239, 250])
  })
})
