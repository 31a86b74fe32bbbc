/** Drafts of text that a section did not take: whose they are, how they read, and how they end. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { limits } from '../../shared/limits.ts'
import { createReport, draft, setAside, words } from './drafts.ts'
import { type Caller, type Office, openOffice } from './office.ts'

let office: Office
let coordinator: Caller
let li: Caller & { readonly id: string }
let wang: Caller & { readonly id: string }
let farm: string

beforeAll(async () => {
  office = await openOffice()
  farm = await office.department('农业办')
  coordinator = await office.hire({ role: 'coordinator' })
  li = await office.hire({ name: '李文', departmentIds: [farm] })
  wang = await office.hire({ name: '王芳', departmentIds: [farm] })
})
afterAll(() => office.close())

const report = () =>
  createReport(coordinator, [draft('甲', 1, { leadId: farm }), draft('乙', 1, { leadId: farm })])

test('R9 one sees their own drafts, a coordinator everybody’s, a colleague of the same department none', async () => {
  const { reportId, id } = await report()
  const draftId = await setAside(office.program, li.id, { reportId, sectionId: id('甲') })
  await setAside(office.program, wang.id, { reportId, sectionId: id('乙') })
  const own = await li.call('listSetAside', { reportId })
  expect(own.body).toMatchObject([
    {
      id: draftId,
      sectionId: id('甲'),
      heading: '甲',
      sectionDeleted: false,
      personName: '李文',
      taken: null,
    },
  ])
  const all = await coordinator.call('listSetAside', { reportId })
  expect(all.body.map(({ personName }) => personName).sort()).toEqual(['李文', '王芳'].sort())
  expect((await wang.call('readSetAside', { reportId, draftId })).status).toBe(404)
  expect((await wang.call('markSetAside', { reportId, draftId }, { taken: true })).status).toBe(404)
  expect((await wang.call('discardSetAside', { reportId, draftId })).status).toBe(404)
})

test('R9 a draft is read beside the section as it is now', async () => {
  const { reportId, id } = await report()
  const text = words('我写的。')
  const draftId = await setAside(office.program, li.id, { reportId, sectionId: id('甲'), text })
  const read = await li.call('readSetAside', { reportId, draftId })
  expect(read.body).toMatchObject({ text, current: words('甲的正文。') })
  await coordinator.call('deleteSection', { reportId, sectionId: id('甲') })
  const later = await li.call('readSetAside', { reportId, draftId })
  // The other section still lets the department in.
  expect(later.body).toMatchObject({ text, current: null, sectionDeleted: true, heading: '甲' })
})

test('R9 a draft of another report is missing, and so is every draft of a report that is deleted', async () => {
  const [one, two] = [await report(), await report()]
  const { reportId } = one
  const draftId = await setAside(office.program, li.id, { reportId, sectionId: one.id('甲') })
  expect((await coordinator.call('readSetAside', { reportId: two.reportId, draftId })).status).toBe(404)
  await coordinator.call('deleteReport', { reportId })
  expect((await li.call('listSetAside', { reportId })).status).toBe(404)
  await coordinator.call('restoreReport', { reportId })
  expect((await li.call('listSetAside', { reportId })).body).toHaveLength(1)
})

test('R10 a draft is marked as taken over, and as not so after all', async () => {
  const { reportId, id } = await report()
  const draftId = await setAside(office.program, li.id, { reportId, sectionId: id('甲') })
  const marked = await coordinator.call('markSetAside', { reportId, draftId }, { taken: true })
  expect(marked.body.taken).toMatchObject({ personName: '某人' })
  const again = await li.call('markSetAside', { reportId, draftId }, { taken: false })
  expect(again.body.taken).toBeNull()
})

test('R10 a discarded draft is gone, and its place in the quota is free', async () => {
  const { reportId, id } = await report()
  const at = (nth: number) => ({ reportId, sectionId: id('甲'), text: words(`第${nth}段`) })
  const drafts: string[] = []
  for (let nth = 0; nth < limits.setAsidePerPerson; nth += 1)
    drafts.push(await setAside(office.program, li.id, at(nth)))
  await expect(setAside(office.program, li.id, at(-1))).rejects.toThrow('too-large')
  // The quota is one person's: another one is not shut out.
  await setAside(office.program, wang.id, at(-1))
  const [draftId = ''] = drafts
  expect((await li.call('discardSetAside', { reportId, draftId })).status).toBe(200)
  expect((await li.call('readSetAside', { reportId, draftId })).status).toBe(404)
  await setAside(office.program, li.id, at(-1))
})
