/** A section's status and a report's stage over HTTP, and the 来稿 that are kept on the way. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { BusEvent } from '../../server/bus/bus.ts'
import { createReport, draft, words } from './drafts.ts'
import { type Office, openOffice } from './office.ts'

describe('from the department to the coordinator', () => {
  let office: Office
  let coordinator: Awaited<ReturnType<Office['hire']>>
  let author: Awaited<ReturnType<Office['hire']>>
  let farming: string
  beforeAll(async () => {
    office = await openOffice()
    farming = await office.department('农业办')
    coordinator = await office.hire({ name: '顾予宁', role: 'coordinator' })
    author = await office.hire({ name: '罗麦生', departmentIds: [farming] })
  })
  afterAll(() => office.close())

  const oneSection = async (text = '全年播种粮食九千八百亩。') => {
    const sections = [draft('农业', 1, { leadId: farming, text: words(text) })]
    const { reportId, id } = await createReport(coordinator, sections)
    return { reportId, sectionId: id('农业') }
  }

  test('S1 submit, return with a reason, submit again, accept: each round is kept', async () => {
    const at = await oneSection()
    const first = await author.call('submitSection', at, {})
    expect(first.body.sections[0]).toMatchObject({ status: 'submitted', rounds: 1, returnReason: null })
    const returned = await coordinator.call('returnSection', at, { reason: '数字与上月不符' })
    expect(returned.body.sections[0]).toMatchObject({ status: 'returned', returnReason: '数字与上月不符' })
    const second = await author.call('submitSection', at, {})
    expect(second.body.sections[0]).toMatchObject({ status: 'submitted', rounds: 2, returnReason: null })
    const accepted = await coordinator.call('acceptSections', at, { sectionIds: [at.sectionId] })
    expect(accepted.body.sections[0]).toMatchObject({ status: 'accepted', rounds: 2 })
    const kept = await author.call('listSubmissions', at)
    expect(kept.body).toMatchObject([
      { round: 2, personName: '罗麦生', channel: 'editor', words: 12 },
      { round: 1, personName: '罗麦生', text: words('全年播种粮食九千八百亩。') },
    ])
  })

  test('S2 a step that does not fit the state is a conflict and changes nothing', async () => {
    const at = await oneSection()
    expect((await coordinator.call('acceptSections', at, { sectionIds: [at.sectionId] })).code).toBe(
      'conflict',
    )
    expect((await coordinator.call('returnSection', at, { reason: '早了' })).code).toBe('conflict')
    await author.call('submitSection', at, {})
    expect((await author.call('submitSection', at, {})).code).toBe('conflict')
    const { body } = await coordinator.call('listSubmissions', at)
    expect(body).toHaveLength(1)
  })

  test('S3 two people pressing submit at once make one 来稿', async () => {
    const at = await oneSection()
    const answers = await Promise.all(Array.from({ length: 6 }, () => author.call('submitSection', at, {})))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(answers.filter(({ code }) => code === 'conflict')).toHaveLength(5)
    expect((await coordinator.call('listSubmissions', at)).body).toHaveLength(1)
  })

  test('S4 a 来稿 is the text of its log position, whatever becomes of the section', async () => {
    const at = await oneSection('第一稿。')
    await author.call('submitSection', at, {})
    await coordinator.call('deleteSection', at)
    await coordinator.call('restoreSection', at)
    const rows = await office.program.db
      .selectFrom('submissions')
      .selectAll()
      .where('section_id', '=', at.sectionId)
      .execute()
    expect(rows).toHaveLength(1)
    expect(rows[0]).toMatchObject({ seq: 1, round: 1 })
    expect((await author.call('listSubmissions', at)).body[0]?.text).toEqual(words('第一稿。'))
  })

  test('S5 a final report is closed for everyone; back it goes only with a reason', async () => {
    const at = await oneSection()
    await coordinator.call('moveStage', at, { stage: 'final' })
    expect((await author.call('submitSection', at, {})).code).toBe('conflict')
    expect((await coordinator.call('submitSection', at, {})).code).toBe('conflict')
    expect((await coordinator.call('changeSection', at, { heading: '改' })).code).toBe('conflict')
    expect((await coordinator.call('changeReport', at, { title: '改' })).code).toBe('conflict')
    expect((await author.call('changeReport', at, { title: '改' })).code).toBe('forbidden')
    expect((await coordinator.call('deleteSection', at)).code).toBe('conflict')
    expect((await coordinator.call('moveStage', at, { stage: 'final' })).code).toBe('conflict')
    expect((await coordinator.call('moveStage', at, { stage: 'drafting' })).code).toBe('reason-needed')
    const back = await coordinator.call('moveStage', at, { stage: 'drafting', reason: '领导要求补充一节' })
    expect(back.body.stage).toBe('drafting')
    expect((await author.call('submitSection', at, {})).status).toBe(200)
  })

  test('S6 what the list counts', async () => {
    const sections = ['甲', '乙', '丙'].map(heading => draft(heading, 1, { leadId: farming }))
    const { reportId, id } = await createReport(coordinator, [...sections, draft('丁')])
    await author.call('submitSection', { reportId, sectionId: id('甲') }, {})
    await author.call('submitSection', { reportId, sectionId: id('乙') }, {})
    await coordinator.call('acceptSections', { reportId }, { sectionIds: [id('乙')] })
    const listed = async (who: typeof author) =>
      (await who.call('listReports', {})).body.find(report => report.id === reportId)
    expect(await listed(author)).toMatchObject({ sections: 4, submitted: 1, accepted: 1, mine: 1 })
    expect(await listed(coordinator)).toMatchObject({ mine: 0 })
  })

  test('S7 the live rooms hear of a change after it is stored, and of a refusal nothing', async () => {
    const at = await oneSection()
    const heard: BusEvent[] = []
    const stop = office.program.bus.listen(event => heard.push(event))
    await coordinator.call('acceptSections', at, { sectionIds: [at.sectionId] })
    expect(heard).toEqual([])
    await author.call('submitSection', at, {})
    stop()
    expect(heard).toEqual([
      { type: 'report', reportId: at.reportId, revision: 2 },
      { type: 'grants', reportId: at.reportId },
    ])
  })

  test('S8 front and back matter change by the field', async () => {
    const { reportId } = await oneSection()
    await coordinator.call('changeReport', { reportId }, { matter: { signature: '澄溪镇人民政府' } })
    const { body } = await coordinator.call(
      'changeReport',
      { reportId },
      { matter: { date: '2026-12-01', signaturePlace: 'title' }, wordsCeiling: 5000 },
    )
    expect(body).toMatchObject({
      wordsCeiling: 5000,
      matter: { addressee: '', signature: '澄溪镇人民政府', date: '2026-12-01', signaturePlace: 'title' },
    })
  })

  test('S9 the sample loads once, with real 来稿, beside the departments that are there', async () => {
    const administrator = await office.hire({ role: 'reader', isAdministrator: true })
    const loaded = await administrator.call('loadSample', {})
    const { body } = await coordinator.call('getReport', { reportId: loaded.body.id })
    expect(body.sections.length).toBeGreaterThanOrEqual(12)
    expect(new Set(body.sections.map(({ status }) => status)).size).toBeGreaterThanOrEqual(4)
    for (const section of body.sections) {
      if (section.status === 'not_started') expect(section.text.trim()).toBe('')
      if (section.status === 'returned') expect(section.returnReason).toBeTruthy()
    }
    expect((await administrator.call('loadSample', {})).code).toBe('conflict')
    expect((await administrator.call('getMe', {})).body.sampleLoaded).toBe(true)
  })
})
