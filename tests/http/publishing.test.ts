/** 成品: what a final report left as is kept, checked by its sums, and shown by link to whoever has one. */
import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { exportFormats } from '../../shared/api.ts'
import { refuse } from '../../shared/errors.ts'
import { newId } from '../../shared/ids.ts'
import { limits } from '../../shared/limits.ts'
import { always } from '../../server/ops/duty.ts'
import { keepPublications } from '../../server/reports/publications.ts'
import { createReport, draft, publish, words } from './drafts.ts'
import { type Caller, cookieOf, dayMs, type Office, openOffice } from './office.ts'

describe('final files', () => {
  let office: Office
  let coordinator: Caller
  beforeAll(async () => {
    // A PDF takes seconds; that one is kept too is P80's.
    office = await openOffice({ env: { CHROMIUM_PATH: 'off' } })
    coordinator = await office.hire({ role: 'coordinator', name: '沈知夏' })
  })
  afterAll(() => office.close())
  const get = (path: string, headers: Readonly<Record<string, string>> = {}) =>
    fetch(`${office.url}${path}`, { headers })
  const final = async (password: string | null = null) => {
    const sections = [draft('农业', 1, { text: words('播种九千亩。') })]
    const { reportId } = await createReport(coordinator, sections)
    return { reportId, ...(await publish(coordinator, reportId, password)) }
  }

  /** A report whose files are wished for, without anything that would wake the writer of this office. */
  const wished = async () => {
    const { reportId } = await createReport(coordinator, [draft('水利')])
    const id = newId(office.program.random)
    await office.program.db
      .insertInto('publications')
      .values({
        id,
        report_id: reportId,
        number: 1,
        state: 'making',
        missing: '[]',
        created_by: null,
        created_at: new Date(0).toISOString(),
      })
      .execute()
    return { reportId, id }
  }
  const stateOf = async (reportId: string) =>
    (await coordinator.call('listPublications', { reportId })).body.publications[0]?.state

  test('P81 opening it again leaves them as they are; the next time it is final there are new ones', async () => {
    const { reportId } = await final()
    const files = async () => (await coordinator.call('listPublications', { reportId })).body.publications
    const [first] = await files()
    await coordinator.call('moveStage', { reportId }, { stage: 'compiling', reason: '漏了一节' })
    await coordinator.call('changeReport', { reportId }, { title: '改过的总结' })
    await publish(coordinator, reportId)
    const [second, again] = await files()
    expect([second?.number, again?.number]).toEqual([2, 1])
    expect(again?.files).toEqual(first?.files)
    expect(second?.files[0]?.sha256).not.toBe(first?.files[0]?.sha256)
    await coordinator.call('moveStage', { reportId }, { stage: 'archived' })
    expect(await files()).toHaveLength(2)
  })

  test('P82 a public link shows the sheet to whoever has it, and nothing to anybody else', async () => {
    const { reportId, linkId, secret } = await final()
    const opened = await office.caller().call('openPublished', {}, { token: secret })
    expect(opened.body).toMatchObject({ organisation: '澄溪镇', page: { title: '2026年工作总结' } })
    const address = opened.body.page?.address ?? ''
    const page = await get(address, cookieOf(opened))
    expect(page.headers.get('x-robots-tag')).toContain('noindex')
    expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none'/)
    expect(page.headers.get('content-disposition')).toMatch(/^inline/)
    expect(await page.text()).toContain('播种九千亩')
    const other = await final()
    const foreign = await get(`/api/v1/published/${other.linkId}`, cookieOf(opened))
    const missing = await get('/api/v1/published/nosuchlink123456', cookieOf(opened))
    const bare = await get(address)
    expect([foreign.status, missing.status, bare.status]).toEqual([404, 404, 404])
    expect(await foreign.text()).toBe(await missing.text())
    await coordinator.call('revokePublicLink', { reportId, linkId })
    expect((await get(address, cookieOf(opened))).status).toBe(404)
    expect((await office.caller().call('openPublished', {}, { token: secret })).code).toBe('link-expired')
  })

  test('P83 a password is asked for, and not tried out', async () => {
    const { secret, linkId } = await final('mai-zi')
    const open = (password?: string) =>
      office.caller().call('openPublished', {}, { token: secret, ...(password && { password }) })
    expect((await open()).body).toEqual({ organisation: '澄溪镇', page: null })
    // The secret alone makes no cookie that opens it.
    const forged = { cookie: `tonggao-published=${secret}.${'0'.repeat(64)}` }
    expect((await get(`/api/v1/published/${linkId}`, forged)).status).toBe(404)
    const right = await open('mai-zi')
    expect((await get(`/api/v1/published/${linkId}`, cookieOf(right))).status).toBe(200)
    for (let tries = 0; tries < limits.accountAttempts; tries += 1)
      expect((await open(`wrong-${tries}`)).code).toBe('wrong-password')
    expect((await open('mai-zi')).code).toBe('too-many-requests')
    office.wait(limits.accountWindowSeconds * 1000)
    expect((await open('mai-zi')).status).toBe(200)
  })

  test('P84 a link ends when its time is over, and with its report', async () => {
    const { secret } = await final()
    const open = (token: string) => office.caller().call('openPublished', {}, { token })
    office.wait(29 * dayMs)
    expect((await open(secret)).status).toBe(200)
    const late = await final()
    office.wait(2 * dayMs)
    expect((await open(secret)).code).toBe('link-expired')
    await coordinator.call('deleteReport', { reportId: late.reportId })
    expect((await open(late.secret)).code).toBe('link-expired')
  })

  test('P84 links that ended take no room of new ones', async () => {
    const { reportId, publicationId } = await final()
    const add = () =>
      coordinator.call('createPublicLink', { reportId, publicationId }, { password: null, days: 30 })
    for (let made = 1; made < limits.publicLinks; made += 1) expect((await add()).status).toBe(200)
    expect((await add()).code).toBe('too-large')
    office.wait(31 * dayMs)
    expect((await add()).status).toBe(200)
  })

  test('P85 what a stop left unwritten is written at the next look', async () => {
    const { reportId } = await wished()
    // Any act wakes the writer, as a start does.
    await coordinator.call('changeReport', { reportId }, { title: '水利总结' })
    await expect
      .poll(
        async () => (await coordinator.call('listPublications', { reportId })).body.publications[0]?.state,
        { timeout: 20_000 },
      )
      .toBe('ready')
  })

  test('X64 one publication that throws holds up none behind it', async () => {
    const broken = await wished()
    const whole = await wished()
    const { printing, ...rest } = office.program
    const deps = {
      ...rest,
      // The first one's report is read first.
      printing: { ...printing, available: true, print: failing(() => refuse('pdf-unavailable')) },
    }
    const writer = keepPublications(deps, always, 60_000)
    await expect.poll(() => stateOf(whole.reportId), { timeout: 20_000 }).toBe('ready')
    expect(await stateOf(broken.reportId)).toBe('making')
    await writer.stop()
  })

  test('X64 a format that found no turn is tried again, not named as missing', async () => {
    const { reportId } = await wished()
    const { conversions } = office.program
    let busy = 2
    const run = async (...asked: Parameters<typeof conversions.run>) => {
      busy -= 1
      return busy < 0 ? conversions.run(...asked) : refuse('conversions-busy')
    }
    const deps = { ...office.program, conversions: { ...conversions, run: run as typeof conversions.run } }
    const writer = keepPublications(deps, always, 1)
    await expect.poll(() => stateOf(reportId), { timeout: 20_000 }).toBe('ready')
    await writer.stop()
    const [made] = (await coordinator.call('listPublications', { reportId })).body.publications
    expect(made?.files.map(({ format }) => format)).toContain('docx')
  })

  test('X64 stopping ends what is being written, which waits for the next start', async () => {
    const { reportId } = await wished()
    let begin = () => {}
    const begun = new Promise<void>(resolve => (begin = resolve))
    const { printing } = office.program
    const endless: typeof printing.print = (_, turn) =>
      new Promise(resolve => {
        turn?.signal?.addEventListener('abort', () => resolve(refuse('cancelled')))
        begin()
      })
    const hanging = { ...office.program, printing: { ...printing, available: true, print: endless } }
    const writer = keepPublications(hanging, always)
    await begun
    await writer.stop()
    expect(await stateOf(reportId)).toBe('making')
  })
})

test('P80 a report that becomes final leaves once in every format, with sums that hold', async () => {
  const office = await openOffice()
  const coordinator = await office.hire({ role: 'coordinator', name: '沈知夏' })
  const reader = await office.hire({ role: 'reader' })
  const { reportId } = await createReport(coordinator, [draft('农业', 1, { text: words('播种九千亩。') })])
  const { publicationId } = await publish(coordinator, reportId)
  const { body } = await reader.call('listPublications', { reportId })
  const [made] = body.publications
  expect(made).toMatchObject({ number: 1, state: 'ready', byName: '沈知夏', links: [] })
  const formats = [...(made?.files.map(({ format }) => format) ?? []), ...(made?.missing ?? [])]
  expect(formats.toSorted()).toEqual([...exportFormats].sort())
  for (const { format, sha256, size } of made?.files ?? []) {
    const address = `${office.url}/api/v1/reports/${reportId}/publications/${publicationId}/files/${format}`
    const file = await fetch(address, { headers: reader.headers })
    const bytes = Buffer.from(await file.arrayBuffer())
    expect([format, bytes.length]).toEqual([format, size])
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256)
    expect((await fetch(address)).status).toBe(401)
  }
  await office.close()
})

/** Throws the first time. */
function failing<Answer>(then: () => Answer): () => Promise<Answer> {
  let isFirst = true
  return async () => {
    if (!isFirst) return then()
    isFirst = false
    throw new Error('broken')
  }
}
