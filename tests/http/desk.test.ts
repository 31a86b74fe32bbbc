/** 统稿台: taking over, moving, undoing; nothing of anybody's is lost, and who may not does not. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Piece, Place } from '../../shared/desk.ts'
import { type Block, plainText, type Text } from '../../shared/schema/text.ts'
import { anchorAt, locate, readLine } from '../../shared/comments/anchor.ts'
import { readDoc } from '../../server/reports/text-edit.ts'
import { paragraph, runAt, typist } from '../support/typist.ts'
import { createReport, draft } from './drafts.ts'
import { type Caller, type Office, openOffice, value } from './office.ts'

let office: Office
let coordinator: Caller & { readonly id: string }
let li: Caller & { readonly id: string }
let farm: string

beforeAll(async () => {
  office = await openOffice()
  farm = await office.department('农业办')
  coordinator = await office.hire({ name: '顾和', role: 'coordinator' })
  li = await office.hire({ name: '李文', departmentIds: [farm] })
})
afterAll(() => office.close())

const line = (text: string): Block => ({ type: 'paragraph', content: [{ type: 'text', text }] })
const text = (...lines: string[]): Text => ({ type: 'doc', content: lines.map(line) })
const table: Block = {
  type: 'table',
  content: [
    {
      type: 'tableRow',
      content: [
        { type: 'tableCell', content: [line('粮食')] },
        { type: 'tableCell', content: [line('三万吨')] },
      ],
    },
  ],
}

const first = ['修渠十二公里。新建泵站两座。', '培训农户三百人次。']

async function report(one: Text = text(...first), two: Text = text('全年工作平稳。')) {
  const sections = [
    draft('农业', 1, { leadId: farm, text: one }),
    draft('综述', 1, { text: two }),
    draft('空节', 1, { text: { type: 'doc', content: [{ type: 'paragraph' }] } }),
  ]
  const { reportId, id } = await createReport(coordinator, sections)
  const at = { reportId }
  const read = async (sectionId: string) => {
    const { body } = await coordinator.call('getDeskTexts', at, {})
    const found = body.find(one => one.sectionId === sectionId)
    if (!found) throw new Error('no text')
    return found
  }
  return {
    at,
    farming: id('农业'),
    summary: id('综述'),
    blank: id('空节'),
    submit: async () => {
      await li.call('submitSection', { ...at, sectionId: id('农业') }, {})
      const { body } = await coordinator.call('listSubmissions', { ...at, sectionId: id('农业') })
      return body[0]?.id ?? ''
    },
    read,
    lines: async (sectionId: string) => plainText((await read(sectionId)).text).split('\n'),
  }
}

const blocks = (from: number, until = from + 1): Piece => ({ kind: 'blocks', from, until })
const words = (nth: number, from: number, until: number): Piece => ({ kind: 'words', line: nth, from, until })
const between = (before: number): Place => ({ kind: 'between', before })
const within = (nth: number, at: number): Place => ({ kind: 'within', line: nth, at })

test('Y1 a paragraph, a sentence and a table of a 来稿 go to their place, and the 来稿 stays as it is', async () => {
  const { at, summary, farming, submit, read, lines } = await report({
    type: 'doc',
    content: [...first.map(line), table],
  })
  const submissionId = await submit()
  const take = async (piece: Piece, place: Place) => {
    const { seq } = await read(summary)
    const body = { from: { submissionId, piece }, to: { sectionId: summary, base: seq, place } }
    return coordinator.call('takePiece', at, body)
  }
  expect((await take(blocks(1), between(1))).status).toBe(200)
  expect(await lines(summary)).toEqual(['全年工作平稳。', '培训农户三百人次。'])
  const sentence = await take(words(0, 0, 7), within(0, 7))
  expect(sentence.body.act).toMatchObject({ kind: 'take', quote: '修渠十二公里。', undone: false })
  expect((await lines(summary))[0]).toBe('全年工作平稳。修渠十二公里。')
  await take(blocks(2), between(0))
  expect((await read(summary)).text.content[0]).toMatchObject({ type: 'table' })
  // A sentence between two paragraphs is one of its own.
  await take(words(0, 7, 14), between(3))
  expect((await lines(summary)).at(-1)).toBe('新建泵站两座。')
  const { body } = await coordinator.call('listSubmissions', { ...at, sectionId: farming })
  expect(plainText(body[0]?.text ?? text())).toContain('修渠十二公里。新建泵站两座。')
  const desk = await coordinator.call('getDesk', at)
  expect(desk.body.papers).toMatchObject([{ id: submissionId, round: 1, departmentNames: ['农业办'] }])
  expect(desk.body.acts).toHaveLength(4)
})

test('Y2 who typed since loses nothing, and the place is the one that was looked at', async () => {
  const { at, summary, submit, read, lines } = await report()
  const submissionId = await submit()
  const looked = await read(summary)
  const hand = await typist(office.program, coordinator.id, summary)
  await hand.write(root => root.insert(0, [paragraph('前面又写一段。')]))
  await hand.write(root => runAt(root, 1).insert(2, '各项'))
  const body = (piece: Piece, place: Place) => ({
    from: { submissionId, piece },
    to: { sectionId: summary, base: looked.seq, place },
  })
  await coordinator.call('takePiece', at, body(blocks(1), between(1)))
  await coordinator.call('takePiece', at, body(words(0, 0, 7), within(0, 4)))
  expect(await lines(summary)).toEqual([
    '前面又写一段。',
    '全年各项工作修渠十二公里。平稳。',
    '培训农户三百人次。',
  ])
})

test('Y2 of a base that never was, and of places and pieces that are not there, nothing comes', async () => {
  const { at, summary, submit, read } = await report()
  const submissionId = await submit()
  const { seq } = await read(summary)
  const take = (piece: Piece, place: Place, base = seq) =>
    coordinator.call('takePiece', at, {
      from: { submissionId, piece },
      to: { sectionId: summary, base, place },
    })
  expect((await take(blocks(0), between(0), 99)).code).toBe('words-changed')
  expect((await take(blocks(5), between(0))).status).toBe(400)
  expect((await take(words(0, 3, 3), between(0))).status).toBe(400)
  expect((await take(words(0, 0, 999), between(0))).status).toBe(400)
  expect((await take(blocks(0), between(9))).status).toBe(400)
  expect((await take(blocks(0), within(0, 999))).status).toBe(400)
  expect((await read(summary)).seq).toBe(seq)
})

test('Y3 the same words are taken over twice only by who says so', async () => {
  const { at, summary, submit, read } = await report()
  const submissionId = await submit()
  const take = async (piece: Piece, again = false) => {
    const { seq } = await read(summary)
    return coordinator.call('takePiece', at, {
      from: { submissionId, piece },
      to: { sectionId: summary, base: seq, place: between(0) },
      again,
    })
  }
  const made = await take(words(0, 0, 7))
  expect((await take(words(0, 7, 14))).status).toBe(200)
  expect((await take(words(0, 3, 5))).code).toBe('taken-already')
  expect((await take(blocks(0))).code).toBe('taken-already')
  expect((await take(blocks(1))).status).toBe(200)
  expect((await take(blocks(0), true)).status).toBe(200)
  // What was taken back is free again.
  await coordinator.call('undoDeskAct', { ...at, actId: made.body.act.id })
  expect((await take(words(0, 3, 5))).code).toBe('taken-already')
})

test('Y4 a piece goes from one section to another as one act, or within its own', async () => {
  const { at, farming, summary, read, lines } = await report()
  const move = async (piece: Piece, to: string, place: Place) =>
    coordinator.call('movePiece', at, {
      from: { sectionId: farming, base: (await read(farming)).seq, piece },
      to: { sectionId: to, base: (await read(to)).seq, place },
    })
  const moved = await move(words(0, 0, 7), summary, within(0, 7))
  expect(moved.body.texts.map(({ sectionId }) => sectionId).sort()).toEqual([farming, summary].sort())
  expect(await lines(farming)).toEqual(['新建泵站两座。', '培训农户三百人次。'])
  expect(await lines(summary)).toEqual(['全年工作平稳。修渠十二公里。'])
  await move(blocks(1), farming, between(0))
  expect(await lines(farming)).toEqual(['培训农户三百人次。', '新建泵站两座。'])
  // Whole blocks that go into a line become words of it.
  await move(blocks(0, 2), summary, within(0, 0))
  expect(await lines(summary)).toEqual(['培训农户三百人次。新建泵站两座。全年工作平稳。修渠十二公里。'])
  expect((await move(blocks(0), farming, between(0))).status).toBe(200)
})

test.each([
  ['forward', words(0, 0, 7), within(0, 14)],
  ['back', words(0, 7, 14), within(0, 0)],
])(
  'Y4 Y6 a sentence goes %s within its own line and comes back, and nothing else goes with it',
  async (_way, piece, place) => {
    const { at, farming, read, lines } = await report()
    const base = (await read(farming)).seq
    const moved = await coordinator.call('movePiece', at, {
      from: { sectionId: farming, base, piece },
      to: { sectionId: farming, base, place },
    })
    expect(await lines(farming)).toEqual(['新建泵站两座。修渠十二公里。', '培训农户三百人次。'])
    await coordinator.call('undoDeskAct', { ...at, actId: moved.body.act.id })
    expect(await lines(farming)).toEqual(first)
  },
)

test('Y4 a table goes into no line, and a piece not into itself', async () => {
  const { at, farming, summary, read } = await report({ type: 'doc', content: [line('前文。'), table] })
  const { seq } = await read(farming)
  const from = { sectionId: farming, base: seq, piece: blocks(1) }
  const into = (sectionId: string, place: Place, base = seq) => ({ from, to: { sectionId, base, place } })
  expect((await coordinator.call('movePiece', at, into(summary, within(0, 0), 1))).status).toBe(400)
  expect((await coordinator.call('movePiece', at, into(farming, within(1, 0)))).status).toBe(400)
  expect((await read(farming)).seq).toBe(seq)
})

test('Y5 what somebody changed since it was looked at stays where it is', async () => {
  const { at, farming, summary, read, lines } = await report()
  const base = (await read(farming)).seq
  const hand = await typist(office.program, li.id, farming)
  await hand.write(root => runAt(root, 1).insert(2, '种粮'))
  const move = async (piece: Piece) =>
    coordinator.call('movePiece', at, {
      from: { sectionId: farming, base, piece },
      to: { sectionId: summary, base: (await read(summary)).seq, place: between(0) },
    })
  expect((await move(blocks(1))).code).toBe('words-changed')
  expect((await move(words(1, 0, 4))).code).toBe('words-changed')
  expect(await lines(farming)).toEqual([first[0], '培训种粮农户三百人次。'])
  // Beside it, it moves.
  expect((await move(words(1, 4, 9))).status).toBe(200)
  expect(await lines(farming)).toEqual([first[0], '培训种粮农户'])
})

test('Y5 typed into while it is being moved, a paragraph takes nothing with it', async () => {
  const { at, farming, summary, read, lines } = await report()
  const { seq } = await read(farming)
  const hand = await typist(office.program, li.id, farming)
  const typing = (async () => {
    for (let times = 0; times < 10; times += 1) await hand.write(root => runAt(root, 0).insert(0, '甲'))
  })()
  const moved = await coordinator.call('movePiece', at, {
    from: { sectionId: farming, base: seq, piece: blocks(0) },
    to: { sectionId: summary, base: 1, place: between(0) },
  })
  await typing.catch(() => undefined)
  const all = [...(await lines(farming)), ...(await lines(summary))].join('')
  // Either it went before the first of these letters, or it stayed with all of them.
  const letters = all.split('甲').length - 1
  if (moved.status === 200) expect(all).toContain(first[0])
  else expect([moved.code, letters]).toEqual(['words-changed', 10])
})

test('Y6 undo gives both sections their former text; what was typed elsewhere stays', async () => {
  const cases: [Piece, Place][] = [
    [blocks(0), between(1)],
    [blocks(0, 2), between(0)],
    [words(0, 7, 14), within(0, 3)],
    [words(0, 7, 14), between(1)],
    [words(1, 0, 9), within(0, 0)],
    [blocks(0, 2), within(0, 2)],
  ]
  for (const [piece, place] of cases) {
    const { at, farming, summary, read } = await report()
    const before = [await read(farming), await read(summary)]
    const made = await coordinator.call('movePiece', at, {
      from: { sectionId: farming, base: 1, piece },
      to: { sectionId: summary, base: 1, place },
    })
    const actId = made.body.act.id
    const hand = await typist(office.program, coordinator.id, summary)
    await hand.write(root => root.insert(root.length, [paragraph('另有一段。')]))
    const undone = await coordinator.call('undoDeskAct', { ...at, actId })
    expect([piece, place, undone.code]).toEqual([piece, place, undefined])
    expect((await read(farming)).text).toEqual(before[0]?.text)
    expect((await read(summary)).text.content).toEqual([
      ...(before[1]?.text.content ?? []),
      line('另有一段。'),
    ])
    expect((await coordinator.call('undoDeskAct', { ...at, actId })).status).toBe(409)
  }
})

test('Y6 what was taken over goes again; where somebody changed these words, undo is refused', async () => {
  const { at, summary, submit, read, lines } = await report()
  const submissionId = await submit()
  const take = async (piece: Piece, place: Place) => {
    const { seq } = await read(summary)
    const to = { sectionId: summary, base: seq, place }
    return (await coordinator.call('takePiece', at, { from: { submissionId, piece }, to })).body.act.id
  }
  const one = await take(blocks(1), between(0))
  const two = await take(words(0, 0, 7), within(1, 7))
  const hand = await typist(office.program, coordinator.id, summary)
  await hand.write(root => runAt(root, 0).insert(4, '共'))
  expect((await coordinator.call('undoDeskAct', { ...at, actId: one })).code).toBe('words-changed')
  expect(await lines(summary)).toEqual(['培训农户共三百人次。', '全年工作平稳。修渠十二公里。'])
  expect((await coordinator.call('undoDeskAct', { ...at, actId: two })).status).toBe(200)
  expect(await lines(summary)).toEqual(['培训农户共三百人次。', '全年工作平稳。'])
  await hand.write(root => runAt(root, 0).delete(4, 1))
  expect((await coordinator.call('undoDeskAct', { ...at, actId: one })).status).toBe(200)
  expect(await lines(summary)).toEqual(['全年工作平稳。'])
})

test('Y7 the desk is the coordinator’s, where they may write, and of its own report', async () => {
  const { at, farming, summary, submit, read } = await report()
  const submissionId = await submit()
  const other = await report()
  const take = (reportId: string, to: string) => ({
    at: { reportId },
    body: {
      from: { submissionId, piece: blocks(0) },
      to: { sectionId: to, base: 1, place: between(0) },
    },
  })
  const foreign = take(other.at.reportId, other.summary)
  expect((await coordinator.call('takePiece', foreign.at, foreign.body)).status).toBe(404)
  const crossed = take(at.reportId, other.summary)
  expect((await coordinator.call('takePiece', crossed.at, crossed.body)).status).toBe(404)
  const own = take(at.reportId, summary)
  expect((await li.call('takePiece', own.at, own.body)).status).toBe(403)
  expect((await li.call('getDesk', at)).status).toBe(403)
  await coordinator.call('moveStage', at, { stage: 'final', reason: '定稿' })
  expect((await coordinator.call('takePiece', own.at, own.body)).status).toBe(409)
  expect((await coordinator.call('getDesk', at)).status).toBe(200)
  expect((await read(farming)).seq).toBe(1)
})

test('Y4 comments go along with the words that they are about, and come back with them', async () => {
  const { at, farming, summary, read } = await report()
  const { doc } = value(await readDoc(office.program.db, farming))
  const place = anchorAt(readLine(doc), { from: 0, to: 9 })
  const said = { text: '请核实', mentions: [], proposal: null }
  const begun = await coordinator.call('beginThread', { ...at, sectionId: farming }, { ...place, ...said })
  expect(begun.code).toBeUndefined()
  const where = async () => (await coordinator.call('listThreads', at)).body.map(one => one.sectionId)
  const moved = await coordinator.call('movePiece', at, {
    from: { sectionId: farming, base: (await read(farming)).seq, piece: words(0, 0, 14) },
    to: { sectionId: summary, base: 1, place: within(0, 0) },
  })
  expect(await where()).toEqual([summary])
  await coordinator.call('undoDeskAct', { ...at, actId: moved.body.act.id })
  expect(await where()).toEqual([farming])
})

test.each([
  ['a word of a sentence', words(0, 0, 7), 'farming', within(0, 14), 2, '十二公里'],
  ['a line of one word', words(2, 0, 3), 'farming', within(0, 0), 25, '农户。'],
  ['words that stand twice', blocks(3), 'farming', between(0), 31, '农户。'],
  ['a word that stands there too', words(0, 7, 14), 'summary', within(0, 0), 9, '泵站'],
] as const)(
  'Y4 Y6 a comment goes along and comes back with its letters: %s',
  async (_what, piece, to, place, from, quote) => {
    const { at, read, ...ids } = await report(
      text(...first, '农户。', '年年农户。'),
      text('旧有泵站。新建泵站。'),
    )
    const covered = async () => {
      const [thread] = (await coordinator.call('listThreads', at)).body
      if (!thread) throw new Error('no thread')
      const { line: now, ...reading } = readLine(
        value(await readDoc(office.program.db, thread.sectionId)).doc,
      )
      const span = locate({ line: now, ...reading }, thread)
      return [thread.sectionId, span?.from, span && now.slice(span.from, span.to)]
    }
    const reading = readLine(value(await readDoc(office.program.db, ids.farming)).doc)
    const begun = { ...anchorAt(reading, { from, to: from + quote.length }), text: '请核实' }
    await coordinator.call(
      'beginThread',
      { ...at, sectionId: ids.farming },
      { ...begun, mentions: [], proposal: null },
    )
    const moved = await coordinator.call('movePiece', at, {
      from: { sectionId: ids.farming, base: (await read(ids.farming)).seq, piece },
      to: { sectionId: ids[to], base: (await read(ids[to])).seq, place },
    })
    const { line: now } = readLine(value(await readDoc(office.program.db, ids[to])).doc)
    expect(await covered()).toEqual([ids[to], now.indexOf(quote), quote])
    await coordinator.call('undoDeskAct', { ...at, actId: moved.body.act.id })
    expect(await covered()).toEqual([ids.farming, from, quote])
  },
)

test('Y9 those who sent a 来稿 see of each line what became of it; others do not', async () => {
  const { at, farming, summary, submit, read } = await report(
    text(...first, '今年村集体经济收入突破百万元大关。'),
  )
  await submit()
  const move = { sectionId: farming, base: (await read(farming)).seq, piece: blocks(1) }
  await coordinator.call('movePiece', at, {
    from: move,
    to: { sectionId: summary, base: 1, place: between(1) },
  })
  const hand = await typist(office.program, coordinator.id, farming)
  await hand.write(root => root.delete(1, 1))
  const { body } = await li.call('getFates', { ...at, sectionId: farming })
  expect(body[0]?.lines.map(({ fate, sectionIds }) => [fate, sectionIds])).toEqual([
    ['kept', [farming]],
    ['merged', [summary]],
    ['unused', []],
  ])
  const reader = await office.hire({ role: 'reader' })
  expect((await reader.call('getFates', { ...at, sectionId: farming })).status).toBe(403)
})

test('Y8 an emptied text keeps a blank paragraph, and a blank one gives way', async () => {
  const { at, farming, blank, read } = await report()
  const made = await coordinator.call('movePiece', at, {
    from: { sectionId: farming, base: 1, piece: blocks(0, 2) },
    to: { sectionId: blank, base: 1, place: between(0) },
  })
  expect((await read(farming)).text.content).toEqual([{ type: 'paragraph' }])
  expect((await read(blank)).text).toEqual(text(...first))
  await coordinator.call('undoDeskAct', { ...at, actId: made.body.act.id })
  expect((await read(farming)).text).toEqual(text(...first))
  expect((await read(blank)).text.content).toEqual([{ type: 'paragraph' }])
})
