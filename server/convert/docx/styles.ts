/**
 * The styles of the Word file. Those that Word brings keep its ids and its names in English, by which Word and
 * WPS know them and show them as 正文, 标题 1, 目录 1; our own have Chinese names.
 *
 * 1. 正文 has the whole look of the body (face, pitch, 首行缩进), so that what is typed into the file later
 *    looks right; other styles do not inherit from it what they would have to take back.
 * 2. A heading's character style is linked to its paragraph style: on a 段首标题 Word's table of contents takes
 *    the span alone.
 */
import { bodySize, bodySpacing, character, linePitch, smallSize, textWidth, titleSize } from './measures.ts'
import { type Fonts, fonts, type ParagraphProperties, pPr, type RunProperties, rPr } from './properties.ts'
import { nothing, part, val, w, type Xml } from './xml.ts'

const headingLevels = [1, 2, 3, 4, 5] as const

export type StyleId =
  | 'Normal'
  | 'Title'
  | `Heading${(typeof headingLevels)[number]}`
  | 'Byline'
  | 'Addressee'
  | 'Signature'
  | 'Date'
  | 'ListParagraph'
  | 'TableText'
  | 'TableHead'
  | 'Picture'
  | 'Caption'
  | 'TOCHeading'
  | `TOC${1 | 2 | 3}`
  | 'Footer'
  | 'AttachmentNote'
  | 'AttachmentLabel'
  | 'AttachmentTitle'
  | 'Note'
  | 'Pending'
  | 'Issuer'
  | 'CopyNumber'
  | 'DocumentNumber'
  | 'Imprint'

/** The style of a heading of a level on the sheet. */
export function headingStyle(level: number): StyleId {
  const known = headingLevels.find(one => one === level) ?? 5
  return `Heading${known}`
}

/** The character style of a 段首标题. */
export const spanStyle = (level: number) => `${headingStyle(level)}Char`

const headingFonts: Readonly<Record<number, Fonts>> = { 1: fonts.heiti, 2: fonts.kaiti }
export const fontsOfLevel = (level: number): Fonts => headingFonts[level] ?? fonts.fangsong

type Style = {
  readonly id: StyleId
  readonly name: string
  readonly basedOn?: StyleId
  readonly next?: StyleId
  readonly link?: string
  /** Shown among the styles that one picks from. */
  readonly offered?: boolean
  readonly paragraph?: ParagraphProperties
  readonly run?: RunProperties
}

const indented = { firstLine: [200, 2 * character] } as const
const flush = { firstLine: [0, 0] } as const
const pitch = { line: linePitch, rule: 'exact' } as const

const styles: readonly Style[] = [
  {
    id: 'Normal',
    name: 'Normal',
    offered: true,
    paragraph: {
      widowControl: false,
      strictGrid: true,
      spacing: pitch,
      indent: indented,
      align: 'both',
    },
    run: { spacing: bodySpacing },
  },
  ...headingLevels.map(
    (level): Style => ({
      id: headingStyle(level),
      name: `heading ${level}`,
      basedOn: 'Normal',
      next: 'Normal',
      link: spanStyle(level),
      offered: true,
      paragraph: { keepNext: true, align: 'left', outline: level - 1 },
      run: { fonts: fontsOfLevel(level) },
    }),
  ),
  {
    id: 'Title',
    name: 'Title',
    next: 'Addressee',
    offered: true,
    // A 22pt line on the grid would take two rows of it.
    paragraph: {
      keepNext: true,
      strictGrid: true,
      snapToGrid: false,
      spacing: { before: linePitch, after: linePitch, ...pitch },
      align: 'center',
    },
    run: { fonts: fonts.xiaobiaosong, size: titleSize },
  },
  {
    id: 'Byline',
    name: '题下署名',
    basedOn: 'Normal',
    next: 'Normal',
    paragraph: { indent: flush, align: 'center' },
    run: { fonts: fonts.kaiti },
  },
  { id: 'Addressee', name: '主送机关', basedOn: 'Normal', next: 'Normal', paragraph: { indent: flush } },
  {
    id: 'Signature',
    name: 'Signature',
    basedOn: 'Normal',
    next: 'Date',
    paragraph: { keepNext: true, spacing: { before: linePitch, ...pitch }, indent: flush, align: 'right' },
  },
  { id: 'Date', name: 'Date', basedOn: 'Normal', paragraph: { indent: flush, align: 'right' } },
  { id: 'Note', name: '附注', basedOn: 'Normal' },
  { id: 'AttachmentNote', name: '附件说明', basedOn: 'Normal', paragraph: { align: 'left' } },
  {
    id: 'AttachmentLabel',
    name: '附件序号',
    basedOn: 'Normal',
    next: 'AttachmentTitle',
    paragraph: { keepNext: true, pageBreakBefore: true, indent: flush, align: 'left' },
    run: { fonts: fonts.heiti },
  },
  {
    id: 'AttachmentTitle',
    name: '附件标题',
    next: 'Normal',
    paragraph: {
      keepNext: true,
      strictGrid: true,
      snapToGrid: false,
      spacing: { before: linePitch, after: linePitch, ...pitch },
      align: 'center',
      outline: 0,
    },
    run: { fonts: fonts.xiaobiaosong, size: titleSize },
  },
  { id: 'Pending', name: '未收稿', basedOn: 'Normal', run: { fonts: fonts.kaiti } },
  { id: 'ListParagraph', name: 'List Paragraph', basedOn: 'Normal' },
  {
    id: 'TableText',
    name: '表格文字',
    offered: true,
    paragraph: { strictGrid: true, snapToGrid: false, spacing: { line: 312, rule: 'auto' }, align: 'center' },
    run: { size: smallSize },
  },
  {
    id: 'TableHead',
    name: '表头',
    basedOn: 'TableText',
    offered: true,
    run: { fonts: fonts.heiti },
  },
  {
    id: 'Picture',
    name: '图片',
    next: 'Caption',
    // At an exact pitch only one line of an image would show.
    paragraph: { snapToGrid: false, spacing: { before: 120, line: 240, rule: 'auto' }, align: 'center' },
  },
  {
    id: 'Caption',
    name: 'caption',
    next: 'Normal',
    offered: true,
    paragraph: { strictGrid: true, spacing: pitch, align: 'center' },
    run: { size: smallSize },
  },
  {
    id: 'TOCHeading',
    name: 'TOC Heading',
    paragraph: {
      keepNext: true,
      snapToGrid: false,
      spacing: { after: linePitch, ...pitch },
      align: 'center',
    },
    run: { fonts: fonts.xiaobiaosong, size: titleSize },
  },
  ...([1, 2, 3] as const).map(
    (level): Style => ({
      id: `TOC${level}`,
      name: `toc ${level}`,
      next: 'Normal',
      paragraph: {
        tabs: w('tabs', {}, w('tab', { val: 'right', leader: 'dot', pos: textWidth })),
        strictGrid: true,
        spacing: pitch,
        indent: { left: [(level - 1) * 200, (level - 1) * 2 * character] },
        align: 'left',
      },
      run: level === 1 ? { fonts: fonts.heiti } : {},
    }),
  ),
  {
    id: 'Footer',
    name: 'footer',
    paragraph: { snapToGrid: false, spacing: { line: 240, rule: 'auto' } },
    run: { fonts: fonts.songti, size: smallSize },
  },
  {
    id: 'CopyNumber',
    name: '份号与紧急程度',
    paragraph: { spacing: pitch, align: 'left' },
    run: { fonts: fonts.heiti },
  },
  {
    id: 'Issuer',
    name: '发文机关标志',
    paragraph: { snapToGrid: false, spacing: { line: 240, rule: 'auto' }, align: 'center' },
    run: { fonts: fonts.xiaobiaosong, color: 'D7000F', size: 68 },
  },
  {
    id: 'DocumentNumber',
    name: '发文字号',
    basedOn: 'Normal',
    paragraph: { indent: flush, align: 'center' },
  },
  {
    id: 'Imprint',
    name: '版记',
    paragraph: { strictGrid: true, spacing: pitch },
    run: { size: smallSize },
  },
]

export function stylesPart(namespaces: Readonly<Record<string, string>>): string {
  return part(
    w(
      'styles',
      namespaces,
      w(
        'docDefaults',
        {},
        w('rPrDefault', {}, rPr({ fonts: fonts.fangsong, size: bodySize, language: true })),
        w('pPrDefault'),
      ),
      ...styles.map(paragraphStyle),
      ...headingLevels.map(characterStyle),
      hyperlink,
      plainTable,
      gridTable,
    ),
  )
}

function paragraphStyle({ id, name, basedOn, next, link, offered, paragraph = {}, run = {} }: Style): Xml {
  return w(
    'style',
    {
      type: 'paragraph',
      styleId: id,
      default: id === 'Normal' ? 1 : undefined,
      customStyle: /[一-鿿]/u.test(name) ? 1 : undefined,
    },
    val('name', name),
    basedOn ? val('basedOn', basedOn) : nothing,
    next ? val('next', next) : nothing,
    link ? val('link', link) : nothing,
    val('uiPriority', offered ? 1 : 39),
    offered ? w('qFormat') : nothing,
    pPr(paragraph),
    rPr(run),
  )
}

const characterStyle = (level: (typeof headingLevels)[number]) =>
  w(
    'style',
    { type: 'character', customStyle: 1, styleId: spanStyle(level) },
    val('name', `标题 ${level} 字符`),
    val('link', headingStyle(level)),
    val('uiPriority', 9),
    rPr({ fonts: fontsOfLevel(level) }),
  )

const hyperlink = w(
  'style',
  { type: 'character', styleId: 'Hyperlink' },
  val('name', 'Hyperlink'),
  val('uiPriority', 99),
)

const cellMargins = (side: number) =>
  w(
    'tblCellMar',
    {},
    w('top', { w: 0, type: 'dxa' }),
    w('left', { w: side, type: 'dxa' }),
    w('bottom', { w: 0, type: 'dxa' }),
    w('right', { w: side, type: 'dxa' }),
  )

const plainTable = w(
  'style',
  { type: 'table', default: 1, styleId: 'TableNormal' },
  val('name', 'Normal Table'),
  val('uiPriority', 99),
  w('semiHidden'),
  w('unhideWhenUsed'),
  w('tblPr', {}, w('tblInd', { w: 0, type: 'dxa' }), cellMargins(84)),
)

/** 0.75pt all around. */
const gridTable = w(
  'style',
  { type: 'table', styleId: 'TableGrid' },
  val('name', 'Table Grid'),
  val('basedOn', 'TableNormal'),
  val('uiPriority', 39),
  w(
    'tblPr',
    {},
    w(
      'tblBorders',
      {},
      ...['top', 'left', 'bottom', 'right', 'insideH', 'insideV'].map(side =>
        w(side, { val: 'single', sz: 6, space: 0, color: 'auto' }),
      ),
    ),
  ),
)
