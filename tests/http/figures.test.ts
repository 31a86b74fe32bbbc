/** 指标库: registering, filling in, and what is kept of every change. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createReport, draft } from './drafts.ts'
import { type Caller, type Office, openOffice } from './office.ts'

describe('the register of figures', () => {
  let office: Office
  let coordinator: Caller
  let author: Caller
  let treasurer: Caller
  let farming: string
  let treasury: string
  beforeAll(async () => {
    office = await openOffice()
    farming = await office.department('农业办')
    treasury = await office.department('财政所')
    coordinator = await office.hire({ name: '顾予宁', role: 'coordinator' })
    author = await office.hire({ name: '罗麦生', departmentIds: [farming] })
    // Their department holds no section.
    treasurer = await office.hire({ name: '钱知数', departmentIds: [treasury] })
  })
  afterAll(() => office.close())

  const report = async () => {
    const { reportId } = await createReport(coordinator, [draft('主要工作', 1, { leadId: farming })])
    return { reportId }
  }
  const register = async (at: { reportId: string }, name = '一般公共预算收入') => {
    const figures = [{ name, unit: '万元', departmentId: treasury, dueAt: '2026-12-01T02:00:00Z' }]
    const { body } = await coordinator.call('putFigures', at, { figures })
    return { ...at, figureId: body.ids[0] ?? '' }
  }

  test('T1 keeps who changed what and when, and the audit says it in words', async () => {
    const at = await register(await report())
    office.wait(60_000)
    const filled = await treasurer.call('changeFigure', at, { value: '3120.5', standing: 'flash' })
    expect(filled.body).toMatchObject({ value: '3120.5', standing: 'flash', version: 2 })
    await coordinator.call('changeFigure', at, { standing: 'final', asOf: '2026-11-30' })
    const { body: changes } = await coordinator.call('listFigureChanges', at)
    expect(changes.map(({ version, personName }) => [version, personName])).toEqual([
      [3, '顾予宁'],
      [2, '钱知数'],
      [1, '顾予宁'],
    ])
    expect(changes[1]).toMatchObject({ before: { value: null }, after: { value: '3120.5' } })
    const { body: log } = await coordinator.call('listAudit', {}, {})
    expect(log.entries[1]).toMatchObject({
      action: 'figure.change',
      subject: '一般公共预算收入',
      personName: '钱知数',
    })
    // The same again is no change.
    expect((await treasurer.call('changeFigure', at, { value: '3120.5' })).body.version).toBe(3)
  })

  test('T1 all that one request brings is registered, or none of it', async () => {
    const at = await report()
    const figures = [{ name: '粮食产量' }, { name: '新修水渠', departmentId: 'nosuchdepartment' }]
    expect((await coordinator.call('putFigures', at, { figures })).status).toBe(400)
    expect((await coordinator.call('listFigures', at)).body).toEqual([])
    const bad = await coordinator.call('putFigures', at, { figures: [{ name: '产量', value: '1e5' }] })
    expect(bad.status).toBe(400)
  })

  test('T2 an owner without a section fills in, and sees nothing else of the report', async () => {
    const at = await register(await report())
    expect((await treasurer.call('getReport', at)).status).toBe(404)
    expect((await treasurer.call('listFigures', at)).status).toBe(404)
    expect((await treasurer.call('changeFigure', at, { value: '1' })).status).toBe(200)
    expect((await treasurer.call('listFigureChanges', at)).status).toBe(200)
    // Whose it is and until when is not theirs to say; nor is what others owe.
    expect((await treasurer.call('changeFigure', at, { dueAt: null })).code).toBe('forbidden')
    expect((await treasurer.call('changeFigure', at, { departmentId: farming })).code).toBe('forbidden')
    expect((await author.call('changeFigure', at, { value: '2' })).code).toBe('forbidden')
    expect((await treasurer.call('putFigures', at, { figures: [{ name: '新' }] })).status).toBe(404)
    const own = [{ name: '粮食产量', departmentId: farming }]
    expect((await author.call('putFigures', at, { figures: own })).status).toBe(200)
    const others = [{ name: '粮食产量', departmentId: treasury }]
    expect((await author.call('putFigures', at, { figures: others })).code).toBe('forbidden')
  })

  test('T2 nobody changes a figure of a final report', async () => {
    const at = await register(await report())
    await coordinator.call('moveStage', at, { stage: 'final', reason: '定稿' })
    for (const who of [coordinator, treasurer])
      expect((await who.call('changeFigure', at, { value: '9' })).code).toBe('conflict')
    expect((await coordinator.call('deleteFigure', at)).code).toBe('conflict')
    expect((await coordinator.call('putFigures', at, { figures: [{ name: '新' }] })).code).toBe('conflict')
  })

  test('T3 a change of what somebody else changed meanwhile is refused', async () => {
    const at = await register(await report())
    await treasurer.call('changeFigure', at, { value: '1', version: 1 })
    const late = await coordinator.call('changeFigure', at, { value: '2', version: 1 })
    expect([late.status, late.code]).toEqual([409, 'figure-changed'])
    expect((await coordinator.call('listFigures', at)).body[0]?.value).toBe('1')
  })

  test('T5 what a department owes is among the tasks of its authors until it is confirmed', async () => {
    const at = await register(await report(), '专项资金')
    const owed = async (who: Caller) =>
      (await who.call('listMyFigures', {})).body.filter(({ id }) => id === at.figureId)
    expect(await owed(treasurer)).toMatchObject([{ reportTitle: '2026年工作总结', value: null }])
    expect(await owed(author)).toEqual([])
    await treasurer.call('changeFigure', at, { value: '5', standing: 'estimate' })
    expect(await owed(treasurer)).toHaveLength(1)
    await treasurer.call('changeFigure', at, { standing: 'final' })
    expect(await owed(treasurer)).toEqual([])
    await coordinator.call('changeFigure', at, { value: null })
    expect(await owed(treasurer)).toHaveLength(1)
    await coordinator.call('deleteFigure', at)
    expect(await owed(treasurer)).toEqual([])
    await coordinator.call('restoreFigure', at)
    expect(await owed(treasurer)).toHaveLength(1)
  })
})
