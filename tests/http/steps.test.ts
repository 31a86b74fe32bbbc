/** 协办, 签审, 零报送, recall, reopening: the steps of a section beside submit, return and accept. */
import { emptyText, type Text } from '../../shared/schema/text.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createReport, draft, words } from './drafts.ts'
import { type Answer, type Caller, dayMs, type Office, openOffice, secretOf } from './office.ts'

describe('the steps of a section', () => {
  let office: Office
  let coordinator: Caller
  let lead: Caller
  let co: Caller
  let farming: string
  let water: string
  beforeAll(async () => {
    office = await openOffice()
    farming = await office.department('农业办')
    water = await office.department('水务站')
    coordinator = await office.hire({ name: '顾予宁', role: 'coordinator' })
    lead = await office.hire({ name: '罗麦生', departmentIds: [farming] })
    co = await office.hire({ name: '丘渠清', departmentIds: [water] })
  })
  afterAll(() => office.close())

  const joint = async (text: Text = words('修渠十二公里。'), signoff?: 'head' | 'head-and-leader') => {
    const held = { leadId: farming, coIds: [water], text }
    const { reportId, id } = await createReport(coordinator, [draft('水利', 1, held)])
    const at = { reportId, sectionId: id('水利') }
    if (signoff) await coordinator.call('changeReport', at, { signoff })
    return at
  }
  const statusOf = (answer: Answer<{ sections: { status: string }[] }>) => answer.body.sections[0]?.status

  test('S10 the lead submits once each co-department has said 已写完', async () => {
    const at = await joint()
    const early = await lead.call('submitSection', at, {})
    expect([early.status, early.code]).toEqual([409, 'co-unfinished'])
    expect((await co.call('submitSection', at, {})).code).toBe('forbidden')
    await co.call('tickSection', at, { departmentId: water, done: true })
    await co.call('tickSection', at, { departmentId: water, done: false })
    expect((await lead.call('submitSection', at, {})).code).toBe('co-unfinished')
    const ticked = await co.call('tickSection', at, { departmentId: water, done: true })
    expect(ticked.body.sections[0]?.progress.ticks).toMatchObject([
      { departmentId: water, kind: 'done', personName: '丘渠清' },
    ])
    expect(statusOf(await lead.call('submitSection', at, {}))).toBe('submitted')
  })

  test('S11 a co-department is passed over with a reason, never without, and speaks for itself alone', async () => {
    const at = await joint()
    expect((await lead.call('tickSection', at, { departmentId: water, done: true })).code).toBe('forbidden')
    expect((await co.call('tickSection', at, { departmentId: farming, done: true })).code).toBe('forbidden')
    const blank = { passOver: [{ departmentId: water, reason: '  ' }] }
    expect((await lead.call('submitSection', at, blank)).code).toBe('bad-request')
    const passed = { passOver: [{ departmentId: water, reason: '水务站已口头确认' }] }
    const submitted = await lead.call('submitSection', at, passed)
    expect(submitted.body.sections[0]).toMatchObject({
      status: 'submitted',
      progress: { ticks: [{ departmentId: water, kind: 'passed', reason: '水务站已口头确认' }] },
    })
  })

  test('S27 a department that is named both 主办 and 协办 leads, and does not wait for itself', async () => {
    const { reportId, id } = await createReport(coordinator, [
      draft('水利', 1, { leadId: farming, coIds: [farming] }),
    ])
    const submitted = await lead.call('submitSection', { reportId, sectionId: id('水利') }, {})
    expect(submitted.body.sections[0]).toMatchObject({ status: 'submitted', effectiveCoIds: [] })
  })

  test('S12 a new round asks every co-department anew', async () => {
    const at = await joint()
    await co.call('tickSection', at, { departmentId: water, done: true })
    await lead.call('submitSection', at, {})
    const returned = await coordinator.call('returnSection', at, { reason: '补两个数' })
    expect(returned.body.sections[0]?.progress.ticks).toEqual([])
    expect((await lead.call('submitSection', at, {})).code).toBe('co-unfinished')
  })

  test('S13 零报送 counts as submitted, carries its note, and is refused of a section with text or an image', async () => {
    const full = await joint()
    const pass = [{ departmentId: water, reason: '无' }]
    expect((await lead.call('submitSection', full, { nil: true, passOver: pass })).code).toBe('nil-with-text')
    const image = { imageId: 'i000000000000001', width: null, alt: '', caption: '' }
    const shown = await joint({ type: 'doc', content: [{ type: 'image', attrs: image }] })
    expect((await lead.call('getHandIn', shown)).body).toMatchObject({ text: '', blank: false })
    expect((await lead.call('submitSection', shown, { nil: true, passOver: pass })).code).toBe(
      'nil-with-text',
    )
    const at = await joint(emptyText)
    expect((await lead.call('getHandIn', at)).body).toMatchObject({ text: '', blank: true })
    const nil = await lead.call('submitSection', at, { nil: true, note: '本年度无此项工作', passOver: pass })
    expect(nil.body.sections[0]).toMatchObject({ status: 'submitted', progress: { nil: true } })
    expect((await lead.call('listSubmissions', at)).body).toMatchObject([
      { nil: true, note: '本年度无此项工作' },
    ])
  })

  test('S14 recalled before the coordinator has looked, not after; the 来稿 stays, marked', async () => {
    const at = await joint()
    await co.call('tickSection', at, { departmentId: water, done: true })
    await lead.call('submitSection', at, {})
    expect((await co.call('recallSection', at)).code).toBe('forbidden')
    const recalled = await lead.call('recallSection', at)
    expect(recalled.body.sections[0]).toMatchObject({ status: 'drafting', progress: { submittedAt: null } })
    await lead.call('submitSection', at, {})
    const looked = await coordinator.call('lookAtSection', at)
    expect(looked.body.sections[0]?.progress.looked).toBe(true)
    expect((await lead.call('recallSection', at)).code).toBe('already-looked')
    expect((await coordinator.call('lookAtSection', at)).code).toBe('conflict')
    const { body } = await lead.call('listSubmissions', at)
    expect(body.map(({ round, recalledAt }) => [round, recalledAt !== null])).toEqual([
      [2, false],
      [1, true],
    ])
  })

  test('S15 where the report asks for it, a section waits for the head, then for the leader', async () => {
    const at = await joint(words('通水。'), 'head-and-leader')
    await co.call('tickSection', at, { departmentId: water, done: true })
    expect(statusOf(await lead.call('submitSection', at, {}))).toBe('awaiting_signoff')
    expect((await coordinator.call('acceptSections', at, { sectionIds: [at.sectionId] })).code).toBe(
      'conflict',
    )
    expect((await co.call('recordSignature', at, { signer: '闻人敬', medium: 'paper' })).code).toBe(
      'forbidden',
    )
    const first = await lead.call('recordSignature', at, {
      signer: '闻人敬',
      medium: 'phone',
      note: '会后电话',
    })
    expect(first.body.sections[0]).toMatchObject({
      status: 'awaiting_signoff',
      progress: { signatures: [{ role: 'head', signer: '闻人敬', medium: 'phone' }] },
    })
    const link = await lead.call('createSignatureLink', at, { signer: '尉迟澜' })
    expect(link.body.role).toBe('leader')
    const nobody = office.caller()
    const token = secretOf(link.body.link)
    const peek = await nobody.call('peekSignature', {}, { token })
    expect(peek.body).toMatchObject({
      heading: '水利',
      number: '一、',
      role: 'leader',
      signer: '尉迟澜',
      submittedBy: '罗麦生',
      text: words('通水。'),
    })
    expect((await nobody.call('signByLink', {}, { token, verdict: 'sign' })).status).toBe(200)
    expect((await nobody.call('signByLink', {}, { token, verdict: 'sign' })).code).toBe('link-expired')
    const { body } = await coordinator.call('getReport', at)
    expect(body.sections[0]).toMatchObject({
      status: 'submitted',
      progress: {
        signatures: [
          { role: 'head', medium: 'phone' },
          { role: 'leader', signer: '尉迟澜', medium: 'link' },
        ],
      },
    })
  })

  test('S16 a signer who refuses gives the section back with a reason; old links end', async () => {
    const at = await joint(words('通水。'), 'head')
    await co.call('tickSection', at, { departmentId: water, done: true })
    await lead.call('submitSection', at, {})
    const stale = secretOf((await lead.call('createSignatureLink', at, { signer: '闻人敬' })).body.link)
    const token = secretOf((await lead.call('createSignatureLink', at, { signer: '闻人敬' })).body.link)
    const nobody = office.caller()
    expect((await nobody.call('peekSignature', {}, { token: stale })).code).toBe('link-expired')
    expect((await nobody.call('signByLink', {}, { token, verdict: 'refuse' })).code).toBe('reason-needed')
    await nobody.call('signByLink', {}, { token, verdict: 'refuse', reason: '公里数与台账不一致' })
    const { body } = await lead.call('getReport', at)
    expect(body.sections[0]).toMatchObject({ status: 'returned', returnReason: '公里数与台账不一致' })
    const [round] = (await lead.call('listSubmissions', at)).body
    expect(round?.returns).toMatchObject([{ kind: 'refused', byName: '闻人敬' }])
    expect((await nobody.call('peekSignature', {}, { token })).code).toBe('link-expired')
  })

  test('S17 a link ends by its day, by recall, and with the round', async () => {
    const at = await joint(words('通水。'), 'head')
    await co.call('tickSection', at, { departmentId: water, done: true })
    await lead.call('submitSection', at, {})
    const peek = async (link: string) =>
      (await office.caller().call('peekSignature', {}, { token: secretOf(link) })).status
    const first = (await lead.call('createSignatureLink', at, { signer: '闻人敬' })).body.link
    expect(await peek(first)).toBe(200)
    await lead.call('recallSection', at)
    expect(await peek(first)).toBe(410)
    await lead.call('submitSection', at, {})
    expect(await peek(first)).toBe(410)
    const second = (await lead.call('createSignatureLink', at, { signer: '闻人敬' })).body.link
    office.wait(15 * dayMs)
    expect(await peek(second)).toBe(410)
  })

  test('S18 a report that no longer asks for a signature counts what waits as submitted', async () => {
    const at = await joint(words('通水。'), 'head-and-leader')
    await co.call('tickSection', at, { departmentId: water, done: true })
    await lead.call('submitSection', at, {})
    await lead.call('recordSignature', at, { signer: '闻人敬', medium: 'paper' })
    expect(statusOf(await coordinator.call('changeReport', at, { signoff: 'head' }))).toBe('submitted')
  })

  test('S19 returned with notes at sentences; reopened with a reason; every return is kept', async () => {
    const at = await joint()
    await co.call('tickSection', at, { departmentId: water, done: true })
    await lead.call('submitSection', at, {})
    const notes = [{ quote: '修渠十二公里', note: '与水务台账核对' }]
    const returned = await coordinator.call('returnSection', at, { reason: '数字', notes })
    expect(returned.body.sections[0]?.progress.notes).toEqual(notes)
    await co.call('tickSection', at, { departmentId: water, done: true })
    const again = await lead.call('submitSection', at, {})
    expect(again.body.sections[0]?.progress.notes).toEqual([])
    expect((await coordinator.call('reopenSection', at, { reason: '早' })).code).toBe('conflict')
    await coordinator.call('acceptSections', at, { sectionIds: [at.sectionId] })
    expect((await coordinator.call('returnSection', at, { reason: '晚' })).code).toBe('conflict')
    const reopened = await coordinator.call('reopenSection', at, { reason: '领导要求补充' })
    expect(reopened.body.sections[0]).toMatchObject({ status: 'returned', returnReason: '领导要求补充' })
    const { body } = await lead.call('listSubmissions', at)
    expect(body.map(({ returns }) => returns.map(({ kind, byName }) => [kind, byName]))).toEqual([
      [['reopen', '顾予宁']],
      [['return', '顾予宁']],
    ])
  })

  test('S20 accepted in bulk: all of them or none', async () => {
    const { reportId, id } = await createReport(
      coordinator,
      ['甲', '乙', '丙'].map(heading => draft(heading, 1, { leadId: farming })),
    )
    const [first, second, third] = [id('甲'), id('乙'), id('丙')]
    for (const sectionId of [first, second]) await lead.call('submitSection', { reportId, sectionId }, {})
    const all = { sectionIds: [first, second, third] }
    expect((await coordinator.call('acceptSections', { reportId }, all)).code).toBe('conflict')
    const before = await coordinator.call('getReport', { reportId })
    expect(before.body.sections.map(({ status }) => status)).toEqual([
      'submitted',
      'submitted',
      'not_started',
    ])
    const two = await coordinator.call('acceptSections', { reportId }, { sectionIds: [first, second] })
    expect(two.body.sections.map(({ status }) => status)).toEqual(['accepted', 'accepted', 'not_started'])
  })

  test('S21 a photo of the signature is kept as it came, for those who see the 来稿', async () => {
    const at = await joint(words('通水。'), 'head')
    await co.call('tickSection', at, { departmentId: water, done: true })
    await lead.call('submitSection', at, {})
    const path = `${office.url}/api/v1/reports/${at.reportId}`
    const photo = new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3])
    const send = (who: Caller, name: string) =>
      fetch(`${path}/sections/${at.sectionId}/attachments?name=${encodeURIComponent(name)}`, {
        method: 'POST',
        headers: { ...who.headers, 'content-type': 'image/jpeg' },
        body: photo,
      })
    const stranger = await office.hire({ departmentIds: [await office.department('林业站')] })
    expect((await send(stranger, '签字.jpg')).status).toBe(404)
    expect((await send(lead, ' ')).status).toBe(400)
    const kept: { id: string } = await (await send(lead, '签字.jpg')).json()
    await lead.call('recordSignature', at, { signer: '闻人敬', medium: 'paper', attachmentId: kept.id })
    const [round] = (await lead.call('listSubmissions', at)).body
    expect(round?.signatures).toMatchObject([{ signer: '闻人敬', attachmentId: kept.id }])
    const load = (who: Caller) => fetch(`${path}/attachments/${kept.id}`, { headers: { ...who.headers } })
    const loaded = await load(coordinator)
    expect(new Uint8Array(await loaded.arrayBuffer())).toEqual(photo)
    expect(loaded.headers.get('content-disposition')).toContain('attachment')
    expect((await load(stranger)).status).toBe(404)
    const elsewhere = await joint(words('通水。'), 'head')
    await lead.call('submitSection', elsewhere, { passOver: [{ departmentId: water, reason: '无' }] })
    const borrowed = { signer: '闻人敬', medium: 'paper', attachmentId: kept.id } as const
    expect((await lead.call('recordSignature', elsewhere, borrowed)).code).toBe('bad-request')
  })
})
