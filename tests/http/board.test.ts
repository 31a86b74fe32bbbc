/** The board: who wrote last, many sections at once, one's own work, and the tables to hand out. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createReport, draft, words } from './drafts.ts'
import { type Caller, type Office, openOffice } from './office.ts'

describe('the board', () => {
  let office: Office
  let coordinator: Caller
  let author: Caller
  let administrator: Caller
  let farming: string
  let water: string
  beforeAll(async () => {
    office = await openOffice()
    farming = await office.department('农业办')
    water = await office.department('水务站')
    coordinator = await office.hire({ name: '顾予宁', role: 'coordinator' })
    administrator = await office.hire({ isAdministrator: true })
    author = await office.hire({ name: '罗麦生', departmentIds: [farming] })
  })
  afterAll(() => office.close())

  test('B1 owners and times of many sections change in one act each, all or none', async () => {
    const { reportId, id } = await createReport(coordinator, [draft('甲'), draft('乙'), draft('丙')])
    const sectionIds = [id('甲'), id('丙')]
    const change = { leadId: farming, coIds: [water], dueAt: '2026-12-01T10:00:00Z' }
    const before = await office.auditRows()
    const { body } = await coordinator.call('changeSections', { reportId }, { sectionIds, change })
    expect(body.sections.map(({ leadId, coIds, dueAt }) => [leadId, coIds, dueAt])).toEqual([
      [farming, [water], change.dueAt],
      [null, [], null],
      [farming, [water], change.dueAt],
    ])
    expect((await office.auditRows()) - before).toBe(2)
    const missing = { sectionIds: [id('乙'), 'nosuchsection123'], change: { dueAt: null } }
    expect((await coordinator.call('changeSections', { reportId }, missing)).status).toBe(404)
    const stranger = { sectionIds, change: { leadId: 'nosuchdepartment' } }
    expect((await coordinator.call('changeSections', { reportId }, stranger)).status).toBe(400)
    const kept = await coordinator.call('getReport', { reportId })
    expect(kept.body.sections[0]?.leadId).toBe(farming)
  })

  test('B2 an author sees what they owe over all reports, the soonest first, and why it came back', async () => {
    const held = { leadId: farming }
    const late = await createReport(coordinator, [draft('迟', 1, { ...held, dueAt: '2026-12-20T00:00:00Z' })])
    const soon = await createReport(coordinator, [
      draft('早', 1, { ...held, dueAt: '2026-12-01T00:00:00Z' }),
      draft('旁', 1, { leadId: water }),
      draft('协', 1, { leadId: water, coIds: [farming], dueAt: '2026-12-10T00:00:00Z' }),
    ])
    const at = { reportId: soon.reportId, sectionId: soon.id('早') }
    await author.call('submitSection', at, {})
    const notes = [{ quote: '早的正文', note: '写具体' }]
    await coordinator.call('returnSection', at, { reason: '太空', notes })
    const joined = { reportId: soon.reportId, sectionId: soon.id('协') }
    await author.call('tickSection', joined, { departmentId: farming, done: true })
    const here = new Set([late.reportId, soon.reportId])
    const { body } = await author.call('listMyWork', {})
    expect(
      body
        .filter(({ reportId }) => here.has(reportId))
        .map(({ heading, part, owed, returnReason, notes: said }) => [
          heading,
          part,
          owed,
          returnReason,
          said,
        ]),
    ).toEqual([
      ['早', 'lead', true, '太空', 1],
      ['协', 'co', false, null, 0],
      ['迟', 'lead', true, null, 0],
    ])
    expect((await coordinator.call('listMyWork', {})).body).toEqual([])
    await coordinator.call('moveStage', late, { stage: 'final' })
    const after = await author.call('listMyWork', {})
    expect(after.body.map(({ heading }) => heading)).not.toContain('迟')
  })

  test('B3 the tables leave as a page and as CSV that no spreadsheet takes for a formula', async () => {
    const { reportId } = await createReport(coordinator, [
      draft('=cmd()', 1, { leadId: farming, guidance: '=HYPERLINK("x")', dueAt: '2026-11-01T10:00:00Z' }),
      draft('<img src=x>', 1, { text: words('很长的正文。'), ceiling: 3 }),
    ])
    const get = async (who: Caller, query: string) => {
      const path = `${office.url}/api/v1/reports/${reportId}/schedule?${query}`
      const response = await fetch(path, { headers: { ...who.headers, cookie: who.headers.cookie ?? '' } })
      return { status: response.status, text: await response.text(), headers: response.headers }
    }
    const plan = await get(coordinator, 'table=assignments&format=csv&zone=Asia/Shanghai')
    expect(plan.text).toContain('"一、=cmd()","农业办","","","2026-11-01 18:00","\'=HYPERLINK(""x"")"')
    const called = (departmentLabel: string) =>
      administrator.call('changeOrganisation', {}, { departmentLabel })
    expect((await called('科室')).status).toBe(200)
    expect((await get(coordinator, 'table=assignments&format=html')).text).toContain('<th>主办科室</th>')
    for (const noWord of [' ', '=1+1', '<b>', '{{n}}', '科\n室'])
      expect((await called(noWord)).status).toBe(400)
    expect((await called('长'.repeat(11))).status).toBe(400)
    const progress = await get(author, 'table=progress&format=csv')
    expect(progress.text).toContain('未开始 已过时间')
    const page = await get(coordinator, 'table=progress&format=html')
    expect(page.text).toContain('&lt;img src=x&gt;')
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect((await get(coordinator, 'table=other&format=csv')).status).toBe(400)
    expect((await get(coordinator, 'table=progress&format=csv&zone=Nowhere/At')).status).toBe(400)
    const stranger = await office.hire({ departmentIds: [water] })
    expect((await get(stranger, 'table=progress&format=csv')).status).toBe(404)
  })

  test('B5 a reminder is logged with the department that it went to, which must hold something', async () => {
    const { reportId } = await createReport(coordinator, [draft('甲', 1, { leadId: farming })])
    expect((await coordinator.call('remind', { reportId }, { departmentId: farming })).status).toBe(200)
    const { body } = await coordinator.call('listAudit', {}, { reportId, action: 'reminder.copy' })
    expect(body.entries.map(({ personName, subject }) => [personName, subject])).toEqual([
      ['顾予宁', '农业办'],
    ])
    expect((await coordinator.call('remind', { reportId }, { departmentId: water })).status).toBe(400)
    await coordinator.call('moveStage', { reportId }, { stage: 'final' })
    expect((await coordinator.call('remind', { reportId }, { departmentId: farming })).status).toBe(403)
  })

  test('B4 a budget is kept in characters and said in its unit', async () => {
    const { reportId } = await createReport(coordinator, [draft('甲')])
    const change = { wordsCeiling: 3000, budgetUnit: 'minutes' } as const
    const { body } = await coordinator.call('changeReport', { reportId }, change)
    expect(body).toMatchObject(change)
  })
})
