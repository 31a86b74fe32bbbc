/** Heads and leaders, handing sections over, merging departments and persons. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { closeCodes } from '../../shared/frames.ts'
import { rootName } from '../../shared/schema/text.ts'
import { until } from '../support/collab.ts'
import { paragraph, RawTab } from '../support/raw-tab.ts'
import { createReport, draft, setAside } from './drafts.ts'
import { type Caller, type Office, openOffice, secretOf } from './office.ts'

type Person = Caller & { readonly id: string }

describe('departments', () => {
  let office: Office
  let coordinator: Person
  let nth = 0
  const named = (name: string) => office.department(`${name}${(nth += 1)}`)
  const departmentOf = async (departmentId: string) =>
    (await coordinator.call('listDepartments', {})).body.find(({ id }) => id === departmentId)
  beforeAll(async () => {
    office = await openOffice()
    coordinator = await office.hire({ name: '顾统稿', role: 'coordinator' })
  })
  afterAll(() => office.close())

  test('A70 a department has heads of its own people and a leader; a person may head several', async () => {
    const [farming, planning] = [await named('农业办'), await named('规划办')]
    const both = await office.hire({ departmentIds: [farming, planning] })
    const leader = await office.hire({ role: 'reader' })
    const stranger = await office.hire({})
    const change = (departmentId: string, body: { headIds?: string[]; leaderId?: string | null }) =>
      coordinator.call('changeDepartment', { departmentId }, body)
    for (const departmentId of [farming, planning])
      expect((await change(departmentId, { headIds: [both.id] })).body.headIds).toEqual([both.id])
    expect((await change(farming, { headIds: [stranger.id] })).code).toBe('bad-request')
    expect((await change(farming, { leaderId: leader.id })).body.leaderId).toBe(leader.id)
    expect((await change(farming, { leaderId: 'nobody' })).code).toBe('bad-request')
    // Who leaves a department heads it no more; who is out of use heads and leads nothing.
    await coordinator.call('changePerson', { personId: both.id }, { departmentIds: [planning] })
    expect((await departmentOf(farming))?.headIds).toEqual([])
    expect((await departmentOf(planning))?.headIds).toEqual([both.id])
    await coordinator.call('changePerson', { personId: both.id }, { active: false })
    await coordinator.call('changePerson', { personId: leader.id }, { active: false })
    expect((await departmentOf(planning))?.headIds).toEqual([])
    expect((await departmentOf(farming))?.leaderId).toBeNull()
  })

  test('A71 all sections of a department go to another at once, but for those of closed reports', async () => {
    const [from, to] = [await named('旧办'), await named('新办')]
    const author = await office.hire({ departmentIds: [from] })
    const successor = await office.hire({ departmentIds: [to] })
    const open = await createReport(coordinator, [
      draft('主办的', 1, { leadId: from, coIds: [to] }),
      draft('下级', 2),
      draft('协办的', 1, { coIds: [from] }),
      draft('别人的', 1, { leadId: to }),
    ])
    const closed = await createReport(coordinator, [draft('定稿的', 1, { leadId: from })])
    await coordinator.call('moveStage', { reportId: closed.reportId }, { stage: 'final' })
    const held = (await coordinator.call('listHoldings', { departmentId: from })).body.sections
    expect(held.map(({ heading, as, closed }) => [heading, as, closed])).toEqual(
      expect.arrayContaining([
        ['主办的', 'lead', false],
        ['协办的', 'co', false],
        ['定稿的', 'lead', true],
      ]),
    )
    expect((await author.call('getReport', { reportId: open.reportId })).status).toBe(200)
    const left = await coordinator.call('transferSections', { departmentId: from }, { toId: to })
    expect(left.body.sections.map(({ heading }) => heading)).toEqual(['定稿的'])
    const { sections } = (await coordinator.call('getReport', { reportId: open.reportId })).body
    const owners = (heading: string) => {
      const section = sections.find(one => one.heading === heading)
      return [section?.effectiveLeadId, ...(section?.effectiveCoIds ?? [])]
    }
    // Nobody is 主办 and 协办 of one section.
    expect(owners('主办的')).toEqual([to])
    expect(owners('下级')).toEqual([to])
    expect(owners('协办的')).toContain(to)
    expect(owners('协办的')).not.toContain(from)
    expect((await author.call('getReport', { reportId: open.reportId })).status).toBe(404)
    const at = { reportId: open.reportId, sectionId: open.id('主办的') }
    expect((await successor.call('submitSection', at, {})).status).toBe(200)
    const { entries } = (
      await coordinator.call('listAudit', {}, { reportId: open.reportId, action: 'report.transfer' })
    ).body
    expect(entries).toHaveLength(1)
    expect(JSON.stringify(entries[0]?.after)).toContain('一、主办的')
    for (const toId of [from, 'nobody'])
      expect((await coordinator.call('transferSections', { departmentId: from }, { toId })).code).toBe(
        'bad-request',
      )
  })

  test('A72 merged departments: sections, people, invitations, templates and heads are the remaining one’s', async () => {
    const [from, to] = [await named('并出'), await named('并入')]
    const author = await office.hire({ departmentIds: [from] })
    const inBoth = await office.hire({ departmentIds: [from, to] })
    await coordinator.call('changeDepartment', { departmentId: from }, { headIds: [author.id] })
    const made = await createReport(coordinator, [
      draft('甲', 1, { leadId: from }),
      draft('乙', 1, { leadId: to, coIds: [from] }),
      draft('删掉的', 1, { leadId: from }),
    ])
    const { reportId } = made
    await coordinator.call('createTemplate', {}, { reportId, name: '年度', departments: true })
    await coordinator.call('deleteSection', { reportId, sectionId: made.id('删掉的') })
    await coordinator.call('moveStage', { reportId }, { stage: 'archived' })
    const link = await coordinator.call('createInvitation', {}, { departmentId: from, role: 'author' })
    const merged = await coordinator.call('mergeDepartments', { departmentId: from }, { toId: to })
    expect(merged.body).toMatchObject({ id: to, headIds: [author.id] })
    expect(await departmentOf(from)).toMatchObject({ active: false, mergedInto: to, headIds: [] })
    expect((await coordinator.call('listHoldings', { departmentId: from })).body).toEqual({
      sections: [],
      invitations: 0,
    })
    for (const person of [author, inBoth])
      expect((await person.call('getMe', {})).body.person?.departmentIds).toEqual([to])
    // Who wrote in an archived report still reads it.
    expect((await author.call('getReport', { reportId })).status).toBe(200)
    await coordinator.call('moveStage', { reportId }, { stage: 'drafting', reason: '重新打开' })
    const restored = await coordinator.call('restoreSection', { reportId, sectionId: made.id('删掉的') })
    expect(restored.body.sections.map(({ leadId, coIds }) => [leadId, ...coIds])).toEqual([[to], [to], [to]])
    const token = secretOf(link.body.link)
    const joined = await office.caller().call('acceptInvitation', {}, { token, name: '新来的' })
    expect(joined.body.me.person?.departmentIds).toEqual([to])
    const templates = JSON.stringify(
      await office.program.db.selectFrom('templates').select('content').execute(),
    )
    expect(templates).toContain(to)
    expect(templates).not.toContain(from)
    // It is closed for good, and its name stays in the audit.
    const reopened = await coordinator.call('changeDepartment', { departmentId: from }, { active: true })
    expect(reopened.code).toBe('conflict')
    const again = await coordinator.call('mergeDepartments', { departmentId: from }, { toId: to })
    expect(again.code).toBe('conflict')
    const admin = await office.hire({ role: 'reader', isAdministrator: true })
    const { entries } = (await admin.call('listAudit', {}, { action: 'department.merge' })).body
    expect(entries[0]?.subject).toMatch(/^并出/)
  })
})

describe('persons who turn out to be one', () => {
  let office: Office
  let coordinator: Person
  let admin: Person
  let departmentId: string
  const merge = (by: Person, personId: string, toId: string) =>
    by.call('mergePersons', { personId }, { toId })
  const password = 'mai-zi-huang-le'
  beforeAll(async () => {
    office = await openOffice()
    coordinator = await office.hire({ name: '顾统稿', role: 'coordinator' })
    admin = await office.hire({ role: 'reader', isAdministrator: true })
    departmentId = await office.department('农业办')
  })
  afterAll(() => office.close())

  test('A73 what the merged one wrote bears the remaining name, also when that changes; who leaves keeps theirs', async () => {
    const twice = await office.hire({ name: '李秀蓝', departmentIds: [departmentId] })
    const once = await office.hire({ name: '李秀兰' })
    const gone = await office.hire({ name: '程砚舟', departmentIds: [departmentId] })
    const { reportId, id } = await createReport(coordinator, [
      draft('甲', 1, { leadId: departmentId }),
      draft('乙', 1, { leadId: departmentId }),
    ])
    const [first, second] = [
      { reportId, sectionId: id('甲') },
      { reportId, sectionId: id('乙') },
    ]
    await twice.call('submitSection', first, {})
    await gone.call('submitSection', second, {})
    const draftId = await setAside(office.program, twice.id, first)
    const merged = await merge(coordinator, twice.id, once.id)
    expect(merged.body).toMatchObject({ id: once.id, name: '李秀兰', departmentIds: [departmentId] })
    await coordinator.call('changePerson', { personId: gone.id }, { active: false })
    const submitter = async (at: typeof first) =>
      (await coordinator.call('listSubmissions', at)).body[0]?.personName
    expect(await submitter(first)).toBe('李秀兰')
    expect(await submitter(second)).toBe('程砚舟')
    await coordinator.call('changePerson', { personId: once.id }, { name: '李秀兰（农业）' })
    expect(await submitter(first)).toBe('李秀兰（农业）')
    // Their drafts are the remaining one's to read; nobody finds the merged one any more.
    expect((await once.call('readSetAside', { reportId, draftId })).status).toBe(200)
    const people = (await coordinator.call('listPeople', {})).body.map(one => one.id)
    expect(people).not.toContain(twice.id)
    const revived = await coordinator.call('changePerson', { personId: twice.id }, { active: true })
    expect(revived.status).toBe(404)
    // What they did is found under the remaining one, and the old name is in the audit.
    const { entries } = (await admin.call('listAudit', {}, { personId: once.id })).body
    expect(entries.map(({ action }) => action)).toContain('section.submit')
    const { entries: mergers } = (await admin.call('listAudit', {}, { action: 'person.merge' })).body
    expect(JSON.stringify(mergers[0]?.before)).toContain('李秀蓝')
  })

  test('A74 sessions of the merged one end; links, tokens and login open the remaining one', async () => {
    const account = await office.hire({ name: '罗麦生', username: 'luo' })
    await account.call('changeMyPassword', {}, { password })
    const guest = await office.hire({ name: '罗麦生' })
    const { link } = (await account.call('renewMyLink', {})).body
    const { secret } = (await account.call('createMyToken', {}, { name: '程序', days: 9 })).body
    expect((await merge(coordinator, account.id, guest.id)).status).toBe(200)
    expect((await account.call('listReports', {})).status).toBe(401)
    const entered = await office.caller().call('enter', {}, { token: secretOf(link) })
    expect(entered.body.person?.id).toBe(guest.id)
    const bearer = await office.caller({ authorization: `Bearer ${secret}` }).call('getMe', {})
    expect(bearer.body.person?.id).toBe(guest.id)
    const signedIn = await office.caller().call('signIn', {}, { login: 'luo', password })
    expect(signedIn.body.person).toMatchObject({ id: guest.id, username: 'luo' })
  })

  test('A75 keys do not rise: merged into a coordinator, an author’s link and token end', async () => {
    const author = await office.hire({})
    const boss = await office.hire({ role: 'coordinator' })
    const { link } = (await author.call('renewMyLink', {})).body
    const { secret } = (await author.call('createMyToken', {}, { name: '程序', days: 9 })).body
    expect((await merge(coordinator, author.id, boss.id)).status).toBe(403)
    expect((await merge(admin, author.id, boss.id)).status).toBe(200)
    expect((await office.caller().call('enter', {}, { token: secretOf(link) })).code).toBe('link-expired')
    const bearer = office.caller({ authorization: `Bearer ${secret}` })
    expect((await bearer.call('listReports', {})).status).toBe(401)
  })

  test('A76 nobody is merged into themselves, into nobody, away from what they do, or the last administrator away', async () => {
    const [one, two] = [await office.hire({}), await office.hire({})]
    expect((await merge(coordinator, one.id, one.id)).code).toBe('bad-request')
    expect((await merge(coordinator, one.id, 'nobody')).code).toBe('bad-request')
    expect((await merge(admin, admin.id, one.id)).code).toBe('conflict')
    expect((await merge(coordinator, one.id, two.id)).status).toBe(200)
    expect((await merge(coordinator, one.id, two.id)).status).toBe(404)
    const three = await office.hire({ name: '第三人' })
    expect((await merge(coordinator, two.id, three.id)).status).toBe(200)
    const names = await office.program.db
      .selectFrom('persons')
      .select(['name', 'merged_into'])
      .where('id', 'in', [one.id, two.id])
      .execute()
    expect(names).toEqual([one, two].map(() => ({ name: '第三人', merged_into: three.id })))
  })

  test('G24 a client id of the merged one is the remaining one’s at once, in sections that are open too', async () => {
    const twice = await office.hire({ departmentIds: [departmentId] })
    const once = await office.hire({ departmentIds: [departmentId] })
    const { reportId, id } = await createReport(coordinator, [draft('甲', 1, { leadId: departmentId })])
    const open = async (person: Person) => {
      const { secret } = (await person.call('createMyToken', {}, { name: '页面', days: 1 })).body
      return new RawTab(office.url, secret, { path: reportId }).opened()
    }
    const [theirs, mine] = [await open(twice), await open(once)]
    try {
      const doc = await theirs.open(1, id('甲'))
      await mine.open(1, id('甲'))
      const write = (words: string): Uint8Array => {
        const before = Y.encodeStateVector(doc)
        paragraph(words)(doc.getXmlFragment(rootName))
        return Y.encodeStateAsUpdate(doc, before)
      }
      const stored = theirs.stored(1)
      theirs.update(1, write('合并之前写的。'))
      await until(() => theirs.stored(1) > stored, 'the first words are stored')
      const unsent = write('合并之后才送到的。')
      // As long as they are two, one cannot write as the other.
      mine.update(1, unsent)
      await until(() => mine.refused(1) === 'foreign-client', 'a foreign client id is refused')
      expect((await merge(coordinator, twice.id, once.id)).status).toBe(200)
      await until(() => theirs.closeCode === closeCodes.notSignedIn, 'the merged one is out')
      mine.update(1, unsent)
      const text = async () => (await once.call('getReport', { reportId })).body.sections[0]?.text ?? ''
      await until(() => mine.stored(1) > 2, 'the words are stored')
      expect(await text()).toContain('合并之前写的。')
      expect(await text()).toContain('合并之后才送到的。')
    } finally {
      theirs.close()
      mine.close()
    }
  })
})
