/** An image's width by hand: whole steps between the narrowest and the widest, by its edge and by Shift with ← →. */
import { type Editor, Extension } from '@tiptap/core'
import { NodeSelection } from '@tiptap/pm/state'
import { imageWidth, narrowest, widest } from '../../../shared/schema/image.ts'

/** Per cent to which a width by hand keeps. */
const step = 5

/** The nearest step. */
export function keptWidth(percent: number): number {
  return Math.min(widest, Math.max(narrowest, Math.round(percent / step) * step))
}

export const ImageWidthKeys = Extension.create({
  name: 'imageWidthKeys',
  addKeyboardShortcuts() {
    const { editor } = this
    return {
      'Shift-ArrowRight': () => widen(editor, step),
      'Shift-ArrowLeft': () => widen(editor, -step),
    }
  },
})

/** Answers false, and leaves the key to whom it means something else, where no image is selected. */
function widen({ state, view }: Editor, by: number): boolean {
  const { selection } = state
  if (!(selection instanceof NodeSelection) || selection.node.type.name !== 'image') return false
  const width = imageWidth(selection.node.attrs.width) ?? shownWidth(view.nodeDOM(selection.from))
  view.dispatch(state.tr.setNodeAttribute(selection.from, 'width', keptWidth(width + by)))
  return true
}

/** Per cent of the text that an image of its own size takes. */
function shownWidth(figure: Node | null): number {
  const img = figure instanceof HTMLElement ? figure.querySelector('img') : null
  const whole = img?.closest('figure')?.clientWidth ?? 0
  return img && whole > 0 ? (img.getBoundingClientRect().width / whole) * 100 : widest
}
