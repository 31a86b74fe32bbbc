/**
 * What a document collects while its blocks are written: instances of lists, images, a page break that waits
 * for the next paragraph, and places that the contents lead to. Ids count up from 1, so that the same report
 * gives the same bytes.
 */
import type { NumberStyle } from '../../../shared/api.ts'
import type { ExportImage, ExportImages } from '../../../shared/assemble/images.ts'
import { Numbering } from './numbering.ts'
import type { Part } from './package.ts'
import type { Xml } from './xml.ts'

/** What is written while it holds is a tracked change. */
export type Tracking = {
  /** Runs of it. */
  readonly runs: (runs: Xml) => Xml
  /** The end of a paragraph. */
  readonly end: () => Xml
  /** A row of a table. */
  readonly row: () => Xml
}

type StoredImage = { readonly relation: string; readonly image: ExportImage }

export class Writing {
  readonly numbers: NumberStyle
  readonly numbering = new Numbering()
  readonly #images: ExportImages
  readonly #wanted: ReadonlySet<string>
  readonly #stored = new Map<string, StoredImage>()
  readonly #places = new Map<string, number>()
  #tracking: Tracking | undefined
  #drawings = 0
  #breaks = 0

  /** `anchors` are the headings that the contents lead to. */
  constructor(numbers: NumberStyle, images: ExportImages, anchors: Iterable<string>) {
    this.numbers = numbers
    this.#images = images
    this.#wanted = new Set(anchors)
  }

  /** Of what is being written. */
  get tracking(): Tracking | undefined {
    return this.#tracking
  }

  /** Writes something as a tracked change. */
  tracked(tracking: Tracking, write: () => Xml): Xml {
    const around = this.#tracking
    this.#tracking = tracking
    const written = write()
    this.#tracking = around
    return written
  }

  /** The next paragraph begins a page. */
  breakPage(): void {
    this.#breaks += 1
  }

  /** How many pages end before this paragraph, once. */
  takeBreaks(): number {
    const breaks = this.#breaks
    this.#breaks = 0
    return breaks
  }

  /** An image that is there, and the relation to its part: one, however often it is shown. */
  image(imageId: string): StoredImage | undefined {
    const image = this.#images.get(imageId)
    if (!image) return undefined
    const stored = this.#stored.get(imageId) ?? { relation: `rIdImage${this.#stored.size + 1}`, image }
    this.#stored.set(imageId, stored)
    return stored
  }

  /** The number of the next drawing. */
  drawing(): number {
    this.#drawings += 1
    return this.#drawings
  }

  images(): Part[] {
    return [...this.#stored.values()].map(({ relation, image }, at) => ({
      id: relation,
      name: `media/image${at + 1}.${image.mediaType === 'image/png' ? 'png' : 'jpeg'}`,
      relation: 'image',
      body: image.bytes,
    }))
  }

  /** The bookmark of a heading, if the contents lead to it. */
  placeOf(anchor: string | undefined): number | undefined {
    if (anchor === undefined || !this.#wanted.has(anchor)) return undefined
    const known = this.#places.get(anchor) ?? this.#places.size + 1
    this.#places.set(anchor, known)
    return known
  }
}

/** Word knows the bookmarks of its contents by such names. */
export const placeName = (place: number) => `_Toc${String(place).padStart(8, '0')}`
