/** 征求意见 over HTTP: rounds, links, answers, decisions, the table, and what a stage asks of them. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ConsultAnswer, Consultations } from '../../shared/api.ts'
import { limits } from '../../shared/limits.ts'
import { createReport, draft, startRound, words } from './drafts.ts'
import { type Caller, dayMs, type Office, openOffice, secretOf } from './office.ts'

const opinions = (...texts: string[]): ConsultAnswer => ({
  answer: 'opinions',
  opinions: texts.map(text => ({ sectionId: null, quote: '', text })),
})
const recipientOf = (body: Consultations, name: string) =>
  body.rounds[0]?.recipients.find(one => one.name === name)

describe('征求意见', () => {
  let office: Office
  let coordinator: Caller & { readonly id: string }
  let reviewer: Caller & { readonly id: string }
  let outsider: Caller & { readonly id: string }
  const nobody = () => office.caller()
  beforeAll(async () => {
    office = await openOffice()
    coordinator = await office.hire({ name: '顾予宁', role: 'coordinator' })
    reviewer = await office.hire({ name: '尉迟澜', role: 'reviewer' })
    outsider = await office.hire({ name: '丘渠清', departmentIds: [await office.department('水务站')] })
  })
  afterAll(() => office.close())

  /** A round that asks the reviewer, an author with no part in the report, and an office without an account. */
  const asked = async () => {
    const report = await createReport(coordinator, [draft('农田水利', 1, { text: words('修渠十二公里。') })])
    const recipients = [{ personId: reviewer.id }, { personId: outsider.id }, { name: '县水务局' }]
    const { body } = await startRound(coordinator, report.reportId, recipients)
    const round = body.consultations.rounds[0]
    if (!round) throw new Error('no round')
    const at = (name: string) => ({
      reportId: report.reportId,
      consultationId: round.id,
      recipientId: recipientOf(body.consultations, name)?.id ?? '',
    })
    return { ...report, at, round, token: secretOf(body.links[0]?.link), links: body.links }
  }

  test('Q1 a round begins in 征求意见, or moves the report there, never later; its text is frozen', async () => {
    const { reportId, id } = await createReport(coordinator, [
      draft('农田水利', 1, { text: words('修渠十二公里。') }),
    ])
    const round = { title: '稿', note: '', dueAt: '2026-12-03T10:00:00Z', recipients: [{ name: '水务局' }] }
    const early = await coordinator.call('startConsultation', { reportId }, round)
    expect(early.code).toBe('conflict')
    const past = { ...round, advance: true, dueAt: '2026-11-01T10:00:00Z' }
    expect((await coordinator.call('startConsultation', { reportId }, past)).code).toBe('bad-request')
    const begun = await coordinator.call('startConsultation', { reportId }, { ...round, advance: true })
    expect(begun.body.consultations.stage).toBe('consulting')
    const token = secretOf(begun.body.links[0]?.link)
    await coordinator.call('changeSection', { reportId, sectionId: id('农田水利') }, { heading: '水利' })
    const { body: peek } = await nobody().call('peekOpinion', {}, { token })
    expect(peek.text).toMatchObject({
      title: '2026年工作总结',
      sections: [{ label: '一、农田水利', lines: ['修渠十二公里。'] }],
    })
    const again = await coordinator.call('startConsultation', { reportId }, round)
    expect(again.body.consultations.rounds.map(one => one.round)).toEqual([2, 1])
    await coordinator.call('moveStage', { reportId }, { stage: 'final' })
    const late = await coordinator.call('startConsultation', { reportId }, { ...round, advance: true })
    expect(late.code).toBe('conflict')
  })

  test('Q2 a link shows the text and uses nothing up; superseded, closed and expired look like unknown', async () => {
    const { at, token, reportId, links } = await asked()
    expect(links.map(({ name }) => name)).toEqual(['县水务局'])
    const peek = (secret: string) => nobody().call('peekOpinion', {}, { token: secret })
    for (const _ of [1, 2])
      expect((await peek(token)).body).toMatchObject({ name: '县水务局', state: 'waiting' })
    const unknown = await peek('nothing-that-anybody-gave-out')
    const renewed = await coordinator.call('renewOpinionLink', at('县水务局'))
    const newest = secretOf(renewed.body.link)
    const refusedAs = async (secret: string) => {
      const { status, code, message } = await peek(secret)
      expect([status, code, message]).toEqual([unknown.status, unknown.code, unknown.message])
      const answer = await nobody().call('opineByLink', {}, { token: secret, answer: opinions('迟了') })
      expect([answer.status, answer.message]).toEqual([unknown.status, unknown.message])
    }
    await refusedAs(token)
    expect((await peek(newest)).status).toBe(200)
    expect((await coordinator.call('renewOpinionLink', at('尉迟澜'))).code).toBe('conflict')
    await coordinator.call('closeConsultation', at(''), { closed: true })
    await refusedAs(newest)
    await coordinator.call('closeConsultation', at(''), { closed: false })
    expect((await peek(newest)).status).toBe(200)
    await coordinator.call('deleteReport', { reportId })
    await refusedAs(newest)
  })

  test('Q3 an answer is 无意见 or opinions; the later one replaces the earlier, until closing', async () => {
    const { at, token, id } = await asked()
    const say = (answer: ConsultAnswer) => nobody().call('opineByLink', {}, { token, answer })
    const here = { sectionId: id('农田水利'), quote: '修渠十二公里。', text: '与台账核对' }
    expect((await say({ answer: 'opinions', opinions: [here] })).status).toBe(200)
    const list = async () => (await coordinator.call('listConsultations', at(''))).body
    expect(recipientOf(await list(), '县水务局')).toMatchObject({ state: 'answered', opinions: [here] })
    await say({ answer: 'none' })
    expect(recipientOf(await list(), '县水务局')).toMatchObject({ state: 'none', opinions: [] })
    const empty = await say({ answer: 'opinions', opinions: [] })
    expect(empty.code).toBe('bad-request')
    const astray = await say({ answer: 'opinions', opinions: [{ ...here, sectionId: 'elsewhere' }] })
    expect(astray.code).toBe('bad-request')
    expect(recipientOf(await list(), '县水务局')?.state).toBe('none')
    await coordinator.call('closeConsultation', at(''), { closed: true })
    const closed = await reviewer.call('answerConsultation', at('尉迟澜'), { answer: 'none' })
    expect(closed.code).toBe('conflict')
  })

  test('Q5 what was entered for somebody names who entered it; their own answer takes the name away', async () => {
    const { at, token } = await asked()
    const entered = await coordinator.call('answerConsultation', at('县水务局'), opinions('电话答复：同意'))
    expect(recipientOf(entered.body, '县水务局')).toMatchObject({
      state: 'answered',
      enteredByName: '顾予宁',
    })
    await nobody().call('opineByLink', {}, { token, answer: opinions('改用书面意见') })
    const { body } = await coordinator.call('listConsultations', at(''))
    expect(recipientOf(body, '县水务局')?.enteredByName).toBeNull()
  })

  test('Q6 partly and not adopted need a reason; a decision can change, and falls with the words', async () => {
    const { at } = await asked()
    const said = await reviewer.call('answerConsultation', at('尉迟澜'), opinions('甲', '乙'))
    const [first, second] = recipientOf(said.body, '尉迟澜')?.opinions ?? []
    const decide = (
      id: string | undefined,
      outcome: 'adopted' | 'partly' | 'rejected' | null,
      reason?: string,
    ) =>
      coordinator.call(
        'decideOpinion',
        { ...at(''), opinionId: id ?? '' },
        { outcome, ...(reason === undefined ? {} : { reason }) },
      )
    expect((await decide(first?.id, 'partly')).code).toBe('reason-needed')
    expect((await decide(first?.id, 'rejected')).code).toBe('reason-needed')
    await decide(first?.id, 'partly', '数字采纳，措辞不变')
    await decide(second?.id, 'adopted')
    const seen = await reviewer.call('listConsultations', at(''))
    expect(recipientOf(seen.body, '尉迟澜')?.opinions).toMatchObject([
      { outcome: 'partly', reason: '数字采纳，措辞不变', decidedByName: '顾予宁' },
      { outcome: 'adopted', reason: '' },
    ])
    const undone = await decide(second?.id, null)
    expect(recipientOf(undone.body, '尉迟澜')?.opinions[1]).toMatchObject({ outcome: null, decidedAt: null })
    const changed = await reviewer.call('answerConsultation', at('尉迟澜'), opinions('甲', '乙，改过'))
    expect(recipientOf(changed.body, '尉迟澜')?.opinions).toMatchObject([
      { id: first?.id, outcome: 'partly' },
      { text: '乙，改过', outcome: null },
    ])
  })

  test('Q7 whoever is asked sees their own part, whatever else they may read; others see no round', async () => {
    const { at, reportId } = await asked()
    expect((await outsider.call('getReport', { reportId })).status).toBe(404)
    const own = await outsider.call('listConsultations', { reportId })
    expect(own.body.rounds[0]?.recipients.map(({ name }) => name)).toEqual(['丘渠清'])
    expect((await outsider.call('getConsultedText', at(''))).body.sections[0]?.lines).toEqual([
      '修渠十二公里。',
    ])
    const mine = await outsider.call('listMyConsultations', {})
    expect(mine.body.filter(one => one.reportId === reportId)).toMatchObject([{ state: 'waiting' }])
    expect((await outsider.call('answerConsultation', at('尉迟澜'), { answer: 'none' })).status).toBe(404)
    expect((await outsider.call('answerConsultation', at('丘渠清'), { answer: 'none' })).status).toBe(200)
    const reader = await office.hire({ name: '查阅者', role: 'reader' })
    expect((await reader.call('listConsultations', { reportId })).body.rounds).toEqual([])
    expect((await reader.call('getConsultedText', at(''))).status).toBe(404)
  })

  test('Q8 送审 and later with undecided opinions needs a reason', async () => {
    const { at, reportId } = await asked()
    const said = await reviewer.call('answerConsultation', at('尉迟澜'), opinions('甲'))
    const early = await coordinator.call('moveStage', { reportId }, { stage: 'review' })
    expect(early.code).toBe('reason-needed')
    const opinionId = recipientOf(said.body, '尉迟澜')?.opinions[0]?.id ?? ''
    await coordinator.call('decideOpinion', { reportId, opinionId }, { outcome: 'adopted' })
    expect((await coordinator.call('moveStage', { reportId }, { stage: 'review' })).status).toBe(200)
    await coordinator.call('decideOpinion', { reportId, opinionId }, { outcome: null })
    const reason = '领导同意先定稿'
    expect((await coordinator.call('moveStage', { reportId }, { stage: 'final', reason })).status).toBe(200)
    await coordinator.call('moveStage', { reportId }, { stage: 'archived', reason })
    const put = await coordinator.call('decideOpinion', { reportId, opinionId }, { outcome: 'adopted' })
    expect(put.code).toBe('conflict')
  })

  test('Q9 the 采纳情况表 leaves as a page and as CSV that no spreadsheet takes for a formula', async () => {
    const { at, reportId, token } = await asked()
    const said = await reviewer.call('answerConsultation', at('尉迟澜'), opinions('=cmd()', '<img src=x>'))
    const opinionId = recipientOf(said.body, '尉迟澜')?.opinions[0]?.id ?? ''
    const reason = '=1+1'
    await coordinator.call('decideOpinion', { reportId, opinionId }, { outcome: 'rejected', reason })
    await nobody().call('opineByLink', {}, { token, answer: { answer: 'none' } })
    const get = async (who: Caller, query: string) => {
      const path = `${office.url}/api/v1/reports/${reportId}/adoption?${query}`
      const response = await fetch(path, { headers: who.headers })
      return { status: response.status, text: await response.text() }
    }
    const csv = await get(coordinator, 'format=csv')
    expect(csv.text).toContain(`"1","1","尉迟澜","全文","'=cmd()","不采纳","'=1+1"`)
    expect(csv.text).toContain('"4","1","县水务局","","无意见","",""')
    const page = await get(coordinator, 'format=html')
    expect(page.text).toContain('&lt;img src=x&gt;')
    expect((await get(coordinator, 'format=pdf')).status).toBe(400)
    expect((await get(reviewer, 'format=csv')).status).toBe(403)
    expect((await get(outsider, 'format=csv')).status).toBe(404)
  })

  // The last one: the clock goes forward only.
  test('Q4 what comes after the deadline is taken, and marked late, until the link itself ends', async () => {
    const { at, token } = await asked()
    await reviewer.call('answerConsultation', at('尉迟澜'), { answer: 'none' })
    office.wait(11 * dayMs)
    const say = (text: string) => nobody().call('opineByLink', {}, { token, answer: opinions(text) })
    expect((await say('补两个数')).status).toBe(200)
    const { body } = await coordinator.call('listConsultations', at(''))
    expect(body.rounds[0]?.recipients.map(({ name, late }) => [name, late])).toEqual([
      ['尉迟澜', false],
      ['丘渠清', false],
      ['县水务局', true],
    ])
    office.wait((limits.opinionLinkDays - 10) * dayMs)
    expect((await say('再补')).code).toBe('link-expired')
    expect((await nobody().call('peekOpinion', {}, { token })).code).toBe('link-expired')
  })
})
