/**
 * Images: each in a line of its own, as wide as its text says and never higher than a page, with its caption
 * under it and its alternative text for those who do not see it. A missing one is its words.
 */
import type { ExportImage } from '../../../shared/assemble/images.ts'
import { imageWidth } from '../../../shared/schema/image.ts'
import { captionOf } from '../../../shared/schema/caption.ts'
import type { Image } from '../../../shared/schema/text.ts'
import { run } from './inlines.ts'
import { linePitch } from './measures.ts'
import type { ParagraphProperties } from './properties.ts'
import type { Writing } from './writing.ts'
import { element, join, nothing, w, type Xml } from './xml.ts'

const emuPerTwip = 635
/** At 96 dpi. */
const emuPerPixel = 9525
/** A page without the caption's lines. */
const highest = 19 * linePitch * emuPerTwip

/** Writes one paragraph. */
type WriteParagraph = (properties: ParagraphProperties, inner: Xml) => Xml

/** `width` in twips is what 100 % are. */
export function imageXml(image: Image, width: number, writing: Writing, paragraph: WriteParagraph): Xml {
  const attrs: Partial<Image['attrs']> | undefined = image.attrs
  const caption = captionOf(image)
  const alt = typeof attrs?.alt === 'string' ? attrs.alt : ''
  const stored = typeof attrs?.imageId === 'string' ? writing.image(attrs.imageId) : undefined
  const words = stored ? caption : caption || alt
  const line = words === '' ? nothing : paragraph({ style: 'Caption' }, run(words))
  if (!stored) return line
  const size = sizeOf(stored.image, imageWidth(attrs?.width), width * emuPerTwip)
  const drawing = drawingXml(stored.relation, writing.drawing(), size, alt)
  const properties = { style: 'Picture', keepNext: words !== '' || undefined }
  return join([paragraph(properties, w('r', {}, w('drawing', {}, drawing))), line])
}

type Size = { readonly cx: number; readonly cy: number }

/** EMU. */
function sizeOf({ width, height }: ExportImage, percent: number | null, most: number): Size {
  const wanted = percent === null ? Math.min(width * emuPerPixel, most) : (most * percent) / 100
  const cx = Math.min(wanted, (highest * width) / height)
  return { cx: Math.max(1, Math.round(cx)), cy: Math.max(1, Math.round((cx * height) / width)) }
}

/** What the document's root must declare. */
export const drawingNamespaces = {
  'xmlns:wp': 'http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing',
  'xmlns:a': 'http://schemas.openxmlformats.org/drawingml/2006/main',
  'xmlns:pic': 'http://schemas.openxmlformats.org/drawingml/2006/picture',
} as const

function drawingXml(relation: string, id: number, { cx, cy }: Size, alt: string): Xml {
  const about = { id, name: `图片 ${id}`, descr: alt === '' ? undefined : alt }
  const picture = element(
    'pic:pic',
    {},
    element('pic:nvPicPr', {}, element('pic:cNvPr', about), element('pic:cNvPicPr', {})),
    element(
      'pic:blipFill',
      {},
      element('a:blip', { 'r:embed': relation }),
      element('a:stretch', {}, element('a:fillRect', {})),
    ),
    element(
      'pic:spPr',
      {},
      element('a:xfrm', {}, element('a:off', { x: 0, y: 0 }), element('a:ext', { cx, cy })),
      element('a:prstGeom', { prst: 'rect' }, element('a:avLst', {})),
    ),
  )
  return element(
    'wp:inline',
    { distT: 0, distB: 0, distL: 0, distR: 0 },
    element('wp:extent', { cx, cy }),
    element('wp:docPr', about),
    element('wp:cNvGraphicFramePr', {}, element('a:graphicFrameLocks', { noChangeAspect: 1 })),
    element('a:graphic', {}, element('a:graphicData', { uri: drawingNamespaces['xmlns:pic'] }, picture)),
  )
}
