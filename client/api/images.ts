/** Where the images of a report are shown from. */
import type { ImageAddresses } from '../../shared/html/blocks.ts'
import { imageIdShape } from '../../shared/schema/image.ts'

/** Addresses for the markup of shared/html; a text may name images by anything. */
export function imagesOf(reportId: string): ImageAddresses {
  return imageId => (imageIdShape.test(imageId) ? `/api/v1/reports/${reportId}/images/${imageId}` : undefined)
}
