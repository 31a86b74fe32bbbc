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
