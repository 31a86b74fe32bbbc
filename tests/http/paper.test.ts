/** The sheet that the app lays out in pages, the faces for it, and a PDF asked of a server without Chromium. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createReport, draft } from './drafts.ts'
import { type Office, openOffice } from './office.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice()
})
afterAll(() => office.close())

test('X60 the sheet for pages is read like an export, runs nothing, and loads faces from here alone', async () => {
  const coordinator = await office.hire({ role: 'coordinator' })
  const { reportId } = await createReport(coordinator, [])
  const address = `${office.url}/api/v1/reports/${reportId}/pages`
  expect((await fetch(address)).status).toBe(401)
  const stranger = await office.hire({ role: 'author' })
  expect((await fetch(address, { headers: stranger.headers })).status).toBe(404)
  const answer = await fetch(address, { headers: coordinator.headers })
  expect(answer.status).toBe(200)
  const html = await answer.text()
  expect(html).not.toContain('<script')
  expect(answer.headers.get('content-security-policy')).toMatch(/default-src 'none'.*font-src 'self'/)
  const [face = ''] = /\/faces\/[^"]+\.woff2/u.exec(html) ?? []
  expect((await fetch(`${office.url}${face}`)).status).toBe(200)
  expect((await fetch(`${office.url}/faces/noto-serif-sc/..%2f400.css`)).status).not.toBe(200)
})

test('X61 pages leave out what is not accepted, where that is asked for', async () => {
  const coordinator = await office.hire({ role: 'coordinator' })
  const { reportId } = await createReport(coordinator, [draft('村道')])
  const pages = (query: string) =>
    fetch(`${office.url}/api/v1/reports/${reportId}/pages${query}`, { headers: coordinator.headers })
  expect(await (await pages('')).text()).toContain('村道')
  expect(await (await pages('?pending=mark')).text()).toContain('未收稿')
  expect(await (await pages('?pending=omit')).text()).not.toContain('村道')
  expect((await pages('?pending=all')).status).toBe(400)
})
