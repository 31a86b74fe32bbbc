/** 退改意见: what the checks found, as a document for each department, and as notes of a return. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createReport, draft, words } from './drafts.ts'
import { type Caller, type Office, openOffice } from './office.ts'

let office: Office
let coordinator: Caller
let farming: string
let flood: string
let at: { reportId: string; id: (heading: string) => string }
beforeAll(async () => {
  office = await openOffice()
  coordinator = await office.hire({ name: '顾予宁', role: 'coordinator' })
  farming = await office.department('农业办')
  flood = await office.department('防汛办')
  at = await createReport(coordinator, [
    draft('农业生产', 1, { leadId: farming, text: words('截止目前，共完成投资20xx万元。') }),
    draft('防汛抗旱', 1, { leadId: flood, text: words('全年巡查水库三十次。') }),
  ])
})
afterAll(() => office.close())

const remarks = (department: string, format: string, who = coordinator) =>
  fetch(
    `${office.url}/api/v1/reports/${at.reportId}/remarks?${new URLSearchParams({ department, format })}`,
    {
      headers: { ...who.headers, 'accept-language': 'zh-CN' },
    },
  )

test('C48 names place, words, explanation and suggestion of the department’s own sections, and nobody else’s', async () => {
  const answer = await remarks(farming, 'txt')
  expect(answer.status).toBe(200)
  expect(decodeURIComponent(answer.headers.get('content-disposition') ?? '')).toContain(
    '退改意见（农业办）.txt',
  )
  const text = await answer.text()
  expect(text).toContain('一、农业生产')
  expect(text).toContain('第 1 段，错误，未填的占位符。原文：“20xx”')
  expect(text).toContain('“截止”似应为“截至”。')
  expect(text).not.toContain('防汛抗旱')
  const clean = await (await remarks(flood, 'txt')).text()
  expect(clean).toContain('没有发现问题。')
})

test('C48 leaves in every format that it offers', async () => {
  for (const format of ['docx', 'html', 'print-html', 'txt']) {
    const answer = await remarks(farming, format)
    expect([format, answer.status]).toEqual([format, 200])
    expect((await answer.arrayBuffer()).byteLength).toBeGreaterThan(100)
  }
  expect((await remarks(farming, 'exe')).status).toBe(400)
})

test('C48 for whoever reads the report; a department without a section of it, and a foreign report, are not found', async () => {
  const idle = await office.department('统计站')
  expect((await remarks(idle, 'txt')).status).toBe(404)
  expect((await remarks('nowhere', 'txt')).status).toBe(404)
  const foreign = await office.hire({ departmentIds: [idle] })
  expect((await remarks(farming, 'txt', foreign)).status).toBe(404)
  const reader = await office.hire({ role: 'reader' })
  expect((await remarks(farming, 'txt', reader)).status).toBe(200)
  const nobody = await fetch(
    `${office.url}/api/v1/reports/${at.reportId}/remarks?${new URLSearchParams({ department: farming, format: 'txt' })}`,
  )
  expect(nobody.status).toBe(401)
})

test('T18 C48 an author who may not read last year’s report is told nothing of what it says', async () => {
  const said = (value: string) =>
    words(`全镇新修水渠${value}公里，清淤沟道三十六条，受益农田三千二百亩，群众灌溉难的问题得到缓解。`)
  const last = await createReport(coordinator, [
    draft('农业生产', 1, { leadId: farming, text: said('7788') }),
  ])
  const begun = { title: '2027年工作总结', period: '2027年', deadline: null }
  const { body: next } = await coordinator.call('beginFromReport', { reportId: last.reportId }, begun)
  const section = { reportId: next.id, sectionId: next.sections[0]?.id ?? '' }
  const text = { text: said('9911'), base: 1, mode: 'replace' as const }
  expect((await coordinator.call('putText', section, text)).status).toBe(200)
  const place = { parentId: null, afterId: null, heading: '防汛抗旱' }
  const { body: added } = await coordinator.call('addSection', { reportId: next.id }, place)
  const { sectionId } = added
  await coordinator.call('changeSection', { reportId: next.id, sectionId }, { leadId: flood })
  const told = async (who: Caller) => {
    const query = new URLSearchParams({ department: farming, format: 'txt' })
    const answer = await fetch(`${office.url}/api/v1/reports/${next.id}/remarks?${query}`, {
      headers: { ...who.headers, 'accept-language': 'zh-CN' },
    })
    expect(answer.status).toBe(200)
    return answer.text()
  }
  expect(await told(coordinator)).toContain('7788')
  const author = await office.hire({ departmentIds: [flood] })
  expect((await author.call('getReport', last)).status).toBe(404)
  expect(await told(author)).not.toContain('7788')
  expect(await told(await office.hire({ departmentIds: [farming] }))).toContain('7788')
})

test('C48 what was ignored is left out', async () => {
  const mark = {
    rule: 'placeholder' as const,
    quote: '20xx',
    before: '截止目前，共完成投资',
    after: '万元。',
  }
  const ignored = { section: at.id('农业生产'), ...mark, reason: '下周核定' }
  await coordinator.call('ignoreFinding', { reportId: at.reportId }, ignored)
  expect(await (await remarks(farming, 'txt')).text()).not.toContain('20xx')
})
