/** Opening a figure from its citation: a click on a gap, a double click or Enter on a value. */
import { Plugin } from '@tiptap/pm/state'
import type { FigureRegister } from '../../figures/register.ts'
import { selectedCitation } from './selected.ts'

export function figureKeys(register: FigureRegister, open: (figureId: string) => void): Plugin {
  const isBlank = (figureId: string) => register.current().get(figureId)?.value === null
  return new Plugin({
    props: {
      handleClickOn(view, _pos, node, _nodePos, _event, direct) {
        if (!direct || node.type.name !== 'figure') return false
        const figureId = String(node.attrs.figureId)
        if (view.editable && !isBlank(figureId)) return false
        open(figureId)
        return true
      },
      handleDoubleClickOn(_view, _pos, node, _nodePos, _event, direct) {
        if (!direct || node.type.name !== 'figure') return false
        open(String(node.attrs.figureId))
        return true
      },
      handleKeyDown(view, event) {
        const citation = selectedCitation(view.state)
        if (event.key !== 'Enter' || !citation || event.isComposing) return false
        open(String(citation.node.attrs.figureId))
        return true
      },
    },
  })
}
