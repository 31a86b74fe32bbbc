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

describe('a finding that is ignored with a reason', () => {
  let office: Office
  let coordinator: Caller
  let author: Caller
  let farming: string
  const text = '共完成投资20xx万元。'
  const mark = { rule: 'placeholder' as const, quote: '20xx', before: '共完成投资', after: '万元。' }
  const reason = '数字由统计局下周核定'
  beforeAll(async () => {
    office = await openOffice()
    farming = await office.department('农业办')
    coordinator = await office.hire({ name: '顾予宁', role: 'coordinator' })
    author = await office.hire({ name: '罗麦生', departmentIds: [farming] })
  })
  afterAll(() => office.close())

  const report = async () => {
    const own = draft('主要工作', 1, { text: words(text), leadId: farming })
    const { reportId, id } = await createReport(coordinator, [own, draft('别家的工作')])
    return { reportId, section: id('主要工作'), other: id('别家的工作') }
  }
  const finalOf = (reportId: string) => coordinator.call('moveStage', { reportId }, { stage: 'final' })

  test('C31 C33 does not count before 定稿, for everybody who reads the report, until somebody heeds it again', async () => {
    const { reportId, section } = await report()
    expect((await finalOf(reportId)).code).toBe('reason-needed')
    const { body } = await author.call('ignoreFinding', { reportId }, { section, ...mark, reason })
    // Again: the newer reason takes the older one's place.
    const again = await coordinator.call('ignoreFinding', { reportId }, { section, ...mark, reason: '已核' })
    expect(again.body.id).not.toBe(body.id)
    const reader = await office.hire({ role: 'reader' })
    expect((await reader.call('listIgnored', { reportId })).body).toMatchObject([
      { id: again.body.id, section, ...mark, reason: '已核', personName: '顾予宁' },
    ])
    const heeded = await author.call('heedFinding', { reportId, ignoredId: again.body.id })
    expect(heeded.status).toBe(200)
    expect((await finalOf(reportId)).code).toBe('reason-needed')
    await author.call('ignoreFinding', { reportId }, { section, ...mark, reason })
    expect((await finalOf(reportId)).status).toBe(200)
    // What is final stays as it is.
    expect((await author.call('ignoreFinding', { reportId }, { section, ...mark, reason })).status).toBe(403)
  })

  test('C31 counts again when the words around it are others', async () => {
    const { reportId, section } = await report()
    await author.call('ignoreFinding', { reportId }, { section, ...mark, before: '计划投资', reason })
    expect((await finalOf(reportId)).code).toBe('reason-needed')
  })

  test('C32 a secrecy mark is never ignored', async () => {
    const { reportId, section } = await report()
    const secret = { section, rule: 'secrecy-mark' as const, quote: '机密★10年', before: '', after: '' }
    const refused = await coordinator.call('ignoreFinding', { reportId }, { ...secret, reason })
    expect([refused.status, refused.code]).toEqual([409, 'secrecy-mark'])
  })

  test('C33 only in sections that one may write; the title is the coordinator’s; foreign ids are not found', async () => {
    const { reportId, section, other } = await report()
    const ignore = (who: Caller, at: string, more: object = {}) =>
      who.call('ignoreFinding', { reportId }, { section: at, ...mark, reason, ...more })
    expect((await ignore(author, other)).status).toBe(403)
    expect((await ignore(author, '')).status).toBe(403)
    expect((await ignore(coordinator, '')).status).toBe(200)
    expect((await ignore(author, 'no-such-section')).status).toBe(404)
    expect((await ignore(author, section, { reason: ' ' })).status).toBe(400)
    expect((await ignore(author, section, { quote: '长'.repeat(2001) })).status).toBe(400)
    const { body } = await ignore(author, section)
    const elsewhere = await report()
    const foreign = { reportId: elsewhere.reportId, ignoredId: body.id }
    expect((await coordinator.call('heedFinding', foreign)).status).toBe(404)
  })
})
