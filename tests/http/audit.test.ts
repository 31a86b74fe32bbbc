/** The audit: nothing changes without a trace, who may read it, and what leaves as a file. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createToken } from '../../server/accounts/tokens.ts'
import { auditWords } from '../../shared/audit-words.ts'
import { api, type Api, type AuditEntry, type RouteName } from '../../shared/api.ts'
import { isAuditAction } from '../../shared/audit.ts'
import { dictionaries } from '../../shared/i18n/dictionaries.ts'
import { createReport, draft, publish, startRound } from './drafts.ts'
import {
  administrator,
  type Answer,
  type Caller,
  cookieOf,
  type Office,
  openOffice,
  secretOf,
  value,
} from './office.ts'

/** SMTP is set, and nobody answers there. */
const deadMail = { SMTP_URL: 'smtp://127.0.0.1:9', SMTP_FROM: 'tonggao@example.org' }

type PublicRoute = {
  [Name in RouteName]: Api[Name]['access'] extends 'public'
    ? Api[Name]['method'] extends 'GET'
      ? never
      : Name
    : never
}[RouteName]

/** Calls that change nothing, and why. */
const withoutTrace: Partial<Record<PublicRoute, string>> = {
  peekInvitation: 'shows whose invitation it is; uses nothing up',
  peekSignature: 'shows what is to be signed; uses nothing up',
  peekOpinion: 'shows what is asked about; uses nothing up',
  openPublished: 'shows what was published; changes nothing',
  peekReset: 'shows whose password it is; uses nothing up',
}

describe('every change that needs no session leaves its trace', () => {
  /** How each is done; the type makes the table complete. Signed-in routes are walked by A30. */
  const acts: Record<PublicRoute, (office: Office) => Promise<Answer<unknown>>> = {
    setUp: office =>
      office.caller().call(
        'setUp',
        {},
        {
          token: secretOf(office.setupLink),
          organisation: '澄溪镇',
          departments: ['农业办'],
          name: '顾予宁',
          ...administrator,
        },
      ),
    signIn: office =>
      office.caller().call('signIn', {}, { login: administrator.username, password: administrator.password }),
    signOut: async office => (await office.hire({})).call('signOut', {}),
    peekInvitation: async office =>
      office.caller().call('peekInvitation', {}, { token: await invitation(office) }),
    acceptInvitation: async office =>
      office.caller().call('acceptInvitation', {}, { token: await invitation(office), name: '沈知夏' }),
    enter: async office => {
      const { body } = await (await office.hire({})).call('renewMyLink', {})
      return office.caller().call('enter', {}, { token: secretOf(body.link) })
    },
    peekSignature: async office =>
      office.caller().call('peekSignature', {}, { token: await signatureLink(office) }),
    signByLink: async office =>
      office.caller().call('signByLink', {}, { token: await signatureLink(office), verdict: 'sign' }),
    peekOpinion: async office =>
      office.caller().call('peekOpinion', {}, { token: await opinionLink(office) }),
    opineByLink: async office =>
      office
        .caller()
        .call('opineByLink', {}, { token: await opinionLink(office), answer: { answer: 'none' } }),
    askReset: async office => office.caller().call('askReset', {}, { login: 'nobody' }),
    openPublished: async office =>
      office.caller().call('openPublished', {}, { token: await publicLink(office) }),
    peekReset: async office => office.caller().call('peekReset', {}, { token: await resetLink(office) }),
    resetPassword: async office =>
      office.caller().call(
        'resetPassword',
        {},
        {
          token: await resetLink(office),
          username: 'wei.tong',
          password: 'mai-zi-huang-le',
        },
      ),
  }
  const resetLink = async (office: Office) => {
    const keeper = await office.hire({ role: 'coordinator' })
    const { id: personId } = await office.hire({})
    return secretOf((await keeper.call('makeResetLink', { personId })).body.link)
  }
  const publicLink = async (office: Office) => {
    const coordinator = await office.hire({ role: 'coordinator' })
    const { reportId } = await createReport(coordinator, [draft('防汛工作')])
    return (await publish(coordinator, reportId)).secret
  }
  const invitation = async (office: Office) => {
    const keeper = await office.hire({ role: 'coordinator' })
    const { body } = await keeper.call('createInvitation', {}, { departmentId: null, role: 'author' })
    return secretOf(body.link)
  }
  const signatureLink = async (office: Office) => {
    const coordinator = await office.hire({ role: 'coordinator' })
    const { reportId, id } = await createReport(coordinator, [draft('防汛工作')])
    const at = { reportId, sectionId: id('防汛工作') }
    await coordinator.call('changeReport', at, { signoff: 'head' })
    await coordinator.call('submitSection', at, {})
    return secretOf((await coordinator.call('createSignatureLink', at, { signer: '闻人敬' })).body.link)
  }
  const opinionLink = async (office: Office) => {
    const coordinator = await office.hire({ role: 'coordinator' })
    const { reportId } = await createReport(coordinator, [draft('防汛工作')])
    const { links } = (await startRound(coordinator, reportId, [{ name: '县水务局' }])).body
    return secretOf(links[0]?.link)
  }
  const isPublicRoute = (name: string): name is PublicRoute => name in acts
  const names = Object.keys(acts).filter(isPublicRoute)

  let bare: Office
  let office: Office
  beforeAll(async () => {
    bare = await openOffice({ bare: true })
    office = await openOffice({ env: deadMail })
  })
  afterAll(() => Promise.all([bare.close(), office.close()]))

  test.each(names)('A40 %s', async name => {
    const where = name === 'setUp' ? bare : office
    const lastSeq = await newestSeq(where)
    const ofOthers = new Set([
      'person.create',
      'person.link',
      'invitation.create',
      'report.create',
      'report.change',
      'section.submit',
      'section.sign-link',
      'report.stage',
      'report.publish',
      'public-link.create',
      'consultation.start',
      'person.resetLink',
    ])
    const answer = await acts[name](where)
    expect(answer.status).toBe(200)
    const rows = (await rowsAfter(where, lastSeq)).filter(
      row => name === 'setUp' || !ofOthers.has(row.action),
    )
    if (withoutTrace[name]) expect(rows).toEqual([])
    else expect(rows.length).toBeGreaterThan(0)
    for (const row of rows) expect([row.action, row.address]).toEqual([row.action, '127.0.0.1'])
  })

  test('A40 the exceptions are named among the routes that there are', () => {
    for (const name of Object.keys(withoutTrace)) expect(Object.keys(api)).toContain(name)
  })
})

async function newestSeq({ program }: Office): Promise<number> {
  const row = await program.db
    .selectFrom('audit')
    .select(eb => eb.fn.max('seq').as('seq'))
    .executeTakeFirst()
  return row?.seq ?? 0
}

const rowsAfter = ({ program }: Office, seq: number) =>
  program.db.selectFrom('audit').selectAll().where('seq', '>', seq).orderBy('seq').execute()

describe('reading the audit', () => {
  let office: Office
  let admin: Caller & { readonly id: string }
  let coordinator: Caller & { readonly id: string }
  let author: Caller & { readonly id: string }
  let reportId: string
  let sectionId: string
  beforeAll(async () => {
    office = await openOffice()
    const departmentId = await office.department('农业办')
    admin = await office.hire({ name: '管平', role: 'reader', isAdministrator: true })
    coordinator = await office.hire({ name: '顾统稿', role: 'coordinator' })
    author = await office.hire({ name: '李秀兰', departmentIds: [departmentId] })
    const made = await createReport(coordinator, [
      draft('主要工作'),
      draft('存在问题'),
      draft('防汛工作', 2, { leadId: departmentId }),
    ])
    reportId = made.reportId
    sectionId = made.id('防汛工作')
    await author.call('submitSection', { reportId, sectionId }, {})
    office.wait(60_000)
    await coordinator.call('returnSection', { reportId, sectionId }, { reason: '=数字没有核对' })
  })
  afterAll(() => office.close())

  const entries = async (who: Caller, query = {}): Promise<AuditEntry[]> =>
    (await who.call('listAudit', {}, query)).body.entries

  test('A41 every act is a sentence in both languages, with the section’s number and what changed', async () => {
    const [returned, submitted] = await entries(coordinator, { reportId })
    if (!returned || !submitted) throw new Error('two acts were made')
    expect(auditWords(submitted, dictionaries.zh)).toEqual({
      who: '李秀兰',
      did: '报送了 二、（一）防汛工作',
      changes: ['状态：未开始 → 已报送'],
    })
    const { who, did, changes } = auditWords(returned, dictionaries.en)
    expect([who, did]).toEqual(['顾统稿', 'returned 二、（一）防汛工作'])
    expect(changes).toContain('Reason: =数字没有核对')
    for (const entry of await entries(admin)) {
      expect(isAuditAction(entry.action)).toBe(true)
      for (const words of Object.values(dictionaries)) {
        const said = auditWords(entry, words)
        expect(said.who).not.toBe('')
        expect(said.did).not.toMatch(/\{\{|undefined/)
      }
    }
  })

  test('A42 a coordinator reads what was done to reports, an administrator everything, others nothing', async () => {
    const nouns = (list: readonly AuditEntry[]) => new Set(list.map(({ action }) => action.split('.')[0]))
    expect(nouns(await entries(coordinator))).toEqual(new Set(['report', 'section']))
    expect(nouns(await entries(admin))).toContain('person')
    expect((await author.call('listAudit', {}, {})).status).toBe(403)
    const file = await fetch(`${office.url}/api/v1/audit/export?format=csv`, { headers: author.headers })
    expect(file.status).toBe(403)
    expect((await fetch(`${office.url}/api/v1/audit/export?format=csv`)).status).toBe(401)
  })

  test('A43 filters narrow by person, act, report and span, and pages follow each other without a gap', async () => {
    expect((await entries(admin, { personId: author.id, action: 'section.submit' })).length).toBe(1)
    const moment = new Date(office.program.clock() - 1000).toISOString()
    expect((await entries(admin, { reportId, from: moment })).map(({ action }) => action)).toEqual([
      'section.return',
    ])
    expect((await entries(admin, { reportId, to: moment })).map(({ action }) => action)).not.toContain(
      'section.return',
    )
    const all = (await entries(admin)).map(({ seq }) => seq)
    const turned: number[] = []
    let before: number | null = null
    do {
      const query: { limit: number; before?: number } = before === null ? { limit: 3 } : { limit: 3, before }
      const page = (await admin.call('listAudit', {}, query)).body
      turned.push(...page.entries.map(({ seq }) => seq))
      before = page.next
    } while (before !== null)
    expect(turned).toEqual(all)
    const bad = await fetch(`${office.url}/api/v1/audit?limit=0`, { headers: admin.headers })
    expect(bad.status).toBe(400)
  })

  test('A44 an act keeps how it came in', async () => {
    const login = administrator.username
    const token = value(await createToken(office.program, login, 'a test'))
    await office.caller({ authorization: `Bearer ${token}` }).call('createDepartment', {}, { name: '水利站' })
    const { body } = await author.call('renewMyLink', {})
    const entered = await office.caller().call('enter', {}, { token: secretOf(body.link) })
    await office.caller(cookieOf(entered)).call('renewMyLink', {})
    const [link, session, renewed, department] = await entries(admin)
    expect([link?.via, session?.via, renewed?.via, department?.via]).toEqual(['link', 'link', 'web', 'token'])
    expect(department?.subject).toBe('水利站')
  })

  test('A45 the table opens in Excel and WPS as it is meant, and no cell of it is a formula', async () => {
    const { body } = await createReport(coordinator, [draft('=HYPERLINK("http://x","点我")')]).then(made =>
      coordinator.call('deleteSection', {
        reportId: made.reportId,
        sectionId: made.id('=HYPERLINK("http://x","点我")'),
      }),
    )
    await coordinator.call('changeReport', { reportId: body.id }, { title: '＝1+1' })
    await admin.call('createDepartment', {}, { name: '@SUM(A1)' })
    const url = `${office.url}/api/v1/audit/export?format=csv&zone=Asia/Shanghai`
    const response = await fetch(url, {
      headers: { ...admin.headers, cookie: `${admin.headers.cookie}; lang=zh` },
    })
    const bytes = new Uint8Array(await response.arrayBuffer())
    expect(bytes.slice(0, 3)).toEqual(new Uint8Array([0xef, 0xbb, 0xbf]))
    const text = new TextDecoder().decode(bytes)
    const rows = readCsv(text)
    expect(rows[0]?.[0]).toBe('时间 (Asia/Shanghai)')
    expect(rows.at(-1)?.[0]).toMatch(/^2026-11-23 09:0\d:\d\d$/)
    const cells = rows.flat()
    expect(cells.some(text => text.includes('HYPERLINK'))).toBe(true)
    expect(cells.some(text => text.startsWith("'＝1+1"))).toBe(true)
    expect(cells.filter(text => /^\s*[=+\-@＝＋－＠]/.test(text))).toEqual([])
    expect(rows.every(row => row.length === 7)).toBe(true)
    // The export is an act itself.
    expect((await entries(admin))[0]).toMatchObject({ action: 'audit.export', personId: admin.id })
  })

  test('A46 the JSON is the whole log, however many pages it has', async () => {
    const { db } = office.program
    const last = await newestSeq(office)
    const rows = Array.from({ length: 250 }, (_, n) => ({
      id: `bulk${n}`,
      seq: last + 1 + n,
      at: new Date(office.program.clock()).toISOString(),
      person_id: null,
      action: 'sample.load',
      report_id: null,
      subject_id: null,
      before: null,
      after: null,
      address: null,
      via: 'cli' as const,
    }))
    await db.insertInto('audit').values(rows).execute()
    const url = `${office.url}/api/v1/audit/export?format=json`
    const exported: unknown = await (await fetch(url, { headers: admin.headers })).json()
    expect(Array.isArray(exported) && exported.length).toBe((await newestSeq(office)) - 1)
  })
})

/** RFC 4180. */
function readCsv(text: string): string[][] {
  const rows = text.replace(/^\ufeff/, '').matchAll(/(?:"((?:[^"]|"")*)"(,|\r\n))/g)
  const read: string[][] = [[]]
  for (const [, cell = '', end] of rows) {
    read.at(-1)?.push(cell.replaceAll('""', '"'))
    if (end === '\r\n') read.push([])
  }
  return read.slice(0, -1)
}
