/**
 * An image as somebody handed it in, made into one that may be shown to everybody: looked at by its content,
 * never by its name or what the browser says; decoded and written anew, so that nothing of the file itself
 * goes on (no metadata, no place where a photo was taken, no code in a polyglot, no other frames).
 *
 * 1. Size in pixels is read from the head of the file and bounded before anything is decoded.
 * 2. What comes out is PNG or JPEG in sRGB, upright, no longer than limits.imageSide on its longer side.
 * 3. A picture of few colours stays PNG, exact to the pixel; what would be large that way becomes a JPEG on white.
 * 4. A file that is no image, or breaks on the way, is a refusal.
 * Decoding runs on threads of the library, in this process; server/ops/imaging.ts bounds how many.
 */
import { fileTypeFromBuffer } from 'file-type'
import sharp, { type Sharp } from 'sharp'
import type { ExportImage } from '../../shared/assemble/images.ts'
import { done, type Outcome, refuse } from '../../shared/errors.ts'
import { limits } from '../../shared/limits.ts'

/** By the signature of the file; the second is how the decoder must call it too. */
const readable: ReadonlyMap<string, string> = new Map([
  ['image/jpeg', 'jpeg'],
  ['image/png', 'png'],
  ['image/apng', 'png'],
  ['image/gif', 'gif'],
  ['image/webp', 'webp'],
  ['image/tiff', 'tiff'],
  ['image/avif', 'heif'],
])

export async function prepareImage(bytes: Uint8Array): Promise<Outcome<ExportImage>> {
  try {
    const format = readable.get((await fileTypeFromBuffer(bytes))?.mime ?? '')
    if (format === undefined) return refuse('image-unreadable')
    const found = await open(bytes).metadata()
    if (found.format !== format) return refuse('image-unreadable')
    const { width, height } = found
    if (width * height > limits.imagePixels || Math.max(width, height) > limits.imagePixelsSide)
      return refuse('image-too-large', { width, height })
    return done(await encode(bytes, format === 'jpeg' || format === 'heif'))
  } catch {
    // Whatever the decoder says of a broken or lying file.
    return refuse('image-unreadable')
  }
}

// The bound is checked above: the library's own would refuse to tell the size.
const open = (bytes: Uint8Array) => sharp(bytes, { limitInputPixels: false, page: 0, pages: 1 })

async function encode(bytes: Uint8Array, isPhoto: boolean): Promise<ExportImage> {
  const upright = () =>
    open(bytes)
      .timeout({ seconds: limits.imageSeconds })
      .autoOrient()
      .resize({ width: limits.imageSide, height: limits.imageSide, fit: 'inside', withoutEnlargement: true })
      .toColourspace('srgb')
  if (isPhoto) return asJpeg(upright())
  const exact = await written(upright().png({ compressionLevel: 9 }), 'image/png')
  if (exact.bytes.length <= limits.imagePngBytes) return exact
  const photo = await asJpeg(upright())
  return photo.bytes.length < exact.bytes.length ? photo : exact
}

const asJpeg = (image: Sharp) =>
  written(image.flatten({ background: '#fff' }).jpeg({ quality: 85, mozjpeg: false }), 'image/jpeg')

async function written(image: Sharp, mediaType: ExportImage['mediaType']): Promise<ExportImage> {
  const { data, info } = await image.toBuffer({ resolveWithObject: true })
  return { mediaType, bytes: new Uint8Array(data), width: info.width, height: info.height }
}
