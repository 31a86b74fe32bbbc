/**
 * 图片: an image in a text. The text holds what is said of it, never its bytes: those are stored once on the
 * server under `imageId`, and whoever shows or exports the text fetches them by it.
 *
 * 1. `width` is per cent of the text's width (10…100); null is the image's own size at 96 dpi, at most the text's.
 * 2. The caption is set under the image; `alt` is said to those who do not see it.
 * 3. In HTML it is a figure with data-image; no address is read from HTML and none is written.
 */
import { Node } from '@tiptap/core'
import { idShape } from '../ids.ts'
import { limits } from '../limits.ts'

/** Per cent of the text's width. */
export const narrowest = 10
export const widest = 100

export type ImageAttributes = {
  readonly imageId: string
  readonly width: number | null
  readonly alt: string
  readonly caption: string
}

/** What the attribute says, if it is a width. */
export function imageWidth(attribute: unknown): number | null {
  if (attribute === null || attribute === undefined || attribute === '') return null
  const width = Number(attribute)
  return Number.isInteger(width) && width >= narrowest && width <= widest ? width : null
}

/** One line of bounded length, as captions and alternative texts are. */
function imageWords(words: string): string {
  return Array.from(words.replaceAll(/\s+/gu, ' ').trim()).slice(0, limits.imageWords).join('')
}

const worded = (name: 'alt' | 'caption') => ({
  default: '',
  rendered: false,
  parseHTML: (element: HTMLElement) => imageWords(element.getAttribute(`data-${name}`) ?? ''),
})

export const Image = Node.create({
  name: 'image',
  group: 'block',
  atom: true,
  draggable: true,
  addAttributes: () => ({
    imageId: { default: '', rendered: false, parseHTML: element => element.dataset.image ?? '' },
    width: { default: null, rendered: false, parseHTML: element => imageWidth(element.dataset.width) },
    alt: worded('alt'),
    caption: worded('caption'),
  }),
  parseHTML: () => [
    {
      tag: 'figure[data-image]',
      getAttrs: element => (idShape.test(element.dataset.image ?? '') ? null : false),
    },
  ],
  renderHTML: ({ node }) => {
    const { imageId, width, alt, caption } = node.attrs
    const said = { 'data-image': imageId, 'data-alt': alt, 'data-caption': caption }
    return [
      'figure',
      width === null ? said : { ...said, 'data-width': width },
      ['figcaption', {}, String(caption || alt)],
    ]
  },
})
