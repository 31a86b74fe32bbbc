/** Images of a report: who may add and see them, what becomes of the bytes, and what hostile files come to. */
import { crc32 } from 'node:zlib'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { limits } from '../../shared/limits.ts'
import type { Text } from '../../shared/schema/text.ts'
import { createReport, draft } from './drafts.ts'
import { type Caller, type Office, openOffice } from './office.ts'

type At = { readonly reportId: string; readonly sectionId: string }

/** A picture of noise, so that each is another. */
const photo = async (width = 40, height = 30, format: 'jpeg' | 'png' = 'jpeg') =>
  sharp({
    create: {
      width,
      height,
      channels: 3,
      background: '#888',
      noise: { type: 'gaussian', mean: 128, sigma: 60 },
    },
  })
    .toFormat(format)
    .toBuffer()

const chunk = (name: string, data: Uint8Array) => {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}
/** A PNG that says how large it is and holds nothing of it. */
function boast(width: number, height: number): Buffer {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([8, 2], 8)
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([
    signature,
    chunk('IHDR', head),
    chunk('IDAT', Buffer.alloc(16)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

describe('images', () => {
  let office: Office
  let farming: string
  let coordinator: Caller
  let author: Caller & { readonly id: string }
  let reader: Caller
  let foreign: Caller
  beforeAll(async () => {
    office = await openOffice()
    farming = await office.department('农业办')
    const elsewhere = await office.department('规划办')
    coordinator = await office.hire({ role: 'coordinator' })
    author = await office.hire({ departmentIds: [farming] })
    reader = await office.hire({ role: 'reader' })
    foreign = await office.hire({ departmentIds: [elsewhere] })
  })
  afterAll(() => office.close())

  const held = async (text?: Text): Promise<At> => {
    const more = text ? { leadId: farming, text } : { leadId: farming }
    const { reportId, id } = await createReport(coordinator, [draft('水利', 1, more)])
    return { reportId, sectionId: id('水利') }
  }
  const path = (at: At) => `${office.url}/api/v1/reports/${at.reportId}`
  const add = (
    who: Caller | undefined,
    at: At,
    bytes: Uint8Array | string,
    headers: Record<string, string> = {},
  ) =>
    fetch(`${path(at)}/sections/${at.sectionId}/images`, {
      method: 'POST',
      headers: { ...who?.headers, 'content-type': 'image/png', ...headers },
      body: typeof bytes === 'string' ? bytes : new Uint8Array(bytes),
    })
  const added = async (who: Caller, at: At, bytes: Uint8Array) => {
    const answer = await add(who, at, bytes)
    const body: { imageId: string; width: number; height: number } = await answer.json()
    expect(answer.status, JSON.stringify(body)).toBe(200)
    return body
  }
  const see = (who: Caller | undefined, at: Pick<At, 'reportId'>, imageId: string) =>
    fetch(`${office.url}/api/v1/reports/${at.reportId}/images/${imageId}`, { headers: { ...who?.headers } })
  const codeOf = async (answer: Response) => {
    const { error }: { error?: { code: string } } = await answer.json()
    return [answer.status, error?.code]
  }
  const showing = (imageId: string): Text => ({
    type: 'doc',
    content: [{ type: 'image', attrs: { imageId, width: 50, alt: '', caption: '图1　渠首' } }],
  })

  test('M61 an image is written anew: upright, smaller, and without what the camera wrote into it', async () => {
    const at = await held()
    const camera = await sharp(await photo(3000, 1000))
      .withExif({ IFD0: { Make: '相机厂', Copyright: '张三' } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer()
    // What stands behind the picture is no part of it.
    const { imageId, width, height } = await added(
      author,
      at,
      Buffer.concat([camera, Buffer.from('<script>alert(1)</script>')]),
    )
    expect([width, height]).toEqual([limits.imageSide / 3, limits.imageSide])
    const seen = await see(reader, at, imageId)
    expect([seen.status, seen.headers.get('content-type')]).toEqual([200, 'image/jpeg'])
    const bytes = Buffer.from(await seen.arrayBuffer())
    const found = await sharp(bytes).metadata()
    expect([found.width, found.height, found.exif, found.orientation]).toEqual([
      limits.imageSide / 3,
      limits.imageSide,
      undefined,
      undefined,
    ])
    expect(bytes.includes('<script>')).toBe(false)
  })

  test('M62 drawings stay exact PNGs, photographs that came as PNG become JPEGs', async () => {
    const at = await held()
    const drawing = await sharp({ create: { width: 600, height: 400, channels: 4, background: '#0a08' } })
      .png()
      .toBuffer()
    const noisy = await photo(1200, 900, 'png')
    const typeOf = async (bytes: Uint8Array) =>
      (await see(author, at, (await added(author, at, bytes)).imageId)).headers.get('content-type')
    expect([await typeOf(drawing), await typeOf(noisy)]).toEqual(['image/png', 'image/jpeg'])
  })

  test('M63 it is shown to the eye alone: no sniffing, no script, kept by one browser for one person', async () => {
    const at = await held()
    const { imageId } = await added(author, at, await photo())
    const { headers } = await see(author, at, imageId)
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('content-security-policy')).toContain("default-src 'none'; sandbox")
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin')
    expect(headers.get('cache-control')).toBe('private, max-age=31536000, immutable')
    expect(headers.get('vary')?.toLowerCase()).toContain('cookie')
  })

  test('M64 who may write the section adds, who may read the report sees; foreign and missing look the same', async () => {
    const at = await held()
    const bytes = await photo()
    const { imageId } = await added(author, at, bytes)
    const missing = { reportId: 'nowhere', sectionId: 'nothing' }
    const other = await held()
    expect(await codeOf(await add(undefined, at, bytes))).toEqual([401, 'not-signed-in'])
    expect(await codeOf(await add(reader, at, bytes))).toEqual([403, 'forbidden'])
    for (const there of [at, missing])
      expect(await codeOf(await add(foreign, there, bytes))).toEqual([404, 'not-found'])
    const crossed = { ...at, sectionId: other.sectionId }
    expect(await codeOf(await add(author, crossed, bytes))).toEqual([404, 'not-found'])
    expect(await codeOf(await see(undefined, at, imageId))).toEqual([401, 'not-signed-in'])
    for (const who of [coordinator, author, reader]) expect((await see(who, at, imageId)).status).toBe(200)
    for (const [who, there] of [
      [foreign, at],
      [author, missing],
      [author, other],
    ] as const)
      expect(await codeOf(await see(who, there, imageId))).toEqual([404, 'not-found'])
    await author.call('submitSection', at, {})
    expect(await codeOf(await add(author, at, bytes))).toEqual([403, 'forbidden'])
    const fromElsewhere = await add(coordinator, at, bytes, {
      'sec-fetch-site': 'cross-site',
      origin: 'http://evil.test',
    })
    expect(await codeOf(fromElsewhere)).toEqual([403, 'forbidden'])
  })

  const hostile: [string, () => Promise<Uint8Array> | Uint8Array, number, string][] = [
    ['50,000 × 50,000 pixels', () => boast(50_000, 50_000), 422, 'image-too-large'],
    ['a line of a million pixels', () => boast(1_000_000, 2), 422, 'image-too-large'],
    ['a head without a picture', () => boast(40, 30), 422, 'image-unreadable'],
    [
      'half a photograph',
      async () => (await photo(400, 300, 'png')).subarray(0, 2000),
      422,
      'image-unreadable',
    ],
    [
      'a drawing that could hold scripts',
      () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)" width="9" height="9"/>'),
      422,
      'image-unreadable',
    ],
    ['a page', () => Buffer.from('<!doctype html><script>alert(1)</script>'), 422, 'image-unreadable'],
    ['a PDF', () => Buffer.from('%PDF-1.7\n1 0 obj<<>>endobj'), 422, 'image-unreadable'],
    ['nothing', () => new Uint8Array(), 422, 'image-unreadable'],
    ['too many bytes', () => new Uint8Array(limits.imageBytes + 1), 413, 'too-large'],
  ]
  test.each(hostile)('M65 %s is refused clearly and kept nowhere', async (_what, bytes, status, code) => {
    const at = await held()
    expect(await codeOf(await add(author, at, await bytes()))).toEqual([status, code])
    expect(await rows(at)).toBe(0)
    // And the next one is taken.
    await added(author, at, await photo())
  })

  test('M65 what is packed is not unpacked', async () => {
    const at = await held()
    const answer = await add(author, at, await photo(), { 'content-encoding': 'gzip' })
    expect(answer.status).toBe(400)
    await answer.arrayBuffer()
  })

  const rows = async ({ reportId }: At) => {
    const { count } = await office.program.db
      .selectFrom('images')
      .select(eb => eb.fn.countAll<number>().as('count'))
      .where('report_id', '=', reportId)
      .executeTakeFirstOrThrow()
    return count
  }

  test('M66 the same image twice is one, and each new one is on record', async () => {
    const at = await held()
    const bytes = await photo()
    const before = await office.auditRows()
    const first = await added(author, at, bytes)
    expect(await added(coordinator, at, bytes)).toEqual(first)
    expect([await rows(at), (await office.auditRows()) - before]).toEqual([1, 1])
  })

  test('M67 a report takes so many bytes of images and no more', async () => {
    const at = await held()
    const { imageId } = await added(author, at, await photo())
    await office.program.db
      .updateTable('images')
      .set({ size: limits.reportImageBytes })
      .where('id', '=', imageId)
      .execute()
    expect(await codeOf(await add(author, at, await photo()))).toEqual([409, 'images-full'])
    expect((await see(author, at, imageId)).status).toBe(200)
  })

  test('M68 a text that comes from another report brings its images along, as far as its taker may read there', async () => {
    const [source, target] = [await held(), await held()]
    const { imageId } = await added(author, source, await photo())
    const body = { imageIds: [imageId], fromReportId: source.reportId }
    expect((await see(author, target, imageId)).status).toBe(404)
    const taken = await author.call('adoptImages', target, body)
    expect(taken.body).toEqual({ imageIds: [imageId] })
    expect((await see(author, target, imageId)).status).toBe(200)
    // Of a report that one may not read, of an image that is not there, into a section that one may not write.
    const hidden = await createReport(coordinator, [draft('机密')])
    const there = { reportId: hidden.reportId, sectionId: hidden.id('机密') }
    const secret = await added(coordinator, there, await photo())
    const stolen = { imageIds: [secret.imageId], fromReportId: there.reportId }
    expect((await author.call('adoptImages', target, stolen)).code).toBe('not-found')
    const guessed = { ...body, imageIds: [secret.imageId] }
    expect((await author.call('adoptImages', target, guessed)).code).toBe('not-found')
    expect((await reader.call('adoptImages', target, body)).code).toBe('forbidden')
    expect((await see(author, target, secret.imageId)).status).toBe(404)
  })

  test('M69 what last year’s section shows may be taken over by the holder of this year’s, and nothing else of it', async () => {
    const { reportId, id } = await createReport(coordinator, [draft('水利'), draft('民政')])
    const at = { reportId, sectionId: id('水利') }
    const shown = await added(coordinator, at, await photo())
    const aside = await added(coordinator, at, await photo())
    const last = await createReport(coordinator, [
      draft('水利', 1, { text: showing(shown.imageId) }),
      draft('民政', 1, { text: showing(aside.imageId) }),
    ])
    const lastAt = { reportId: last.reportId, sectionId: last.id('水利') }
    const both = { imageIds: [shown.imageId, aside.imageId], fromReportId: reportId }
    await coordinator.call('adoptImages', lastAt, both)
    const begun = await coordinator.call('beginFromReport', last, {
      title: '下一年',
      period: '2027年',
      deadline: null,
    })
    const section = begun.body.sections[0]
    const now = { reportId: begun.body.id, sectionId: section?.id ?? '' }
    await coordinator.call('changeSection', now, { leadId: farming })
    const answer = await author.call('adoptImages', now, { ...both, fromReportId: null })
    expect(answer.body).toEqual({ imageIds: [shown.imageId] })
    expect([
      (await see(author, now, shown.imageId)).status,
      (await see(author, now, aside.imageId)).status,
    ]).toEqual([200, 404])
  })

  test('M70 an exported file holds the images that its texts show, and the words of those that are gone', async () => {
    const first = await held()
    const { imageId } = await added(author, first, await photo())
    const at = await held(showing(imageId))
    const page = async () =>
      (await fetch(`${path(at)}/export?format=html`, { headers: { ...author.headers } })).text()
    expect(await page()).toContain('<figure class="missing"><figcaption>图1　渠首</figcaption></figure>')
    await author.call('adoptImages', at, { imageIds: [imageId], fromReportId: first.reportId })
    expect(await page()).toMatch(
      /<figure><img src="data:image\/jpeg;base64,[\w+/=]+" alt width="50%"><figcaption>图1　渠首<\/figcaption><\/figure>/,
    )
  })
})
