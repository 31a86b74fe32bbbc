/** The door of the live rooms, in the whole server: who gets a socket, and how soon a withdrawn right closes it. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { createToken } from '../../server/accounts/tokens.ts'
import { closeCodes, subprotocol } from '../../shared/frames.ts'
import { createReport, draft } from './drafts.ts'
import { administrator, cookieOf, type Office, openOffice, value } from './office.ts'

describe('a socket', () => {
  let office: Office
  let coordinator: Awaited<ReturnType<Office['hire']>>
  let reportId: string
  let departmentId: string
  beforeAll(async () => {
    office = await openOffice()
    departmentId = await office.department('农业办')
    coordinator = await office.hire({ role: 'coordinator', username: 'shen' })
    reportId = (await createReport(coordinator, [draft('甲', 1, { leadId: departmentId })])).reportId
  })
  afterAll(() => office.close())

  /** `spoken`: the server has greeted; `closed`: its code. */
  function open(headers: Record<string, string>, query = '') {
    const socket = new WebSocket(`${office.url}/collab/${reportId}${query}`, subprotocol, { headers })
    const closed = new Promise<number>((resolve, reject) => {
      socket.once('close', resolve)
      socket.once('error', reject)
    })
    const spoken = new Promise<'spoken'>(resolve => socket.once('message', () => resolve('spoken')))
    const answersPing = () =>
      new Promise<boolean>(resolve => {
        socket.once('pong', () => resolve(true))
        socket.once('close', () => resolve(false))
        socket.ping()
      })
    return { closed, first: Promise.race([spoken, closed]), answersPing }
  }

  test('A24 opens by cookie from our pages or by token, not without, and not from another site', async () => {
    const { host, origin } = new URL(office.url)
    expect(await open(coordinator.headers).first).toBe('spoken')
    expect(await open({ ...coordinator.headers, origin }).first).toBe('spoken')
    const elsewhere = { ...coordinator.headers, origin: 'http://evil.example' }
    expect(await open(elsewhere).first).toBe(closeCodes.notSignedIn)
    expect(await open({}).first).toBe(closeCodes.notSignedIn)
    const token = value(await createToken(office.program, 'shen', 'a test'))
    expect(await open({ origin: 'http://evil.example', host }, `?token=${token}`).first).toBe('spoken')
    expect(await open({}, '?token=nonsense').first).toBe(closeCodes.notSignedIn)
  })

  test('A25 a report of other departments is not there', async () => {
    const foreign = await office.hire({})
    expect(await open(foreign.headers).first).toBe(closeCodes.notFound)
  })

  test('A26 deactivating a person closes what they have open', async () => {
    const author = await office.hire({ departmentIds: [departmentId] })
    const socket = open(author.headers)
    expect(await socket.first).toBe('spoken')
    await coordinator.call('changePerson', { personId: author.id }, { active: false })
    expect(await socket.closed).toBe(closeCodes.notSignedIn)
  })

  test('A27 a department taken away closes the report; signing out closes this session alone', async () => {
    const author = await office.hire({ departmentIds: [departmentId] })
    const socket = open(author.headers)
    expect(await socket.first).toBe('spoken')
    await coordinator.call('changePerson', { personId: author.id }, { departmentIds: [] })
    expect(await socket.closed).toBe(closeCodes.noAccess)

    const login = { login: administrator.username, password: administrator.password }
    const here = office.caller(cookieOf(await office.caller().call('signIn', {}, login)))
    const there = office.caller(cookieOf(await office.caller().call('signIn', {}, login)))
    const [ended, other] = [open(here.headers), open(there.headers)]
    expect([await ended.first, await other.first]).toEqual(['spoken', 'spoken'])
    await here.call('signOut', {})
    expect(await ended.closed).toBe(closeCodes.notSignedIn)
    expect(await other.answersPing()).toBe(true)
  })

  test('A28 a deleted report closes for everyone', async () => {
    const { reportId: gone } = await createReport(coordinator, [draft('乙')])
    const socket = new WebSocket(`${office.url}/collab/${gone}`, subprotocol, {
      headers: coordinator.headers,
    })
    await new Promise(resolve => socket.once('message', resolve))
    const closed = new Promise(resolve => socket.once('close', resolve))
    await coordinator.call('deleteReport', { reportId: gone })
    expect(await closed).toBe(closeCodes.notFound)
  })
})
