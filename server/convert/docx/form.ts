/**
 * The form around the text of an official document: 版头 above it, down to its red rule, and 版记 between its
 * rules at the foot of the last even page (GB/T 9704-2012 7.2, 7.4).
 */
import type { AssembledImprint, AssembledLetterhead } from '../../../shared/assemble/matter.ts'
import { run } from './inlines.ts'
import { character, emsOf, linePitch, page, smallSize, textWidth } from './measures.ts'
import { line } from './matter.ts'
import type { LaidOut } from './pages.ts'
import { fonts, pPr } from './properties.ts'
import { join, nothing, w, type Xml } from './xml.ts'

/** 35 mm: where 发文机关标志 begins. */
const issuerTop = 1984
const red = 'D7000F'

export function letterheadXml(letterhead: AssembledLetterhead | null): Xml {
  if (letterhead === null) return nothing
  const { copyNumber, urgency, issuer } = letterhead
  const marks = [copyNumber, urgency].filter(words => words !== '')
  const size = issuerSize(issuer)
  const spacing = { before: issuerTop - marks.length * linePitch, line: size * 12, rule: 'exact' } as const
  return join([
    ...marks.map(words => line('CopyNumber', words)),
    // An empty line keeps the place of a heading that the office has printed already.
    w('p', {}, pPr({ style: 'Issuer', spacing }), run(issuer, { size })),
    documentXml(letterhead),
  ])
}

/** Half points: 发文机关标志 stands on one line as long as it can. */
function issuerSize(issuer: string): number {
  const { length } = Array.from(issuer)
  return length <= 7 ? 120 : length <= 9 ? 96 : length <= 12 ? 68 : 52
}

/** 发文字号 over the red rule, in the middle; of a 上行文 on the left, 签发人 on the right. */
function documentXml({ documentNumber, signers }: AssembledLetterhead): Xml {
  const properties = {
    style: 'DocumentNumber',
    borders: w('pBdr', {}, w('bottom', { val: 'single', sz: 16, space: 11, color: red })),
    spacing: { before: 2 * linePitch, line: linePitch, rule: 'exact' },
  } as const
  if (signers.length === 0) return w('p', {}, pPr(properties), run(documentNumber))
  // Tabs, not indents: the rule is as wide as the text.
  const upward = pPr({
    ...properties,
    tabs: w(
      'tabs',
      {},
      w('tab', { val: 'left', pos: character }),
      w('tab', { val: 'right', pos: textWidth - character }),
    ),
    indent: { firstLine: [0, 0] },
    align: 'left',
  })
  const tab = w('r', {}, w('tab'))
  const names = run(signers.join('　'), { fonts: fonts.kaiti })
  return w('p', {}, upward, tab, run(documentNumber), tab, run('签发人：'), names)
}

/** Where 版记 comes to stand: on the page on which the text ends, on the next one, or behind a blank one. */
export type ImprintPlace = 'here' | 'next' | 'behind-blank'

/**
 * 版记 stands on an even page. Where the text ends on one that has no room the one before it stays blank, and
 * neither has a number (GB/T 9704-2012 7.4, 7.5).
 */
export function imprintPlace(imprint: AssembledImprint, { last, free }: LaidOut): ImprintPlace {
  if (last % 2 === 1) return 'next'
  return free >= linesOfImprint(imprint) ? 'here' : 'behind-blank'
}

const linesOfImprint = ({ copies, printer, printedOn }: AssembledImprint): number =>
  linesOfCopies(copies) + ((printer || printedOn) === '' ? 0 : 1)

/** Of 四号, behind its label. */
const linesOfCopies = (copies: string) =>
  Math.ceil(emsOf(copies) / (Math.floor(textWidth / (smallSize * 10)) - 5))

/**
 * Out of the text, on the page of the paragraph behind it, `y` twips from its top. Two frames, because none of
 * LibreOffice has two kinds of rules; measured from the paper, because it takes the foot of an even page lower.
 */
const frameAt = (y: number) => ({
  w: textWidth,
  hSpace: 0,
  wrap: 'notBeside',
  vAnchor: 'page',
  hAnchor: 'margin',
  xAlign: 'left',
  y,
})

/** So that the lowest rule is the edge of the type area. */
const topOf = (lines: number) => page.height - page.bottom - rulesHeight - lines * linePitch

/** Rules above and below a frame with what keeps them off the words, twips. */
const rulesHeight = 115
const ruleHeight = 45

/** A paragraph that nobody sees: what is free below 22 lines is higher. */
export const unseen = { spacing: { line: 14, rule: 'exact' }, snapToGrid: false } as const

/** 抄送 over 印发机关 and 印发日期, between rules of 0.35, 0.25 and 0.35 mm. */
export function imprintXml({ copies, printer, printedOn }: AssembledImprint): Xml {
  const printed = (printer || printedOn) !== ''
  const lines = linesOfCopies(copies)
  const edge = [100, smallSize * 10] as const
  const label = 3
  const spacing = { line: linePitch, rule: 'exact' } as const
  const sent = pPr({
    style: 'Imprint',
    frame: frameAt(topOf(lines + Number(printed)) - (printed ? ruleHeight : 0)),
    borders: rules('top', printed ? undefined : 'bottom'),
    spacing,
    indent: {
      left: [(1 + label) * 100, (1 + label) * smallSize * 10],
      right: edge,
      hanging: [label * 100, label * smallSize * 10],
    },
  })
  const foot = pPr({
    style: 'Imprint',
    frame: frameAt(topOf(1)),
    borders: rules(copies === '' ? 'top' : 'middle', 'bottom'),
    tabs: w('tabs', {}, w('tab', { val: 'right', pos: textWidth - smallSize * 10 })),
    spacing,
    indent: { left: edge, right: edge, firstLine: [0, 0] },
  })
  return join([
    copies === '' ? nothing : w('p', {}, sent, run(`抄送：${copies}`)),
    printed ? w('p', {}, foot, run(printer), w('r', {}, w('tab')), run(printedOn)) : nothing,
    w('p', {}, pPr(unseen)),
  ])
}

/** Eighths of a point: 0.35 mm are 8, 0.25 mm are 6. */
function rules(above: 'top' | 'middle', below: 'bottom' | undefined): Xml {
  const rule = (name: string, size: number) => w(name, { val: 'single', sz: size, space: 1, color: 'auto' })
  return w(
    'pBdr',
    {},
    rule('top', above === 'top' ? 8 : 6),
    below === undefined ? nothing : rule('bottom', 8),
  )
}
