/** Ways in: the first start, passwords, invitations, personal links, tokens; and what keeps others out. */
import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createToken } from '../../server/accounts/tokens.ts'
import { limits } from '../../shared/limits.ts'
import { administrator, caller, cookieOf, dayMs, type Office, openOffice, secretOf, value } from './office.ts'

const password = 'mai-zi-huang-le'

describe('the first start', () => {
  let office: Office
  beforeAll(async () => {
    office = await openOffice({ bare: true })
  })
  afterAll(() => office.close())

  const first = {
    organisation: '澄溪镇人民政府',
    departments: ['农业农村办公室', '规划建设办公室'],
    name: '顾予宁',
    username: '顾予宁',
    email: 'gu@example.org',
    password,
  }
  const setUp = (token: string) => office.caller().call('setUp', {}, { token, ...first })

  test('A1 the set-up link makes organisation, departments and the first administrator, once', async () => {
    expect((await office.caller().call('getMe', {})).body).toMatchObject({ person: null, organisation: null })
    expect(office.setupLink).toMatch(/^\/setup#[\w-]{40,}$/)
    expect((await setUp('x'.repeat(43))).code).toBe('link-expired')
    const answer = await setUp(secretOf(office.setupLink))
    expect(answer.body).toMatchObject({
      person: { name: '顾予宁', role: 'coordinator', isAdministrator: true, email: 'gu@example.org' },
      organisation: { name: '澄溪镇人民政府', departmentLabel: '部门' },
    })
    const signedIn = office.caller(cookieOf(answer))
    expect((await signedIn.call('listDepartments', {})).body.map(({ name }) => name)).toEqual(
      first.departments,
    )
    expect((await setUp(secretOf(office.setupLink))).code).toBe('already-set-up')
  })

  test('A2 no secret and no password stands in the database as it was given', async () => {
    const { db } = office.program
    const stored = JSON.stringify([
      await db.selectFrom('personal_links').selectAll().execute(),
      await db.selectFrom('audit').selectAll().execute(),
    ])
    expect(stored).not.toContain(secretOf(office.setupLink))
    expect(stored).not.toContain(password)
  })
})

describe('passwords', () => {
  let office: Office
  const signIn = (login: string, word: string, headers = {}) =>
    office.caller(headers).call('signIn', {}, { login, password: word })
  const employ = async (username: string, email = `${username}@example.net`) => {
    const admin = office.caller(cookieOf(await signIn(administrator.username, administrator.password)))
    const person = { name: '罗麦生', username, email, role: 'author' as const, departmentIds: [] }
    const made = await admin.call('createPerson', {}, { ...person, password })
    expect(made.status).toBe(200)
  }
  beforeAll(async () => {
    office = await openOffice()
    await employ('Luo.Mai', 'Luo@Example.org')
  })
  afterAll(() => office.close())

  test('A3 a person signs in by user name or e-mail, whatever their case', async () => {
    for (const login of ['luo.mai', 'LUO.MAI', 'luo@example.org'])
      expect((await signIn(login, password)).body.person).toMatchObject({ name: '罗麦生' })
  })

  test('A4 a wrong password and an unknown name are told apart by nobody', async () => {
    const wrong = await signIn('luo.mai', 'not-the-password')
    const unknown = await signIn('nobody-here', 'not-the-password')
    expect([wrong.status, wrong.code]).toEqual([401, 'wrong-password'])
    expect([unknown.status, unknown.code, unknown.message]).toEqual([401, 'wrong-password', wrong.message])
    expect(wrong.setCookies).toEqual([])
  })

  test('A5 words of a refusal come in the language of the browser, Chinese without a wish', async () => {
    expect((await signIn('luo.mai', 'wrong-wrong')).message).toMatch(/\p{Script=Han}/u)
    const english = await signIn('luo.mai', 'wrong-wrong', { 'accept-language': 'fr, en-GB;q=0.8, zh;q=0.5' })
    expect(english.message).toMatch(/password/)
    const chosen = await signIn('luo.mai', 'wrong-wrong', { 'accept-language': 'en', cookie: 'lang=zh' })
    expect(chosen.message).toMatch(/\p{Script=Han}/u)
  })

  test('A6 the cookie is kept from scripts, and not Secure over plain http', async () => {
    const { setCookies } = await signIn('luo.mai', password)
    expect(setCookies[0]).toMatch(/HttpOnly; SameSite=Lax/)
    expect(setCookies[0]).not.toMatch(/Secure/)
  })

  test('A7 signing out ends the session itself', async () => {
    const signedIn = office.caller(cookieOf(await signIn('luo.mai', password)))
    expect((await signedIn.call('getMe', {})).body.person).not.toBeNull()
    await signedIn.call('signOut', {})
    expect((await signedIn.call('getMe', {})).body.person).toBeNull()
  })

  test('A8 a new password needs the old one and ends the other sessions', async () => {
    await employ('cheng')
    const here = office.caller(cookieOf(await signIn('cheng', password)))
    const elsewhere = office.caller(cookieOf(await signIn('cheng', password)))
    expect((await here.call('changeMyPassword', {}, { password: 'new-password-1' })).code).toBe(
      'wrong-password',
    )
    const changed = await here.call('changeMyPassword', {}, { current: password, password: 'new-password-1' })
    expect(changed.status).toBe(200)
    expect((await here.call('getMe', {})).body.person).not.toBeNull()
    expect((await elsewhere.call('getMe', {})).body.person).toBeNull()
    expect((await signIn('cheng', password)).status).toBe(401)
    expect((await signIn('cheng', 'new-password-1')).status).toBe(200)
  })

  test('A9 one address fails only so often in a minute, successes not counted, headers not believed', async () => {
    office.wait(limits.signInWindowSeconds * 1000)
    await employ('newcomer')
    const attempt = (n: number) => signIn(`nobody${n}`, 'wrong-wrong', { 'x-forwarded-for': `10.0.0.${n}` })
    expect((await signIn('luo.mai', password)).status).toBe(200)
    const answers = []
    for (let n = 0; n < limits.signInAttempts; n += 1) answers.push((await attempt(n)).status)
    expect(new Set(answers)).toEqual(new Set([401]))
    expect((await attempt(200)).status).toBe(429)
    expect((await signIn('newcomer', password)).status).toBe(429)
    // Whoever has come in from here before does so still: one guesser locks no office out.
    expect((await signIn('luo.mai', password)).status).toBe(200)
    office.wait(limits.signInWindowSeconds * 1000)
    expect((await signIn('newcomer', password)).status).toBe(200)
  })

  test('A10 whoever is deactivated is out at once, and cannot come back', async () => {
    await employ('wei')
    const wei = await signIn('wei', password)
    const here = office.caller(cookieOf(wei))
    expect((await here.call('listReports', {})).status).toBe(200)
    const admin = office.caller(cookieOf(await signIn(administrator.username, administrator.password)))
    const personId = wei.body.person?.id ?? ''
    expect((await admin.call('changePerson', { personId }, { active: false })).body.active).toBe(false)
    expect((await here.call('listReports', {})).status).toBe(401)
    expect((await signIn('wei', password)).code).toBe('wrong-password')
    // Let in again, they sign in again: the old session does not revive.
    await admin.call('changePerson', { personId }, { active: true })
    expect((await here.call('listReports', {})).status).toBe(401)
    expect((await signIn('wei', password)).status).toBe(200)
  })

  test('A11 the last administrator stays', async () => {
    const answer = await signIn(administrator.username, administrator.password)
    const admin = office.caller(cookieOf(answer))
    const personId = answer.body.person?.id ?? ''
    for (const change of [{ isAdministrator: false }, { active: false }])
      expect((await admin.call('changePerson', { personId }, change)).code).toBe('last-administrator')
  })

  test('A12 a login name is given once, whatever its case', async () => {
    const admin = office.caller(cookieOf(await signIn(administrator.username, administrator.password)))
    const again = {
      name: '另一人',
      username: 'LUO.mai',
      password,
      role: 'author' as const,
      departmentIds: [],
    }
    expect((await admin.call('createPerson', {}, again)).code).toBe('name-taken')
  })
})

describe('links', () => {
  let office: Office
  let keeper: Awaited<ReturnType<Office['hire']>>
  let departmentId: string
  beforeAll(async () => {
    office = await openOffice()
    keeper = await office.hire({ name: '顾统稿', role: 'coordinator' })
    departmentId = await office.department('农业办')
  })
  afterAll(() => office.close())

  const invite = async (options = {}) => {
    const { body } = await keeper.call('createInvitation', {}, { departmentId, role: 'author', ...options })
    return { id: body.invitation.id, token: secretOf(body.link) }
  }
  const usesLeft = async (id: string) =>
    (await keeper.call('listInvitations', {})).body.find(invitation => invitation.id === id)?.usesLeft
  const peek = (token: string) => office.caller().call('peekInvitation', {}, { token })
  const accept = (token: string, name = '沈知夏') =>
    office.caller().call('acceptInvitation', {}, { token, name })

  test('A13 looking at an invitation uses nothing up; accepting makes a new person of the department', async () => {
    const { id, token } = await invite({ uses: 3 })
    for (let look = 0; look < 5; look += 1)
      expect((await peek(token)).body).toEqual({
        organisation: '澄溪镇',
        department: '农业办',
        role: 'author',
      })
    expect(await usesLeft(id)).toBe(3)
    const accepted = await accept(token)
    const again = await accept(token)
    expect(accepted.body.me.person).toMatchObject({ name: '沈知夏', departmentIds: [departmentId] })
    // A name proves nothing: the same name is another person.
    expect(again.body.me.person?.id).not.toBe(accepted.body.me.person?.id)
    expect(await usesLeft(id)).toBe(1)
    expect(accepted.setCookies[0]).toContain(`Max-Age=${limits.linkSessionDays * 86400}`)
    const me = await office.caller(cookieOf(accepted)).call('getMe', {})
    expect(me.body.person?.id).toBe(accepted.body.me.person?.id)
  })

  test('A14 ten at once cannot squeeze through a link with two uses left', async () => {
    const { id, token } = await invite({ uses: 2 })
    const answers = await Promise.all(Array.from({ length: 10 }, (_, n) => accept(token, `来人${n}`)))
    expect(answers.map(({ status }) => status).filter(status => status === 200)).toHaveLength(2)
    expect(answers.filter(({ code }) => code === 'link-expired')).toHaveLength(8)
    expect(await usesLeft(id)).toBe(0)
  })

  test('A15 an invitation ends on its day, and when it is revoked', async () => {
    office.wait(limits.signInWindowSeconds * 1000)
    const short = await invite({ days: 2 })
    const long = await invite({ days: 20 })
    office.wait(2 * dayMs - 1)
    expect((await peek(short.token)).status).toBe(200)
    office.wait(1)
    expect((await peek(short.token)).status).toBe(410)
    expect((await accept(short.token)).status).toBe(410)
    expect((await keeper.call('revokeInvitation', { invitationId: long.id })).status).toBe(200)
    expect((await accept(long.token)).code).toBe('link-expired')
    expect((await keeper.call('revokeInvitation', { invitationId: long.id })).status).toBe(404)
  })

  test('A29 a closed department takes nobody in', async () => {
    const { token } = await invite()
    await keeper.call('changeDepartment', { departmentId }, { active: false })
    expect((await accept(token)).code).toBe('link-expired')
    await keeper.call('changeDepartment', { departmentId }, { active: true })
    expect((await accept(token)).status).toBe(200)
  })

  test('A16 the re-entry link opens the same person again, as often as they like, until it is renewed', async () => {
    const { token } = await invite()
    const accepted = await accept(token, '韦同光')
    const id = accepted.body.me.person?.id
    const enter = (link: string) => office.caller().call('enter', {}, { token: secretOf(link) })
    expect(accepted.body.link).toMatch(/^\/enter#/)
    expect((await enter(accepted.body.link)).body.person?.id).toBe(id)
    const entered = await enter(accepted.body.link)
    expect(entered.body.person?.id).toBe(id)
    const renewed = await office.caller(cookieOf(entered)).call('renewMyLink', {})
    expect((await enter(accepted.body.link)).code).toBe('link-expired')
    expect((await enter(renewed.body.link)).body.person?.id).toBe(id)
  })

  test('A17 who came by a link may add a password, with a user name', async () => {
    const { token } = await invite()
    const accepted = await accept(token, '程砚舟')
    const here = office.caller(cookieOf(accepted))
    expect((await here.call('changeMyPassword', {}, { password })).code).toBe('bad-request')
    await here.call('changeMyPassword', {}, { username: '程砚舟', password })
    const signedIn = await office.caller().call('signIn', {}, { login: '程砚舟', password })
    expect(signedIn.body.person?.id).toBe(accepted.body.me.person?.id)
  })

  test('A18 nobody is invited above the rights of who invites, nor taken over by a link', async () => {
    const admin = await office.hire({ role: 'reader', isAdministrator: true })
    const up = await keeper.call('createInvitation', {}, { departmentId: null, role: 'coordinator' })
    expect(up.status).toBe(403)
    const byAdmin = await admin.call('createInvitation', {}, { departmentId: null, role: 'coordinator' })
    expect(byAdmin.status).toBe(200)
    const other = await office.hire({ role: 'coordinator' })
    expect((await keeper.call('renewPersonLink', { personId: admin.id })).status).toBe(403)
    expect((await keeper.call('renewPersonLink', { personId: other.id })).status).toBe(403)
    expect((await keeper.call('changePerson', { personId: admin.id }, { active: false })).status).toBe(403)
    const author = await office.hire({})
    const risen = await keeper.call('changePerson', { personId: author.id }, { role: 'coordinator' })
    expect(risen.status).toBe(403)
    const risenBy = await keeper.call('changePerson', { personId: author.id }, { isAdministrator: true })
    expect(risenBy.status).toBe(403)
  })
})

describe('who else is at the door', () => {
  let office: Office
  let person: Awaited<ReturnType<Office['hire']>>
  beforeAll(async () => {
    office = await openOffice()
    person = await office.hire({ role: 'coordinator', username: 'shen', passwordHash: null })
  })
  afterAll(() => office.close())

  test('A19 a token speaks for its person, in a header only', async () => {
    const token = value(await createToken(office.program, 'shen', 'a test'))
    const me = await office.caller({ authorization: `Bearer ${token}` }).call('getMe', {})
    expect(me.body.person?.id).toBe(person.id)
    const made = await office
      .caller({ authorization: `Bearer ${token}`, origin: 'http://elsewhere.example' })
      .call('createDepartment', {}, { name: '文化站' })
    expect(made.status).toBe(200)
    expect((await fetch(`${office.url}/api/v1/reports?token=${token}`)).status).toBe(401)
    expect((await office.caller({ authorization: 'Bearer nonsense' }).call('listReports', {})).status).toBe(
      401,
    )
  })

  test('A20 another site cannot act with a person’s cookie', async () => {
    const act = (headers: Record<string, string>) =>
      office.caller({ ...person.headers, ...headers }).call('createDepartment', {}, { name: `站所${++nth}` })
    let nth = 0
    const host = new URL(office.url).host
    expect((await act({ origin: 'http://evil.example' })).status).toBe(403)
    expect((await act({ origin: 'null' })).status).toBe(403)
    expect((await act({ 'sec-fetch-site': 'cross-site' })).status).toBe(403)
    expect((await act({ 'sec-fetch-site': 'same-site' })).status).toBe(403)
    // A form on another site that posts to http://a:b@office/ makes the browser send this beside the cookie.
    expect((await act({ origin: 'http://evil.example', authorization: 'Basic YTpi' })).status).toBe(403)
    expect((await act({ origin: `http://${host}` })).status).toBe(200)
    expect((await act({ 'sec-fetch-site': 'same-origin' })).status).toBe(200)
    expect((await act({})).status).toBe(200)
  })

  test('A21 the office may call the machine by any name: cookies and origin follow it', async () => {
    const { port } = new URL(office.url)
    const answer = await asHost(`office.test:${port}`, office.url, person.headers.cookie ?? '')
    expect(answer).toBe(200)
  })
})

describe('behind a proxy', () => {
  test('A22 PUBLIC_URL is an origin of ours, and under https the cookie is Secure', async () => {
    const office = await openOffice({ env: { PUBLIC_URL: 'https://tonggao.example.org' } })
    try {
      expect(office.url).toBe('https://tonggao.example.org')
      const [cookie = ''] = await office.program.identity.startSession(
        (await office.hire({})).id,
        limits.sessionDays,
      )
      expect(cookie).toMatch(/^__Secure-tonggao.*; Secure/)
    } finally {
      await office.close()
    }
  })
})

/** fetch() does not let a Host header through. */
function asHost(host: string, url: string, cookie: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const headers = { host, cookie, origin: `http://${host}`, 'content-type': 'application/json' }
    const sent = request(`${url}/api/v1/departments`, { method: 'POST', headers }, response => {
      response.resume()
      resolve(response.statusCode)
    })
    sent.once('error', reject)
    sent.end(JSON.stringify({ name: '便民中心' }))
  })
}

test('A23 an office with two installations on one machine has two cookies', async () => {
  const [one, two] = await Promise.all([openOffice(), openOffice()])
  try {
    const names = await Promise.all(
      [one, two].map(async office => (await office.hire({})).headers.cookie?.split('=')[0]),
    )
    expect(names[0]).not.toBe(names[1])
    const visitor = await one.hire({})
    expect((await caller(two.url, visitor.headers).call('listReports', {})).status).toBe(401)
  } finally {
    await Promise.all([one.close(), two.close()])
  }
})
