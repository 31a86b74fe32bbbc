/** 批注 and 领导批示 over HTTP: who may what, whom it is told, and proposals that become text. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { listMySignedChanges } from '../../server/reports/signed-changes.ts'
import { readDoc } from '../../server/reports/text-edit.ts'
import { catchUp } from '../../server/reports/text-index.ts'
import { reanchorThreads } from '../../server/reports/thread-moves.ts'
import { putBlocks } from '../../shared/schema/rewrite-blocks.ts'
import { anchorAt, locate, readLine } from '../../shared/comments/anchor.ts'
import type { Thread } from '../../shared/api.ts'
import { createReport, draft, words } from './drafts.ts'
import { type Caller, type Office, openOffice, value } from './office.ts'

let office: Office
let coordinator: Caller & { readonly id: string }
let author: Caller & { readonly id: string }
let colleague: Caller & { readonly id: string }
let reviewer: Caller & { readonly id: string }
let foreign: Caller & { readonly id: string }
let departmentId: string
beforeAll(async () => {
  office = await openOffice()
  departmentId = await office.department('农业办')
  const elsewhere = await office.department('规划办')
  coordinator = await office.hire({ role: 'coordinator', name: '沈知夏' })
  author = await office.hire({ departmentIds: [departmentId], name: '冯亦秋' })
  colleague = await office.hire({ departmentIds: [departmentId], name: '许见山' })
  reviewer = await office.hire({ role: 'reviewer', name: '姚听雨' })
  foreign = await office.hire({ departmentIds: [elsewhere] })
})
afterAll(() => office.close())

const sentence = '全年新建高标准农田一千二百亩，粮食产量稳中有增。'

async function begin() {
  const sections = [draft('农业', 1, { leadId: departmentId, text: words(sentence) }), draft('其他')]
  const { reportId, id } = await createReport(coordinator, sections)
  return { reportId, sectionId: id('农业') }
}

type At = { readonly reportId: string; readonly sectionId: string }

async function place({ sectionId }: At, quote: string) {
  const { doc } = value(await readDoc(office.program.db, sectionId))
  const reading = readLine(doc)
  const from = reading.line.indexOf(quote)
  return anchorAt(reading, { from, to: from + quote.length })
}

async function text({ sectionId }: At) {
  return readLine(value(await readDoc(office.program.db, sectionId)).doc).line
}

async function comment(who: Caller, at: At, quote: string, rest: object = {}) {
  // What is said later stands later.
  office.wait(1000)
  const said = { text: '请核实', mentions: [], proposal: null, ...rest }
  const answer = await who.call('beginThread', at, { ...(await place(at, quote)), ...said })
  if (answer.status !== 200) throw new Error(answer.code)
  return { reportId: at.reportId, ...answer.body }
}

const threads = async (who: Caller, { reportId }: { readonly reportId: string }): Promise<Thread[]> =>
  (await who.call('listThreads', { reportId })).body

const covered = async (at: At, thread: Thread | undefined) => {
  const reading = readLine(value(await readDoc(office.program.db, at.sectionId)).doc)
  const span = thread && locate(reading, thread)
  return span && reading.line.slice(span.from, span.to)
}

const inbox = async (who: Caller) =>
  (await who.call('listInbox', {})).body.messages.map(({ kind, params }) => [kind, params.reason])

describe('threads', () => {
  test('W10 a reviewer comments on a section that is closed and on a final report; the text stays as it is', async () => {
    const at = await begin()
    await coordinator.call('submitSection', at, {})
    await comment(reviewer, at, '一千二百亩')
    await coordinator.call('moveStage', at, { stage: 'final', reason: '定稿' })
    const late = await comment(reviewer, at, '稳中有增', { text: '有一处出入' })
    const [first, second] = await threads(author, at)
    expect([first?.quote, second?.comments[0]?.text]).toEqual(['一千二百亩', '有一处出入'])
    expect(await text(at)).toBe(sentence)
    await coordinator.call('moveStage', at, { stage: 'archived', reason: '归档' })
    const said = { text: '再说一句', mentions: [], proposal: null }
    expect((await reviewer.call('replyToThread', late, said)).status).toBe(403)
    expect((await reviewer.call('settleThread', late, { resolved: true })).status).toBe(403)
    expect((await threads(reviewer, at)).length).toBe(2)
  })

  test('W11 own words are changed by their author alone, and come back as they were', async () => {
    const at = await begin()
    const said = await comment(reviewer, at, '粮食产量')
    const change = { text: '请写明产量', mentions: [] }
    expect((await coordinator.call('changeComment', said, change)).status).toBe(403)
    expect((await reviewer.call('changeComment', said, change)).status).toBe(200)
    expect((await author.call('deleteComment', said)).status).toBe(403)
    expect((await reviewer.call('deleteComment', said)).status).toBe(200)
    expect(await threads(reviewer, at)).toEqual([])
    expect((await reviewer.call('changeComment', said, change)).status).toBe(404)
    expect((await reviewer.call('restoreComment', said)).status).toBe(200)
    const [back] = await threads(author, at)
    expect(back?.comments[0]).toMatchObject({ text: '请写明产量', personName: '姚听雨' })
    expect((await coordinator.call('deleteComment', said)).status).toBe(200)
    // What somebody above them deleted is not theirs to bring back.
    expect((await reviewer.call('restoreComment', said)).status).toBe(404)
    expect(await threads(reviewer, at)).toEqual([])
    expect((await coordinator.call('restoreComment', said)).status).toBe(200)
    expect((await reviewer.call('deleteComment', said)).status).toBe(200)
    expect((await reviewer.call('restoreComment', said)).status).toBe(200)
  })

  test('W13 who is named already stays named when they have left meanwhile; nobody who has left is named anew', async () => {
    const at = await begin()
    const leaving = await office.hire({ departmentIds: [departmentId], name: '田远' })
    const said = await comment(reviewer, at, '粮食产量', { mentions: [leaving.id] })
    const admin = await office.hire({ role: 'coordinator', isAdministrator: true })
    expect((await admin.call('changePerson', { personId: leaving.id }, { active: false })).status).toBe(200)
    const change = { text: '请核实产量', mentions: [leaving.id] }
    expect((await reviewer.call('changeComment', said, change)).status).toBe(200)
    expect((await threads(reviewer, at))[0]?.comments[0]).toMatchObject({
      text: '请核实产量',
      mentions: [{ id: leaving.id, name: '田远' }],
    })
    const anew = { text: '再问', mentions: [leaving.id], proposal: null }
    expect((await reviewer.call('replyToThread', said, anew)).status).toBe(400)
  })

  test('W12 who began it, the section’s departments and the coordinator resolve; another reviewer does not', async () => {
    const at = await begin()
    const said = await comment(reviewer, at, '粮食产量')
    const other = await office.hire({ role: 'reviewer' })
    expect((await other.call('settleThread', said, { resolved: true })).status).toBe(403)
    expect((await author.call('settleThread', said, { resolved: true })).status).toBe(200)
    expect((await coordinator.call('settleThread', said, { resolved: true })).code).toBe('conflict')
    expect((await threads(reviewer, at))[0]?.resolved?.personName).toBe('冯亦秋')
    expect((await reviewer.call('settleThread', said, { resolved: false })).status).toBe(200)
    expect((await threads(reviewer, at))[0]?.resolved).toBeNull()
  })

  test('W13 whom a comment names is told once, who spoke before is told of replies, nobody of their own words', async () => {
    const at = await begin()
    const before = await Promise.all([inbox(author), inbox(reviewer), inbox(colleague)])
    const said = await comment(reviewer, at, '粮食产量', { mentions: [author.id, reviewer.id] })
    const unseen = { text: '看看', mentions: [foreign.id], proposal: null }
    expect((await reviewer.call('replyToThread', said, unseen)).status).toBe(400)
    const reply = { text: '产量已核实', mentions: [colleague.id], proposal: null }
    await author.call('replyToThread', said, reply)
    await reviewer.call('changeComment', said, { text: '请核实产量', mentions: [author.id] })
    const after = await Promise.all([inbox(author), inbox(reviewer), inbox(colleague)])
    const fresh = after.map((list, who) => list.slice(0, list.length - (before[who]?.length ?? 0)))
    expect(fresh).toEqual([
      [['mentioned', '请核实']],
      [['replied', '产量已核实']],
      [['mentioned', '产量已核实']],
    ])
    const people = (await reviewer.call('listMentionable', at)).body.map(({ id }) => id)
    expect(people).toContain(colleague.id)
    expect(people).not.toContain(foreign.id)
  })

  test('W6 what is no position is refused', async () => {
    const at = await begin()
    const body = { ...(await place(at, '粮食')), text: '看', mentions: [], proposal: null }
    const bad = { ...body, anchor: { start: '!', end: '' } }
    expect((await reviewer.call('beginThread', at, bad)).status).toBe(400)
    const huge = { ...body, anchor: { start: 'A'.repeat(5000), end: '' } }
    expect((await reviewer.call('beginThread', at, huge)).status).toBe(400)
    expect((await reviewer.call('beginThread', at, { ...body, text: ' ' })).status).toBe(400)
  })

  test('W4 a thread whose words are gone, or whose section is deleted, is still listed', async () => {
    const at = await begin()
    await comment(reviewer, at, '粮食产量')
    const { base } = (await coordinator.call('getHandIn', at)).body as unknown as { base: number }
    await coordinator.call('putText', at, { text: words('全都重写了。'), base: base ?? 1, mode: 'replace' })
    const [orphan] = await threads(author, at)
    expect([orphan?.quote, await covered(at, orphan)]).toEqual(['粮食产量', undefined])
    await coordinator.call('deleteSection', at)
    expect((await threads(coordinator, at))[0]?.quote).toBe('粮食产量')
  })
})

test('W5 threads go along when their words are moved to another section, and stay where their words stay', async () => {
  const at = await begin()
  await comment(reviewer, at, '粮食产量稳中有增')
  await comment(reviewer, at, '高标准农田')
  const other = (await coordinator.call('getReport', at)).body.sections.find(({ id }) => id !== at.sectionId)
  const there = { reportId: at.reportId, sectionId: other?.id ?? '' }
  const old = value(await readDoc(office.program.db, at.sectionId)).doc
  const [from, to] = await Promise.all(
    [at, there].map(async ({ sectionId }) => value(await readDoc(office.program.db, sectionId)).doc),
  )
  if (!from || !to) throw new Error('no text')
  putBlocks(from, words('全年新建高标准农田一千二百亩。'), 'replace')
  putBlocks(to, words('粮食产量稳中有增，农民增收。'), 'append')
  const moved = await office.program.db.transaction().execute(tx =>
    reanchorThreads(
      tx,
      [{ sectionId: at.sectionId, doc: old }],
      [
        { sectionId: at.sectionId, doc: from },
        { sectionId: there.sectionId, doc: to },
      ],
    ),
  )
  expect(moved).toBe(1)
  const listed = await threads(author, at)
  const found = listed.map(thread => {
    const reading = readLine(thread.sectionId === at.sectionId ? from : to)
    const span = locate(reading, thread)
    return [thread.sectionId, span && reading.line.slice(span.from, span.to)]
  })
  expect(found).toEqual([
    [there.sectionId, '粮食产量稳中有增'],
    [at.sectionId, '高标准农田'],
  ])
})

test('W7 a thread whose letters were written anew holds on to them once the text has rested', async () => {
  const at = await begin()
  await comment(reviewer, at, '粮食产量稳中有增')
  const put = async (text: string) => {
    const base = (await coordinator.call('getHandIn', at)).body.seq
    await coordinator.call('putText', at, { text: words(text), base, mode: 'replace' })
  }
  await put('先全部删去。')
  await put(sentence)
  await catchUp(office.program)
  // Changed inside: by its words alone it would not be found any more.
  const { seq: base } = (await author.call('getHandIn', at)).body
  const written = sentence.replace('粮食产量稳中', '粮食总产量稳中')
  expect((await author.call('writeSection', at, { text: written, base })).status).toBe(200)
  const [thread] = await threads(author, at)
  expect(await covered(at, thread)).toBe('粮食总产量稳中有增')
})

test('W14 open tabs are told after the commit, and each change leaves its audit row', async () => {
  const at = await begin()
  const heard: unknown[] = []
  const stop = office.program.bus.listen(event => {
    if (event.type === 'threads') heard.push(event.reportId)
  })
  const rows = await office.auditRows()
  const said = await comment(reviewer, at, '粮食产量')
  await author.call('settleThread', said, { resolved: true })
  await foreign.call('settleThread', said, { resolved: false })
  stop()
  expect(heard).toEqual([at.reportId, at.reportId])
  expect((await office.auditRows()) - rows).toBe(2)
})

describe('proposed text', () => {
  const propose = (at: At, quote: string, proposal: string) =>
    comment(reviewer, at, quote, { text: '', proposal })

  test('W20 the author accepts in one step: the words are replaced, the thread is resolved and stands at them', async () => {
    const at = await begin()
    const said = await propose(at, '一千二百亩', '一千二百五十亩')
    expect((await author.call('decideProposal', said, { verdict: 'accept' })).status).toBe(200)
    expect(await text(at)).toBe(sentence.replace('一千二百亩', '一千二百五十亩'))
    const [thread] = await threads(reviewer, at)
    expect(thread?.resolved?.personName).toBe('冯亦秋')
    expect(thread?.comments[0]?.proposal).toMatchObject({ state: 'accepted', over: '一千二百亩' })
    expect(await covered(at, thread)).toBe('一千二百五十亩')
  })

  test('W22 it is taken back by one edit the other way, also where words were left out, until they were changed', async () => {
    const at = await begin()
    const said = await propose(at, '，粮食产量稳中有增', '')
    await author.call('decideProposal', said, { verdict: 'accept' })
    expect(await text(at)).toBe('全年新建高标准农田一千二百亩。')
    expect((await author.call('decideProposal', said, { verdict: 'reopen' })).status).toBe(200)
    expect(await text(at)).toBe(sentence)
    const [thread] = await threads(reviewer, at)
    expect([thread?.resolved, thread?.comments[0]?.proposal?.state]).toEqual([null, 'open'])
    expect(await covered(at, thread)).toBe('，粮食产量稳中有增')
    await author.call('decideProposal', said, { verdict: 'accept' })
    const other = await propose(at, '一千二百亩', '一千三百亩')
    await author.call('decideProposal', other, { verdict: 'accept' })
    const third = await propose(at, '一千三百亩', '一千四百亩')
    await author.call('decideProposal', third, { verdict: 'accept' })
    expect((await author.call('decideProposal', other, { verdict: 'reopen' })).code).toBe('words-changed')
  })

  test('W21 not where the words read otherwise, not in a closed section, and not twice', async () => {
    const at = await begin()
    const said = await propose(at, '一千二百亩', '一千二百五十亩')
    const again = await propose(at, '一千二百亩', '1200亩')
    const both = await Promise.all([
      author.call('decideProposal', said, { verdict: 'accept' }),
      coordinator.call('decideProposal', said, { verdict: 'accept' }),
    ])
    expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409])
    expect(await text(at)).toBe(sentence.replace('一千二百亩', '一千二百五十亩'))
    expect((await author.call('decideProposal', again, { verdict: 'accept' })).code).toBe('words-changed')
    expect((await reviewer.call('decideProposal', again, { verdict: 'accept' })).status).toBe(403)
    const third = await propose(at, '高标准农田', '高标准农田示范区')
    await coordinator.call('submitSection', at, {})
    expect((await author.call('decideProposal', third, { verdict: 'accept' })).code).toBe('conflict')
    expect((await coordinator.call('decideProposal', third, { verdict: 'accept' })).status).toBe(200)
  })
})

describe('leaders’ marks', () => {
  const mark = { leader: '严书敏', post: '副镇长', medium: 'spoken' as const, on: '2026-11-20' }

  test('W30 a mark keeps who, in what post and how, with its file; a reviewer records none', async () => {
    const at = await begin()
    const upload = async (name: string, bytes: number[]) => {
      const url = `${office.url}/api/v1/reports/${at.reportId}/sections/${at.sectionId}/attachments?name=${name}`
      const headers = { ...author.headers, 'content-type': 'audio/mpeg' }
      const sent = await fetch(url, { method: 'POST', headers, body: new Uint8Array(bytes) })
      const file: { id: string } = await sent.json()
      return file
    }
    const file = await upload('voice.mp3', [0x49, 0x44, 0x33, 4, 0, 0, 0, 0, 0, 0])
    // It is what its bytes say, not what it is called.
    const page = await upload('page.mp3', [...Buffer.from('<html>')])
    const body = { ...(await place(at, '粮食产量')), ...mark, text: '写具体', attachmentId: file.id }
    expect((await reviewer.call('recordMark', at, body)).status).toBe(403)
    expect((await author.call('recordMark', at, { ...body, attachmentId: 'x' })).status).toBe(400)
    expect((await author.call('recordMark', at, { ...body, attachmentId: page.id })).code).toBe(
      'file-unknown',
    )
    expect((await author.call('recordMark', at, body)).status).toBe(200)
    const [thread] = await threads(reviewer, at)
    expect(thread).toMatchObject({
      kind: 'mark',
      quote: '粮食产量',
      mark: { ...mark, attachmentName: 'voice.mp3' },
    })
  })

  test('W32 the section’s writers and the coordinator are told of a mark, who recorded it is not', async () => {
    const at = await begin()
    const [before, own] = [await inbox(coordinator), await inbox(author)]
    const body = { ...(await place(at, '粮食产量')), ...mark, text: '写具体', attachmentId: null }
    await author.call('recordMark', at, body)
    const [told] = await inbox(coordinator)
    expect([told, (await inbox(coordinator)).length]).toEqual([
      ['marked', '严书敏：写具体'],
      before.length + 1,
    ])
    expect((await inbox(colleague))[0]).toEqual(told)
    expect(await inbox(author)).toEqual(own)
    expect((await inbox(reviewer))[0]).not.toEqual(told)
  })

  test('W31 it stays open until 落实, which needs a word and keeps the position of the text', async () => {
    const at = await begin()
    const body = { ...(await place(at, '粮食产量')), ...mark, text: '写具体', attachmentId: null }
    const made = { reportId: at.reportId, ...(await coordinator.call('recordMark', at, body)).body }
    expect((await author.call('settleMark', made, { done: true, note: ' ' })).code).toBe('reason-needed')
    expect((await author.call('settleThread', made, { resolved: true })).code).toBe('conflict')
    expect((await author.call('settleMark', made, { done: true, note: '补写了产量' })).status).toBe(200)
    const [thread] = await threads(reviewer, at)
    expect(thread?.mark?.done).toMatchObject({ personName: '冯亦秋', note: '补写了产量', seq: 1 })
    await coordinator.call('settleMark', made, { done: false, note: '' })
    expect((await threads(reviewer, at))[0]?.mark?.done).toBeNull()
  })
})

test('W41 what was changed after a signature is listed for its signer, the department and the coordinator', async () => {
  const head = await office.hire({ role: 'reader', departmentIds: [departmentId] })
  const headIds = [head.id]
  await coordinator.call('changeDepartment', { departmentId }, { headIds })
  const at = await begin()
  await coordinator.call('changeReport', at, { signoff: 'head' })
  await author.call('submitSection', at, {})
  expect((await head.call('signSection', at, { round: 1, verdict: 'sign' })).status).toBe(200)
  const mine = async () =>
    (await head.call('listMySignedChanges', {})).body.filter(one => one.sectionId === at.sectionId)
  const put = async (text: string) => {
    const base = (await coordinator.call('getHandIn', at)).body.seq
    expect((await coordinator.call('putText', at, { text: words(text), base, mode: 'replace' })).status).toBe(
      200,
    )
  }
  await put(sentence.replace('，', ','))
  expect(await mine()).toEqual([])
  await put(sentence.replace('一千二百亩', '1300亩'))
  const [changed] = await mine()
  expect(changed?.changes).toMatchObject([{ figures: true }])
  const seen = await author.call('listSignedChanges', at)
  expect(seen.body.signatures).toMatchObject([{ role: 'head' }])
  expect(seen.body.changes).toEqual(changed?.changes)
  expect((await foreign.call('listSignedChanges', at)).status).toBe(404)
  expect((await reviewer.call('listSignedChanges', at)).status).toBe(403)
  expect((await reviewer.call('listMySignedChanges', {})).body).toEqual([])
  // Whom it cannot concern it costs no report: it is asked by everybody's first page.
  let asked = 0
  const db = office.program.db.withPlugin({
    transformQuery: ({ node }) => {
      asked += 1
      return node
    },
    transformResult: async ({ result }) => result,
  })
  const stranger = { id: author.id, role: 'author' as const, isAdministrator: false, departmentIds: [] }
  expect(value(await listMySignedChanges({ ...office.program, db }, stranger))).toEqual([])
  expect(asked).toBe(3)
})
