/** Four whole servers over one PostgreSQL, behind a proxy that knows nothing of them. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ReportConnection } from '../../client/collab/types.ts'
import { insertDepartment } from '../../server/accounts/departments.ts'
import { insertPerson, type NewPerson } from '../../server/accounts/people.ts'
import { createApp } from '../../server/app.ts'
import { readConfig } from '../../server/config.ts'
import { type OpenProgram, openProgram } from '../../server/program.ts'
import { remindOfDue } from '../../server/reports/due.ts'
import { closeCodes } from '../../shared/frames.ts'
import { limits } from '../../shared/limits.ts'
import { createReport, draft } from '../http/drafts.ts'
import { type Caller, caller, cookieOf, dayMs, secretOf, value } from '../http/office.ts'
import { sampleImages } from '../unit/paper/sample.ts'
import { type Cluster, type ServerProcess, startCluster } from '../support/cluster.ts'
import { connectAs, green, shown, type } from '../support/collab-visit.ts'
import { storedText, until } from '../support/collab.ts'
import { coordinator, organisation } from '../support/e2e-server.ts'
import { startPostgres, type TestPostgres } from '../support/postgres.ts'
import { openReceiver, type Receiver } from '../support/receiver.ts'
import { redisProgram, startRedis, type TestRedis } from '../support/redis.ts'

const hourMs = 60 * 60 * 1000
/** Beyond this a right that was taken away has outlived it. */
const withdrawnMs = 5000

let postgres: TestPostgres
let redis: TestRedis | undefined
let receiver: Receiver
let cluster: Cluster
/** Beside the processes, as the command line is: nobody hears of what it does. */
let beside: OpenProgram
let chief: Person
let farming: string
const tabs: ReportConnection[] = []
/** Undone in reverse order. */
const opened: (() => unknown)[] = []

beforeAll(async () => {
  postgres = await startPostgres()
  opened.push(() => postgres.stop())
  redis = redisProgram === undefined ? undefined : await startRedis()
  opened.push(() => redis?.kill())
  receiver = await openReceiver()
  opened.push(() => receiver.close())
  const databaseUrl = await postgres.newDatabase()
  cluster = await startCluster({
    count: 4,
    databaseUrl,
    redisUrl: redis?.url,
    // A PDF takes seconds.
    env: () => ({ CHROMIUM_PATH: 'off' }),
  })
  opened.push(() => cluster.stop())
  beside = await openProgram(readConfig({ DATABASE_URL: databaseUrl, LOG_LEVEL: 'silent' }))
  opened.push(() => beside.close())
  chief = await hire({ name: '沈知夏', role: 'coordinator', isAdministrator: true })
  farming = value(
    await beside.program.db.transaction().execute(tx => insertDepartment(tx, beside.program, null, '水利站')),
  ).id
}, 240_000)

afterAll(async () => {
  for (const tab of tabs) tab.close()
  for (const end of opened.toReversed()) await end()
})

type Person = { readonly id: string; readonly headers: Readonly<Record<string, string>> }

/** A new person with a session. */
async function hire(person: Partial<NewPerson>): Promise<Person> {
  const { program } = beside
  const added = await program.db.transaction().execute(tx =>
    insertPerson(tx, program, null, {
      name: '罗麦生',
      username: null,
      email: null,
      passwordHash: null,
      role: 'author',
      isAdministrator: false,
      departmentIds: [],
      ...person,
    }),
  )
  const id = value(added)
  const [cookie = ''] = await program.identity.startSession(id, 30)
  return { id, headers: { cookie: cookie.split(';')[0] ?? '' } }
}

const urlOf = (at: number) => cluster.processes[at]?.url ?? ''

/** Calls of a person through one process, or through the proxy. */
const as = ({ headers }: Person, at?: number): Caller =>
  caller(at === undefined ? cluster.url : urlOf(at), headers)

/** A tab of a person at one process, or wherever the proxy leads. */
function visit({ headers }: Person, reportId: string, at?: number): ReportConnection {
  const tab = connectAs(at === undefined ? cluster.url : urlOf(at), reportId, headers)
  tabs.push(tab)
  return tab
}

/** Milliseconds until it is so. */
async function after(isTrue: () => boolean | Promise<boolean>, what: string): Promise<number> {
  const from = performance.now()
  await until(isTrue, what)
  return performance.now() - from
}

test('B10 who signed in through one process is known to every process', async () => {
  const { username: login, password } = coordinator
  const cookie = cookieOf(await caller(cluster.url).call('signIn', {}, { login, password }))
  for (const { url } of cluster.processes) {
    const me = await caller(url, cookie).call('getMe', {})
    expect([me.status, me.body]).toMatchObject([200, { organisation: { name: organisation } }])
  }
})

test('B11 four people whose tabs four processes serve write one section: all read the same, and the log has it once', async () => {
  const { reportId, id } = await createReport(as(chief, 0), [draft('水利', 1, { leadId: farming })])
  const people = await Promise.all(cluster.processes.map(() => hire({ departmentIds: [farming] })))
  const sessions = people.map(person => visit(person, reportId).section(id('水利')))
  await green(...sessions)
  for (const { url } of cluster.processes)
    expect(await (await fetch(`${url}/metrics`)).text()).toMatch(/^tonggao_sockets 1$/m)
  const words = Array.from({ length: 40 }, (_, at) => `第${at}句`)
  for (const [at, word] of words.entries()) {
    const session = sessions[at % sessions.length]
    if (session) type(session, `${word}。`)
    if (at % 6 === 0) await green(...sessions)
  }
  const isWhole = (text: string) => words.every(word => text.split(`${word}。`).length === 2)
  await until(() => sessions.every(one => isWhole(shown(one))), 'everybody sees everything')
  await green(...sessions)
  const { db } = beside.program
  const stored = await storedText(db, id('水利'))
  expect(new Set([stored, ...sessions.map(shown)]).size).toBe(1)
  const rows = await db.selectFrom('updates').select('seq').where('section_id', '=', id('水利')).execute()
  const seqs = rows.map(({ seq }) => seq).sort((a, b) => a - b)
  expect(seqs).toEqual(seqs.map((_, at) => at + 1))
})

test.skipIf(redisProgram === undefined)(
  'B20 people whose tabs different processes serve see each other’s names',
  async () => {
    const { reportId } = await createReport(as(chief, 0), [draft('渠首', 1, { leadId: farming })])
    const author = await hire({ name: '韩渠', departmentIds: [farming] })
    const people = [chief, author, chief, author]
    const seen = people.map((person, at) => visit(person, reportId, at))
    const namesAt = (tab: ReportConnection) =>
      tab
        .snapshot()
        .present.map(({ name }) => name)
        .toSorted()
    const isKnown = (tab: ReportConnection) => namesAt(tab).join() === ['沈知夏', '韩渠'].toSorted().join()
    await until(() => seen.every(isKnown), 'both names are at every process')
  },
)

test('B12 a section that is submitted through one process is told to the tabs at the others', async () => {
  const { reportId, id } = await createReport(
    as(chief, 0),
    ['甲', '乙', '丙', '丁'].map(heading => draft(heading, 1, { leadId: farming })),
  )
  const author = await hire({ departmentIds: [farming] })
  const told = [0, 1, 2, 3].map(at => {
    let count = 0
    const tab = visit(chief, reportId, at)
    tab.onEvent(event => {
      if (event.type === 'report') count += 1
    })
    return { section: tab.section(id('甲')), count: () => count }
  })
  await green(...told.map(({ section }) => section))
  const submit = async (heading: string) => {
    const before = told.map(({ count }) => count())
    const at = { reportId, sectionId: id(heading) }
    expect((await as(author, 1).call('submitSection', at, {})).status).toBe(200)
    return after(
      () => told.every(({ count }, tab) => count() > (before[tab] ?? 0)),
      'every lobby hears of it',
    )
  }
  if (redis) {
    const took = [await submit('甲'), await submit('乙'), await submit('丙')]
    // Without a hint it takes two looks, a second apart.
    expect(Math.min(...took)).toBeLessThan(500)
    await redis.kill()
  }
  expect(await submit('丁')).toBeLessThan(withdrawnMs)
  await redis?.start()
})

const ways = redisProgram === undefined ? ['without Redis'] : ['with Redis', 'without Redis']

test.each(ways)(
  'B13 what is taken away through one process is gone at another within five seconds, %s',
  async way => {
    if (way === 'without Redis') await redis?.kill()
    const { reportId, id } = await createReport(as(chief, 0), [draft('堤防', 1, { leadId: farming })])
    const [left, ended, moved] = await Promise.all([1, 2, 3].map(() => hire({ departmentIds: [farming] })))
    if (!left || !ended || !moved) throw new Error('nobody')
    const section = (person: Person) => visit(person, reportId, 1).section(id('堤防'))
    const [ofLeft, ofEnded, ofMoved] = [section(left), section(ended), section(moved)]
    await green(ofLeft, ofEnded, ofMoved)
    for (const person of [left, ended])
      expect((await as(person, 1).call('getMe', {})).body.person).not.toBeNull()
    const boss = as(chief, 0)
    const { sessions } = (await boss.call('listAccess', { personId: ended.id })).body
    const done = await Promise.all([
      boss.call('changePerson', { personId: left.id }, { active: false }),
      boss.call('endSession', { personId: ended.id, sessionId: sessions[0]?.id ?? '' }),
      boss.call('changePerson', { personId: moved.id }, { departmentIds: [] }),
    ])
    expect(done.map(({ status }) => status)).toEqual([200, 200, 200])
    const isGone = async (person: Person) => (await as(person, 1).call('listReports', {})).status === 401
    const isShut = (code: number | undefined) => code === closeCodes.notSignedIn
    const took = await Promise.all([
      after(() => isShut(ofLeft.snapshot().ended?.code), 'the socket of who left is closed'),
      after(() => isShut(ofEnded.snapshot().ended?.code), 'the socket of the ended session is closed'),
      after(() => isGone(left), 'who left is refused'),
      after(() => isGone(ended), 'the ended session is refused'),
      after(
        () => ofMoved.snapshot().access?.mayWrite === false || ofMoved.snapshot().ended !== null,
        'closed',
      ),
    ])
    expect(Math.max(...took)).toBeLessThan(withdrawnMs)
    if (way === 'without Redis') await redis?.start()
  },
)

test('B14 what one process took in every other gives out: files, images, texts, and the report in each format', async () => {
  const boss = as(chief, 0)
  const { reportId, id } = await createReport(boss, [draft('灌区'), draft('机井')])
  const path = `/api/v1/reports/${reportId}`
  const send = async (at: number, to: string, bytes: Uint8Array<ArrayBuffer>) => {
    const headers = { ...chief.headers, 'content-type': 'application/octet-stream' }
    const answer = await fetch(`${urlOf(at)}${path}${to}`, { method: 'POST', headers, body: bytes })
    expect(answer.status).toBe(200)
    const made: { id?: string; imageId?: string } = await answer.json()
    return made.id ?? made.imageId
  }
  const file = await send(
    0,
    `/sections/${id('灌区')}/attachments?name=a.txt`,
    new TextEncoder().encode('附件'),
  )
  const [picture] = sampleImages.values()
  if (!picture) throw new Error('no picture')
  const image = await send(1, `/sections/${id('灌区')}/images`, new Uint8Array(picture.bytes))
  const load = async (at: number, from: string) => {
    const answer = await fetch(`${urlOf(at)}${path}${from}`, { headers: chief.headers })
    return [answer.status, (await answer.arrayBuffer()).byteLength > 0]
  }
  const wanted = [
    `/attachments/${file}`,
    `/images/${image}`,
    ...['html', 'docx', 'md'].map(one => `/export?format=${one}`),
  ]
  for (const from of wanted)
    expect(await Promise.all([0, 1, 2, 3].map(at => load(at, from)))).toEqual(
      [0, 1, 2, 3].map(() => [200, true]),
    )
  const found = await Promise.all(
    [0, 1, 2, 3].map(at => as(chief, at).call('search', {}, { q: '机井的正文' })),
  )
  expect(found.map(({ body }) => body.reports.length)).toEqual([1, 1, 1, 1])
})

test('B15 letters leave once, and final files are written once, however many processes look', async () => {
  const channel = {
    kind: 'webhook' as const,
    name: '内网接收',
    departmentId: null,
    url: `${receiver.url}/hook`,
    keyword: '',
    mentionAll: false,
    language: 'zh' as const,
    events: ['submitted' as const],
    active: true,
  }
  expect((await as(chief, 2).call('createChannel', {}, channel)).status).toBe(200)
  const headings = Array.from({ length: 12 }, (_, at) => `第${at}渠`)
  const { reportId, id } = await createReport(
    as(chief, 1),
    headings.map(heading => draft(heading, 1, { leadId: farming })),
  )
  const author = await hire({ departmentIds: [farming] })
  for (const [at, heading] of headings.entries()) {
    const answer = await as(author, at % 4).call('submitSection', { reportId, sectionId: id(heading) }, {})
    expect(answer.status).toBe(200)
  }
  await until(() => receiver.got.length >= headings.length, 'everything has arrived', 30_000)
  const stages = ['compiling', 'final'] as const
  for (const stage of stages) await as(chief, 3).call('moveStage', { reportId }, { stage, reason: '定稿' })
  const list = async () => (await as(chief).call('listPublications', { reportId })).body.publications
  await until(async () => (await list())[0]?.state !== 'making' && (await list()).length > 0, 'files', 60_000)
  expect((await list()).map(({ number, state }) => [number, state])).toEqual([[1, 'ready']])
  const { count } = await beside.program.db
    .selectFrom('audit')
    .select(eb => eb.fn.countAll<number>().as('count'))
    .where('action', '=', 'report.publish')
    .where('report_id', '=', reportId)
    .executeTakeFirstOrThrow()
  expect(count).toBe(1)
  const told = receiver.got.map(({ body }) => String(JSON.parse(body).data.sections[0].heading))
  expect(told.toSorted()).toEqual(headings.toSorted())
})

test('B16 what is due is told once when four processes look in the same second, their clocks apart', async () => {
  const inTwoDays = new Date(Date.now() + 2 * dayMs).toISOString()
  const sections = ['春灌', '秋灌'].map(heading => draft(heading, 1, { leadId: farming, dueAt: inTwoDays }))
  const { reportId } = await createReport(as(chief, 0), sections)
  const { program } = beside
  const clocks = [0, -hourMs, hourMs, 0].map(ms => () => Date.now() + ms)
  await Promise.all(clocks.map(clock => remindOfDue({ ...program, clock })))
  const rows = await program.db
    .selectFrom('messages')
    .select(['person_id', 'section_id', 'kind'])
    .where('report_id', '=', reportId)
    .execute()
  const keys = rows.map(row => Object.values(row).join(' '))
  expect(keys.length).toBeGreaterThan(0)
  expect(new Set(keys).size).toBe(keys.length)
})

/** Which process does the work in the background. */
async function onDuty(): Promise<ServerProcess | undefined> {
  const measured = await Promise.all(
    cluster.processes
      .filter(one => one.isRunning)
      .map(async one => ({ one, measures: await (await fetch(`${one.url}/metrics`)).text() })),
  )
  const holding = measured.filter(({ measures }) => /^tonggao_on_duty 1$/m.test(measures))
  expect(holding.length, 'no two are on duty').toBeLessThan(2)
  return holding[0]?.one
}

test('B24 the process that works in the background is killed: another one goes on with it, and nothing is done twice', async () => {
  await until(async () => (await onDuty()) !== undefined, 'somebody is on duty')
  const before = receiver.got.length
  const dying = await onDuty()
  const living = cluster.processes.findIndex(one => one !== dying)
  const { reportId, id } = await createReport(as(chief, living), [draft('夜班', 1, { leadId: farming })])
  const author = await hire({ departmentIds: [farming] })
  await dying?.kill()
  const at = { reportId, sectionId: id('夜班') }
  expect((await as(author, living).call('submitSection', at, {})).status).toBe(200)
  const arrives = () => receiver.got.length > before
  await until(arrives, 'what happened meanwhile is told', limits.dutyMs * 3)
  expect(await onDuty()).not.toBe(dying)
  await dying?.start()
  const told = receiver.got.slice(before).map(({ body }) => JSON.parse(body).data.sections[0].heading)
  expect(told).toEqual(['夜班'])
})

test('B17 four that start at the same moment over an empty database all come up, and each prints a link that works', async () => {
  const databaseUrl = await postgres.newDatabase()
  const config = readConfig({ DATABASE_URL: databaseUrl, PORT: '0', LOG_LEVEL: 'silent' })
  const apps = Array.from({ length: 4 }, () => createApp(config))
  const started = await Promise.all(apps.map(app => app.start()))
  const [first] = started
  const links = started.map(({ setupLink }) => secretOf(setupLink))
  const { password } = coordinator
  const setUp = { organisation, departments: ['农业办'], name: '顾予宁', username: 'gu', password }
  const answer = await caller(first?.url ?? '').call('setUp', {}, { ...setUp, token: links[0] ?? '' })
  expect([new Set(links).size, answer.status]).toEqual([4, 200])
  const again = await caller(first?.url ?? '').call('setUp', {}, { ...setUp, token: links[3] ?? '' })
  expect(again.code).toBe('already-set-up')
  for (const app of apps) await app.stop()
})
