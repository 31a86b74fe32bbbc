/**
 * Citations on their way out and in: what is copied says the value, what comes from another report is words.
 */
import type { Node } from '@tiptap/pm/model'
import { printFigure } from '../../../shared/figures/figure.ts'
import { showFigures } from '../../../shared/figures/in-text.ts'
import { citationData, citationOf } from '../../../shared/schema/figure.ts'
import type { Text } from '../../../shared/schema/text.ts'
import type { FigureRegister } from '../../figures/register.ts'

/** The characters of a leaf in a text block: a citation's value, or a line break. */
export const leafWords = (register: FigureRegister) => (node: Node) =>
  node.type.name === 'figure' ? wordsOf(register, node) : '\n'

const wordsOf = (register: FigureRegister, { attrs }: Node) => {
  const citation = citationOf(attrs)
  return printFigure(register.current().get(citation.figureId), citation)
}

/** The span of a copy, with the value in it for other programs. */
export const copiedFigure = (register: FigureRegister) => (node: Node) =>
  ['span', citationData(citationOf(node.attrs)), wordsOf(register, node)] as const

export const withValues = (register: FigureRegister, text: Text): Text =>
  showFigures(text, register.current())

/** HTML of ours from another report: its citations as the words that stand in them. */
export function figuresAsWords(html: string): string {
  const page = new DOMParser().parseFromString(html, 'text/html')
  for (const span of page.querySelectorAll('span[data-figure]')) span.replaceWith(...span.childNodes)
  return page.body.innerHTML
}
