/** A report begun from last year's, and last year's text beside the new section: for whom it is, and no longer than it is there. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createReport, draft, words } from './drafts.ts'
import { type Caller, type Office, openOffice } from './office.ts'

describe('carry-over', () => {
  let office: Office
  let coordinator: Caller
  let farming: string
  let building: string
  beforeAll(async () => {
    office = await openOffice()
    farming = await office.department('农业办')
    building = await office.department('规划办')
    coordinator = await office.hire({ role: 'coordinator', name: '顾予宁' })
  })
  afterAll(() => office.close())

  /** Last year's report of a deadline on Friday 18 December, its first section due ten days before. */
  const lastYear = async () => {
    const { reportId, id } = await createReport(coordinator, [
      draft('2026年工作', 1, {
        role: 'work',
        leadId: farming,
        coIds: [building],
        ceiling: 800,
        guidance: '写清2026年的面积。',
        dueAt: '2026-12-08T10:00:00.000Z',
        text: words('2026年播种1680亩，由顾予宁核对。'),
      }),
      draft('粮食', 2, { leadId: building }),
      draft('2027年打算', 1, { numbered: false }),
    ])
    await coordinator.call(
      'changeReport',
      { reportId },
      {
        deadline: '2026-12-18T10:00:00.000Z',
        wordsCeiling: 3000,
        budgetUnit: 'pages',
        signoff: 'head',
        matter: { signature: '澄溪镇', date: '2026-12-30' },
      },
    )
    return { reportId, id }
  }
  const next = async (reportId: string, deadline: string | null = '2027-12-17T10:00:00.000Z') => {
    const body = { title: '2027年工作总结', period: '2027年', deadline }
    const { body: report } = await coordinator.call('beginFromReport', { reportId }, body)
    const at = (heading: string) => ({
      reportId: report.id,
      sectionId: report.sections.find(section => section.heading === heading)?.id ?? '',
    })
    return { report, at }
  }

  test('R7 outline, departments, lengths and guidance come along, years move on, no text does', async () => {
    const { reportId } = await lastYear()
    const { report } = await next(reportId)
    expect(report).toMatchObject({
      stage: 'drafting',
      wordsCeiling: 3000,
      budgetUnit: 'pages',
      signoff: 'head',
      matter: { signature: '澄溪镇', date: null },
    })
    expect(report.sections).toMatchObject([
      {
        heading: '2027年工作',
        role: 'work',
        leadId: farming,
        coIds: [building],
        ceiling: 800,
        guidance: '写清2027年的面积。',
        status: 'not_started',
        text: '',
        carried: true,
      },
      { heading: '粮食', level: 2, leadId: building, text: '' },
      { heading: '2028年打算', numbered: false, text: '' },
    ])
  })

  test.each([
    // 8 December 2027 is a Wednesday; the deadline's namesake, 18 December, a Saturday.
    ['2027-12-17T10:00:00.000Z', '2027-12-08T10:00:00.000Z'],
    // Set three days earlier, the section is asked for three days earlier, off the weekend.
    ['2027-12-14T10:00:00.000Z', '2027-12-03T10:00:00.000Z'],
    [null, '2027-12-08T10:00:00.000Z'],
  ])('R8 with the deadline %s the section is due %s', async (deadline, dueAt) => {
    const { reportId } = await lastYear()
    const { report } = await next(reportId, deadline)
    expect([report.deadline, report.sections[0]?.dueAt]).toEqual([deadline, dueAt])
  })

  test('R9 the holders of the new section read the old text, names of the house beside it, and nothing else', async () => {
    const { reportId, id } = await lastYear()
    const { at } = await next(reportId)
    const place = at('2027年工作')
    const newcomers = await office.department('新设办')
    const newcomer = await office.hire({ departmentIds: [newcomers] })
    expect((await newcomer.call('getCarried', place)).status).toBe(404)
    await coordinator.call('changeSection', place, { leadId: newcomers, coIds: [] })
    const { body } = await newcomer.call('getCarried', place)
    expect(body).toEqual({
      state: 'here',
      title: '2026年工作总结',
      heading: '一、2026年工作',
      reportId: null,
      text: words('2026年播种1680亩，由顾予宁核对。'),
      names: ['顾予宁'],
    })
    // The link opens one section's text, not the report that it stands in, nor another section's.
    expect((await newcomer.call('getReport', { reportId })).status).toBe(404)
    expect((await newcomer.call('listSubmissions', { reportId, sectionId: id('2026年工作') })).status).toBe(
      404,
    )
    expect((await newcomer.call('getCarried', at('2028年打算'))).status).toBe(403)
    // Who held a section last year may open that report still, and is told where.
    const old = await office.hire({ departmentIds: [building] })
    expect((await old.call('getCarried', at('粮食'))).body).toMatchObject({ state: 'here', reportId })
    // A right that goes, goes at once.
    await coordinator.call('changeSection', place, { leadId: building })
    expect((await newcomer.call('getCarried', place)).status).toBe(404)
  })

  test('R10 a deleted report says so, its section too, and both come back', async () => {
    const { reportId, id } = await lastYear()
    const { at } = await next(reportId)
    const place = at('2027年工作')
    const state = async () => (await coordinator.call('getCarried', place)).body.state
    await coordinator.call('deleteReport', { reportId })
    expect(await state()).toBe('deleted')
    await coordinator.call('restoreReport', { reportId })
    expect(await state()).toBe('here')
    await coordinator.call('deleteSection', { reportId, sectionId: id('2026年工作') })
    expect(await state()).toBe('deleted')
    await coordinator.call('restoreSection', { reportId, sectionId: id('2026年工作') })
    expect(await state()).toBe('here')
  })

  describe('去年的报告 chosen by hand', () => {
    const plain = async () => {
      const { reportId, id } = await createReport(coordinator, [
        draft('2027年工作', 1, { leadId: building }),
        draft('粮食', 2),
        draft('新设的一章', 1),
      ])
      return { reportId, at: (heading: string) => ({ reportId, sectionId: id(heading) }) }
    }
    const link = (who: Caller, reportId: string, earlierId: string | null) =>
      who.call('changeReport', { reportId }, { earlierId })

    test('T22 sections go back by their headings; checks, text beside and comparison read it, until it is none', async () => {
      const last = await lastYear()
      const { reportId, at } = await plain()
      const { body } = await link(coordinator, reportId, last.reportId)
      expect(body.earlierId).toBe(last.reportId)
      expect(body.sections.map(({ carried }) => carried)).toEqual([true, true, undefined])
      expect((await coordinator.call('getCarried', at('2027年工作'))).body).toMatchObject({
        state: 'here',
        heading: '一、2026年工作',
      })
      const { body: beside } = await coordinator.call('getEarlier', { reportId })
      expect(beside.earlier?.sections).toHaveLength(3)
      const kinds = async () =>
        (await coordinator.call('listComparable', { reportId })).body.map(({ kind }) => kind)
      expect(await kinds()).toContain('last-year')
      const { body: compared } = await coordinator.call(
        'compare',
        { reportId },
        { left: 'last-year', right: 'now' },
      )
      expect(compared.left.report.sections[0]?.id).toBe(at('2027年工作').sectionId)

      const { body: unlinked } = await link(coordinator, reportId, null)
      expect(unlinked).not.toHaveProperty('earlierId')
      expect((await coordinator.call('getCarried', at('2027年工作'))).status).toBe(404)
      expect((await coordinator.call('getEarlier', { reportId })).body).toEqual({ earlier: null })
      expect(await kinds()).not.toContain('last-year')
    })

    test('T22 what a report was begun from stays as it was while the same is chosen; another takes its place', async () => {
      const { reportId } = await lastYear()
      const { report, at } = await next(reportId)
      await coordinator.call('changeSection', at('粮食'), { heading: '完全另一个名称' })
      const { body: same } = await link(coordinator, report.id, reportId)
      expect(same.sections.map(({ carried }) => carried)).toEqual([true, true, true])
      const other = await createReport(coordinator, [draft('2025年工作', 1, { text: words('更早的一年。') })])
      const { body } = await link(coordinator, report.id, other.reportId)
      expect(body.sections.map(({ carried }) => carried)).toEqual([true, undefined, undefined])
    })

    test('T22 coordinators alone link, only what is there, never a report to itself; the audit says which', async () => {
      const last = await lastYear()
      const { reportId, at } = await plain()
      const author = await office.hire({ departmentIds: [building] })
      expect((await link(author, reportId, last.reportId)).status).toBe(403)
      const reviewer = await office.hire({ role: 'reviewer' })
      expect((await link(reviewer, reportId, last.reportId)).status).toBe(403)
      for (const wrong of ['nothing', reportId])
        expect((await link(coordinator, reportId, wrong)).code).toBe('bad-request')
      const gone = await lastYear()
      await coordinator.call('deleteReport', { reportId: gone.reportId })
      expect((await link(coordinator, reportId, gone.reportId)).code).toBe('bad-request')
      expect((await author.call('getCarried', at('2027年工作'))).status).toBe(404)

      await link(coordinator, reportId, last.reportId)
      // Who holds the section reads that one earlier section, and of the earlier report nothing else.
      const outsider = await office.department('外来办')
      await coordinator.call('changeSection', at('新设的一章'), { leadId: outsider })
      const stranger = await office.hire({ departmentIds: [outsider] })
      expect((await stranger.call('getCarried', at('2027年工作'))).status).toBe(403)
      expect((await stranger.call('getEarlier', { reportId })).body.earlier?.sections).toEqual([])
      const { body: acts } = await coordinator.call('listAudit', {}, { reportId })
      const act = acts.entries.find(({ action }) => action === 'report.change')
      expect([act?.before, act?.after]).toMatchObject([{ earlier: null }, { earlier: '2026年工作总结' }])
    })
  })

  test('R11 a section that was not carried over has nothing beside it', async () => {
    const { reportId, id } = await lastYear()
    const place = { reportId, sectionId: id('粮食') }
    expect((await coordinator.call('getCarried', place)).status).toBe(404)
    const { report } = await next(reportId)
    const added = await coordinator.call(
      'addSection',
      { reportId: report.id },
      { parentId: null, afterId: null, heading: '新增' },
    )
    expect(added.body.report.sections[0]).not.toHaveProperty('carried')
  })
})
