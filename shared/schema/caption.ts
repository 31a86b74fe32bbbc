/** The words under an image, for whoever shows a text without the editor's schema. */
import type { ImageAttributes } from './image.ts'

/** What is set under an image; a document that anybody may have written can lack it. */
export function captionOf({ attrs }: { readonly attrs: ImageAttributes }): string {
  const caption: unknown = (attrs as Partial<ImageAttributes> | undefined)?.caption
  return typeof caption === 'string' ? caption : ''
}
