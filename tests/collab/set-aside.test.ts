/** Setting text aside, seen from the wire: who may, what is answered, what a draft reads like, what it costs. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import { structsInOnePiece } from '../../server/collab/pieces.ts'
import { renderSetAside } from '../../server/collab/set-aside-text.ts'
import { encodeFrame, encodeLobby, type Keep } from '../../shared/frames.ts'
import { limits } from '../../shared/limits.ts'
import { emptyText, plainText, type Text, textToUpdate } from '../../shared/schema/text.ts'
import { reportId, storedBytes, until } from '../support/collab.ts'
import { openTown, type Visits } from '../support/collab-visit.ts'
import { paragraph, type RawTab, typing } from '../support/raw-tab.ts'

let here: Visits
beforeEach(async () => {
  here = await openTown()
})
afterEach(() => here.end())

/** What a person typed into a section as it is, against what the server has. */
async function typed(tab: RawTab, sectionId: string, words: string, channel = 1): Promise<Keep> {
  const doc = await tab.open(channel, sectionId)
  return { sectionId, generation: 1, state: typing(doc, paragraph(words)) }
}

const drafts = () => here.db.selectFrom('set_aside').selectAll().orderBy('at').execute()

async function readDraft(draftId: string): Promise<string> {
  const row = await here.db
    .selectFrom('set_aside')
    .select('text')
    .where('id', '=', draftId)
    .executeTakeFirstOrThrow()
  const text: Text = JSON.parse(row.text)
  return plainText(text)
}

function idOf(answer: unknown): string {
  if (typeof answer !== 'object' || answer === null || !('draftId' in answer)) throw new Error('not kept')
  return String(answer.draftId)
}

test('R2 the same text is one draft, however often and from wherever it comes', async () => {
  const li = await here.raw('li')
  await li.open(1, 's2')
  const ask: Keep = { sectionId: 's2', generation: 1, state: typing(new Y.Doc(), paragraph('离线写的')) }
  const first = await li.keep(ask)
  expect(first).toMatchObject({ type: 'kept', sectionId: 's2' })
  expect(await li.keep(ask)).toEqual(first)
  const [one, two] = [await here.raw('li'), await here.raw('li')]
  expect(await Promise.all([one.keep(ask), two.keep(ask)])).toEqual([first, first])
  expect(await drafts()).toHaveLength(1)
  const audit = await here.db.selectFrom('audit').selectAll().where('action', '=', 'set-aside.keep').execute()
  expect(audit).toHaveLength(1)
  // The same bytes of another person, or for another section, are another draft.
  const wang = await here.raw('wang')
  expect(await wang.keep(ask)).not.toEqual(first)
  expect(idOf(await li.keep({ ...ask, sectionId: 's1' }))).not.toBe(idOf(first))
})

test('R3 one who may only read may set text aside; of a foreign or unknown section nothing is kept', async () => {
  const reader = await here.raw('reader')
  const ask = await typed(reader, 's1', '只能查阅的人')
  expect(await reader.keep(ask)).toMatchObject({ type: 'kept' })
  expect(await reader.keep({ ...ask, sectionId: 'nowhere' })).toEqual({
    type: 'unkept',
    sectionId: 'nowhere',
    reason: 'not-found',
  })
  await here.db.updateTable('reports').set({ deleted_at: '2025-02-01T00:00:00.000Z' }).execute()
  expect(await reader.keep({ ...ask, state: typing(new Y.Doc(), paragraph('又写')) })).toMatchObject({
    reason: 'not-found',
  })
  expect(await drafts()).toHaveLength(1)
})

test('R3 a stock client knows no keep', async () => {
  const ws = new WebSocket(`${here.town.url}/collab/${reportId}/s1?token=li`)
  let code = 0
  ws.on('close', closed => {
    code = closed
  })
  await until(() => ws.readyState === WebSocket.OPEN, 'it is open')
  const state = typing(new Y.Doc(), paragraph('硬存'))
  ws.send(encodeLobby({ type: 'keep', sectionId: 's1', generation: 1, state }))
  await until(() => code !== 0, 'it is closed')
  expect(code).toBe(4413)
  expect(await drafts()).toEqual([])
})

test('R4 a draft changes no byte of the section, and the others in the lobby hear that there is one', async () => {
  const [li, chen] = [await here.raw('li'), await here.raw('chen')]
  const ask = await typed(li, 's2', '另存的一段')
  const before = await storedBytes(here.db, 's2')
  const draftId = idOf(await li.keep(ask))
  expect(await readDraft(draftId)).toBe('\n另存的一段')
  expect(await storedBytes(here.db, 's2')).toBe(before)
  await until(() => chen.events.some(({ type }) => type === 'set-aside'), 'the coordinator hears of it')
})

const malformed: [string, Uint8Array][] = [
  ['truncated', new Uint8Array([1, 1, 5, 0, 4, 1, 7])],
  ['two blocks for one client', new Uint8Array([2, 1, 5, 0, 0, 1, 1, 5, 0, 0, 1, 0])],
  ['above the limit of one update', new Uint8Array(limits.updateBytes + 1)],
]
test.each(malformed)('R5 a keep that is %s costs the session', async (_what, state) => {
  const li = await here.raw('li')
  await li.open(1, 's1')
  expect(await li.keep({ sectionId: 's1', generation: 1, state })).toBeUndefined()
  expect(li.closeCode).toBe(4413)
  expect(await drafts()).toEqual([])
})

test('R5 a keep before the answer to the last one, and one before hello, cost the session', async () => {
  const li = await here.raw('li')
  const ask = await typed(li, 's2', '一遍')
  const frame = encodeFrame({ op: 'data', channel: 0, payload: encodeLobby({ type: 'keep', ...ask }) })
  li.sayBytes(frame)
  li.sayBytes(frame)
  await until(() => li.closeCode !== undefined, 'it is closed')
  expect(li.closeCode).toBe(4413)
  // What was asked first is kept all the same.
  await until(async () => (await drafts()).length === 1, 'the first one is kept')
  const mute = new WebSocket(`${here.town.url}/collab/${reportId}?token=li`, ['tonggao.v1'])
  let code = 0
  mute.on('close', closed => {
    code = closed
  })
  mute.on('open', () => mute.send(frame))
  await until(() => code !== 0, 'it is closed')
  expect(code).toBe(4413)
})

test('R5 what leans on something that nobody sent is a gap, and the whole state heals it', async () => {
  const li = await here.raw('li')
  const doc = await li.open(1, 's2')
  typing(doc, paragraph('从未送到'))
  const state = typing(doc, paragraph('后一句'))
  expect(await li.keep({ sectionId: 's2', generation: 1, state })).toMatchObject({ reason: 'gap' })
  const whole = Y.encodeStateAsUpdate(doc)
  const draftId = idOf(await li.keep({ sectionId: 's2', generation: 1, state: whole }))
  expect(await readDraft(draftId)).toBe('\n从未送到\n后一句')
})

test('R5 a person has so many drafts in a report and no more; what is there already is still kept', async () => {
  const li = await here.raw('li')
  const doc = await li.open(1, 's2')
  const ask = (words: string): Keep => {
    const own = new Y.Doc()
    Y.applyUpdate(own, Y.encodeStateAsUpdate(doc))
    return { sectionId: 's2', generation: 1, state: typing(own, paragraph(words)) }
  }
  const first = ask('第一份')
  const kept = await li.keep(first)
  const row = (await drafts())[0]
  if (!row) throw new Error('no draft')
  await here.db
    .insertInto('set_aside')
    .values(
      Array.from({ length: limits.setAsidePerPerson - 1 }, (_, nth) =>
        Object.assign({}, row, { id: `d${nth}`, hash: `${nth}` }),
      ),
    )
    .execute()
  expect(await li.keep(ask('多出的一份'))).toEqual({ type: 'unkept', sectionId: 's2', reason: 'quota' })
  expect(await li.keep(first)).toEqual(kept)
  await here.db.deleteFrom('set_aside').where('id', '!=', idOf(kept)).execute()
  await here.db.updateTable('set_aside').set({ bytes: limits.setAsideBytes }).execute()
  expect(await li.keep(ask('太占地方'))).toMatchObject({ reason: 'quota' })
  const wang = await here.raw('wang')
  await wang.open(1, 's1')
  expect(await wang.keep(ask('别人的'))).toMatchObject({ type: 'kept' })
})

test('R5 more than a section may hold is refused with its reason, and costs nobody else anything', async () => {
  const li = await here.raw('li')
  const doc = await li.open(1, 's2')
  const deep = typing(doc, root => {
    let inside: Y.XmlFragment | Y.XmlElement = root
    for (let depth = 0; depth <= limits.textDepth; depth += 2) {
      const item = new Y.XmlElement('listItem')
      const list = new Y.XmlElement('bulletList')
      list.insert(0, [item])
      inside.insert(inside.length, [list])
      inside = item
    }
  })
  expect(await li.keep({ sectionId: 's2', generation: 1, state: deep })).toMatchObject({
    reason: 'too-large',
  })
  expect(li.closeCode).toBeUndefined()
})

test('R6 text for a deleted section is kept, and read over what the section was', async () => {
  const li = await here.raw('li')
  const ask = await typed(li, 's1', '删除那一刻写的')
  await here.db
    .updateTable('sections')
    .set(eb => ({ deleted_at: '2025-02-01T00:00:00.000Z', grants: eb('grants', '+', 1) }))
    .where('id', '=', 's1')
    .execute()
  here.town.publish({ type: 'grants', reportId })
  await until(() => li.count(1, 'closed') === 1, 'the section is closed')
  const draftId = idOf(await li.keep(ask))
  expect(await readDraft(draftId)).toBe('\n删除那一刻写的')
})

test('R7 text of another generation is read alone', async () => {
  const li = await here.raw('li')
  const old = new Y.Doc()
  typing(old, paragraph('旧的一代'))
  const [{ state }, whole] = [await typed(li, 's2', '新的一代'), Y.encodeStateAsUpdate(old)]
  li.update(1, state)
  const draftId = idOf(await li.keep({ sectionId: 's2', generation: 7, state: whole }))
  expect(await readDraft(draftId)).toBe('旧的一代')
})

test('R8 a draft reads as the section would have read, and what changes nothing makes none', async () => {
  const [li, chen] = [await here.raw('li'), await here.raw('chen')]
  const base = await chen.open(1, 's1')
  const own = await li.open(1, 's1')
  const state = typing(own, paragraph('李写的'))
  chen.update(1, typing(base, paragraph('统稿人写的')))
  await until(() => chen.stored(1) === 2, 'the coordinator is stored')
  const draftId = idOf(await li.keep({ sectionId: 's1', generation: 1, state }))
  const lines = (await readDraft(draftId)).split('\n')
  expect(new Set(lines)).toEqual(new Set(['', '李写的', '统稿人写的']))
  const nothing = Y.encodeStateAsUpdate(base)
  expect(await li.keep({ sectionId: 's1', generation: 1, state: nothing })).toEqual({
    type: 'kept',
    sectionId: 's1',
    draftId: '',
  })
  expect(await drafts()).toHaveLength(1)
})

test('R8 what the schema does not have is read as plain paragraphs', async () => {
  const li = await here.raw('li')
  const doc = await li.open(1, 's2')
  const state = typing(doc, root => {
    const strange = new Y.XmlElement('poem')
    const inner = new Y.XmlElement('verse')
    inner.insert(0, [new Y.XmlText('床前'), new Y.XmlText('明月光')])
    strange.insert(0, [inner])
    root.insert(root.length, [strange])
    root.doc?.getMap('elsewhere').set('key', 'value')
  })
  const draftId = idOf(await li.keep({ sectionId: 's2', generation: 1, state }))
  expect(await readDraft(draftId)).toContain('床前\n明月光')
  expect(here.town.errors).toEqual([])
})

test('R8 a rendering that takes too long is given up', () => {
  const state = typing(new Y.Doc(), root => {
    for (let at = 0; at < structsInOnePiece; at += 1) paragraph(`第${at}段`)(root)
  })
  const ask = { committed: [textToUpdate(emptyText)], state, standsAlone: false }
  expect(renderSetAside(ask, () => 0)).toMatchObject({ is: 'text', words: 3 * structsInOnePiece })
  let cpu = 0
  // Every look at the clock finds more time gone than an update may take.
  expect(renderSetAside(ask, () => (cpu += limits.updateCpuMs + 1))).toEqual({ is: 'too-large' })
})

test('R8 text for a section whose log is damaged is not kept now, which is said', async () => {
  const [li, wang] = [await here.raw('li'), await here.raw('wang')]
  const ask = await typed(li, 's2', '存储有损坏')
  await here.db.updateTable('updates').set({ checksum: 1 }).where('section_id', '=', 's2').execute()
  expect(await li.keep(ask)).toEqual({ type: 'unkept', sectionId: 's2', reason: 'unavailable' })
  expect(await wang.keep(await typed(wang, 's1', '照常另存'))).toMatchObject({ type: 'kept' })
})
