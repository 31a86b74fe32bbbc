/** The inbox: who is told of which step, what is due, and that nothing is said twice, a restart included. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createApp } from '../../server/app.ts'
import { remindOfDue } from '../../server/reports/due.ts'
import { pruneInbox } from '../../server/reports/inbox.ts'
import { limits } from '../../shared/limits.ts'
import { createReport, draft } from './drafts.ts'
import { type Caller, dayMs, type Office, openOffice, secretOf } from './office.ts'

describe('the inbox', () => {
  let office: Office
  let coordinator: Caller
  let author: Caller & { readonly id: string }
  let second: Caller
  let stranger: Caller
  let farming: string
  beforeAll(async () => {
    office = await openOffice()
    farming = await office.department('农业办')
    coordinator = await office.hire({ name: '顾予宁', role: 'coordinator' })
    author = await office.hire({ name: '罗麦生', departmentIds: [farming] })
    second = await office.hire({ name: '苗青', departmentIds: [farming] })
    stranger = await office.hire({ departmentIds: [await office.department('水务站')] })
  })
  afterAll(() => office.close())

  const said = async (who: Caller, reportId: string) => {
    const { body } = await who.call('listInbox', {})
    return body.messages.filter(message => message.reportId === reportId)
  }
  const kinds = async (who: Caller, reportId: string) =>
    (await said(who, reportId)).map(one => one.kind).toSorted()

  test('M1 every step is told to those whom it concerns, and not to who took it', async () => {
    const { reportId, id } = await createReport(coordinator, [draft('防汛', 1, { leadId: farming })])
    const at = { reportId, sectionId: id('防汛') }
    await author.call('submitSection', at, {})
    await author.call('recallSection', at)
    await author.call('submitSection', at, {})
    await coordinator.call('returnSection', at, { reason: '数字没有核对' })
    await author.call('submitSection', at, {})
    await coordinator.call('acceptSections', at, { sectionIds: [at.sectionId] })
    await coordinator.call('reopenSection', at, { reason: '领导要求补充' })
    expect(await kinds(coordinator, reportId)).toEqual(['recalled', 'submitted', 'submitted', 'submitted'])
    expect(await kinds(author, reportId)).toEqual(['accepted', 'reopened', 'returned'])
    expect(await kinds(second, reportId)).toEqual(['accepted', 'reopened', 'returned'])
    expect(await said(stranger, reportId)).toEqual([])
    const returned = (await said(author, reportId)).find(({ kind }) => kind === 'returned')
    expect(returned).toMatchObject({
      sectionId: at.sectionId,
      read: false,
      params: {
        report: '2026年工作总结',
        number: '一、',
        heading: '防汛',
        by: '顾予宁',
        reason: '数字没有核对',
      },
    })
  })

  test('M2 what waits for a signature is told to the coordinator when it is signed, or refused', async () => {
    const { reportId, id } = await createReport(coordinator, [
      draft('防汛', 1, { leadId: farming }),
      draft('抗旱', 1, { leadId: farming }),
    ])
    await coordinator.call('changeReport', { reportId }, { signoff: 'head' })
    const sign = async (heading: string, verdict: 'sign' | 'refuse') => {
      const at = { reportId, sectionId: id(heading) }
      await author.call('submitSection', at, {})
      const { body } = await author.call('createSignatureLink', at, { signer: '闻人敬' })
      const given = { token: secretOf(body.link), verdict, reason: '再核' }
      expect((await office.caller().call('signByLink', {}, given)).status).toBe(200)
    }
    await sign('防汛', 'sign')
    expect(await kinds(coordinator, reportId)).toEqual(['submitted'])
    await sign('抗旱', 'refuse')
    expect(await kinds(coordinator, reportId)).toEqual(['refused', 'submitted'])
    expect(await kinds(author, reportId)).toEqual(['refused', 'signed'])
  })

  test('M3 a step that is refused leaves no message', async () => {
    const { reportId, id } = await createReport(coordinator, [draft('防汛', 1, { leadId: farming })])
    const at = { reportId, sectionId: id('防汛') }
    expect((await author.call('submitSection', at, { nil: true })).code).toBe('nil-with-text')
    expect(await said(coordinator, reportId)).toEqual([])
  })

  test('M4 what is due is said three days and one day before, and once it is over, each once', async () => {
    const dueAt = new Date(Date.parse('2026-11-23T01:00:00Z') + 5 * dayMs).toISOString()
    const { reportId, id } = await createReport(coordinator, [
      draft('防汛', 1, { leadId: farming, dueAt }),
      draft('已交', 1, { leadId: farming, dueAt }),
    ])
    await author.call('submitSection', { reportId, sectionId: id('已交') }, {})
    const look = async () => {
      await remindOfDue(office.program)
      await remindOfDue(office.program)
      return kinds(author, reportId)
    }
    expect(await look()).toEqual([])
    office.wait(2 * dayMs)
    expect(await look()).toEqual(['dueSoon'])
    office.wait(2 * dayMs)
    expect(await look()).toEqual(['dueSoon', 'dueTomorrow'])
    office.wait(dayMs)
    expect(await look()).toEqual(['dueSoon', 'dueTomorrow', 'overdue'])
    expect(await said(stranger, reportId)).toEqual([])
    // Another time is another moment.
    const later = new Date(Date.parse(dueAt) + 2 * dayMs).toISOString()
    await coordinator.call('changeSection', { reportId, sectionId: id('防汛') }, { dueAt: later })
    expect(await look()).toEqual(['dueSoon', 'dueSoon', 'dueTomorrow', 'overdue'])
  })

  test('M5 a reminder is told to the department, once a day', async () => {
    const { reportId } = await createReport(coordinator, [draft('防汛', 1, { leadId: farming })])
    for (let copies = 0; copies < 3; copies += 1)
      await coordinator.call('remind', { reportId }, { departmentId: farming })
    expect(await kinds(author, reportId)).toEqual(['reminder'])
    office.wait(dayMs)
    await coordinator.call('remind', { reportId }, { departmentId: farming })
    expect(await kinds(author, reportId)).toEqual(['reminder', 'reminder'])
    expect(await said(stranger, reportId)).toEqual([])
  })

  test('M6 one marks one’s own messages as read, and nobody else’s', async () => {
    const before = (await author.call('listInbox', {})).body
    const [first] = before.messages
    const ids = [first?.id ?? '']
    expect((await second.call('markInboxRead', {}, { ids })).status).toBe(200)
    expect((await author.call('listInbox', {})).body.unread).toBe(before.unread)
    expect((await author.call('markInboxRead', {}, { ids })).body.unread).toBe(before.unread - 1)
    expect((await author.call('markInboxRead', {}, { ids: [] })).body.unread).toBe(before.unread - 1)
    expect((await author.call('markInboxRead', {}, {})).body.unread).toBe(0)
    expect((await second.call('listInbox', {})).body.unread).toBeGreaterThan(0)
  })

  test('M8 a message is dropped after half a year, not before', async () => {
    const { reportId, id } = await createReport(coordinator, [draft('防汛', 1, { leadId: farming })])
    await author.call('submitSection', { reportId, sectionId: id('防汛') }, {})
    office.wait((limits.inboxDays - 1) * dayMs)
    await pruneInbox(office.program)
    expect(await kinds(coordinator, reportId)).toEqual(['submitted'])
    office.wait(2 * dayMs)
    await pruneInbox(office.program)
    expect(await kinds(coordinator, reportId)).toEqual([])
  })

  test('M7 a restart says nothing twice', async () => {
    const count = async (program: Office['program']) =>
      (await program.db.selectFrom('messages').select('id').execute()).length
    await remindOfDue(office.program)
    const now = office.program.clock()
    const before = await count(office.program)
    expect(before).toBeGreaterThan(0)
    await office.stop()
    const app = createApp(office.config, { clock: () => now })
    const { program } = await app.start()
    await remindOfDue(program)
    expect(await count(program)).toBe(before)
    await app.stop()
  })
})
