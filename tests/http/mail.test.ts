/** E-mail against a small SMTP server: who gets what, in which language, who does not, and a forgotten password. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readConfig } from '../../server/config.ts'
import { limits } from '../../shared/limits.ts'
import { headerOf, openSmtpServer, partsOf, type SmtpServer, type Taken } from '../support/smtp-server.ts'
import { createReport, draft } from './drafts.ts'
import { administrator, type Caller, type Office, openOffice, secretOf } from './office.ts'

const minuteMs = 60_000

describe('e-mail', () => {
  let office: Office
  let smtp: SmtpServer
  let admin: Caller & { readonly id: string }
  let coordinator: Caller & { readonly id: string }
  let author: Caller & { readonly id: string }
  let farming: string
  beforeAll(async () => {
    smtp = await openSmtpServer()
    office = await openOffice({ env: { SMTP_URL: smtp.url, SMTP_FROM: '统稿 <tonggao@example.org>' } })
    farming = await office.department('农业办')
    admin = await office.hire({ role: 'reader', isAdministrator: true, email: 'admin@example.org' })
    coordinator = await office.hire({ name: '顾予宁', role: 'coordinator' })
    author = await office.hire({
      name: '罗麦生\r\nBcc: all@example.org',
      email: 'luo@example.org',
      username: 'luo',
      departmentIds: [farming],
    })
    // Without an address.
    await office.hire({ name: '苗青', departmentIds: [farming] })
  })
  afterAll(() => Promise.all([office.close(), smtp.close()]))

  const arrived = async (start: number): Promise<readonly Taken[]> => {
    await office.deliver()
    return smtp.taken.slice(start)
  }
  const remind = async (title: string) => {
    const { reportId, id } = await createReport(coordinator, [draft('防汛', 1, { leadId: farming })])
    await coordinator.call('changeReport', { reportId }, { title })
    const send = { sectionIds: [id('防汛')], actId: `act-${title.length}-${smtp.taken.length}` }
    expect((await coordinator.call('sendReminders', { reportId }, send)).status).toBe(200)
    return reportId
  }

  test('M40 a reminder reaches who has an address, as text and HTML, and no name is a header or markup', async () => {
    const start = smtp.taken.length
    const reportId = await remind('<b>年终</b>总结')
    const mails = await arrived(start)
    expect(mails.map(({ to }) => to)).toEqual([['luo@example.org']])
    const [mail] = mails
    if (!mail) throw new Error('nothing came')
    expect(mail.from).toBe('tonggao@example.org')
    expect(headerOf(mail, 'From')).toBe('统稿 <tonggao@example.org>')
    expect(headerOf(mail, 'To')).toMatch(/罗麦生 Bcc: all@example\.org"? <luo@example\.org>$/)
    expect(mail.raw).not.toMatch(/^Bcc:/im)
    expect(headerOf(mail, 'Subject')).toBe('【温馨提醒】农业办：《<b>年终</b>总结》还有 1 个章节待报送。')
    expect(headerOf(mail, 'Message-ID')).toMatch(/^<[a-z0-9]{16}@example\.org>$/)
    const [text, html] = partsOf(mail)
    expect(text).toContain('1. 一、防汛（主办）')
    expect(text).toContain(`${office.url}/reports/${reportId}`)
    expect(html).toContain('&lt;b&gt;年终&lt;/b&gt;总结')
    expect(html).not.toMatch(/<b>|<img|<script|<link/)
  })

  test('M41 a person’s own language, and none at all for who wants none', async () => {
    expect((await author.call('changeMyMail', {}, { language: 'en' })).body).toMatchObject({ language: 'en' })
    const start = smtp.taken.length
    await remind('年终总结')
    const [mail] = await arrived(start)
    expect(mail && headerOf(mail, 'Subject')).toContain('[Kind reminder] 农业办')
    await author.call('changeMyMail', {}, { wanted: false })
    await remind('年终总结二')
    expect(await arrived(start + 1)).toEqual([])
    await author.call('changeMyMail', {}, { wanted: true, language: 'zh' })
    await admin.call('changeChannel', { channelId: 'mail' }, { events: ['returned'] })
    await remind('年终总结三')
    expect(await arrived(start + 1)).toEqual([])
    await admin.call('changeChannel', { channelId: 'mail' }, { events: ['reminder'] })
  })

  test('M42 the test goes to who asks; an address that is refused is given up, a silent server is tried again', async () => {
    const start = smtp.taken.length
    await admin.call('testChannel', { channelId: 'mail' })
    expect((await arrived(start)).map(({ to }) => to)).toEqual([['admin@example.org']])
    office.wait(1000)
    smtp.refuseRecipients('550 no such user')
    await admin.call('testChannel', { channelId: 'mail' })
    await office.deliver()
    const { deliveries } = (await admin.call('listChannels', {})).body
    expect(deliveries[0]).toMatchObject({ state: 'failed', error: 'SMTP EENVELOPE 550' })
    office.wait(1000)
    smtp.refuseRecipients('451 later')
    await admin.call('testChannel', { channelId: 'mail' })
    await office.deliver()
    smtp.refuseRecipients(undefined)
    expect((await admin.call('listChannels', {})).body.deliveries[0]?.state).toBe('waiting')
    office.wait(minuteMs)
    expect((await arrived(start + 1)).length).toBe(1)
  })

  test('M43 one’s address is changed with the password, and is nobody else’s', async () => {
    const { id } = await office.hire({ name: '韦同光', username: 'wei' })
    const link = await admin.call('makeResetLink', { personId: id })
    const reset = { token: secretOf(link.body.link), password: 'mai-zi-huang-le' }
    await office.caller().call('resetPassword', {}, reset)
    const wei = await office.signedIn(id)
    const change = async (email: string | null, current?: string) =>
      (await wei.call('changeMyMail', {}, { email, ...(current === undefined ? {} : { current }) })).code
    expect(await change('wei@example.org')).toBe('wrong-password')
    expect(await change('LUO@example.org', reset.password)).toBe('name-taken')
    expect(await change('wei@example.org', reset.password)).toBeUndefined()
    const login = { login: 'Wei@Example.org', password: reset.password }
    expect((await office.caller().call('signIn', {}, login)).status).toBe(200)
    expect(await change('wei@example.org\r\nBcc: x@example.org', reset.password)).toBe('bad-request')
    expect(await change(null, reset.password)).toBeUndefined()
    // A token is not the person.
    const { body } = await wei.call('createMyToken', {}, { name: '程序', days: 1 })
    const token = office.caller({ authorization: `Bearer ${body.secret}` })
    expect((await token.call('changeMyMail', {}, { email: 'evil@example.org' })).status).toBe(403)
  })

  describe('a forgotten password', () => {
    const ask = (login: string) => office.caller({ 'accept-language': 'zh' }).call('askReset', {}, { login })
    const linkIn = (mail: Taken | undefined) =>
      /\/reset#(\S+)/.exec(partsOf(mail ?? { raw: '', from: '', to: [] })[0] ?? '')?.[1]

    test('A80 the answer is the same whoever is meant; the link works once, and its secret is stored nowhere', async () => {
      const start = smtp.taken.length
      const answers = [await ask('luo'), await ask('nobody'), await ask('no@example.org'), await ask('gu')]
      expect(answers.map(({ status, body }) => [status, body])).toEqual(answers.map(() => [200, {}]))
      const mails = await arrived(start)
      expect(mails.map(({ to }) => to)).toEqual([['luo@example.org']])
      const token = linkIn(mails[0]) ?? ''
      const rows = await office.program.db.selectFrom('outbox').selectAll().execute()
      expect(JSON.stringify(rows)).not.toContain(token)
      const password = 'xin-mi-ma-hen-chang'
      expect((await office.caller().call('resetPassword', {}, { token, password })).status).toBe(200)
      expect((await office.caller().call('resetPassword', {}, { token, password })).code).toBe('link-expired')
      const login = { login: 'luo@example.org', password }
      expect((await office.caller().call('signIn', {}, login)).status).toBe(200)
    })

    test('A81 asking is throttled by login and by address, the same for a login that nobody has', async () => {
      const codes = async (login: string, times: number) => {
        const said = []
        for (let n = 0; n < times; n += 1) said.push((await ask(login)).status)
        return said
      }
      const allowed = Array(limits.resetAsksPerLogin).fill(200)
      expect(await codes('luo@example.org', limits.resetAsksPerLogin + 1)).toEqual([...allowed, 429])
      expect(await codes('nobody@example.org', limits.resetAsksPerLogin + 1)).toEqual([...allowed, 429])
      office.wait(limits.resetAskWindowSeconds * 1000)
      const many = []
      for (let n = 0; n <= limits.resetAsksPerAddress; n += 1) many.push((await ask(`name${n}`)).status)
      expect(many.at(-1)).toBe(429)
      office.wait(limits.resetAskWindowSeconds * 1000)
    })

    test('A82 a newer link ends the older, a deactivated person gets none, and a late letter is not sent', async () => {
      await office.deliver()
      const start = smtp.taken.length
      await ask('luo')
      await office.deliver()
      office.wait(1000)
      await ask('luo')
      const [first, second] = await arrived(start)
      const token = linkIn(first) ?? ''
      expect((await office.caller().call('peekReset', {}, { token })).code).toBe('link-expired')
      expect((await office.caller().call('peekReset', {}, { token: linkIn(second) ?? '' })).status).toBe(200)
      await admin.call('changePerson', { personId: author.id }, { active: false })
      await ask('luo@example.org')
      expect(await arrived(start + 2)).toEqual([])
      await admin.call('changePerson', { personId: author.id }, { active: true })
    })
  })

  test('M44 settings that are half made or wrong are refused with a sentence', () => {
    const bad = (env: Record<string, string>) => () => readConfig(env)
    expect(bad({ SMTP_URL: 'smtp://mail' })).toThrow(/SMTP_URL and SMTP_FROM belong together/)
    expect(bad({ SMTP_URL: 'http://mail', SMTP_FROM: 'a@b.cn' })).toThrow(/SMTP_URL cannot be used/)
    expect(bad({ SMTP_URL: 'smtp://mail', SMTP_FROM: 'nobody' })).toThrow(
      /SMTP_FROM cannot be used: is no e-mail/,
    )
    expect(bad({ TIME_ZONE: 'Mars/Olympus' })).toThrow(/TIME_ZONE cannot be used/)
    expect(readConfig({}).smtp).toBeUndefined()
  })

  test('M45 who came in by an English page is written to in English', async () => {
    const own = await openOffice({ env: { SMTP_URL: smtp.url, SMTP_FROM: 'tonggao@example.org' } })
    try {
      const visitor = own.caller({ 'accept-language': 'en-GB' })
      const me = await visitor.call(
        'signIn',
        {},
        { login: administrator.username, password: administrator.password },
      )
      const cookie = me.setCookies.map(one => one.split(';')[0]).join('; ')
      expect(me.body.resetByMail).toBe(true)
      expect((await own.caller({ cookie }).call('getMyMail', {})).body).toMatchObject({ language: 'en' })
    } finally {
      await own.close()
    }
  })
})
