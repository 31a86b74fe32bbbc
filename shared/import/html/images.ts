/** Images that an HTML source carries in itself, as data: addresses. Whether they are images is checked later. */
import { limits } from '../../limits.ts'
import type { ImageAttributes } from '../../schema/image.ts'

const dataImage = /^data:image\/(?:png|jpe?g|gif|webp);base64,([A-Za-z0-9+/=\s]+)$/i

export function readDataImage(address: string): Uint8Array | undefined {
  const found = address.length <= limits.importBytes * 2 ? dataImage.exec(address) : null
  if (!found) return undefined
  try {
    return Uint8Array.from(atob(found[1] ?? ''), letter => letter.charCodeAt(0))
  } catch {
    return undefined
  }
}

/** Shaped as ids are (shared/ids.ts), so that the schema takes it; replaced when the image is stored. */
export const imageAttributes = (nth: number, alt: string, width: number | null = null): ImageAttributes => ({
  imageId: `i${String(nth).padStart(15, '0')}`,
  width,
  alt,
  caption: '',
})
