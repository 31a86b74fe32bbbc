/**
 * The images of a report as its writers get them: by imageId, as they are stored (re-encoded on the server,
 * turned upright, without what cameras write into files).
 *
 * A text may name an image that is not there (deleted, or a name that somebody made up): a writer prints its
 * caption, or else its alternative text, and never throws.
 */
export type ExportImage = {
  readonly mediaType: 'image/png' | 'image/jpeg'
  readonly bytes: Uint8Array
  /** Pixels. */
  readonly width: number
  readonly height: number
}
export type ExportImages = ReadonlyMap<string, ExportImage>
