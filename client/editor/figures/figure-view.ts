/**
 * A citation as an editor draws it: the value as the register has it at this moment, a gap with its name where
 * there is none. It is drawn anew when the register changes, without a step in the text.
 */
import type { Node } from '@tiptap/pm/model'
import type { NodeView } from '@tiptap/pm/view'
import { printFigure } from '../../../shared/figures/figure.ts'
import { citationData, citationOf } from '../../../shared/schema/figure.ts'
import type { FigureRegister } from '../../figures/register.ts'

/** What stands beside the value for who points at it: name, standing, 截至. */
export type FigureTitle = (figureId: string) => string

export function figureView(register: FigureRegister, titleOf: FigureTitle) {
  return (node: Node): NodeView => {
    const dom = document.createElement('span')
    let shown = node
    const draw = () => {
      const citation = citationOf(shown.attrs)
      const figure = register.current().get(citation.figureId)
      for (const [name, value] of Object.entries(citationData(citation))) dom.setAttribute(name, value)
      dom.className = figure?.value == null ? 'tg-figure tg-figure-blank' : 'tg-figure'
      const words = printFigure(figure, citation)
      if (dom.textContent !== words) dom.textContent = words
      dom.title = titleOf(citation.figureId)
    }
    draw()
    const stop = register.subscribe(draw)
    return {
      dom,
      update(next) {
        if (next.type !== shown.type) return false
        shown = next
        draw()
        return true
      },
      ignoreMutation: () => true,
      destroy: stop,
    }
  }
}
