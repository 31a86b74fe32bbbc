/** 签审 with one's own account: by the office alone, of the round that was read, and never of a closed report. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createReport, draft } from './drafts.ts'
import { type Caller, type Office, openOffice, secretOf } from './office.ts'

describe('whoever heads a department, or leads it', () => {
  let office: Office
  let coordinator: Caller
  let lead: Caller
  let head: Caller & { readonly id: string }
  let leader: Caller & { readonly id: string }
  let foreignHead: Caller & { readonly id: string }
  let farming: string
  beforeAll(async () => {
    office = await openOffice()
    farming = await office.department('农业办')
    const water = await office.department('水务站')
    coordinator = await office.hire({ name: '顾予宁', role: 'coordinator' })
    lead = await office.hire({ name: '罗麦生', departmentIds: [farming] })
    head = await office.hire({ name: '闻人敬', departmentIds: [farming] })
    // Of another department, and no reader of the report.
    leader = await office.hire({ name: '尉迟澜', departmentIds: [water] })
    foreignHead = await office.hire({ departmentIds: [water] })
    const name = async (departmentId: string, change: object) =>
      expect((await coordinator.call('changeDepartment', { departmentId }, change)).status).toBe(200)
    await name(farming, { headIds: [head.id], leaderId: leader.id })
    await name(water, { headIds: [foreignHead.id] })
  })
  afterAll(() => office.close())

  const submitted = async (signoff: 'head' | 'head-and-leader' = 'head') => {
    const { reportId, id } = await createReport(coordinator, [draft('水利', 1, { leadId: farming })])
    const at = { reportId, sectionId: id('水利') }
    await coordinator.call('changeReport', at, { signoff })
    await lead.call('submitSection', at, {})
    return at
  }
  const waiting = async (who: Caller, { sectionId }: { sectionId: string }) =>
    (await who.call('listMySignatures', {})).body.filter(one => one.sectionId === sectionId)
  const status = async (at: { reportId: string }) =>
    (await coordinator.call('getReport', at)).body.sections[0]

  test('S22 head and leader find in turn what waits for them, are told, and sign', async () => {
    const at = await submitted('head-and-leader')
    expect(await waiting(leader, at)).toEqual([])
    expect((await leader.call('getSignature', at)).code).toBe('conflict')
    expect(await waiting(head, at)).toMatchObject([
      { heading: '水利', signAs: 'head', submittedBy: '罗麦生' },
    ])
    const told = async (who: Caller) =>
      (await who.call('listInbox', {})).body.messages
        .filter(message => message.sectionId === at.sectionId)
        .map(({ kind }) => kind)
    expect(await told(head)).toEqual(['toSign'])
    const read = await head.call('getSignature', at)
    expect(read.body).toMatchObject({ signer: '闻人敬', role: 'head', department: '农业办', round: 1 })
    expect((await head.call('signSection', at, { round: 1, verdict: 'sign' })).status).toBe(200)
    expect((await head.call('signSection', at, { round: 1, verdict: 'sign' })).code).toBe('conflict')
    expect(await waiting(head, at)).toEqual([])
    expect(await told(leader)).toEqual(['toSign'])
    expect((await leader.call('getReport', at)).status).toBe(404)
    expect((await leader.call('getSignature', at)).body).toMatchObject({ role: 'leader', signer: '尉迟澜' })
    await leader.call('signSection', at, { round: 1, verdict: 'sign' })
    expect(await status(at)).toMatchObject({
      status: 'submitted',
      progress: {
        signatures: [
          { role: 'head', signer: '闻人敬', medium: 'account' },
          { role: 'leader', signer: '尉迟澜', medium: 'account' },
        ],
      },
    })
    const { body } = await coordinator.call(
      'listAudit',
      {},
      { reportId: at.reportId, action: 'section.sign' },
    )
    expect(body.entries.map(entry => entry.personName)).toEqual(['尉迟澜', '闻人敬'])
  })

  test('S23 a refusal needs a reason, returns the section and ends the link that was out', async () => {
    const at = await submitted()
    const link = await lead.call('createSignatureLink', at, { signer: '闻人敬' })
    expect((await head.call('signSection', at, { round: 1, verdict: 'refuse' })).code).toBe('reason-needed')
    await head.call('signSection', at, { round: 1, verdict: 'refuse', reason: '公里数与台账不一致' })
    expect(await status(at)).toMatchObject({ status: 'returned', returnReason: '公里数与台账不一致' })
    const token = secretOf(link.body.link)
    expect((await office.caller().call('peekSignature', {}, { token })).code).toBe('link-expired')
    const [round] = (await lead.call('listSubmissions', at)).body
    expect(round?.returns).toMatchObject([{ kind: 'refused', byName: '闻人敬' }])
  })

  test('S24 what was submitted anew since it was read is not signed unseen', async () => {
    const at = await submitted()
    await lead.call('recallSection', at)
    expect((await head.call('signSection', at, { round: 1, verdict: 'sign' })).code).toBe('conflict')
    await lead.call('submitSection', at, {})
    expect((await head.call('signSection', at, { round: 1, verdict: 'sign' })).code).toBe('conflict')
    expect((await status(at))?.status).toBe('awaiting_signoff')
    expect((await head.call('getSignature', at)).body.round).toBe(2)
  })

  test('S25 another department’s head learns nothing, a head who was replaced signs no more', async () => {
    const at = await submitted()
    const missing = { ...at, sectionId: 'nosuchsection123' }
    for (const place of [at, missing]) {
      expect((await foreignHead.call('getSignature', place)).code).toBe('not-found')
      const given = { round: 1, verdict: 'sign' } as const
      expect((await foreignHead.call('signSection', place, given)).code).toBe('not-found')
    }
    expect((await lead.call('signSection', at, { round: 1, verdict: 'sign' })).code).toBe('forbidden')
    await coordinator.call('changeDepartment', { departmentId: farming }, { headIds: [] })
    expect(await waiting(head, at)).toEqual([])
    expect((await head.call('signSection', at, { round: 1, verdict: 'sign' })).code).toBe('forbidden')
    await coordinator.call('changeDepartment', { departmentId: farming }, { headIds: [head.id] })
  })

  test('S26 nobody signs in a report that is final, by account or by link', async () => {
    const at = await submitted()
    const link = await lead.call('createSignatureLink', at, { signer: '闻人敬' })
    const moved = await coordinator.call('moveStage', at, { stage: 'final', reason: '先定稿' })
    expect(moved.status).toBe(200)
    expect((await head.call('signSection', at, { round: 1, verdict: 'sign' })).code).toBe('conflict')
    const token = secretOf(link.body.link)
    const byLink = await office.caller().call('signByLink', {}, { token, verdict: 'sign' })
    expect(byLink.code).toBe('link-expired')
    expect((await status(at))?.status).toBe('awaiting_signoff')
  })
})
