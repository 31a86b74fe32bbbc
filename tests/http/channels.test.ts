/**
 * 通知渠道 against receivers on this machine: what leaves, how it is signed, that it leaves once, and what becomes
 * of it where the receiver is slow, broken or hostile.
 */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { createApp } from '../../server/app.ts'
import { remindOfDue } from '../../server/reports/due.ts'
import type { BodyOf } from '../../shared/api.ts'
import { channelEvents } from '../../shared/channels.ts'
import { limits } from '../../shared/limits.ts'
import {
  isSignedForDingtalk,
  isSignedWebhook,
  openReceiver,
  type Receiver,
  wellDone,
} from '../support/receiver.ts'
import { createReport, draft, startRound } from './drafts.ts'
import { type Caller, dayMs, type Office, openOffice } from './office.ts'

type NewChannel = BodyOf<'createChannel'>

const minuteMs = 60_000
const robotSecret = 'SEC0123456789abcdef'

describe('channels', () => {
  let office: Office
  let admin: Caller & { readonly id: string }
  let coordinator: Caller & { readonly id: string }
  let author: Caller & { readonly id: string }
  let receiver: Receiver
  let farming: string
  let planning: string
  beforeAll(async () => {
    office = await openOffice()
    receiver = await openReceiver()
    farming = await office.department('农业办')
    planning = await office.department('规划办')
    admin = await office.hire({ name: '管平', role: 'reader', isAdministrator: true })
    coordinator = await office.hire({ name: '顾予宁', role: 'coordinator' })
    author = await office.hire({ name: '罗麦生', departmentIds: [farming] })
  })
  afterEach(async () => {
    receiver.answer(wellDone)
    office.wait(1000)
    // Each test begins with no channel of its own and nothing on its way.
    const { channels } = (await admin.call('listChannels', {})).body
    for (const { id, kind } of channels)
      if (kind !== 'mail') await admin.call('deleteChannel', { channelId: id })
  })
  afterAll(() => Promise.all([office.close(), receiver.close()]))

  const open = async (given: Partial<NewChannel> = {}) => {
    const { body, status } = await admin.call(
      'createChannel',
      {},
      {
        kind: 'webhook',
        name: '内网接收',
        departmentId: null,
        url: `${receiver.url}/hook`,
        keyword: '',
        mentionAll: false,
        language: 'zh',
        events: [...channelEvents],
        active: true,
        ...given,
      },
    )
    expect(status).toBe(200)
    return { channelId: body.channel.id, secret: body.secret ?? '' }
  }
  const since = (start: number, path = '/hook') => receiver.got.slice(start).filter(one => one.path === path)
  const deliveries = async () => (await admin.call('listChannels', {})).body.deliveries
  const newest = async () => (await deliveries())[0]
  const held = (heading: string, leadId = farming) => draft(heading, 1, { leadId })

  test('M20 a webhook is signed as Standard Webhooks has it, and says what happened in words and facts', async () => {
    const { secret } = await open()
    const start = receiver.got.length
    const { reportId, id } = await createReport(coordinator, [held('防汛')])
    const at = { reportId, sectionId: id('防汛') }
    await author.call('submitSection', at, {})
    office.wait(1000)
    await coordinator.call('returnSection', at, { reason: '数字没有核对' })
    await office.deliver()
    const got = since(start)
    const told = got.map(({ body }) => JSON.parse(body))
    expect(told.map(({ type }) => type)).toEqual(['tonggao.submitted', 'tonggao.returned'])
    expect(told[1].data).toMatchObject({
      title: '【退回修改】《2026年工作总结》',
      text: '顾予宁 退回了《2026年工作总结》的 一、防汛：数字没有核对',
      url: `${office.url}/reports/${reportId}#${at.sectionId}`,
      report: { id: reportId, title: '2026年工作总结' },
      sections: [{ id: at.sectionId, number: '一、', heading: '防汛' }],
      by: '顾予宁',
      reason: '数字没有核对',
    })
    const [first] = got
    if (!first) throw new Error('nothing came')
    expect(isSignedWebhook(first, secret, office.program.clock())).toBe(true)
    expect(isSignedWebhook({ ...first, body: `${first.body} ` }, secret, office.program.clock())).toBe(false)
    expect(new Set(got.map(({ headers }) => headers['webhook-id'])).size).toBe(2)
    expect((await newest())?.state).toBe('sent')
  })

  test('M21 企业微信 gets Markdown of at most 4096 bytes, 钉钉 is signed and holds its keyword; no text is markup', async () => {
    const start = receiver.got.length
    const wecom = { kind: 'wecom' as const, url: `${receiver.url}/wecom?key=abc-def` }
    await open({ ...wecom, departmentId: farming })
    const dingtalk = {
      kind: 'dingtalk' as const,
      url: `${receiver.url}/ding?access_token=tok`,
      secret: robotSecret,
    }
    await open({ ...dingtalk, keyword: '统稿', mentionAll: true })
    const headings = Array.from(
      { length: 90 },
      (_, n) => `<@all> [点我](http://x) **粗** 防汛抗旱工作情况${n}`,
    )
    const { reportId } = await createReport(coordinator, [
      ...headings.map(one => held(one)),
      held('规划', planning),
    ])
    const { sections } = (await coordinator.call('getReport', { reportId })).body
    const chosen = { sectionIds: sections.map(({ id }) => id), actId: 'act-m21' }
    expect((await coordinator.call('sendReminders', { reportId }, chosen)).body).toEqual({ departments: 2 })
    await office.deliver()
    const [group] = since(start, '/wecom').map(({ body }) => JSON.parse(body))
    expect(group.msgtype).toBe('markdown')
    const { content } = group.markdown
    expect(Buffer.byteLength(content)).toBeLessThanOrEqual(4096)
    expect(content).toMatch(/^\*\*【温馨提醒】农业办：/)
    expect(content).toMatch(new RegExp(`\\n\\[打开查看\\]\\(${office.url}/reports/${reportId}\\)$`))
    expect(content).not.toMatch(/<@|\]\(http:\/\/x|\*\*粗/)
    // 农业办 has a group of its own: the one of the house hears of 规划办 alone.
    const ding = since(start, '/ding')
    expect(ding).toHaveLength(1)
    const [robot] = ding
    if (!robot) throw new Error('nothing came')
    expect(robot.query.get('access_token')).toBe('tok')
    expect(isSignedForDingtalk(robot, robotSecret, office.program.clock())).toBe(true)
    const said = JSON.parse(robot.body)
    expect(said.markdown.text).toContain('规划办')
    expect(said.markdown.text).toContain('统稿')
    expect(said.at).toEqual({ isAtAll: true })
  })

  test('M22 a robot that mentions everybody in 企业微信 says it as text of at most 2048 bytes', async () => {
    const start = receiver.got.length
    const { channelId } = await open({ kind: 'wecom', mentionAll: true, language: 'en' })
    await admin.call('testChannel', { channelId })
    await office.deliver()
    const [got] = since(start).map(({ body }) => JSON.parse(body))
    expect(got).toMatchObject({ msgtype: 'text', text: { mentioned_list: ['@all'] } })
    expect(got.text.content).toContain('This is a test message')
  })

  test('M23 a channel carries what it is asked to carry, of its own department, while it is in use', async () => {
    const start = receiver.got.length
    await open({ url: `${receiver.url}/returned`, events: ['returned'] })
    await open({ url: `${receiver.url}/planning`, departmentId: planning })
    const off = await open({ url: `${receiver.url}/off` })
    await admin.call('changeChannel', { channelId: off.channelId }, { active: false })
    const { reportId, id } = await createReport(coordinator, [held('防汛')])
    const at = { reportId, sectionId: id('防汛') }
    await author.call('submitSection', at, {})
    await coordinator.call('returnSection', at, { reason: '再核' })
    office.wait(1000)
    await startRound(coordinator, reportId, [{ personId: author.id, departmentId: planning }])
    await office.deliver()
    expect(
      receiver.got
        .slice(start)
        .map(({ path }) => path)
        .toSorted(),
    ).toEqual(['/planning', '/returned'])
    const asked = JSON.parse(since(start, '/planning')[0]?.body ?? '{}')
    expect(asked.type).toBe('tonggao.opinionsAsked')
    expect(asked.data.text).toMatch(/征求意见，请于 .+ 前回复/)
    const inbox = (await author.call('listInbox', {})).body.messages
    expect(inbox[0]?.kind).toBe('opinionsAsked')
  })

  test('M24 what is due is said once for a section and moment, together, and not again after a restart', async () => {
    const own = await openOffice()
    try {
      const chief = await own.hire({ role: 'coordinator' })
      const keeper = await own.hire({ isAdministrator: true })
      // Nobody of this department has an account: its group is told all the same.
      const alone = await own.department('水利站')
      const dueAt = new Date(own.program.clock() + 2 * dayMs).toISOString()
      const start = receiver.got.length
      const hook = { departmentId: alone, url: `${receiver.url}/hook`, events: [...channelEvents] }
      const rest = { keyword: '', mentionAll: false, language: 'zh' as const, active: true }
      await keeper.call('createChannel', {}, { kind: 'webhook', name: '水利', ...hook, ...rest })
      const { reportId, id } = await createReport(chief, [
        draft('防汛', 1, { leadId: alone, dueAt }),
        draft('抗旱', 1, { leadId: alone, dueAt }),
      ])
      await remindOfDue(own.program)
      await remindOfDue(own.program)
      await own.deliver()
      expect(since(start)).toHaveLength(1)
      const { data } = JSON.parse(since(start)[0]?.body ?? '{}')
      expect(data.sections.map((one: { heading: string }) => one.heading)).toEqual(['防汛', '抗旱'])
      expect(data.text).toContain('11月25日 09:00')
      await chief.call(
        'changeSection',
        { reportId, sectionId: id('抗旱') },
        { dueAt: dueAt.replace('T01', 'T02') },
      )
      await remindOfDue(own.program)
      await own.stop()
      const now = own.program.clock()
      const app = createApp(own.config, { clock: () => now })
      const { program, delivery } = await app.start()
      await remindOfDue(program)
      await delivery.deliverDue()
      await delivery.deliverDue()
      await app.stop()
      const later = since(start)
        .slice(1)
        .map(({ body }) => JSON.parse(body).data.sections)
      expect(later).toEqual([[expect.objectContaining({ heading: '抗旱' })]])
    } finally {
      await own.close()
    }
  })

  test('M25 a broken receiver is tried again with growing pauses, under the same id, and then given up', async () => {
    const start = receiver.got.length
    const { channelId } = await open()
    receiver.answer((_got, response) => void response.writeHead(500).end('secret-in-the-answer'))
    await admin.call('testChannel', { channelId })
    const begun = office.program.clock()
    const minutes: number[] = []
    for (;;) {
      await office.deliver()
      minutes.push((office.program.clock() - begun) / minuteMs)
      const one = await newest()
      if (one?.state !== 'waiting') break
      office.wait(Date.parse(one.nextAt) - office.program.clock())
    }
    expect(minutes).toEqual([0, 0.5, 2.5, 10.5, 42.5, 170.5, 530.5])
    expect(since(start)).toHaveLength(limits.deliveryAttempts)
    expect(new Set(since(start).map(({ headers }) => headers['webhook-id'])).size).toBe(1)
    expect(await newest()).toMatchObject({ state: 'failed', attempts: 7, error: 'HTTP 500' })
    const { id: deliveryId = '' } = (await newest()) ?? {}
    receiver.answer(wellDone)
    expect((await admin.call('retryDelivery', { deliveryId })).status).toBe(200)
    await office.deliver()
    expect(await newest()).toMatchObject({ state: 'sent', attempts: 1 })
    expect((await admin.call('retryDelivery', { deliveryId })).code).toBe('conflict')
  })

  test('M26 what cannot get better is given up at once, and no error shows a key', async () => {
    const key = 'k3y-of-the-group'
    const { channelId } = await open({ kind: 'wecom', url: `${receiver.url}/hook?key=${key}` })
    const tried = async () => {
      await admin.call('testChannel', { channelId })
      await office.deliver()
      office.wait(1000)
      const one = await newest()
      return [one?.state, one?.error]
    }
    receiver.answer(
      (_got, response) => void response.end(`{"errcode":93000,"errmsg":"invalid webhook url ${key}"}`),
    )
    expect(await tried()).toEqual(['failed', 'errcode 93000: invalid webhook url …'])
    receiver.answer(
      (_got, response) => void response.end('{"errcode":45009,"errmsg":"api freq out of limit"}'),
    )
    expect((await tried())[0]).toBe('waiting')
    const elsewhere = await openReceiver()
    receiver.answer(
      (_got, response) => void response.writeHead(302, { location: `${elsewhere.url}/x` }).end(),
    )
    expect(await tried()).toEqual(['failed', 'HTTP 302: redirects are not followed'])
    expect(elsewhere.got).toEqual([])
    await elsewhere.close()
    receiver.answer((_got, response) => void response.end('x'.repeat(1024 * 1024)))
    expect(await tried()).toEqual(['failed', 'the answer is too long'])
    receiver.answer((_got, response) => void response.end('<html>'))
    expect((await tried())[1]).toBe('the answer is no robot’s')
    receiver.answer((_got, response) => void response.socket?.destroy())
    expect(await tried()).toEqual(['waiting', 'ECONNRESET'])
  })

  test('M27 a slow receiver keeps no other waiting', async () => {
    const slow = await openReceiver()
    let letGo = () => {}
    const asked = new Promise<void>(resolve => {
      slow.answer((_got, response) => {
        letGo = () => void response.end()
        resolve()
      })
    })
    const { channelId } = await open({ url: `${slow.url}/slow` })
    await admin.call('testChannel', { channelId })
    const first = office.deliver()
    await asked
    const start = receiver.got.length
    const other = await open()
    await admin.call('testChannel', { channelId: other.channelId })
    // The clock of the worker finds it while the slow one still holds its line.
    await expect.poll(() => since(start).length, { timeout: 10_000 }).toBe(1)
    letGo()
    await first
    await slow.close()
  })

  test('M28 killed after sending and before marking: sent once more when the lease is over, under the same id', async () => {
    const start = receiver.got.length
    const { channelId } = await open()
    await admin.call('testChannel', { channelId })
    await office.deliver()
    const { id = '' } = (await newest()) ?? {}
    // As the row stands when the process dies in that window.
    const lease = new Date(office.program.clock() + limits.deliveryLeaseMs).toISOString()
    const open_ = { state: 'waiting' as const, settled_at: null, lease_until: lease }
    await office.program.db.updateTable('outbox').set(open_).where('id', '=', id).execute()
    await office.deliver()
    expect(since(start)).toHaveLength(1)
    office.wait(limits.deliveryLeaseMs + 1)
    await office.deliver()
    await office.deliver()
    const ids = since(start).map(({ headers }) => headers['webhook-id'])
    expect(ids).toEqual([id, id])
  })

  test('M29 a group robot is sent no more in a minute than its maker allows', async () => {
    const start = receiver.got.length
    const { channelId } = await open({ kind: 'wecom' })
    for (let n = 0; n < limits.robotPerMinute + 3; n += 1) await admin.call('testChannel', { channelId })
    await office.deliver()
    expect(since(start)).toHaveLength(limits.robotPerMinute)
    office.wait(minuteMs + 1)
    await office.deliver()
    expect(since(start)).toHaveLength(limits.robotPerMinute + 3)
  })

  test('M30 addresses and secrets come in and never go out again, not to the audit either', async () => {
    const key = 'k3y-of-the-group'
    const own = `whsec_${Buffer.alloc(32, 7).toString('base64')}`
    const { channelId, secret } = await open({ url: `${receiver.url}/hook/${key}?key=${key}` })
    expect(secret).toMatch(/^whsec_/)
    const changed = await admin.call(
      'changeChannel',
      { channelId },
      { secret: own, url: `${receiver.url}/${key}` },
    )
    expect(changed.body.secret).toBeNull()
    const renewed = await admin.call('changeChannel', { channelId }, { secret: null })
    expect(renewed.body.secret).toMatch(/^whsec_/)
    const answers = [
      (await admin.call('listChannels', {})).body,
      (await admin.call('listAudit', {}, {})).body,
      changed.body,
    ]
    for (const text of answers.map(answer => JSON.stringify(answer))) {
      expect(text).not.toContain(key)
      expect(text).not.toContain('whsec_')
    }
    await admin.call('deleteChannel', { channelId })
    const row = await office.program.db
      .selectFrom('channels')
      .selectAll()
      .where('id', '=', channelId)
      .executeTakeFirst()
    expect([row?.url, row?.secret]).toEqual(['', null])
  })

  test('M31 what cannot be an address or a secret is refused, and so is what is none of a channel’s', async () => {
    const { channelId } = await open()
    const change = async (body: BodyOf<'changeChannel'>) =>
      (await admin.call('changeChannel', { channelId }, body)).code
    for (const url of ['file:///etc/passwd', 'gopher://x', 'http://u:p@host/', 'nowhere'])
      expect(await change({ url })).toBe('bad-request')
    for (const secret of ['whsec_short', 'no-prefix-but-long-enough', 'whsec_====================='])
      expect(await change({ secret })).toBe('bad-request')
    expect(await change({ departmentId: 'nosuchdepartment' })).toBe('bad-request')
    expect((await admin.call('deleteChannel', { channelId: 'mail' })).code).toBe('conflict')
    expect((await admin.call('changeChannel', { channelId: 'mail' }, { url: receiver.url })).code).toBe(
      'conflict',
    )
    expect((await admin.call('changeChannel', { channelId: 'nosuch' }, {})).status).toBe(404)
    // Without SMTP nothing is promised.
    expect((await admin.call('testChannel', { channelId: 'mail' })).code).toBe('conflict')
    expect((await office.caller().call('askReset', {}, { login: 'gu' })).status).toBe(503)
  })

  test('M32 an act that is refused puts nothing into the outbox', async () => {
    await open()
    const { reportId, id } = await createReport(coordinator, [held('防汛')])
    const before = (await deliveries()).length
    await author.call('submitSection', { reportId, sectionId: id('防汛') }, { nil: true })
    expect((await deliveries()).length).toBe(before)
  })

  describe('reminding of many sections at once', () => {
    test('M33 the preview is what is sent: one text for each department that owes any of them', async () => {
      const start = receiver.got.length
      await open()
      const { reportId, id } = await createReport(coordinator, [
        held('防汛'),
        held('抗旱'),
        held('规划', planning),
        draft('没有分工'),
        held('已交'),
      ])
      await author.call('submitSection', { reportId, sectionId: id('已交') }, {})
      await office.deliver()
      const sectionIds = ['防汛', '规划', '没有分工', '已交'].map(id)
      const preview = (await coordinator.call('previewReminders', { reportId }, { sectionIds })).body
      expect(
        preview.map(({ departmentName, people, sectionIds: of }) => [departmentName, people, of]),
      ).toEqual([
        ['农业办', 1, [id('防汛')]],
        ['规划办', 0, [id('规划')]],
      ])
      expect(preview[0]?.text).toMatch(/^【温馨提醒】农业办：.*\n1\. 一、防汛（主办）\n如已在办理/)
      const before = await office.auditRows()
      const send = { sectionIds, actId: 'act-m33' }
      const answers = await Promise.all(
        [1, 2, 3].map(() => coordinator.call('sendReminders', { reportId }, send)),
      )
      expect(answers.map(({ body }) => body)).toEqual(answers.map(() => ({ departments: 2 })))
      expect((await office.auditRows()) - before).toBe(2)
      await office.deliver()
      const told = since(start).map(({ body }) => JSON.parse(body))
      const reminders = told.filter(({ type }) => type === 'tonggao.reminder').map(({ data }) => data)
      // What is put in at one moment leaves in no promised order.
      expect(new Set(reminders.map(({ department }) => department.name))).toEqual(
        new Set(['农业办', '规划办']),
      )
      expect(reminders).toHaveLength(2)
      const farm = reminders.find(({ department }) => department.name === '农业办')
      expect(`${farm.title}\n${farm.text}`).toBe(preview[0]?.text)
      const inbox = (await author.call('listInbox', {})).body.messages.filter(
        one => one.reportId === reportId,
      )
      expect(inbox.map(({ kind }) => kind)).toEqual(['reminder'])
    })

    test('M34 when what was reminded of is kept with who did it, a copied text too', async () => {
      const { reportId, id } = await createReport(coordinator, [held('防汛'), held('规划', planning)])
      await coordinator.call('remind', { reportId }, { departmentId: farming })
      office.wait(minuteMs)
      await coordinator.call('sendReminders', { reportId }, { sectionIds: [id('规划')], actId: 'act-m34' })
      const reminders = (await coordinator.call('listReminders', { reportId })).body
      expect(reminders).toMatchObject([
        { sectionId: id('防汛'), departmentId: farming, way: 'copied', personName: '顾予宁' },
        { sectionId: id('规划'), departmentId: planning, way: 'sent' },
      ])
    })

    test('M35 sections of another report, or of none, are not found; a closed report is not reminded of', async () => {
      const one = await createReport(coordinator, [held('防汛')])
      const two = await createReport(coordinator, [held('规划', planning)])
      const at = { reportId: one.reportId }
      const foreign = { sectionIds: [two.id('规划')], actId: 'act-m35' }
      expect((await coordinator.call('sendReminders', at, foreign)).status).toBe(404)
      await coordinator.call('moveStage', at, { stage: 'final' })
      const own = { sectionIds: [one.id('防汛')], actId: 'act-m35b' }
      expect((await coordinator.call('sendReminders', at, own)).status).toBe(403)
    })
  })
})
