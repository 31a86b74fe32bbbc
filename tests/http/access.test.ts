/** What lets a person in: passwords that are taken, one-time resets, sessions, tokens, and the pause after wrong ones. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createToken } from '../../server/accounts/tokens.ts'
import { judgePassword } from '../../server/accounts/password-rules.ts'
import { deviceOf } from '../../shared/device.ts'
import { limits } from '../../shared/limits.ts'
import {
  administrator,
  type Caller,
  cookieOf,
  dayMs,
  type Office,
  openOffice,
  secretOf,
  value,
} from './office.ts'

const password = 'mai-zi-huang-le'
const minuteMs = 60_000

describe('passwords that are taken', () => {
  const judged = (word: string, ...names: string[]) => {
    const outcome = judgePassword(word, names)
    return outcome.ok ? 'taken' : outcome.code
  }

  test.each([
    'aaaaaaaa',
    'abababab',
    '12345678',
    '87654321',
    'abcdefgh',
    'qwertyui',
    '1qaz2wsx',
    '19800101',
    '13800001111',
    'password',
    'Password1!',
    'P@ssw0rd2026',
    'ａｄｍｉｎ１２３４',
    'admin@2026',
    'woaini1314',
    '!!Qwerty!!',
    'a123456789',
    'tonggao2026',
  ])('A50 %s is guessed first', word => {
    expect(judged(word)).toBe('password-guessable')
  })

  test.each([
    ['luo.mai2026', 'luo.mai'],
    ['2026LUO.MAI', 'luo.mai'],
    ['罗麦生123456', '罗麦生'],
    ['澄溪镇人民政府1', '澄溪镇人民政府'],
    ['maisheng@1', 'maisheng@example.org'],
  ])('A51 %s is the person’s own name with little else', (word, name) => {
    expect(judged(word, name)).toBe('password-personal')
  })

  test.each([
    'mai-zi-huang-le',
    'long-enough',
    'new-password-1',
    '两只黄鹂鸣翠柳八九',
    'correct horse',
    '73920184655',
    'gu-luo.mai-cha-shi',
  ])('A52 %s is taken: length is what counts', word => {
    expect(judged(word, 'luo.mai', '澄溪镇', 'gu')).toBe('taken')
  })

  test('A53 the rule holds wherever a password is set, and says why', async () => {
    const office = await openOffice({ bare: true })
    try {
      const first = { organisation: '澄溪镇', departments: [], name: '顾予宁', username: 'gu' }
      const token = secretOf(office.setupLink)
      const weak = await office.caller().call('setUp', {}, { token, ...first, password: 'Password1' })
      expect([weak.status, weak.code]).toEqual([422, 'password-guessable'])
      const admin = office.caller(
        cookieOf(await office.caller().call('setUp', {}, { token, ...first, password })),
      )
      const person = { name: '罗麦生', username: 'luomai', role: 'author' as const, departmentIds: [] }
      const made = await admin.call('createPerson', {}, { ...person, password: 'luomai88' })
      expect([made.code, made.message]).toEqual(['password-personal', expect.stringContaining('用户名')])
      const changed = await admin.call('changeMyPassword', {}, { current: password, password: '澄溪镇2026a' })
      expect(changed.code).toBe('password-personal')
    } finally {
      await office.close()
    }
  })
})

describe('a password reset by a one-time link', () => {
  let office: Office
  let admin: Caller
  let personId: string
  const resetLink = async () => secretOf((await admin.call('makeResetLink', { personId })).body.link)
  const reset = (token: string, word = password, username?: string) =>
    office
      .caller()
      .call('resetPassword', {}, { token, password: word, ...(username === undefined ? {} : { username }) })
  beforeAll(async () => {
    office = await openOffice()
    admin = await office.hire({ role: 'reader', isAdministrator: true })
    const person = await office.hire({ name: '韦同光', username: 'wei' })
    personId = person.id
  })
  afterAll(() => office.close())

  test('A54 it sets the password once, ends the sessions before it, and signs in', async () => {
    const elsewhere = await office.signedIn(personId)
    const token = await resetLink()
    const peek = () => office.caller().call('peekReset', {}, { token })
    // A chat program's preview fetches the page: neither that nor looking uses the link up.
    expect((await fetch(`${office.url}/reset`)).status).toBe(503)
    expect((await peek()).body).toEqual({ name: '韦同光', username: 'wei' })
    expect((await reset(token, '12345678')).code).toBe('password-guessable')
    expect((await peek()).status).toBe(200)
    const answer = await reset(token)
    expect(answer.body.person?.id).toBe(personId)
    expect((await elsewhere.call('listReports', {})).status).toBe(401)
    expect((await reset(token)).code).toBe('link-expired')
    expect((await peek()).status).toBe(410)
    expect((await office.caller().call('signIn', {}, { login: 'wei', password })).status).toBe(200)
  })

  test('A55 it ends with its day, with the next link, and with the person', async () => {
    const first = await resetLink()
    const second = await resetLink()
    expect((await reset(first)).code).toBe('link-expired')
    office.wait(limits.resetLinkHours * 60 * minuteMs)
    expect((await reset(second)).code).toBe('link-expired')
    const third = await resetLink()
    await admin.call('changePerson', { personId }, { active: false })
    expect((await reset(third)).code).toBe('link-expired')
    expect((await admin.call('makeResetLink', { personId })).status).toBe(404)
    await admin.call('changePerson', { personId }, { active: true })
  })

  test('A56 whoever came by an invitation picks a user name with it; the link is no way up', async () => {
    const guest = await office.hire({ name: '程砚舟' })
    const coordinator = await office.hire({ role: 'coordinator' })
    const { body } = await coordinator.call('makeResetLink', { personId: guest.id })
    const token = secretOf(body.link)
    expect((await reset(token)).code).toBe('bad-request')
    expect((await reset(token, password, 'WEI')).code).toBe('name-taken')
    expect((await reset(token, password, 'cheng')).body.person?.username).toBe('cheng')
    const boss = await office.hire({ isAdministrator: true })
    expect((await coordinator.call('makeResetLink', { personId: boss.id })).status).toBe(403)
  })
})

describe('sessions and tokens', () => {
  let office: Office
  let admin: Caller
  beforeAll(async () => {
    office = await openOffice()
    admin = await office.hire({ role: 'reader', isAdministrator: true })
  })
  afterAll(() => office.close())

  const chrome =
    'Mozilla/5.0 (Windows NT 6.1; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/109.0.0.0 Safari/537.36'

  test('A57 a person sees where they are signed in, and ends one place or all others', async () => {
    const one = await office.hire({ name: '罗麦生' })
    const { body } = await one.call('renewMyLink', {})
    const entered = await office
      .caller({ 'user-agent': chrome })
      .call('enter', {}, { token: secretOf(body.link) })
    const two = office.caller(cookieOf(entered))
    const three = await office.signedIn(one.id)
    const at = { personId: one.id }
    const { sessions } = (await two.call('listAccess', at)).body
    expect(sessions).toHaveLength(3)
    const current = sessions.find(session => session.current)
    expect(current).toMatchObject({ way: 'link', address: '127.0.0.1', userAgent: chrome })
    expect(deviceOf(current?.userAgent ?? '')).toBe('Chrome 109 · Windows 7')
    const other = (await one.call('listAccess', at)).body.sessions.find(session => session.current)
    await two.call('endSession', { ...at, sessionId: other?.id ?? '' })
    expect((await one.call('listReports', {})).status).toBe(401)
    expect((await two.call('endSession', { ...at, sessionId: other?.id ?? '' })).status).toBe(404)
    await two.call('endOtherSessions', at)
    expect((await three.call('listReports', {})).status).toBe(401)
    expect((await two.call('listReports', {})).status).toBe(200)
    // No answer holds a secret of a session.
    expect(JSON.stringify(sessions)).not.toContain(
      decodeURIComponent(cookieOf(entered).cookie?.split('=')[1] ?? '?').split('.')[0],
    )
  })

  test('A58 an administrator ends somebody’s sessions; a colleague neither ends nor sees them', async () => {
    const person = await office.hire({})
    const colleague = await office.hire({})
    const at = { personId: person.id }
    expect((await colleague.call('listAccess', at)).status).toBe(403)
    expect((await colleague.call('endOtherSessions', at)).status).toBe(403)
    expect((await colleague.call('listAccess', { personId: 'nobody' })).status).toBe(403)
    const { sessions } = (await admin.call('listAccess', at)).body
    // A session is ended through its own person only.
    const foreign = { personId: colleague.id, sessionId: sessions[0]?.id ?? '' }
    expect((await admin.call('endSession', foreign)).status).toBe(404)
    await admin.call('endOtherSessions', at)
    expect((await person.call('listReports', {})).status).toBe(401)
  })

  test('A59 a token is shown once, ends on its day or when it is revoked, and makes no other', async () => {
    const person = await office.hire({ username: 'shen' })
    const make = async () => (await person.call('createMyToken', {}, { name: '统计程序', days: 30 })).body
    const { token, secret } = await make()
    const bearer = office.caller({ authorization: `Bearer ${secret}` })
    expect((await bearer.call('getMe', {})).body.person?.id).toBe(person.id)
    const at = { personId: person.id }
    const listed = (await person.call('listAccess', at)).body.tokens
    expect(listed).toMatchObject([{ id: token.id, name: '统计程序', lastUsedAt: expect.any(String) }])
    expect(JSON.stringify(listed)).not.toContain(secret)
    expect((await bearer.call('createMyToken', {}, { name: '又一个', days: 700 })).status).toBe(403)
    const takeOver = { username: 'shen2', password }
    expect((await bearer.call('changeMyPassword', {}, takeOver)).status).toBe(403)
    await person.call('revokeToken', { ...at, tokenId: token.id })
    expect((await bearer.call('listReports', {})).status).toBe(401)
    const again = office.caller({ authorization: `Bearer ${(await make()).secret}` })
    expect((await again.call('listReports', {})).status).toBe(200)
    office.wait(30 * dayMs)
    expect((await again.call('listReports', {})).status).toBe(401)
    expect((await person.call('listAccess', at)).body.tokens).toEqual([])
    const forGood = value(await createToken(office.program, 'shen', 'a test'))
    office.wait(3000 * dayMs)
    const old = office.caller({ authorization: `Bearer ${forGood}` })
    expect((await old.call('listReports', {})).status).toBe(200)
  })
})

describe('the pause after wrong passwords', () => {
  let office: Office
  let admin: Caller
  /** An office behind a proxy, so that a test can come from many addresses. */
  const from = (address: string) => office.caller({ 'x-forwarded-for': address })
  const signIn = (address: string, login: string, word: string) =>
    from(address)
      .call('signIn', {}, { login, password: word })
      .then(({ status }) => status)
  const employ = async (username: string) => {
    const person = { name: '某人', username, role: 'author' as const, departmentIds: [], password }
    return (await admin.call('createPerson', {}, person)).body.id
  }
  /** A stranger tries one account from ever new addresses. */
  const besiege = async (login: string) => {
    for (let n = 0; n < limits.accountAttempts; n += 1)
      expect(await signIn(`203.0.113.${n}`, login, 'wrong-wrong')).toBe(401)
  }
  beforeAll(async () => {
    office = await openOffice({ env: { TRUST_PROXY: 'loopback' } })
    const { username: login } = administrator
    const answer = await office.caller().call('signIn', {}, { login, password: administrator.password })
    admin = office.caller(cookieOf(answer))
  })
  afterAll(() => office.close())

  test('A60 one account is tried only so often from wherever, which is told alike of names that nobody has', async () => {
    await employ('lock1')
    for (const login of ['lock1', 'nobody-at-all']) {
      await besiege(login)
      expect(await signIn('203.0.113.99', login, password)).toBe(429)
    }
    // The audit says so, once, of the account that there is.
    const { entries } = (await admin.call('listAudit', {}, { action: 'person.locked' })).body
    expect(entries).toMatchObject([{ subject: '某人', address: '203.0.113.9', personId: null }])
  })

  test('A61 it passes by itself', async () => {
    await employ('lock2')
    await besiege('lock2')
    expect(await signIn('203.0.113.99', 'lock2', password)).toBe(429)
    office.wait((limits.accountWindowSeconds / limits.accountAttempts) * 1000)
    expect(await signIn('203.0.113.99', 'lock2', password)).toBe(200)
  })

  test('A62 who has signed in from an address before is not shut out there by strangers elsewhere', async () => {
    await employ('lock3')
    expect(await signIn('10.0.0.7', 'lock3', password)).toBe(200)
    await besiege('lock3')
    expect(await signIn('10.0.0.7', 'lock3', password)).toBe(200)
    // Nor does one who guesses at that very address get more tries there.
    for (let n = 0; n < limits.accountAttempts; n += 1)
      expect(await signIn('10.0.0.7', 'lock3', 'wrong-wrong')).toBe(401)
    expect(await signIn('10.0.0.7', 'lock3', password)).toBe(429)
  })

  test('A63 a guesser behind the office’s address shuts out neither who signed in there before, nor any link', async () => {
    const id = await employ('lock4')
    expect(await signIn('10.0.0.8', 'lock4', password)).toBe(200)
    const mine = await office.signedIn(id)
    const { link } = (await mine.call('renewMyLink', {})).body
    for (let n = 0; n < limits.signInAttempts; n += 1)
      expect(await signIn('10.0.0.8', `guess${n}`, 'wrong-wrong')).toBe(401)
    expect(await signIn('10.0.0.8', 'guess', 'wrong-wrong')).toBe(429)
    expect(await signIn('10.0.0.8', 'lock4', password)).toBe(200)
    expect((await from('10.0.0.8').call('enter', {}, { token: secretOf(link) })).status).toBe(200)
  })

  test('A64 whoever keeps the account lifts it', async () => {
    const personId = await employ('lock5')
    await besiege('lock5')
    expect(await signIn('203.0.113.99', 'lock5', password)).toBe(429)
    const colleague = await office.hire({})
    expect((await colleague.call('unlockPerson', { personId })).status).toBe(403)
    expect((await admin.call('unlockPerson', { personId })).status).toBe(200)
    expect(await signIn('203.0.113.99', 'lock5', password)).toBe(200)
  })

  test('A65 links are tried only so often too', async () => {
    const token = 'x'.repeat(43)
    for (let n = 0; n < limits.linkAttempts; n += 1)
      expect((await from('10.0.0.9').call('enter', {}, { token })).status).toBe(410)
    expect((await from('10.0.0.9').call('enter', {}, { token })).status).toBe(429)
  })
})
