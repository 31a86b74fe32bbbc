/** The section of the document: paper, page numbers on the outer side, pitch. */
import { linePitch, page, smallSize } from './measures.ts'
import { field, run } from './inlines.ts'
import { pPr } from './properties.ts'
import { element, part, val, w, type Xml } from './xml.ts'

/** Ids of the relations of the footers on odd and even pages. */
export type Footers = { readonly odd: string; readonly even: string }

/** The properties of the text's section, numbered from 1. */
export function sheetXml(footers: Footers): Xml {
  return w('sectPr', {}, ...feet(footers), ...paper, w('pgNumType', { start: 1 }), ...grid)
}

/** A section behind the text that begins on an even page, with a blank one before it if need be; numbers go on. */
export function evenSheetXml(footers: Footers): Xml {
  return w('sectPr', {}, ...feet(footers), val('type', 'evenPage'), ...paper, ...grid)
}

const feet = ({ odd, even }: Footers): Xml[] => {
  const footer = (type: string, id: string) => element('w:footerReference', { 'w:type': type, 'r:id': id })
  return [footer('default', odd), footer('even', even)]
}

/** A section before the text, without page numbers. */
export function bareSheetXml(): Xml {
  return w('sectPr', {}, ...paper, ...grid)
}

const paper = [
  w('pgSz', { w: page.width, h: page.height }),
  w('pgMar', {
    top: page.top,
    right: page.right,
    bottom: page.bottom,
    left: page.left,
    header: 851,
    footer: page.footer,
    gutter: 0,
  }),
]
const grid = [w('cols', { space: 425 }), w('docGrid', { type: 'lines', linePitch })]

/** — 1 —, one character from the outer edge (GB/T 9704-2012 7.5). */
export function footerPart(side: 'odd' | 'even', namespaces: Readonly<Record<string, string>>): string {
  const edge = [100, (smallSize / 2) * 20] as const
  const properties = pPr({
    style: 'Footer',
    indent: side === 'odd' ? { right: edge } : { left: edge },
    align: side === 'odd' ? 'right' : 'left',
  })
  return part(
    w(
      'ftr',
      namespaces,
      w('p', {}, properties, run('— '), field('PAGE', side === 'odd' ? '1' : '2'), run(' —')),
    ),
  )
}

/** Of a page without a number: one that says nothing would show the footer of the section before it. */
export function bareFooterPart(namespaces: Readonly<Record<string, string>>): string {
  return part(w('ftr', namespaces, w('p', {}, pPr({ style: 'Footer' }))))
}
