/**
 * What is drawn in a docx: images are carried by their bytes, everything else (text boxes, charts, shapes, objects
 * of other programs) is listed with its words.
 */
import { imageAttributes } from '../../../shared/import/html/images.ts'
import { isIssued } from '../../../shared/import/letterhead.ts'
import type { Image } from '../../../shared/schema/text.ts'
import { childOf, descendantsOf, type XmlElement } from '../xml.ts'
import { type Context, note, wordsOf } from './context.ts'

/** The images of a w:drawing, w:pict or w:object, in order. */
export function readDrawing(element: XmlElement, context: Context): Image[] {
  for (const box of descendantsOf(element, 'w:txbxContent')) {
    const place = matterPlace(wordsOf(box))
    if (place) context.boxes.push({ element: box, place })
    else note(context, 'text-box', { text: wordsOf(box) })
  }
  const found = [...descendantsOf(element, 'a:blip'), ...descendantsOf(element, 'v:imagedata')]
  const images = found.flatMap(blip => imageOf(blip, element, context) ?? [])
  const isObject = element.name === 'w:object' || descendantsOf(element, 'OLEObject').length > 0
  const isChart = ['chart', 'relIds'].some(name => descendantsOf(element, name).length > 0)
  if (isObject || isChart) note(context, 'embedded', { text: describe(element) })
  return images
}

/** Where a text box belongs that holds 版头 or 版记 alone. */
function matterPlace(words: string): 'head' | 'end' | undefined {
  const lines = words.split('\n')
  if (lines.length > 6) return undefined
  if (lines.some(line => /^抄\s*[送报][：:]|[日月]\s*印\s*发\s*$/u.test(line))) return 'end'
  return lines.some(line => isIssued(line.trim()) || /〔\d{4}〕\s*\d*\s*号|^签发人[：:]/u.test(line))
    ? 'head'
    : undefined
}

const describe = (element: XmlElement) => {
  const said = descendantsOf(element, 'wp:docPr')[0]?.attributes
  return said?.get('descr') ?? said?.get('title') ?? said?.get('name') ?? ''
}

function imageOf(blip: XmlElement, drawing: XmlElement, context: Context): Image | undefined {
  const { attributes } = blip
  const id = attributes.get('r:embed') ?? attributes.get('r:id') ?? attributes.get('r:link') ?? ''
  const link = context.part.relationships.get(id)
  const alt = describe(drawing)
  if (!link || link.external) {
    note(context, 'image-left', { text: alt })
    return undefined
  }
  const key = keep(link.target, context)
  if (key === undefined) {
    note(context, 'image-left', { text: alt || (link.target.split('/').at(-1) ?? '') })
    return undefined
  }
  return { type: 'image', attrs: { imageId: key, width: widthOf(drawing, context), alt, caption: '' } }
}

/** The image's key, if its bytes begin as an image does that can be read. */
function keep(target: string, { parts, images }: Context): string | undefined {
  const known = images.get(target)
  if (known) return known.key
  const bytes = parts.bytes(target)
  if (!bytes.ok || !isReadable(bytes.value)) return undefined
  const key = imageAttributes(images.size, '').imageId
  // A copy: what a thread hands over would take the whole file along.
  images.set(target, { key, bytes: bytes.value.slice() })
  return key
}

const beginnings = [
  [0x89, 0x50, 0x4e, 0x47], // PNG
  [0xff, 0xd8, 0xff], // JPEG
  [0x47, 0x49, 0x46, 0x38], // GIF
  [0x52, 0x49, 0x46, 0x46], // WebP
] as const

const isReadable = (bytes: Uint8Array) =>
  beginnings.some(beginning => beginning.every((byte, at) => bytes[at] === byte))

/** Per cent of the text's width, from 10 to 100; null where nothing is said. */
function widthOf(drawing: XmlElement, { textWidth }: Context): number | null {
  const extent = Number(descendantsOf(drawing, 'wp:extent')[0]?.attributes.get('cx'))
  const style = descendantsOf(drawing, 'v:shape')[0]?.attributes.get('style') ?? ''
  const points = Number(/(?:^|;)\s*width:\s*([\d.]+)pt/.exec(style)?.[1])
  const emu = extent > 0 ? extent : points * 12_700
  return emu > 0 ? Math.min(100, Math.max(10, Math.round((emu / textWidth) * 100))) : null
}

/** EMU of the text's width, from the last section's page. */
export function textWidthOf(body: XmlElement): number {
  const section = childOf(body, 'w:sectPr')
  const page = Number(childOf(section, 'w:pgSz')?.attributes.get('w:w'))
  const margins = childOf(section, 'w:pgMar')?.attributes
  const twips = page - Number(margins?.get('w:left') ?? 0) - Number(margins?.get('w:right') ?? 0)
  // A4 with the margins of GB/T 9704: 156 mm.
  return (twips > 1000 ? twips : 8844) * 635
}
