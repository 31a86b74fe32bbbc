/**
 * Prepares images (server/convert/image.ts) so that those who upload many do not hold up those who type:
 * at most limits.imagesAtOnce are decoded at a time, in the order in which they came, and no more wait than
 * limits.imagesWaiting, of one person limits.imagesWaitingPerPerson.
 *
 * The decoder's threads cannot be ended with a worker, so it runs in this process, where each image has a
 * bound of time and pixels. The library is loaded with the first image.
 */
import type { ExportImage } from '../../shared/assemble/images.ts'
import { type Outcome, refuse } from '../../shared/errors.ts'
import { limits } from '../../shared/limits.ts'
import { createPlaces } from './places.ts'

export type Imaging = {
  /** A place for one image of `owner`, taken before its bytes are read; undefined: too many are at it. */
  enter(owner: string): ImagePlace | undefined
}
export type ImagePlace = {
  prepare(bytes: Uint8Array): Promise<Outcome<ExportImage>>
  leave(): void
}

export function createImaging(): Imaging {
  const places = createPlaces({ all: limits.imagesWaiting, each: limits.imagesWaitingPerPerson })
  const waiting: (() => void)[] = []
  let running = 0
  const turn = async () => {
    if (running >= limits.imagesAtOnce) await new Promise<void>(resolve => waiting.push(resolve))
    else running += 1
  }
  const passOn = () => {
    // The next one takes the turn over, so nobody slips in between.
    const next = waiting.shift()
    if (next) next()
    else running -= 1
  }
  return {
    enter(owner) {
      const place = places.enter(owner)
      if (!place) return undefined
      let isIn = true
      return {
        async prepare(bytes) {
          if (!isIn) return refuse('cancelled')
          await turn()
          try {
            const { prepareImage } = await import('../convert/image.ts')
            return await prepareImage(bytes)
          } finally {
            passOn()
          }
        },
        leave() {
          place.leave()
          isIn = false
        },
      }
    },
  }
}
