/**
 * 指标的引用: a figure of the report's register, cited in a text. The text holds which figure and how it is
 * printed, never the value: that stands in the register once, and whoever shows the text asks there.
 *
 * 1. `unit`: the unit is printed behind the value. `decimals` 0…6; null prints the value as registered.
 * 2. In HTML it is a span with data-figure; what stands in that span is for other programs and is not read.
 */
import { Node } from '@tiptap/core'
import type { Printing } from '../figures/figure.ts'
import { mostDecimals } from '../figures/figure.ts'
import { idShape } from '../ids.ts'

export type FigureAttributes = Printing & { readonly figureId: string }

/** What the attributes say, whoever wrote them. */
export function citationOf(attributes: Readonly<Record<string, unknown>> | undefined): FigureAttributes {
  const { figureId, unit, decimals } = attributes ?? {}
  return {
    figureId: typeof figureId === 'string' ? figureId : '',
    unit: unit !== false,
    decimals: isDecimals(decimals) ? decimals : null,
  }
}

/** As they stand on the span. */
export function citationData({ figureId, unit, decimals }: FigureAttributes): Record<string, string> {
  return {
    'data-figure': figureId,
    ...(unit ? {} : { 'data-unit': 'no' }),
    ...(decimals === null ? {} : { 'data-decimals': String(decimals) }),
  }
}

export function isDecimals(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= mostDecimals
}

export const Figure = Node.create({
  name: 'figure',
  group: 'inline',
  inline: true,
  atom: true,
  addAttributes: () => ({
    figureId: { default: '', rendered: false, parseHTML: element => element.dataset.figure ?? '' },
    unit: { default: true, rendered: false, parseHTML: element => element.dataset.unit !== 'no' },
    decimals: {
      default: null,
      rendered: false,
      parseHTML: element => {
        const decimals = Number(element.dataset.decimals ?? Number.NaN)
        return isDecimals(decimals) ? decimals : null
      },
    },
  }),
  parseHTML: () => [
    {
      tag: 'span[data-figure]',
      getAttrs: element => (idShape.test(element.dataset.figure ?? '') ? null : false),
    },
  ],
  renderHTML: ({ node }) => ['span', citationData(citationOf(node.attrs))],
})
