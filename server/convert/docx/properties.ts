/**
 * Properties of paragraphs and runs, in the order in which the schema of WordprocessingML has them (ISO/IEC
 * 29500-1 17.3.1.26 and 17.3.2.28): Word calls a file damaged whose children stand in another order.
 */
import { type Attributes, join, nothing, val, w, type Xml } from './xml.ts'

export type Fonts = {
  readonly eastAsia: string
  readonly latin: string
}

export const fonts = {
  fangsong: { eastAsia: '仿宋_GB2312', latin: '仿宋_GB2312' },
  heiti: { eastAsia: '黑体', latin: '黑体' },
  kaiti: { eastAsia: '楷体_GB2312', latin: '楷体_GB2312' },
  xiaobiaosong: { eastAsia: '方正小标宋简体', latin: '方正小标宋简体' },
  songti: { eastAsia: '宋体', latin: '宋体' },
} as const satisfies Record<string, Fonts>

/** Hundredths of a character for Word and WPS, twips for whoever does not know them. */
export type Indent = {
  readonly firstLine?: readonly [hundredths: number, twips: number]
  readonly hanging?: readonly [hundredths: number, twips: number]
  readonly left?: readonly [hundredths: number, twips: number]
  readonly right?: readonly [hundredths: number, twips: number]
}

type Spacing = {
  readonly before?: number
  readonly after?: number
  readonly line?: number
  readonly rule?: 'exact' | 'auto'
}

export type ParagraphProperties = {
  readonly style?: string | undefined
  readonly keepNext?: boolean | undefined
  readonly pageBreakBefore?: boolean | undefined
  /** Out of the text, at a place of its own; paragraphs in a row that say the same stand in one frame. */
  readonly frame?: Attributes | undefined
  readonly widowControl?: boolean | undefined
  readonly numbering?: { readonly id: number; readonly level: number } | undefined
  /** Rules above and below: twips from the text, eighths of a point, RRGGBB. */
  readonly borders?: Xml | undefined
  readonly tabs?: Xml | undefined
  /** Chinese typography without what would break the grid: hanging marks and glue beside Latin. */
  readonly strictGrid?: boolean | undefined
  readonly snapToGrid?: boolean | undefined
  readonly spacing?: Spacing | undefined
  readonly indent?: Indent | undefined
  readonly align?: 'left' | 'center' | 'right' | 'both' | undefined
  readonly outline?: number | undefined
  /** A tracked change of the paragraph's end. */
  readonly mark?: Xml | undefined
  /** A section ends with this paragraph. */
  readonly section?: Xml | undefined
}

const on = (name: string, value: boolean | undefined): Xml =>
  value === undefined ? nothing : value ? w(name) : val(name, 0)
const said = (name: string, value: string | number | undefined): Xml =>
  value === undefined ? nothing : val(name, value)

/** Empty when nothing is said. */
export function pPr(of: ParagraphProperties): Xml {
  const numbering = of.numbering
  const children = join([
    said('pStyle', of.style),
    on('keepNext', of.keepNext),
    on('pageBreakBefore', of.pageBreakBefore),
    of.frame ? w('framePr', of.frame) : nothing,
    on('widowControl', of.widowControl),
    numbering ? w('numPr', {}, val('ilvl', numbering.level), val('numId', numbering.id)) : nothing,
    of.borders ?? nothing,
    of.tabs ?? nothing,
    ...(of.strictGrid ? [val('overflowPunct', 0), val('autoSpaceDE', 0), val('autoSpaceDN', 0)] : []),
    on('snapToGrid', of.snapToGrid),
    of.spacing ? w('spacing', spacingAttributes(of.spacing)) : nothing,
    of.indent ? w('ind', indentAttributes(of.indent)) : nothing,
    said('jc', of.align),
    said('outlineLvl', of.outline),
    of.mark ? w('rPr', {}, of.mark) : nothing,
    of.section ?? nothing,
  ])
  return children.xml === '' ? nothing : w('pPr', {}, children)
}

const spacingAttributes = ({ before, after, line, rule }: Spacing): Attributes => ({
  before,
  after,
  line,
  lineRule: rule,
})

const indentAttributes = ({ left, right, firstLine, hanging }: Indent): Attributes => ({
  left: left?.[1],
  leftChars: left?.[0],
  right: right?.[1],
  rightChars: right?.[0],
  firstLine: firstLine?.[1],
  firstLineChars: firstLine?.[0],
  hanging: hanging?.[1],
  hangingChars: hanging?.[0],
})

export type RunProperties = {
  readonly style?: string | undefined
  readonly fonts?: Fonts | undefined
  /** Marks that Latin and Chinese share are Chinese. */
  readonly hint?: boolean | undefined
  readonly bold?: boolean | undefined
  readonly italic?: boolean | undefined
  /** RRGGBB */
  readonly color?: string | undefined
  readonly spacing?: number | undefined
  /** Half points. */
  readonly size?: number | undefined
  readonly underline?: boolean | undefined
  readonly language?: boolean | undefined
}

/** Empty when nothing is said. */
export function rPr(of: RunProperties): Xml {
  const children = join([
    said('rStyle', of.style),
    of.fonts || of.hint ? w('rFonts', fontAttributes(of)) : nothing,
    on('b', of.bold),
    on('bCs', of.bold),
    on('i', of.italic),
    on('iCs', of.italic),
    said('color', of.color),
    said('spacing', of.spacing),
    said('sz', of.size),
    said('szCs', of.size),
    said('u', of.underline === undefined ? undefined : of.underline ? 'single' : 'none'),
    of.language ? w('lang', { val: 'en-US', eastAsia: 'zh-CN', bidi: 'ar-SA' }) : nothing,
  ])
  return children.xml === '' ? nothing : w('rPr', {}, children)
}

const fontAttributes = ({ fonts: of, hint }: RunProperties): Attributes => ({
  hint: hint ? 'eastAsia' : undefined,
  ascii: of?.latin,
  hAnsi: of?.latin,
  eastAsia: of?.eastAsia,
  cs: of?.latin,
})
