/** Searching all reports that one may read, by what stands in them now and by the rights of this moment. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { look } from '../../server/reports/text-index.ts'
import { createReport, draft, words } from './drafts.ts'
import { type Caller, type Office, openOffice } from './office.ts'

describe('search', () => {
  let office: Office
  let coordinator: Caller
  let farming: string
  beforeAll(async () => {
    office = await openOffice()
    farming = await office.department('农业办')
    coordinator = await office.hire({ role: 'coordinator' })
  })
  afterAll(() => office.close())

  const ask = async (who: Caller, q: string) => (await who.call('search', {}, { q })).body
  const headings = async (who: Caller, q: string) =>
    (await ask(who, q)).reports.flatMap(({ sections }) => sections.map(({ heading }) => heading))

  test('Q1 a substring of one character, two or many is found, with its place and its words around it', async () => {
    const text = words(`${'前'.repeat(40)}全镇播种冬小麦1680亩，${'后'.repeat(60)}冬小麦`)
    const { reportId, id } = await createReport(coordinator, [draft('总的情况'), draft('粮食', 2, { text })])
    for (const q of ['麦', '小麦', '种冬小麦1680', '种冬小麦１６８０亩']) {
      const { reports, complete } = await ask(coordinator, q)
      expect([q, complete, reports.map(report => report.id)]).toEqual([q, true, [reportId]])
      expect(reports[0]?.sections).toMatchObject([{ id: id('粮食'), number: '（一）', heading: '粮食' }])
    }
    const [section] = (await ask(coordinator, '冬小麦')).reports[0]?.sections ?? []
    expect(section?.count).toBe(2)
    expect(section?.snippet).toEqual({
      before: `…${'前'.repeat(20)}全镇播种`,
      match: '冬小麦',
      after: `1680亩，${'后'.repeat(42)}…`,
    })
  })

  test('Q1 a character that the database cannot keep, in one text or in what is asked, ends nobody’s search', async () => {
    const text = words('渡槽\0加固。')
    const { reportId, id } = await createReport(coordinator, [draft('渡槽', 1, { text })])
    await createReport(coordinator, [draft('灌区', 1, { text: words('灌区渡槽全部通水。') })])
    expect(await headings(coordinator, '通水')).toEqual(['灌区'])
    expect((await coordinator.call('search', {}, { q: '渡\0槽' })).status).toBe(200)
    const at = { reportId, sectionId: id('渡槽') }
    const place = { anchor: null, quote: '渡槽\0', before: '', after: '' }
    const said = { ...place, text: '请核对。', mentions: [], proposal: null }
    expect((await coordinator.call('beginThread', at, said)).status).toBe(200)
  })

  test('Q2 what has the same pairs of characters but not the words is not found', async () => {
    await createReport(coordinator, [draft('假象', 1, { text: words('甲乙和乙丙、丙丁') })])
    expect(await headings(coordinator, '甲乙丙丁')).toEqual([])
    expect(await headings(coordinator, '乙丙')).toEqual(['假象'])
    expect(await headings(coordinator, '甲乙 丙丁')).toEqual(['假象'])
    expect(await headings(coordinator, '甲乙 戊')).toEqual([])
    expect(await headings(coordinator, '，')).toEqual([])
    expect(await headings(coordinator, '乙%丙')).toEqual([])
  })

  test('Q3 titles and headings are found, the title first, whatever the case and width of letters', async () => {
    const { reportId, id } = await createReport(coordinator, [draft('PM2.5治理')])
    expect(await headings(coordinator, 'ｐｍ2.5')).toEqual(['PM2.5治理'])
    await coordinator.call('changeSection', { reportId, sectionId: id('PM2.5治理') }, { heading: '蓝天行动' })
    expect(await headings(coordinator, '蓝天')).toEqual(['蓝天行动'])
    await coordinator.call('changeReport', { reportId }, { title: '河湖长制总结' })
    const mention = await createReport(coordinator, [draft('河湖', 1, { text: words('推行河湖长制。') })])
    const { reports } = await ask(coordinator, '河湖长制')
    expect(reports.map(report => [report.id, report.sections.length])).toEqual([
      [reportId, 0],
      [mention.reportId, 1],
    ])
  })

  test('Q4 deleted sections and reports do not show, and come back', async () => {
    const text = words('独木桥改建完成。')
    const { reportId, id } = await createReport(coordinator, [draft('桥', 1, { text }), draft('路')])
    const at = { reportId, sectionId: id('桥') }
    expect(await headings(coordinator, '独木桥')).toEqual(['桥'])
    await coordinator.call('deleteSection', at)
    expect((await ask(coordinator, '独木桥')).reports).toEqual([])
    await coordinator.call('restoreSection', at)
    expect(await headings(coordinator, '独木桥')).toEqual(['桥'])
    await coordinator.call('deleteReport', { reportId })
    expect((await ask(coordinator, '独木桥')).reports).toEqual([])
    await coordinator.call('restoreReport', { reportId })
    expect(await headings(coordinator, '独木桥')).toEqual(['桥'])
  })

  test('Q5 an author finds what their departments hold a part in, from the moment that they do', async () => {
    const author = await office.hire({ departmentIds: [farming] })
    const child = draft('灌区', 2, { text: words('整修灌渠。') })
    const { reportId, id } = await createReport(coordinator, [draft('水利'), child])
    const at = { reportId, sectionId: id('水利') }
    expect((await ask(author, '灌渠')).reports).toEqual([])
    expect((await ask(author, '2026年工作总结')).reports.map(report => report.id)).not.toContain(reportId)
    await coordinator.call('changeSection', at, { coIds: [farming] })
    expect(await headings(author, '灌渠')).toEqual(['灌区'])
    await coordinator.call('changeSection', at, { coIds: [] })
    expect((await ask(author, '灌渠')).reports).toEqual([])
    // A deleted section gives no right to the rest.
    await coordinator.call('changeSection', { reportId, sectionId: id('灌区') }, { leadId: farming })
    expect(await headings(author, '灌渠')).toEqual(['灌区'])
    await coordinator.call('deleteSection', { reportId, sectionId: id('灌区') })
    expect((await ask(author, '水利')).reports).toEqual([])
    for (const role of ['reviewer', 'reader'] as const)
      expect(await headings(await office.hire({ role }), '水利')).toContain('水利')
  })

  test('Q6 more than fits is said, and everything is shown up to there in its order', async () => {
    const many = Array.from({ length: 8 }, (_, at) => draft(`节${at}`, 1, { text: words('凤凰台。') }))
    await createReport(coordinator, many)
    const [report] = (await ask(coordinator, '凤凰台')).reports
    expect(report?.sections.map(({ heading }) => heading)).toEqual(['节0', '节1', '节2', '节3', '节4'])
    expect(report?.more).toBe(true)
    for (let made = 0; made < 31; made += 1)
      await createReport(coordinator, [draft('台', 1, { text: words('望江楼。') })])
    const found = await ask(coordinator, '望江楼')
    expect([found.reports.length, found.more]).toEqual([30, true])
  })

  test('Q7 in the background a section is taken up when it has rested, and a damaged one is passed over', async () => {
    const { id } = await createReport(coordinator, [draft('闲', 1, { text: words('东风渠。') }), draft('坏')])
    const { db } = office.program
    await db.updateTable('updates').set({ checksum: 1 }).where('section_id', '=', id('坏')).execute()
    const stale = async () =>
      (await db.selectFrom('stale_texts').select('section_id').execute()).map(row => row.section_id)
    expect(await stale()).toEqual(expect.arrayContaining([id('闲'), id('坏')]))
    await look(office.program, new Map())
    expect(await stale()).toEqual([])
    expect(await headings(coordinator, '东风渠')).toEqual(['闲'])
  })

  test('Q8 the question is bounded', async () => {
    expect((await coordinator.call('search', {}, { q: '长'.repeat(61) })).status).toBe(400)
    expect((await coordinator.call('search', {}, { q: ' ' })).status).toBe(400)
  })
})
