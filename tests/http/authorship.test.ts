/** Who wrote which letter, told from the log and from what the desk noted, through edits, moves and undo. */
import * as fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as Y from 'yjs'
import { readWritten } from '../../server/reports/authorship.ts'
import { createSources, type Source } from '../../server/reports/letter-sources.ts'
import { createReplay } from '../../server/reports/replay.ts'
import { lettersOf, rootOf } from '../../shared/schema/letters.ts'
import { type Text } from '../../shared/schema/text.ts'
import { insertCheckpoint } from '../../server/store/checkpoint-rows.ts'
import { expectNearlyLinear } from '../support/growth.ts'
import { paragraph, runAt, type Typist, typist } from '../support/typist.ts'
import { createReport, draft, words } from './drafts.ts'
import { bringMaterial } from '../support/materials.ts'
import { type Caller, type Office, openOffice, value } from './office.ts'

let office: Office
let coordinator: Caller & { readonly id: string }
let li: Caller & { readonly id: string }
let wang: Caller & { readonly id: string }
/** Hands in material. */
let he: Caller & { readonly id: string }
let farm: string
let water: string

beforeAll(async () => {
  office = await openOffice()
  farm = await office.department('农业办')
  water = await office.department('水利站')
  coordinator = await office.hire({ name: '顾和', role: 'coordinator' })
  li = await office.hire({ name: '李文', departmentIds: [farm] })
  wang = await office.hire({ name: '王芳', departmentIds: [water] })
  he = await office.hire({ name: '何青', departmentIds: [water] })
})
afterAll(() => office.close())

const empty: Text = { type: 'doc', content: [{ type: 'paragraph' }] }

async function report(...texts: Text[]) {
  const sections = (texts.length > 0 ? texts : [empty, empty]).map((text, nth) =>
    draft(`节${nth}`, 1, { leadId: nth === 0 ? farm : water, coIds: nth === 0 ? [water] : [farm], text }),
  )
  const { reportId, id } = await createReport(coordinator, sections)
  return { at: { reportId }, ids: sections.map(({ heading }) => id(heading)) }
}

type Wrote = { readonly letter: string; readonly source: Source | undefined }

async function written(sectionId: string): Promise<Wrote[]> {
  const { head } = await office.program.db
    .selectFrom('sections')
    .select('head')
    .where('id', '=', sectionId)
    .executeTakeFirstOrThrow()
  const { doc, sources } = value(await readWritten(office.program.db, sectionId, head))
  return lettersOf(rootOf(doc)).flatMap(({ client, clock, text }) =>
    Array.from({ length: text.length }, (_, at) => ({
      letter: text[at] ?? '',
      source: sources.at(client, clock + at)?.source,
    })),
  )
}

/** 'a甲|b乙': who wrote what, in order. */
async function told(sectionId: string): Promise<string> {
  const names = new Map([
    [coordinator.id, '顾'],
    [li.id, '李'],
    [wang.id, '王'],
  ])
  let last = ''
  return (await written(sectionId))
    .map(({ letter, source }) => {
      const name = names.get(source?.personId ?? '') ?? source?.name ?? '无'
      const mark = name === last ? '' : `${last === '' ? '' : ' '}${name}:`
      last = name
      return mark + letter
    })
    .join('')
}

const hand = (who: { readonly id: string }, sectionId: string) => typist(office.program, who.id, sectionId)
const type = (person: Typist, at: number, text: string, nth = 0) =>
  person.write(root => runAt(root, nth).insert(at, text))

test('Q1 each letter is its writer’s, at its time; the first text is nobody’s', async () => {
  const { ids } = await report(words('原有。'))
  const [section = ''] = ids
  const [one, two] = [await hand(li, section), await hand(wang, section)]
  await type(one, 0, '修渠')
  office.wait(60_000)
  await type(two, 1, '了')
  expect(await told(section)).toBe('李:修 王:了 李:渠 无:原有。')
  const [first, second] = await written(section)
  expect(Date.parse(second?.source?.at ?? '') - Date.parse(first?.source?.at ?? '')).toBe(60_000)
})

test('Q1 a text that was entered for somebody is theirs', async () => {
  const { at, ids } = await report()
  const [sectionId = ''] = ids
  await coordinator.call(
    'enterSection',
    { ...at, sectionId },
    {
      enteredFor: '罗麦生',
      written: { text: '代录的一段。', base: 1 },
      passOver: [{ departmentId: water, reason: '电话说没有' }],
    },
  )
  expect(await told(sectionId)).toBe('罗麦生:代录的一段。')
})

test('Q2 what was taken over and moved stays its writers’, also edited afterwards, and after undo', async () => {
  const { at, ids } = await report(words('原有。'), empty)
  const [one = '', two = ''] = ids
  const [author, other] = [await hand(li, one), await hand(wang, one)]
  await type(author, 0, '修渠十二公里，')
  await type(other, 2, '引水')
  await coordinator.call('tickSection', { ...at, sectionId: one }, { departmentId: water, done: true })
  await wang.call('tickSection', { ...at, sectionId: one }, { departmentId: water, done: true })
  expect((await li.call('submitSection', { ...at, sectionId: one }, {})).status).toBe(200)
  const { body: rounds } = await coordinator.call('listSubmissions', { ...at, sectionId: one })
  const submissionId = rounds[0]?.id ?? ''
  const place = { kind: 'between' as const, before: 0 }
  const taken = await coordinator.call('takePiece', at, {
    from: { submissionId, piece: { kind: 'blocks', from: 0, until: 1 } },
    to: { sectionId: two, base: 1, place },
  })
  expect(await told(two)).toBe('李:修渠 王:引水 李:十二公里，原有。')
  const editor = await hand(coordinator, two)
  await type(editor, 4, '共')
  expect(await told(two)).toBe('李:修渠 王:引水 顾:共 李:十二公里，原有。')
  const [letter] = await written(two)
  expect(letter?.source).toMatchObject({ submissionId, fromSectionId: one, departmentId: farm })
  const back = await coordinator.call('movePiece', at, {
    from: {
      sectionId: two,
      base: taken.body.texts[0]?.seq ?? 0,
      piece: { kind: 'words', line: 0, from: 0, until: 4 },
    },
    to: { sectionId: one, base: rounds[0] ? 3 : 0, place: { kind: 'within', line: 0, at: 0 } },
  })
  expect(back.code).toBeUndefined()
  expect(await told(one)).toBe('李:修渠 王:引水 李:修渠 王:引水 李:十二公里， 无:原有。')
  await coordinator.call('undoDeskAct', { ...at, actId: back.body.act.id })
  expect(await told(two)).toBe('李:修渠 王:引水 顾:共 李:十二公里，原有。')
  expect((await written(two))[0]?.source).toMatchObject({ submissionId, departmentId: farm })
})

test('Q3 who parts a paragraph, joins two or makes an item of one writes none of its words', async () => {
  const { ids } = await report()
  const [section = ''] = ids
  const [author, editor] = [await hand(li, section), await hand(coordinator, section)]
  await type(author, 0, '修渠十二公里。培训三百人次。')
  await editor.write(root => {
    runAt(root, 0).delete(7, 7)
    root.insert(1, [paragraph('培训三百人次。')])
  })
  expect(await told(section)).toBe('李:修渠十二公里。培训三百人次。')
  await editor.write(root => {
    const text = runAt(root, 1).toString()
    root.delete(1, 1)
    runAt(root, 0).insert(7, `另${text}`)
  })
  expect(await told(section)).toBe('李:修渠十二公里。 顾:另 李:培训三百人次。')
  await editor.write(root => {
    const list = new Y.XmlElement('bulletList')
    const item = new Y.XmlElement('listItem')
    item.insert(0, [paragraph(runAt(root, 0).toString())])
    list.insert(0, [item])
    root.delete(0, 1)
    root.insert(0, [list])
  })
  expect(await told(section)).toBe('李:修渠十二公里。 顾:另 李:培训三百人次。')
})

test('Q4 what undo restores is its first writer’s, a letter as well as a paragraph', async () => {
  const { ids } = await report()
  const [section = ''] = ids
  const [author, editor] = [await hand(li, section), await hand(coordinator, section)]
  await type(author, 0, '修渠十二公里。')
  for (const [from, length] of [
    [3, 1],
    [0, 7],
  ] as const) {
    await editor.write(root => runAt(root, 0).delete(from, length))
    await editor.write(() => {
      editor.undo.undo()
    })
    expect(await told(section)).toBe('李:修渠十二公里。')
  }
  await editor.write(root => {
    root.insert(1, [paragraph('另')])
    root.delete(0, 1)
  })
  await editor.write(() => {
    editor.undo.undo()
  })
  expect(await told(section)).toBe('李:修渠十二公里。')
  // Typed by hand, the same few letters are the typist's.
  await editor.write(root => runAt(root, 0).delete(0, 2))
  await type(editor, 0, '修渠')
  expect(await told(section)).toBe('顾:修渠 李:十二公里。')
})

test('Q5 where the log was shortened, letters are their client id’s owner’s, without a time', async () => {
  const { ids } = await report()
  const [section = ''] = ids
  const author = await hand(li, section)
  await type(author, 0, '修渠十二公里。')
  const { db } = office.program
  await insertCheckpoint(db, section, { seq: 2, bytes: Y.encodeStateAsUpdate(author.doc) })
  await db.deleteFrom('updates').where('section_id', '=', section).where('seq', '<=', 2).execute()
  await type(await hand(wang, section), 2, '了')
  expect(await told(section)).toBe('李:修渠 王:了 李:十二公里。')
  expect((await written(section))[0]?.source?.at).toBeNull()
})

test('Q6 readers are told who wrote what and from which 来稿; shares are for the coordinator alone', async () => {
  const { at, ids } = await report(words('原有。'), empty)
  const [one = '', two = ''] = ids
  await type(await hand(li, one), 0, '修渠十二公里，')
  await wang.call('tickSection', { ...at, sectionId: one }, { departmentId: water, done: true })
  await li.call('submitSection', { ...at, sectionId: one }, {})
  const { body: rounds } = await coordinator.call('listSubmissions', { ...at, sectionId: one })
  await coordinator.call('takePiece', at, {
    from: { submissionId: rounds[0]?.id ?? '', piece: { kind: 'blocks', from: 0, until: 1 } },
    to: { sectionId: two, base: 1, place: { kind: 'between', before: 0 } },
  })
  await type(await hand(coordinator, two), 0, '共')
  const { body } = await coordinator.call('getAuthorship', { ...at, sectionId: two })
  const told = body.spans.map(({ length, source }) => {
    const { personName, departmentName, round, fromSectionId } = body.sources[source] ?? {}
    return [length, personName, departmentName, round, fromSectionId]
  })
  expect(told).toEqual([
    [1, '顾和', null, null, null],
    [10, '李文', '农业办', 1, one],
  ])
  expect(body.shares?.map(({ personName, words: count }) => [personName, count])).toEqual([
    ['李文', 10],
    ['顾和', 1],
  ])
  const { body: others } = await wang.call('getAuthorship', { ...at, sectionId: two })
  expect([others.spans.length, others.shares]).toEqual([2, null])
})

/** Each person writes letters of their own, so that a letter itself says whose it is. */
const writerOf = (letter: string) => Math.floor((letter.charCodeAt(0) - 0x4e00) / 0x1000)

type Stretch = { readonly at: number; readonly length: number; readonly whole: boolean }
type Step =
  | { readonly kind: 'type'; readonly who: number; readonly at: number; readonly length: number }
  | { readonly kind: 'delete'; readonly who: number; readonly at: number; readonly length: number }
  | { readonly kind: 'undo'; readonly who: number }
  | { readonly kind: 'part'; readonly who: number; readonly at: number }
  | ({ readonly kind: 'move' } & Stretch)
  | ({ readonly kind: 'take' } & Stretch)
  | { readonly kind: 'undo-move' }

const whoAndWhere = { who: fc.nat(2), at: fc.nat(1000), length: fc.integer({ min: 1, max: 12 }) }
const steps: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('type' as const), ...whoAndWhere }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('delete' as const), ...whoAndWhere }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('undo' as const), who: whoAndWhere.who }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('part' as const), who: whoAndWhere.who, at: whoAndWhere.at }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constantFrom('move' as const, 'move' as const, 'take' as const),
      at: whoAndWhere.at,
      length: whoAndWhere.length,
      whole: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'undo-move' as const }) },
)

/** What is stored of one line that is put in its own place `times` times. */
function putInItsPlace(times: number): Uint8Array[] {
  const typed = new Y.Doc()
  const updates: Uint8Array[] = []
  typed.on('update', update => updates.push(update))
  const block = new Y.XmlElement('paragraph')
  const run = new Y.XmlText('总结'.repeat(250))
  block.insert(0, [run])
  rootOf(typed).insert(0, [block])
  for (let put = 0; put < times; put += 1) {
    run.delete(0, 499)
    run.insert(0, '总结'.repeat(250).slice(0, 499))
  }
  return updates
}

test('Q4 a text that is put in its own place again and again is told in time in proportion to it', () => {
  const rest = {
    personId: null,
    departmentId: null,
    submissionId: null,
    materialId: null,
    fromSectionId: null,
    at: null,
  }
  // Letters were looked at once for each time that the text was ever replaced.
  expectNearlyLinear(40, putInItsPlace, updates => {
    const doc = new Y.Doc({ gc: false })
    const sources = createSources()
    const replay = createReplay(doc, sources)
    for (const [nth, update] of updates.entries()) replay(update, { ...rest, name: `${nth}` })
    const [first] = lettersOf(rootOf(doc))
    expect(first && sources.at(first.client, first.clock)?.source.name).toBe('0')
  })
})

test('Q2 Q3 Q4 Y13 after random typing, parting, taking from material, moving and undoing every letter is its writer’s', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(steps, { minLength: 8, maxLength: 30 }), async sequence => {
      const { at, ids } = await report()
      const people = [coordinator, li, wang]
      const material = await bring(at.reportId)
      const hands = await Promise.all(ids.map(id => Promise.all(people.map(person => hand(person, id)))))
      const next = [0, 0, 0]
      const acts: string[] = []
      const fresh = (who: number, length: number) =>
        Array.from({ length }, () => {
          const nth = next[who] ?? 0
          next[who] = nth + 1
          return String.fromCharCode(who * 0x1000 + 0x4e00 + nth)
        }).join('')
      for (const [turn, step] of sequence.entries()) {
        const section = turn % 2
        if (step.kind === 'move') await moveAt(at, ids, section, step, acts)
        else if (step.kind === 'take') await takeAt(at, ids[section] ?? '', material, step, acts)
        else if (step.kind === 'undo-move') {
          const actId = acts.pop()
          if (actId !== undefined) await coordinator.call('undoDeskAct', { ...at, actId })
        } else {
          const person = hands[section]?.[step.who]
          if (person) await take(person, step, length => fresh(step.who, length))
        }
      }
      for (const id of ids)
        for (const { letter, source } of await written(id)) {
          const writer = people[writerOf(letter)]
          const told = [letter, source?.personId, source?.materialId ?? null]
          if (writer) expect(told).toEqual([letter, writer.id, null])
          // Of the material: its bringer's, of their department.
          else expect([...told, source?.departmentId]).toEqual([letter, he.id, material, water])
        }
    }),
    { numRuns: 10, endOnFailure: true },
  )
}, 180_000)

async function take(person: Typist, step: Step, fresh: (length: number) => string): Promise<void> {
  await person.write(root => {
    if (step.kind === 'undo') {
      person.undo.undo()
      return
    }
    // Undo may have taken the last paragraph.
    const nth = 'at' in step ? step.at % Math.max(1, root.length) : 0
    const run = runAt(root, nth)
    const at = 'at' in step ? step.at % (run.length + 1) : 0
    if (step.kind === 'type') run.insert(at, fresh(step.length))
    if (step.kind === 'delete') run.delete(at, Math.min(step.length, run.length - at))
    if (step.kind === 'part' && run.length - at > 1) {
      const rest = run.toString().slice(at)
      run.delete(at, run.length - at)
      root.insert(nth + 1, [paragraph(rest)])
    }
  })
}

/** Lines of one writer more, whose letters stand in nothing else. */
const materialLines = 3
const materialLength = 20

async function bring(reportId: string): Promise<string> {
  const lines = Array.from({ length: materialLines }, (_, line) =>
    Array.from({ length: materialLength }, (_unused, nth) =>
      String.fromCharCode(0x4e00 + 3 * 0x1000 + line * materialLength + nth),
    ).join(''),
  )
  const given = { reportId, bytes: lines.join('\n'), department: water }
  return (await bringMaterial(office.url, he, given)).id
}

async function takeAt(
  at: { reportId: string },
  sectionId: string,
  materialId: string,
  { at: chosen, length, whole }: Stretch,
  acts: string[],
): Promise<void> {
  const { body } = await coordinator.call('getDeskTexts', at, { section: sectionId })
  const [text] = body
  const nth = chosen % materialLines
  const begin = chosen % materialLength
  const piece = whole
    ? { kind: 'blocks' as const, from: nth, until: nth + 1 }
    : { kind: 'words' as const, line: nth, from: begin, until: Math.min(materialLength, begin + length) }
  const before = chosen % ((text?.text.content.length ?? 0) + 1)
  const taken = await coordinator.call('takePiece', at, {
    from: { materialId, piece },
    to: { sectionId, base: text?.seq ?? 0, place: { kind: 'between', before } },
    again: true,
  })
  expect(taken.code).toBeUndefined()
  acts.push(taken.body.act.id)
}

async function moveAt(
  at: { reportId: string },
  ids: readonly string[],
  section: number,
  step: Stretch,
  acts: string[],
): Promise<void> {
  const { body } = await coordinator.call('getDeskTexts', at, {})
  const [from, to] = [ids[section], ids[1 - section]].map(id => body.find(one => one.sectionId === id))
  if (!from || !to) throw new Error('no texts')
  const nth = step.at % from.text.content.length
  const block = from.text.content[nth]
  const inline = block?.type === 'paragraph' ? (block.content ?? []) : []
  const length = inline.reduce((sum, one) => sum + (one.type === 'text' ? one.text.length : 0), 0)
  if (length === 0) return
  const begin = step.at % length
  const piece = step.whole
    ? { kind: 'blocks' as const, from: nth, until: nth + 1 }
    : { kind: 'words' as const, line: nth, from: begin, until: Math.min(length, begin + step.length) }
  const moved = await coordinator.call('movePiece', at, {
    from: { sectionId: from.sectionId, base: from.seq, piece },
    to: {
      sectionId: to.sectionId,
      base: to.seq,
      place: { kind: 'between', before: step.at % (to.text.content.length + 1) },
    },
  })
  expect(moved.code).toBeUndefined()
  acts.push(moved.body.act.id)
}
