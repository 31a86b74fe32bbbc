/** 归档: one zip about a closed report that is whole, checks itself, is safe to unpack, and for few people. */
import { createHash } from 'node:crypto'
import { get as request } from 'node:http'
import { strFromU8, unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { freePath, inFolder } from '../../server/convert/archive-names.ts'
import { limits } from '../../shared/limits.ts'
import { doc, image, p, table } from '../unit/paper/literals.ts'
import { sampleImages } from '../unit/paper/sample.ts'
import { createReport, draft, publish, startRound, words } from './drafts.ts'
import { bringMaterial } from '../support/materials.ts'
import { type Caller, type Office, openOffice } from './office.ts'

describe('the archive', () => {
  let office: Office
  let coordinator: Caller
  let author: Caller
  let foreign: Caller
  let administrator: Caller
  let leadId: string
  /** The report that has everything. */
  let made: Promise<string> | undefined
  beforeAll(async () => {
    office = await openOffice({ env: { CHROMIUM_PATH: 'off' } })
    leadId = await office.department('农业办')
    coordinator = await office.hire({ role: 'coordinator', name: '沈知夏' })
    author = await office.hire({ departmentIds: [leadId], name: '罗麦生' })
    foreign = await office.hire({ departmentIds: [await office.department('规划办')] })
    administrator = await office.hire({ role: 'reader', isAdministrator: true })
  })
  afterAll(() => office.close())

  const addressOf = (reportId: string) => `${office.url}/api/v1/reports/${reportId}/archive`
  const load = (reportId: string, who?: Caller) =>
    fetch(`${addressOf(reportId)}?zone=Asia/Shanghai`, { headers: { ...who?.headers } })
  const unpack = async (reportId: string, who: Caller) => {
    const response = await load(reportId, who)
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/zip'])
    return unzipSync(new Uint8Array(await response.arrayBuffer()))
  }
  const textOf = (files: Record<string, Uint8Array>, name: string) => {
    const bytes = files[name]
    if (!bytes) throw new Error(`${name} is not among ${Object.keys(files).join(', ')}`)
    return strFromU8(bytes)
  }
  const attach = async (reportId: string, sectionId: string, name: string, bytes = 'x') => {
    const path = `${office.url}/api/v1/reports/${reportId}/sections/${sectionId}/attachments`
    const answer = await fetch(`${path}?name=${encodeURIComponent(name)}`, {
      method: 'POST',
      headers: { ...coordinator.headers, 'content-type': 'application/octet-stream' },
      body: bytes,
    })
    expect(answer.status).toBe(200)
    const { id }: { id: string } = await answer.json()
    return id
  }

  /** Two rounds with a return and a signature, an opinion, files with names that would climb out. */
  const closed = async () => {
    const text = words('播种九千亩。')
    const sections = [draft('农业', 1, { leadId, text }), draft('../CON', 1, { leadId })]
    const { reportId, id } = await createReport(coordinator, sections)
    const at = { reportId, sectionId: id('农业') }
    await coordinator.call('changeReport', { reportId }, { signoff: 'head' })
    await author.call('submitSection', at, { note: '<script>alert(1)</script>' })
    await coordinator.call('returnSection', at, { reason: '亩数没有核对' })
    await author.call('submitSection', at, {})
    const attachmentId = await attach(reportId, at.sectionId, '签字.jpg', 'photo')
    await coordinator.call('recordSignature', at, { signer: '闻人敬', medium: 'paper', attachmentId })
    for (const name of ['CON', 'con.txt', '../../etc/passwd', 'a'.repeat(200), 'A.TXT', 'a.txt', '=1+1.csv'])
      await attach(reportId, at.sectionId, name)
    const bytes = '夏粮丰收，秋粮在望。'
    await bringMaterial(office.url, author, { reportId, bytes, department: leadId })
    await startRound(coordinator, reportId, [{ name: '县水务局' }])
    await publish(coordinator, reportId)
    return reportId
  }

  const whole = () => (made ??= closed())

  test('P90 Y17 holds what was frozen, every round, material, opinions and the audit; the index leads to each, sums hold', async () => {
    const files = await unpack(await whole(), coordinator)
    const names = Object.keys(files)
    expect(textOf(files, '定稿/2026年工作总结.txt')).toContain('播种九千亩')
    const first = textOf(files, '来稿/001 一、农业/第1轮.txt')
    expect(first).toMatch(/沈知夏 .*退回：亩数没有核对/u)
    expect(first).toContain('播种九千亩')
    expect(textOf(files, '来稿/001 一、农业/第2轮.txt')).toContain('闻人敬')
    expect(textOf(files, '来稿/001 一、农业/第2轮签审记录 签字.jpg')).toBe('photo')
    expect(textOf(files, '材料/001 农业办 部门总结/材料.txt')).toContain('罗麦生')
    expect(textOf(files, '材料/001 农业办 部门总结/材料.html')).toContain('夏粮丰收')
    expect(textOf(files, '材料/001 农业办 部门总结/原件 总结.txt')).toBe('夏粮丰收，秋粮在望。')
    expect(textOf(files, '签审记录/签审记录.csv')).toContain('闻人敬')
    expect(textOf(files, '征求意见/意见采纳情况表.html')).toContain('县水务局')
    expect(textOf(files, '操作日志/操作日志.csv')).toContain('沈知夏')
    const index = textOf(files, 'index.html')
    expect(index).not.toMatch(/<script|https?:|src=/u)
    const links = Array.from(index.matchAll(/href="\.\/([^"]+)"/gu), ([, path = '']) =>
      decodeURIComponent(path),
    )
    const apart = ['index.html', 'SHA256SUMS.txt']
    expect(links.toSorted()).toEqual(names.filter(name => !apart.includes(name)).toSorted())
    const sums = new Map(
      textOf(files, 'SHA256SUMS.txt')
        .trimEnd()
        .split('\n')
        .map(line => [line.slice(66), line.slice(0, 64)]),
    )
    expect([...sums.keys(), 'SHA256SUMS.txt'].toSorted()).toEqual(names.toSorted())
    for (const [name, bytes] of Object.entries(files))
      if (name !== 'SHA256SUMS.txt')
        expect([name, createHash('sha256').update(bytes).digest('hex')]).toEqual([name, sums.get(name)])
  })

  test('P91 is safe to unpack on every machine', async () => {
    const names = Object.keys(await unpack(await whole(), coordinator))
    for (const name of names) {
      expect(name).not.toMatch(/[\p{Cc}\\:*?"<>|]|^\/|(?:^|\/)\.{1,2}(?:\/|$)|[. ](?:\/|$)/u)
      expect(name.length).toBeLessThan(160)
    }
    expect(new Set(names.map(name => name.toLowerCase())).size).toBe(names.length)
    const taken = new Set<string>()
    const hostile = ['CON.txt', 'con.TXT', 'nul', 'com1.tar.gz', '../../x', '..', '', 'é.md', 'e\u0301.md']
    const safe = hostile.map(name => freePath(inFolder('定稿', name), taken))
    expect(safe).toEqual([
      '定稿/CON_.txt',
      '定稿/con_ (2).TXT',
      '定稿/nul_',
      '定稿/com1_.tar.gz',
      '定稿/x',
      '定稿/未命名',
      '定稿/未命名 (2)',
      '定稿/é.md',
      '定稿/e\u0301 (2).md',
    ])
  })

  test('P92 is for who may read every 来稿, once the report is closed, and leaves a trace', async () => {
    const { reportId, id } = await createReport(coordinator, [draft('农业', 1, { leadId })])
    expect((await load(reportId, coordinator)).status).toBe(409)
    await publish(coordinator, reportId)
    const others = [author, administrator, await office.hire({ role: 'reviewer' })]
    const rows = await office.auditRows()
    expect((await load(reportId)).status).toBe(401)
    const at = { reportId, sectionId: id('农业') }
    // The list and the archive agree, whoever asks; an author's department sees its own.
    for (const one of others) {
      expect((await load(reportId, one)).status).toBe(403)
      expect((await one.call('listSubmissions', at)).status).toBe(one === author ? 200 : 403)
    }
    const [other, missing] = [await load(reportId, foreign), await load('nosuchreport1234', foreign)]
    expect([other.status, missing.status]).toEqual([404, 404])
    expect(await other.text()).toBe(await missing.text())
    const bad = await fetch(`${addressOf(reportId)}?zone=Nowhere`, { headers: { ...coordinator.headers } })
    expect(bad.status).toBe(400)
    expect(await office.auditRows()).toBe(rows)
    await unpack(reportId, coordinator)
    const { body } = await coordinator.call('listAudit', {}, { reportId, action: 'report.archive' })
    expect(body.entries).toMatchObject([{ personName: '沈知夏', via: 'web' }])
  })

  test('X66 a 来稿 is a page with its table and image, readable without this program', async () => {
    const { reportId, id } = await createReport(coordinator, [draft('农业', 1, { leadId })])
    const at = { reportId, sectionId: id('农业') }
    const added = await fetch(`${office.url}/api/v1/reports/${reportId}/sections/${at.sectionId}/images`, {
      method: 'POST',
      headers: { ...author.headers, 'content-type': 'image/png' },
      body: Buffer.from(sampleImages.get('i000000000000001')?.bytes ?? []),
    })
    const { imageId }: { imageId: string } = await added.json()
    const text = doc(
      image(imageId, { caption: '图1　晒场' }),
      table(['项目', '数'], ['<早稻>', '12']),
      p('播种九千亩。'),
    )
    const { body } = await author.call('getHandIn', at)
    expect((await coordinator.call('putText', at, { text, base: body.seq, mode: 'replace' })).status).toBe(
      200,
    )
    expect((await author.call('submitSection', at, {})).status).toBe(200)
    await publish(coordinator, reportId)
    const page = textOf(await unpack(reportId, coordinator), '来稿/001 一、农业/第1轮.html')
    expect(page).toMatch(/<img[^>]+src="data:image\/png;base64,/u)
    for (const part of ['图1　晒场', '<p>&lt;早稻&gt;</p>', '播种九千亩。', '罗麦生'])
      expect(page).toContain(part)
    expect(page).not.toMatch(/<script|src="(?!data:)|href=/u)
  })

  test('P93 whoever goes away ends it: the next ones get theirs', async () => {
    const { reportId, id } = await createReport(coordinator, [draft('农业', 1, { leadId })])
    // More than lies between two sockets, and nothing that packs.
    for (const name of ['甲.zip', '乙.zip', '丙.zip'])
      await attach(reportId, id('农业'), name, 'x'.repeat(limits.attachmentBytes))
    await publish(coordinator, reportId)
    const begin = () =>
      new Promise<() => void>((resolve, reject) => {
        const asked = request(addressOf(reportId), { headers: { ...coordinator.headers } }, response => {
          response.pause()
          resolve(() => void response.destroy())
        })
        asked.on('error', reject)
      })
    const leave: (() => void)[] = []
    for (let nth = 0; nth < limits.archivesAtOnce; nth += 1) leave.push(await begin())
    expect((await load(reportId, coordinator)).status).toBe(429)
    for (const one of leave) one()
    await expect
      .poll(
        async () => {
          const response = await load(reportId, coordinator)
          await response.body?.cancel()
          return response.status
        },
        { timeout: 10_000 },
      )
      .toBe(200)
  })
})
