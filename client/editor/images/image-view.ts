/**
 * An image as an editor draws it: the figure of shared/html, and a handle to widen it where it may be changed.
 * It looks as paper.css has it, so that nothing moves when an editor takes the place of the static text.
 */
import type { Node } from '@tiptap/pm/model'
import type { EditorView, NodeView } from '@tiptap/pm/view'
import type { ImageAddresses } from '../../../shared/html/blocks.ts'
import { imageWidth } from '../../../shared/schema/image.ts'
import { keptWidth } from './width.ts'

/** An image that was taken over from elsewhere is copied in a moment: it is asked for again. */
const againMs = [1500, 5000, 20_000]

export function imageView(images: ImageAddresses) {
  return (node: Node, view: EditorView, getPos: () => number | undefined): NodeView => {
    const figure = document.createElement('figure')
    const box = figure.appendChild(document.createElement('span'))
    box.className = 'tg-image'
    const img = box.appendChild(document.createElement('img'))
    img.draggable = false
    const words = figure.appendChild(document.createElement('figcaption'))
    const handle = view.editable ? box.appendChild(document.createElement('span')) : undefined
    if (handle) handle.className = 'tg-image-handle'
    let shown = ''
    const draw = ({ attrs }: Node) => {
      const { imageId, caption, alt } = attrs
      const address = images(String(imageId))
      if (address !== undefined && shown !== imageId) load(img, figure, address)
      shown = String(imageId)
      figure.classList.toggle('missing', address === undefined)
      box.hidden = address === undefined
      img.alt = String(alt)
      const width = imageWidth(attrs.width)
      box.style.width = width === null ? '' : `${width}%`
      img.style.width = width === null ? '' : '100%'
      const line = String(caption) || (figure.classList.contains('missing') ? String(alt) : '')
      words.textContent = line
      words.hidden = line === ''
    }
    draw(node)
    const widen = (event: PointerEvent) => dragWidth(event, { figure, box, img, view, getPos })
    handle?.addEventListener('pointerdown', widen)
    const { type } = node
    return {
      dom: figure,
      update(next) {
        if (next.type !== type) return false
        draw(next)
        return true
      },
      stopEvent: event => event.target === handle,
      ignoreMutation: () => true,
    }
  }
}

function load(img: HTMLImageElement, figure: HTMLElement, address: string): void {
  let tried = 0
  const again = () => {
    figure.classList.add('tg-unseen')
    const wait = againMs[tried]
    tried += 1
    if (wait === undefined) return
    setTimeout(() => {
      // It may show another image by then.
      if (img.isConnected && img.src.includes(address)) img.src = `${address}?${tried}`
    }, wait)
  }
  img.addEventListener('error', again)
  img.addEventListener('load', () => {
    img.removeEventListener('error', again)
    figure.classList.remove('tg-unseen')
  })
  img.src = address
}

type Dragged = {
  readonly figure: HTMLElement
  readonly box: HTMLElement
  readonly img: HTMLElement
  readonly view: EditorView
  readonly getPos: () => number | undefined
}

/** The image stands in the middle: its edge moves by half of what it gains. */
function dragWidth(start: PointerEvent, { figure, box, img, view, getPos }: Dragged): void {
  start.preventDefault()
  const whole = figure.clientWidth
  const before = box.getBoundingClientRect().width
  let width = 0
  const move = ({ clientX }: PointerEvent) => {
    const per = ((before + 2 * (clientX - start.clientX)) / whole) * 100
    width = keptWidth(per)
    box.style.width = `${width}%`
    img.style.width = '100%'
  }
  const end = () => {
    document.removeEventListener('pointermove', move)
    document.removeEventListener('pointerup', end)
    document.removeEventListener('pointercancel', end)
    const at = getPos()
    if (width > 0 && at !== undefined && !view.isDestroyed)
      view.dispatch(view.state.tr.setNodeAttribute(at, 'width', width))
  }
  document.addEventListener('pointermove', move)
  document.addEventListener('pointerup', end)
  document.addEventListener('pointercancel', end)
}
