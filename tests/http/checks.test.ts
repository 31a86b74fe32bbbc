/** What the checks say before a report becomes final. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createReport, draft, words } from './drafts.ts'
import { type Caller, type Office, openOffice } from './office.ts'

describe('定稿 with open errors', () => {
  let office: Office
  let coordinator: Caller
  beforeAll(async () => {
    office = await openOffice()
    coordinator = await office.hire({ name: '顾予宁', role: 'coordinator' })
  })
  afterAll(() => office.close())

  const report = (text: string) => createReport(coordinator, [draft('主要工作', 1, { text: words(text) })])
  const stageOf = async (reportId: string) => (await coordinator.call('getReport', { reportId })).body.stage

  test('C12 asks the coordinator for a reason, which the audit keeps; without errors it asks nothing', async () => {
    const { reportId } = await report('共完成投资20xx万元，提高到%以上。')
    const asked = await coordinator.call('moveStage', { reportId }, { stage: 'final' })
    expect([asked.status, asked.code]).toEqual([409, 'reason-needed'])
    expect(asked.body).toMatchObject({ error: { details: { findings: 2 } } })
    expect(await stageOf(reportId)).toBe('drafting')
    const reason = '数字下周由统计局核定，先行报送'
    expect((await coordinator.call('moveStage', { reportId }, { stage: 'final', reason })).status).toBe(200)
    // Archiving what is final already asks nothing more.
    expect((await coordinator.call('moveStage', { reportId }, { stage: 'archived' })).status).toBe(200)
    const clean = await report('共完成投资320万元。')
    const moved = await coordinator.call('moveStage', { reportId: clean.reportId }, { stage: 'final' })
    expect(moved.status).toBe(200)
  })

  test('C12 only who may move the stage learns what was found', async () => {
    const { reportId } = await report('共完成投资20xx万元。')
    const author = await office.hire({ name: '罗麦生', departmentIds: [await office.department('农业办')] })
    const told = await author.call('moveStage', { reportId }, { stage: 'final' })
    expect(['forbidden', 'not-found']).toContain(told.code)
    expect(JSON.stringify(told)).not.toContain('findings')
  })

  test('C12 a secrecy mark stops it, whatever the reason', async () => {
    const { reportId } = await report('机密★10年')
    for (const reason of [undefined, '领导已同意']) {
      const stopped = await coordinator.call(
        'moveStage',
        { reportId },
        reason === undefined ? { stage: 'final' } : { stage: 'final', reason },
      )
      expect([stopped.status, stopped.code]).toEqual([409, 'secrecy-mark'])
    }
    expect(await stageOf(reportId)).toBe('drafting')
  })
})
