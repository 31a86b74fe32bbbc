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
