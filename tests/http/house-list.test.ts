/** 单位用语表, the house's list: who keeps it, what the checks make of it, and the way back. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { HouseWords } from '../../shared/house-list.ts'
import { limits } from '../../shared/limits.ts'
import { createReport, draft, words } from './drafts.ts'
import { type Caller, type Office, openOffice } from './office.ts'

describe('the house’s list', () => {
  let office: Office
  let coordinator: Caller
  let reader: Caller
  beforeAll(async () => {
    office = await openOffice()
    coordinator = await office.hire({ name: '顾予宁', role: 'coordinator' })
    reader = await office.hire({ role: 'reader' })
  })
  afterAll(() => office.close())

  const entry = (rest: Partial<HouseWords>): HouseWords => ({
    kind: 'term',
    wording: '示范区',
    instead: '示范园区',
    rank: null,
    note: '',
    ...rest,
  })
  const add = async (rest: Partial<HouseWords>) =>
    (await coordinator.call('addHouseEntry', {}, entry(rest))).body
  const wordings = async () => (await reader.call('listHouse', {})).body.map(({ wording }) => wording)
  const counts = async (reportId: string) => {
    const answer = await coordinator.call('countFindings', { reportId })
    expect(answer.status).toBe(200)
    return answer.body
  }

  test('C41 C43 is read by the checks of every report as soon as it changes', async () => {
    const { reportId, id } = await createReport(coordinator, [
      draft('主要工作', 1, { text: words('全年新建云杉示范区三处。') }),
    ])
    const sectionId = id('主要工作')
    const before = (await counts(reportId)).find(one => one.sectionId === sectionId)?.warnings ?? 0
    let told = 0
    const stop = office.program.bus.listen(event => void (told += event.type === 'house' ? 1 : 0))
    const { id: entryId } = await add({ wording: '云杉示范区', instead: '云杉示范园区' })
    expect(told).toBe(1)
    expect(await counts(reportId)).toContainEqual({
      sectionId,
      errors: 0,
      warnings: before + 1,
      infos: expect.any(Number),
    })
    await coordinator.call('deleteHouseEntries', {}, { ids: [entryId] })
    stop()
    const after = (await counts(reportId)).find(one => one.sectionId === sectionId)?.warnings ?? 0
    expect(after).toBe(before)
  })

  test('C43 a kind and a wording stand once; a deletion is undone unless they were written anew', async () => {
    const { id: entryId } = await add({ wording: '甲地' })
    const twice = await coordinator.call('addHouseEntry', {}, entry({ wording: '甲地' }))
    expect([twice.status, twice.code]).toEqual([409, 'name-taken'])
    await coordinator.call('deleteHouseEntries', {}, { ids: [entryId] })
    expect(await wordings()).not.toContain('甲地')
    expect((await coordinator.call('restoreHouseEntries', {}, { ids: [entryId] })).status).toBe(200)
    expect(await wordings()).toContain('甲地')
    await coordinator.call('deleteHouseEntries', {}, { ids: [entryId] })
    await add({ wording: '甲地' })
    expect((await coordinator.call('restoreHouseEntries', {}, { ids: [entryId] })).code).toBe('name-taken')
    expect((await coordinator.call('deleteHouseEntries', {}, { ids: ['nowhere'] })).status).toBe(404)
  })

  test('C43 a term without its right wording is none, a place needs none; what a kind has no use for is not kept', async () => {
    const bare = await coordinator.call('addHouseEntry', {}, entry({ wording: '乙地', instead: '' }))
    expect(bare.status).toBe(400)
    const same = await coordinator.call('addHouseEntry', {}, entry({ wording: '乙地', instead: '乙地' }))
    expect(same.status).toBe(400)
    expect(await add({ kind: 'place', wording: '松坡村', instead: '多余', rank: 3 })).toMatchObject({
      instead: '',
      rank: null,
    })
    const long = entry({ wording: '长'.repeat(limits.houseWording + 1) })
    expect((await coordinator.call('addHouseEntry', {}, long)).status).toBe(400)
  })

  test('C43 an import adds and changes and deletes nothing, as one act of the audit, and can be undone', async () => {
    const known = await add({ wording: '丙地', instead: '丙区' })
    const before = await wordings()
    const rows = await office.auditRows()
    const entries = [
      entry({ wording: '丙地', instead: '丙园区' }),
      entry({ kind: 'self', wording: '我镇', instead: '' }),
    ]
    const { body } = await coordinator.call('importHouse', {}, { entries })
    expect(body).toEqual({ addedIds: [expect.any(String)], changedIds: [known.id] })
    expect(await office.auditRows()).toBe(rows + 1)
    expect(await wordings()).toEqual(expect.arrayContaining([...before, '我镇']))
    // Again: all of it is there already.
    const again = await coordinator.call('importHouse', {}, { entries })
    expect(again.body).toEqual({ addedIds: [], changedIds: [] })
    await coordinator.call('deleteHouseEntries', {}, { ids: body.addedIds })
    await coordinator.call('importHouse', {}, { entries: [entry({ wording: '丙地', instead: '丙区' })] })
    expect((await reader.call('listHouse', {})).body.find(({ id }) => id === known.id)?.instead).toBe('丙区')
    const twice = [entry({ wording: '丁地' }), entry({ wording: '丁地', instead: '丁区' })]
    expect((await coordinator.call('importHouse', {}, { entries: twice })).status).toBe(400)
  })

  test('C43 the audit says what was done to which wording', async () => {
    const { id: entryId } = await add({ kind: 'leader', wording: '闻人敬', instead: '镇长', rank: 2 })
    const change = entry({ kind: 'leader', wording: '闻人敬', instead: '党委书记', rank: 1 })
    const administrator = await office.hire({ isAdministrator: true })
    await coordinator.call('changeHouseEntry', { entryId }, change)
    const { body } = await administrator.call('listAudit', {}, {})
    expect(body.entries[0]).toMatchObject({
      action: 'house.change',
      subject: '闻人敬',
      before: { category: 'house-leader', instead: '镇长', rank: 2 },
      after: { instead: '党委书记', rank: 1 },
    })
  })

  test('C42 a report that names rules asks for a reason where these find something, and nowhere else', async () => {
    await add({ wording: '红枫示范区', instead: '红枫示范园区' })
    const made = (text: string) => createReport(coordinator, [draft('主要工作', 1, { text: words(text) })])
    const finalOf = (reportId: string) => coordinator.call('moveStage', { reportId }, { stage: 'final' })
    const wrong = await made('全年新建红枫示范区三处，共完成投资20xx万元。')
    await coordinator.call('changeReport', wrong, { gating: ['house-term'] })
    const asked = await finalOf(wrong.reportId)
    expect(asked.code).toBe('reason-needed')
    expect(asked.body).toMatchObject({ error: { details: { findings: 1 } } })
    const placeholder = await made('共完成投资20xx万元。')
    await coordinator.call('changeReport', placeholder, { gating: [] })
    expect((await finalOf(placeholder.reportId)).status).toBe(200)
    const secret = await made('机密★10年')
    await coordinator.call('changeReport', secret, { gating: [] })
    expect((await finalOf(secret.reportId)).code).toBe('secrecy-mark')
    const { body } = await coordinator.call('changeReport', secret, { gating: null })
    expect(body.gating).toBeNull()
  })

  test('C42 a template, and the next report, name the rules of the report that they were made from', async () => {
    const { reportId } = await createReport(coordinator, [draft('主要工作')])
    await coordinator.call('changeReport', { reportId }, { gating: ['placeholder', 'sum'] })
    const beginning = { title: '2027年总结', period: '2027年', deadline: null }
    const saved = { reportId, name: '镇工作总结', departments: false }
    const { body: template } = await coordinator.call('createTemplate', {}, saved)
    const ofTemplate = await coordinator.call('beginFromTemplate', { templateId: template.id }, beginning)
    const next = await coordinator.call('beginFromReport', { reportId }, beginning)
    for (const { body } of [ofTemplate, next]) expect(body.gating).toEqual(['placeholder', 'sum'])
    const unknown = await coordinator.call(
      'changeReport',
      { reportId },
      { gating: ['no-such-rule' as 'sum'] },
    )
    expect(unknown.status).toBe(400)
  })
})
