/** Places for images: bounded for everybody and for each, given back, and taken in turn. */
import { expect, test } from 'vitest'
import { createImaging } from '../../server/ops/imaging.ts'
import { limits } from '../../shared/limits.ts'

test('M80 one person has so many places, and a place given back is free again', async () => {
  const imaging = createImaging()
  const places = Array.from({ length: limits.imagesWaitingPerPerson }, () => imaging.enter('li'))
  expect(places).not.toContain(undefined)
  expect(imaging.enter('li')).toBeUndefined()
  expect(imaging.enter('wang')).toBeDefined()
  places[0]?.leave()
  // Given back once only.
  places[0]?.leave()
  expect(imaging.enter('li')).toBeDefined()
  expect(imaging.enter('li')).toBeUndefined()
  expect(await places[0]?.prepare(new Uint8Array())).toMatchObject({ ok: false, code: 'cancelled' })
})

test('M81 everybody together has so many places', () => {
  const imaging = createImaging()
  const entered = Array.from({ length: limits.imagesWaiting + 1 }, (_, at) => imaging.enter(`person ${at}`))
  expect(entered.filter(place => place === undefined)).toHaveLength(1)
})

test('M82 a broken image passes its turn on', async () => {
  const imaging = createImaging()
  const broken = Array.from({ length: limits.imagesWaitingPerPerson }, () => imaging.enter('li'))
  const outcomes = await Promise.all(broken.map(async place => place?.prepare(Buffer.from('no image'))))
  expect(outcomes.map(outcome => outcome?.ok)).toEqual(broken.map(() => false))
})
