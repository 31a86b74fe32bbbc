/**
 * The images of a file that was read, made ready one after another before the transaction that stores them, so
 * that no text ever names an image that is still on its way. One that cannot be taken is counted; its words stay.
 */
import type { ExportImage } from '../../shared/assemble/images.ts'
import type { DocumentImage } from '../../shared/import/document-model.ts'
import type { Actor } from '../../shared/permissions.ts'
import { imageIds, type Text } from '../../shared/schema/text.ts'
import type { ReportDeps } from './deps.ts'

export type PreparedImages = {
  /** By the keys that the texts name them by. */
  readonly prepared: ReadonlyMap<string, ExportImage>
  readonly failed: number
}

/** Of those that the texts name. */
export async function prepareImages(
  { imaging }: Pick<ReportDeps, 'imaging'>,
  actor: Actor,
  texts: readonly Text[],
  images: readonly DocumentImage[],
): Promise<PreparedImages> {
  const wanted = new Set(texts.flatMap(imageIds))
  const prepared = new Map<string, ExportImage>()
  let failed = 0
  for (const { key, bytes } of images.filter(image => wanted.has(image.key))) {
    const place = imaging.enter(actor.id)
    const image = await place?.prepare(bytes)
    place?.leave()
    if (image?.ok) prepared.set(key, image.value)
    else failed += 1
  }
  return { prepared, failed }
}
