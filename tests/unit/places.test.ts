/** Places before work that costs: a share for each person, given back, and a program that keeps to them. */
import { afterEach, expect, test, vi } from 'vitest'
import { createLog } from '../../server/ops/log.ts'
import { createOfficeProgram } from '../../server/ops/office-program.ts'
import { createPlaces } from '../../server/ops/places.ts'
import { createPrinting } from '../../server/paper/printing.ts'
import { limits } from '../../shared/limits.ts'

const log = createLog('silent')
afterEach(() => vi.unstubAllEnvs())

test('X63 one person has a share, everybody together so many, and a place given back is free once', () => {
  const places = createPlaces({ all: 3, each: 2 })
  const [first] = [places.enter('li'), places.enter('li')]
  expect(places.enter('li')).toBeUndefined()
  expect(places.enter('wang')).toBeDefined()
  expect(places.enter()).toBeUndefined()
  first?.leave()
  first?.leave()
  expect(places.enter()).toBeDefined()
  expect(places.enter('li')).toBeUndefined()
})

test('X63 who has many PDFs or old files made leaves room for the next person', async () => {
  const stopping = new AbortController()
  const signal = stopping.signal
  // `yes` never ends by itself.
  const printing = createPrinting({ executable: '/usr/bin/yes' }, log)
  const program = createOfficeProgram('/usr/bin/yes')
  const ways = [
    { most: limits.pdfPerPerson, start: (owner: string) => printing.print('<p>页</p>', { owner, signal }) },
    {
      most: limits.officePerPerson,
      start: (owner: string) => program.toDocx(new Uint8Array(1), 'doc', { owner, signal }),
    },
  ]
  for (const { most, start } of ways) {
    const many = Array.from({ length: most + 1 }, () => start('li'))
    expect(await many.at(-1)).toMatchObject({ code: 'conversions-busy' })
    many.push(start('wang'))
    stopping.abort()
    const codes = (await Promise.all(many)).map(outcome => (outcome.ok ? 'made' : outcome.code))
    expect(codes.filter(code => code === 'conversions-busy')).toHaveLength(1)
  }
})

test('X65 a folder for temporary files that takes nothing is said, by PDF and old formats', async () => {
  vi.stubEnv('TMPDIR', '/nowhere/at/all')
  const full = { ok: false, code: 'temporary-full' }
  expect(await createPrinting({ executable: '/usr/bin/yes' }, log).print('<p>页</p>')).toEqual(full)
  expect(await createOfficeProgram('/usr/bin/yes').toDocx(new Uint8Array(1), 'doc')).toEqual(full)
})

test('X65 who has gone before the office program is started starts none', async () => {
  const gone = new AbortController()
  const begun = Date.now()
  const making = createOfficeProgram('/usr/bin/yes').toDocx(new Uint8Array(1), 'doc', { signal: gone.signal })
  // While its folder is being made.
  await Promise.resolve()
  gone.abort()
  expect(await making).toMatchObject({ code: 'cancelled' })
  expect(Date.now() - begun).toBeLessThan(limits.officeMs / 2)
})
